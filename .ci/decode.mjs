// decode.mjs DIR: reads the pictures that symbolcheck wrote with zxing, compares the bars
// of Intelligent Mail with bwip-js, prints a line for each kind and fails on a difference.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import bwip from 'bwip-js/node';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/full';

const wasm = readFileSync(new URL('./node_modules/zxing-wasm/dist/full/zxing_full.wasm', import.meta.url));
await prepareZXingModule({
  overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) },
  fireImmediately: true,
});

const dir = process.argv[2];

// bars writes the heights that bwip-js draws as the letters of USPS-B-3200.
function bars(digits) {
  const [{ bbs, bhs }] = bwip.raw({ bcid: 'onecode', text: digits });
  const top = Math.max(...bhs.map((h, i) => h + bbs[i]));
  return bhs.map((h, i) => {
    const up = h + bbs[i] > top * 0.9;
    const down = bbs[i] < top * 0.1;
    return up && down ? 'F' : up ? 'A' : down ? 'D' : 'T';
  }).join('');
}

async function problem(e) {
  if (e.bars) {
    const got = bars(e.digits);
    return got === e.bars ? '' : `${e.digits}: bars ${e.bars}, bwip-js has ${got}`;
  }
  const all = await readBarcodes(new Uint8Array(readFileSync(join(dir, e.file))), { tryHarder: true, tryInvert: false });
  // A few rows of a large matrix may pass for a short linear symbol, such as Interleaved 2 of 5.
  const found = all.filter((r) => r.format === e.format);
  if (found.length !== 1) return `${e.file}: ${found.length} ${e.format} found among ${all.length}`;
  const got = Buffer.from(found[0].bytes).toString('hex');
  return got === e.bytes ? '' : `${e.file}: reads ${got}, want ${e.bytes}`;
}

const kinds = new Map();
for (const line of readFileSync(join(dir, 'expected.jsonl'), 'utf8').trim().split('\n')) {
  const e = JSON.parse(line);
  const count = kinds.get(e.kind) ?? { right: 0, wrong: 0 };
  kinds.set(e.kind, count);
  const what = await problem(e);
  if (what) console.log(what);
  what ? count.wrong++ : count.right++;
}
for (const [kind, { right, wrong }] of kinds) console.log(`${kind}: ${right} right, ${wrong} wrong`);
process.exitCode = [...kinds.values()].some((k) => k.wrong) ? 1 : 0;
