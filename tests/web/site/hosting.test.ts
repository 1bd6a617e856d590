// The responses of Debian's nginx for the site with web/hosting/nginx.conf, and the result of the hosting guide's commands.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { advised, type Nginx, startNginx } from '../nginx.ts';
import { dist } from '../server.ts';

let nginx: Nginx;
before(async () => {
  nginx = await startNginx();
});
after(() => nginx.stop());

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}
/** The response, undecoded. */
const request = (url: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    get(url, { headers }, async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part as Buffer);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) });
    }).once('error', reject);
  });

const files = async () => {
  const entries = await readdir(`${dist}/site`, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(`${dist}/site/`.length));
};
const kinds: [RegExp, string][] = [
  [/\.wasm$/, 'application/wasm'],
  [/\.js$/, 'application/javascript'],
  [/\.css$/, 'text/css'],
  [/\.html$/, 'text/html'],
  [/\.svg$/, 'image/svg+xml'],
  [/\.(txt|conf)$/, 'text/plain'],
  [/\.png$/, 'image/png'],
  [/\.webmanifest$/, 'application/manifest+json'],
];

test('every file has its type, its headers and its compressed forms, at the root and below a path', async () => {
  const [, policy = ''] = /name="convdot-policy" content="([^"]+)"/.exec(await readFile(`${dist}/site/index.html`, 'utf8')) ?? [];
  const expected = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    'access-control-allow-origin': '*',
  };
  for (const base of [nginx.root, nginx.below]) {
    const address = `'self' ${new URL(base).origin}`;
    for (const name of await files()) {
      const content = await readFile(`${dist}/site/${name}`);
      const plain = await request(base + name);
      // The page in one file brings its own policy.
      const own = name === 'convdot.html' ? {} : { 'content-security-policy': policy.replaceAll("'self'", address) };
      const others = { ...expected, ...own };
      assert.equal(plain.status, 200, name);
      assert.partialDeepStrictEqual(plain.headers, others, name);
      assert.equal('content-security-policy' in plain.headers, 'content-security-policy' in own, name);
      assert.equal(plain.headers['content-type'], kinds.find(([pattern]) => pattern.test(name))?.[1], name);
      assert.equal(
        plain.headers['cache-control'],
        name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        name,
      );
      assert.equal(plain.headers['content-encoding'], undefined, name);
      assert.ok(plain.body.equals(content), name);

      const again = await request(base + name, { 'If-None-Match': String(plain.headers.etag) });
      assert.deepEqual([again.status, again.body.length], [304, 0], name);
      assert.equal(again.headers['cache-control'], plain.headers['cache-control'], name);

      if (name.endsWith('.png')) continue;
      assert.equal(plain.headers.vary, 'Accept-Encoding', name);
      for (const [accepted, encoding, unpack] of [
        ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
        ['gzip, deflate', 'gzip', gunzipSync],
      ] as const) {
        const packed = await request(base + name, { 'Accept-Encoding': accepted });
        assert.partialDeepStrictEqual(packed.headers, { ...others, 'content-encoding': encoding, vary: 'Accept-Encoding' }, name);
        assert.equal(packed.headers['content-type'], plain.headers['content-type'], name);
        assert.equal(packed.headers['cache-control'], plain.headers['cache-control'], name);
        assert.ok(unpack(packed.body).equals(content), name);
        const unchanged = await request(base + name, {
          'Accept-Encoding': accepted,
          'If-None-Match': String(packed.headers.etag),
        });
        assert.equal(unchanged.status, 304, name);
      }
    }
  }
});

test('a missing file gives 404, which is not cached', async () => {
  for (const base of [nginx.root, nginx.below]) {
    for (const name of ['assets/index-00000000.js', 'nothing.html', 'assets/nothing.wasm']) {
      const answer = await request(base + name, { 'Accept-Encoding': 'gzip, br' });
      assert.deepEqual([answer.status, answer.headers['cache-control']], [404, undefined], name);
    }
  }
  const folder = await request(nginx.below.slice(0, -1));
  assert.deepEqual([folder.status, folder.headers.location], [301, nginx.below]);
});

test('the commands of the hosting page deploy the site, and leave older scripts where they are', async () => {
  const target = await mkdtemp(`${tmpdir()}/convdot-deployed-`);
  const deploy = () =>
    execFileSync('sh', ['-euc', advised('sh')], { cwd: `${dist}/..`, env: { ...process.env, TARGET: target } });
  deploy();
  await writeFile(`${target}/assets/index-older000.js`, '');
  deploy();
  const deployed = await readdir(target, { recursive: true });
  assert.deepEqual(deployed.sort(), [...(await readdir(`${dist}/site`, { recursive: true })), 'assets/index-older000.js'].sort());
  await rm(target, { recursive: true });
});
