// labels.mjs DIR: decodes each page that DIR/expected.jsonl names, from the picture that labelcheck rendered of it, and
// fails unless the symbol and its bytes are the expected ones.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBarcodes, prepareZXingModule } from 'zxing-wasm/full';

const wasm = readFileSync(new URL('./node_modules/zxing-wasm/dist/full/zxing_full.wasm', import.meta.url));
await prepareZXingModule({
  overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) },
  fireImmediately: true,
});

// Control characters such as the group separator are shown as <1d>.
const visible = (bytes) =>
  Buffer.from(bytes).toString('latin1').replace(/[\x00-\x1f\x7f-\xff]/g, (c) => `<${c.charCodeAt(0).toString(16).padStart(2, '0')}>`);

const dir = process.argv[2];
const wanted = readFileSync(join(dir, 'expected.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
let failed = 0;
for (const want of wanted) {
  const picture = want.file.replace(/\.pdf$/, `-${want.page}.png`);
  const found = await readBarcodes(new Uint8Array(readFileSync(picture)), { tryHarder: true, tryInvert: false, maxNumberOfSymbols: 20 });
  const got = found.map((r) => `${r.symbologyIdentifier} ${visible(r.bytes)}`);
  if (got.length === 1 && got[0] === `${want.id} ${want.bytes}`) continue;
  failed++;
  console.error(`${picture}: read ${JSON.stringify(got)}, want ${want.id} ${want.bytes}`);
}
console.log(`${wanted.length - failed} passed, ${failed} failed`);
process.exit(failed || wanted.length === 0 ? 1 : 0);
