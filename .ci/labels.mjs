// labels.mjs DIR: reads every label that labelcheck wrote, with decoders that are not ours: pictures as they are, PDF
// rendered by pdftoppm, ZPL by zpl-renderer-js. It fails unless each symbol that DIR/expected.jsonl names is read.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBarcodes, prepareZXingModule } from 'zxing-wasm/full';
import { ready } from 'zpl-renderer-js';

const wasm = readFileSync(new URL('./node_modules/zxing-wasm/dist/full/zxing_full.wasm', import.meta.url));
await prepareZXingModule({
  overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) },
  fireImmediately: true,
});
const { api: zpl } = await ready;

// Control characters such as the group separator are shown as <1d>.
const visible = (bytes) =>
  Buffer.from(bytes).toString('latin1').replace(/[\x00-\x1f\x7f-\xff]/g, (c) => `<${c.charCodeAt(0).toString(16).padStart(2, '0')}>`);

// pages returns the pictures of a file, one for each page.
async function pages(file) {
  const dpi = /-300\b/.test(file) ? 300 : 203;
  if (file.endsWith('.pdf')) {
    const dir = mkdtempSync(join(tmpdir(), 'labels-'));
    execFileSync('pdftoppm', ['-r', String(dpi), '-gray', '-png', file, join(dir, 'page')]);
    return readdirSync(dir).sort().map((name) => readFileSync(join(dir, name)));
  }
  const data = readFileSync(file);
  if (!file.endsWith('.zpl')) return [data];
  const program = data.toString('utf8');
  const dots = dpi > 250 ? 12 : 8; // in a millimetre
  const millimetres = (command) => Number(program.match(command)[1]) / dots;
  const drawn = await zpl.zplToBase64MultipleAsync(program, millimetres(/\^PW(\d+)/), millimetres(/\^LL(\d+)/), dots);
  return drawn.map((page) => Buffer.from(page, 'base64'));
}

const wanted = new Map();
for (const line of readFileSync(join(process.argv[2], 'expected.jsonl'), 'utf8').trim().split('\n')) {
  const { file, page, id, bytes } = JSON.parse(line);
  if (!wanted.has(file)) wanted.set(file, []);
  wanted.get(file).push({ page, symbol: `${id} ${bytes}` });
}
let passed = 0;
let failed = 0;
for (const [file, symbols] of wanted) {
  const read = [];
  for (const picture of await pages(file)) {
    const found = await readBarcodes(new Uint8Array(picture), { tryHarder: true, tryInvert: false, maxNumberOfSymbols: 20 });
    read.push(found.map((r) => `${r.symbologyIdentifier} ${visible(r.bytes)}`));
  }
  for (const { page, symbol } of symbols) {
    if (read[page - 1]?.includes(symbol)) {
      passed++;
      continue;
    }
    failed++;
    console.error(`${file}, page ${page}: want ${symbol}, read ${JSON.stringify(read[page - 1])}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || passed === 0 ? 1 : 0);
