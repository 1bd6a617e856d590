// Measures the bytes and the time that a page needs to answer a sum of products in Python: with Pyodide, without NumPy, which its
// npm package lacks, and with this package, as NumPy code. From the navigation of a fresh Chromium, without a cache, with the files
// on this machine, after brotli. Prints medians and ratios; asserts nothing about them.
//   ./dev bench pyodide
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { serve, staticFiles } from '../../web/build/serve.ts';
import { launchChromium } from './chromium.ts';

const kVisits = 11;

/** The opening case's first window and its filter. */
const a = [3, 0, 1, 1, 5, 8, 2, 7, 2];
const w = [1, 0, -1, 1, 0, -1, 1, 0, -1];
const kAnswer = -5;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Each page stores its answer and the time since its navigation. */
const subjects = {
  pyodide: {
    files: here('node_modules/pyodide'),
    script: `import { loadPyodide } from './pyodide/pyodide.mjs';
      const pyodide = await loadPyodide();
      const answer = pyodide.runPython('sum(x * y for x, y in zip(${JSON.stringify(a)}, ${JSON.stringify(w)}))');`,
  },
  convdot: {
    files: here('../../dist/convdot'),
    script: `import { load } from './convdot/index.js';
      const convdot = await load();
      const block = (data) => ({ shape: [3, 3], data });
      const { value } = convdot.evaluate('np.sum(a * W)', { a: block(${JSON.stringify(a)}), W: block(${JSON.stringify(w)}) });
      const answer = value.data[0];`,
  },
};

const folder = mkdtempSync(`${tmpdir()}/convdot-pyodide-`);
for (const [name, { files, script }] of Object.entries(subjects)) {
  cpSync(files, `${folder}/${name}`, { recursive: true });
  for (const file of readdirSync(files).filter((each) => /\.(m?js|json|wasm|zip)$/.test(each))) {
    const bytes = readFileSync(`${files}/${file}`);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${folder}/${name}/${file}.br`, brotliCompressSync(bytes, { params }));
  }
  writeFileSync(
    `${folder}/${name}.html`,
    `<!doctype html><link rel="icon" href="data:,"><script type="module">${script}
      window.answered = { answer, time: performance.now() };</script>`,
  );
}
const server = await serve(staticFiles(folder), 0);
const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** One visit by a fresh browser. */
async function visit(name: string) {
  const browser = await launchChromium();
  const page = await browser.newPage();
  const finished: Promise<[path: string, size: number]>[] = [];
  page.on('requestfinished', (request) => {
    const path = new URL(request.url()).pathname.slice(1);
    if (path !== `${name}.html`) finished.push(request.sizes().then(({ responseBodySize }) => [path, responseBodySize]));
  });
  await page.goto(`${root}/${name}.html`);
  const { answer, time } = (await (await page.waitForFunction('window.answered')).jsonValue()) as {
    answer: number;
    time: number;
  };
  if (answer !== kAnswer) throw new Error(`${name} answers ${answer}`);
  const sizes = await Promise.all(finished);
  const version = browser.version();
  await browser.close();
  return { time, sizes, version };
}

const names = Object.keys(subjects);
const visits = new Map(names.map((name) => [name, [] as Awaited<ReturnType<typeof visit>>[]]));
// Alternately, so that other load on the machine affects both.
for (let i = 0; i < kVisits; i++) for (const name of names) visits.get(name)?.push(await visit(name));

console.log(`${cpus().length} x ${cpus()[0]?.model}; ${kVisits} visits each`);
const medians = new Map<string, { time: number; size: number }>();
for (const [name, made] of visits) {
  const times = made.map(({ time }) => time).toSorted((one, other) => one - other);
  const [{ sizes, version } = { sizes: [], version: '' }] = made;
  const time = times[kVisits >> 1] ?? 0;
  const size = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  medians.set(name, { time, size });
  console.log(`${name}, Chromium ${version}`);
  for (const [path, bytes] of [...sizes, ['all of it', size] as const]) {
    console.log(`  ${path.padEnd(30)} ${(bytes / 1024).toFixed(1).padStart(8)} KB`);
  }
  console.log(`  first answer: median ${time.toFixed(0)} ms, ${times[0]?.toFixed(0)} to ${times.at(-1)?.toFixed(0)} ms`);
}
const ratio = (of: 'time' | 'size') => ((medians.get('pyodide')?.[of] ?? 0) / (medians.get('convdot')?.[of] ?? 0)).toFixed(0);
console.log(`Pyodide before NumPy: ${ratio('size')} times the bytes, ${ratio('time')} times the time`);
server.close();
rmSync(folder, { recursive: true });
