// Loading: beside the file, from an address, from bytes; shared or apart; in a worker; without eval; and what is said when it fails.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { wasmUrl } from '../../dist/convdot/index.js';
import { convdot, dist, load, refused, rejected, tensor, works } from './package.mjs';

const wasm = readFileSync(join(dist, 'convdot.wasm'));

const answers = {
  '/streamed.wasm': [200, 'application/wasm', wasm],
  '/parameters.wasm': [200, 'application/wasm; charset=utf-8', wasm],
  '/bytes.wasm': [200, 'application/octet-stream', wasm],
  '/untyped.wasm': [200, undefined, wasm],
  '/page.wasm': [200, 'text/html', '<!doctype html><title>Not here</title>'],
  '/lie.wasm': [200, 'application/wasm', '<!doctype html><title>Not here</title>'],
  '/cut.wasm': [200, 'application/wasm', wasm.subarray(0, 5000)],
  '/empty.wasm': [200, 'application/wasm', ''],
};
const server = createServer((request, response) => {
  const [status, type, body] = answers[request.url] ?? [404, 'text/plain', 'no'];
  response.writeHead(status, type ? { 'content-type': type } : {}).end(body);
});
const folder = mkdtempSync(join(tmpdir(), 'convdot-'));
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const site = `http://127.0.0.1:${server.address().port}`;

test('without options every call gives the same object', async () => {
  const all = await Promise.all([load(), load({}), load()]);
  for (const each of all) assert.equal(each, convdot);
});

test('with bytes or an address each call gives an instance of its own', async () => {
  const url = pathToFileURL(join(dist, 'convdot.wasm')).href;
  const all = await Promise.all([load({ wasmBinary: wasm }), load({ wasmBinary: wasm }), load({ url }), load({ url })]);
  assert.equal(new Set([...all, convdot]).size, 5);
  all.forEach(works);
});

test('bytes as an ArrayBuffer, as a view of a part of one, and not changed', async () => {
  works(await load({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) }));
  const shifted = new Uint8Array(wasm.length + 10);
  shifted.set(wasm, 3);
  works(await load({ wasmBinary: shifted.subarray(3, 3 + wasm.length) }));
  assert.deepEqual(Buffer.from(shifted.subarray(3, 3 + wasm.length)), wasm);
});

test('over HTTP, streamed where the server names the type alone, by bytes otherwise', async (t) => {
  const streaming = t.mock.method(WebAssembly, 'compileStreaming');
  for (const path of ['/streamed.wasm', '/parameters.wasm', '/bytes.wasm', '/untyped.wasm'])
    works(await load({ url: site + path }));
  assert.equal(streaming.mock.callCount(), 1);
});

test('where the module lies, to be fetched once for several', async () => {
  assert.equal(wasmUrl().href, pathToFileURL(join(dist, 'convdot.wasm')).href);
  works(await load({ url: wasmUrl().href }));
});

test('an address relative to the package', async () => {
  works(await load({ url: './convdot.wasm' }));
});

test('what cannot be loaded is refused, with the address', async () => {
  await rejected(load({ url: `${site}/none.wasm` }), 'load', `${site}/none.wasm`, '404');
  for (const path of ['/page.wasm', '/lie.wasm', '/cut.wasm', '/empty.wasm'])
    await rejected(load({ url: site + path }), 'load', site + path);
  await rejected(load({ url: 'file:///nowhere/convdot.wasm' }), 'load', 'file:///nowhere/convdot.wasm');
  await rejected(load({ url: 'http://127.0.0.1:1/convdot.wasm' }), 'load', 'http://127.0.0.1:1/convdot.wasm');
  await rejected(load({ url: 'http://' }), 'load', '"http://"');
  await rejected(load({ wasmBinary: new Uint8Array(0) }), 'load', 'wasmBinary');
  await rejected(load({ wasmBinary: Uint8Array.of(1, 2, 3, 4) }), 'load', 'wasmBinary');
  // A module, but another one.
  await rejected(load({ wasmBinary: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0) }), 'load', 'wasmBinary');
  works();
});

test('where WebAssembly may not be compiled, as under a content security policy, the sentence says so', async (t) => {
  t.mock.method(WebAssembly, 'compile', async () => {
    throw new WebAssembly.CompileError('WebAssembly.compile(): violates the Content Security Policy directive');
  });
  await rejected(load({ url: `${site}/bytes.wasm` }), 'load', `${site}/bytes.wasm`, 'Content Security Policy');
});

test('a failed first load is tried again by the next call', async () => {
  const copy = join(folder, 'convdot');
  cpSync(dist, copy, { recursive: true });
  rmSync(join(copy, 'convdot.wasm'));
  const fresh = await import(pathToFileURL(join(copy, 'index.js')).href);
  const failure = await fresh.load().catch((error) => error);
  assert.ok(failure instanceof fresh.ConvDotError);
  assert.equal(failure.code, 'load');
  assert.ok(failure.message.includes('convdot.wasm'));
  cpSync(join(dist, 'convdot.wasm'), join(copy, 'convdot.wasm'));
  works(await fresh.load());
  assert.equal(await fresh.load(), await fresh.load());
});

test('in a worker, from its own address and from bytes', async () => {
  for (const workerData of [undefined, wasm]) {
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData });
    const result = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    assert.deepEqual(result.multiplySum, { shape: [1, 1, 1, 1], data: Float64Array.of(70) });
    assert.equal(result.verdict, 'identical');
    await worker.terminate();
  }
});

test('every function works where code from strings is forbidden', () => {
  const source = `
    import { load } from ${JSON.stringify(pathToFileURL(join(dist, 'index.js')).href)};
    const c = await load();
    const x = { shape: [1, 2, 2, 1], data: [1, 2, 3, 4] };
    const w = { shape: [2, 2, 1, 1], data: [5, 6, 7, 8] };
    c.conv2d(x, w); c.compare(x, w); c.step(x, w, { row: 0, column: 0 }); c.unroll(x, w.shape); c.npDot(x, w);
    c.randn(1, [2]); c.outputShape(x.shape, w.shape); c.plan(x.shape, w).run(Float64Array.from(x.data));
    let code = 'none';
    try { c.conv2d(x, w, { stride: 0 }); } catch (error) { code = error.code; }
    let forbidden = false;
    try { new Function('return 1'); } catch { forbidden = true; }
    console.log(code, forbidden);`;
  const run = spawnSync(process.execPath, ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', source], {
    encoding: 'utf8',
  });
  assert.equal(run.stderr, '');
  assert.equal(run.stdout, 'stride true\n');
  assert.equal(run.status, 0);
});

test('nothing keeps the process alive, nothing is printed', () => {
  const source = `import { load } from ${JSON.stringify(pathToFileURL(join(dist, 'index.js')).href)}; await load();`;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', source], { encoding: 'utf8', timeout: 60_000 });
  assert.deepEqual([run.stdout, run.stderr, run.status], ['', '', 0]);
});

test('instances know nothing of one another', async () => {
  const [a, b] = await Promise.all([load({ wasmBinary: wasm }), load({ wasmBinary: wasm })]);
  refused(() => a.conv2d(tensor([1, 1, 1, 1], 1), tensor([2, 2, 1, 1], 1)), 'size', '2');
  works(b);
  works(a);
});
