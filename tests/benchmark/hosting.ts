// Measures how many first visits nginx serves with web/hosting/nginx.conf, over this machine's loopback, with wrk: brotli, as
// browsers request it. Prints requests and first visits per second and the latency; asserts nothing.
//   ./dev bench hosting
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startNginx } from '../web/nginx.ts';

const site = fileURLToPath(new URL('../../dist/site', import.meta.url));
const kSeconds = 10;
const kConnections = 64;

/** The files that the example loads, in English. */
const names = readdirSync(`${site}/assets`).filter((name) =>
  /^(index|en|short|example-worker|convdot_bench|after|later)-[\w-]{8}\.(js|wasm)$/.test(name),
);
const paths = ['', ...names.map((name) => `assets/${name}`)];
const size = (path: string) => statSync(`${site}/${path || 'index.html'}.br`).size;
const wasm = paths.filter((path) => path.endsWith('.wasm'));

const folder = mkdtempSync(`${tmpdir()}/convdot-wrk-`);
const nginx = await startNginx();
console.log(`${cpus().length} x ${cpus()[0]?.model}; ${execFileSync('uname', ['-sr'], { encoding: 'utf8' }).trim()}`);
console.log(`${kConnections} connections for ${kSeconds} s each, wrk and nginx on the same machine`);
for (const [what, asked] of [
  ['the document', ['']],
  ['the WebAssembly of the example', wasm],
  [`a first visit, ${paths.length} files in turn`, paths],
] as const) {
  const list = asked.map((path) => `"${new URL(path, nginx.root).pathname}"`).join(', ');
  writeFileSync(
    `${folder}/requests.lua`,
    `local paths, i = { ${list} }, 0
function request() i = i % #paths + 1; return wrk.format("GET", paths[i]) end
function done(summary, latency)
  print(string.format("RESULT %d %d %d %f %f %f", summary.requests, summary.duration,
    summary.errors.status + summary.errors.read + summary.errors.connect + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99), summary.bytes))
end
`,
  );
  const options = ['-t2', `-c${kConnections}`, `-d${kSeconds}s`, '-H', 'Accept-Encoding: br', '-s', `${folder}/requests.lua`];
  const output = execFileSync('wrk', [...options, nginx.root], { encoding: 'utf8' });
  const [, ...numbers] = /RESULT (\S+) (\S+) (\S+) (\S+) (\S+) (\S+)/.exec(output) ?? [];
  const [requests = 0, microseconds = 1, errors, p50 = 0, p99 = 0, bytes = 0] = numbers.map(Number);
  const perSecond = requests / (microseconds / 1e6);
  const visits = asked.length > 1 ? `, ${Math.round(perSecond / asked.length)} visits/s` : '';
  const kilobytes = asked.reduce((sum, path) => sum + size(path), 0) / 1024;
  console.log(`${what} (${kilobytes.toFixed(1)} KB)`);
  console.log(
    `  ${Math.round(perSecond)} requests/s${visits}, ${(bytes / (microseconds / 1e6) / 2 ** 20).toFixed(0)} MB/s, ` +
      `p50 ${(p50 / 1000).toFixed(2)} ms, p99 ${(p99 / 1000).toFixed(2)} ms, ${errors} errors`,
  );
}
await nginx.stop();
rmSync(folder, { recursive: true });
