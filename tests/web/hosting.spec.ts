// The site under Debian's nginx with web/hosting/nginx.conf: what it answers, and the page in it.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { test as base, expect, expectOpeningCase } from './fixtures.ts';
import { advised, type Nginx, startNginx } from './nginx.ts';
import { ask, poll, settle } from './page.ts';
import { dist } from './server.ts';

const test = base.extend<object, { nginx: Nginx }>({
  nginx: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => {
      const nginx = await startNginx();
      await use(nginx);
      await nginx.stop();
    },
    { scope: 'worker' },
  ],
});

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}
/** The answer as it comes over the wire. */
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

test('every file has its type, its headers and its compressed forms, at the root and below a path', async ({ nginx }) => {
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
      // The page in one file brings a policy of its own.
      const own = name === 'convdot.html' ? {} : { 'content-security-policy': policy.replaceAll("'self'", address) };
      const others = { ...expected, ...own };
      expect(plain, name).toMatchObject({ status: 200, headers: others });
      expect('content-security-policy' in plain.headers, name).toBe('content-security-policy' in own);
      expect(plain.headers['content-type'], name).toBe(kinds.find(([pattern]) => pattern.test(name))?.[1]);
      expect(plain.headers['cache-control'], name).toBe(
        name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
      expect(plain.headers['content-encoding'], name).toBeUndefined();
      expect(plain.body.equals(content), name).toBe(true);

      const again = await request(base + name, { 'If-None-Match': String(plain.headers.etag) });
      expect([again.status, again.body.length], name).toEqual([304, 0]);
      expect(again.headers['cache-control'], name).toBe(plain.headers['cache-control']);

      if (name.endsWith('.png')) continue;
      expect(plain.headers.vary, name).toBe('Accept-Encoding');
      for (const [accepted, encoding, unpack] of [
        ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
        ['gzip, deflate', 'gzip', gunzipSync],
      ] as const) {
        const packed = await request(base + name, { 'Accept-Encoding': accepted });
        expect(packed.headers, name).toMatchObject({ ...others, 'content-encoding': encoding, vary: 'Accept-Encoding' });
        expect(packed.headers['content-type'], name).toBe(plain.headers['content-type']);
        expect(packed.headers['cache-control'], name).toBe(plain.headers['cache-control']);
        expect(unpack(packed.body).equals(content), name).toBe(true);
        const unchanged = await request(base + name, {
          'Accept-Encoding': accepted,
          'If-None-Match': String(packed.headers.etag),
        });
        expect(unchanged.status, name).toBe(304);
      }
    }
  }
});

test('what is not there is not there, and is not kept as missing', async ({ nginx }) => {
  for (const base of [nginx.root, nginx.below]) {
    for (const name of ['assets/index-00000000.js', 'nothing.html', 'assets/nothing.wasm']) {
      const answer = await request(base + name, { 'Accept-Encoding': 'gzip, br' });
      expect([answer.status, answer.headers['cache-control']], name).toEqual([404, undefined]);
    }
  }
  const folder = await request(nginx.below.slice(0, -1));
  expect([folder.status, folder.headers.location]).toEqual([301, nginx.below]);
});

test('the commands of the hosting page deploy the site, and leave older scripts where they are', async () => {
  const target = await mkdtemp(`${tmpdir()}/convdot-deployed-`);
  const deploy = () =>
    execFileSync('sh', ['-euc', advised('sh')], { cwd: `${dist}/..`, env: { ...process.env, TARGET: target } });
  deploy();
  await writeFile(`${target}/assets/index-older000.js`, '');
  deploy();
  const deployed = await readdir(target, { recursive: true });
  expect(deployed.sort()).toEqual([...(await readdir(`${dist}/site`, { recursive: true })), 'assets/index-older000.js'].sort());
  await rm(target, { recursive: true });
});

for (const place of ['root', 'below'] as const) {
  test(`the page works there: ${place}`, async ({ tab, nginx }) => {
    await tab.goto(`${nginx[place]}#v=1&preset=course-single-step`);
    await poll(() => tab.count('conv-dot >> .strip')).toBe(1);
    expect((await ask(tab)).result?.shape).toEqual([1, 1, 1, 1]);
    await settle(tab);
    await tab.goto(`${nginx[place]}?again`);
    await expectOpeningCase(tab);
    await settle(tab);
    await tab.click('header button[lang=es]');
    await poll(() => tab.count('header button[lang=en]')).toBe(1);
    expect(await tab.consoleMessages()).toEqual([]);
    await tab.goto(`${nginx[place]}convdot.html`);
    await expectOpeningCase(tab);
    expect(await tab.consoleMessages()).toEqual([]);
  });
}

for (const what of ['advised', 'site'] as const) {
  test(`the page works in a sandbox of another page: ${what}`, async ({ tab, nginx }) => {
    await tab.goto(nginx.embedding[what]);
    await tab.enterFrame('iframe');
    await expectOpeningCase(tab);
    await tab.click('header button[lang=es]');
    await poll(() => tab.count('header button[lang=en]')).toBe(1);
    await tab.leaveFrame();
    expect(await tab.consoleMessages()).toEqual([]);
  });
}
