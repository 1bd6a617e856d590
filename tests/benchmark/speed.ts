// Measures the package's plans beside alternatives, and beside the machine's limit: in Node, and in a page in Chromium. Prints
// everything, and writes results/speed.json, speed.md and speed.svg.
//   ./dev bench
//   node tests/benchmark/speed.ts node|chromium: only one of the two, without writing
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { load } from 'convdot';
import { measureInChromium } from './speed/chromium.ts';
import type { Cv, Ort, Tf } from './speed/contestants.ts';
import { type Limit, measure } from './speed/measure.ts';
import { bars, chart, line, type Run, table } from './speed/report.ts';

const require = createRequire(import.meta.url);
const results = new URL('results/', import.meta.url);
const root = new URL('../../', import.meta.url);
const limitFile = 'build/wasm/tests/benchmark/limit.wasm';

async function inNode(): Promise<Run> {
  const tf: Tf = { ...require('@tensorflow/tfjs-core'), wasm: require('@tensorflow/tfjs-backend-wasm') };
  tf.wasm.setThreadsCount(1);
  await tf.setBackend('wasm');
  await tf.ready();
  const ort: Ort = require('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1;
  const cv: Cv = require('@techstark/opencv-js');
  // Its then() returns itself, so awaiting it would never end.
  await new Promise<void>((resolve) => {
    cv.onRuntimeInitialized = () => resolve();
  });
  const convdot = await load();
  const { instance } = await WebAssembly.instantiate(await readFile(new URL(limitFile, root)), { wasi_snapshot_preview1: {} });
  const limit = instance.exports as unknown as Limit;
  return {
    engine: `Node ${process.versions.node}`,
    results: await measure({ convdot, tf, ort, cv }, limit, (result) => console.log(line(result))),
  };
}

const wanted = process.argv[2];
const runs: Run[] = [];
if (wanted !== 'chromium') runs.push(await inNode());
if (wanted !== 'node') runs.push(await measureInChromium(limitFile, (result) => console.log(line(result))));

const { devDependencies } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));
// Only ./dev bench load uses it.
const { lighthouse: _, ...peers } = devDependencies as Record<string, string>;
const about = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores`,
  commit: String(execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: fileURLToPath(root) })).trim(),
  peers,
};
const text = runs.map((run) => `${table(run)}\n${bars(run)}`).join('\n');
console.log(text);
if (runs.length === 2) {
  await mkdir(results, { recursive: true });
  await writeFile(new URL('speed.json', results), `${JSON.stringify({ ...about, runs }, null, 2)}\n`);
  const versions = Object.entries(about.peers).map(([name, version]) => `${name} ${version}`);
  const heading = `# Speed\n\n${about.date}, ${about.machine}, commit ${about.commit}; ${versions.join(', ')}. Medians of one run, and half of the\nspread without the slowest and the quickest tenth.\n`;
  await writeFile(new URL('speed.md', results), `${heading}\n${text}`);
  await writeFile(new URL('speed.svg', results), chart(runs));
}
