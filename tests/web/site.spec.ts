// The site as a reader opens it: the answer at once, nothing from elsewhere, and again offline.

import { serve } from '../../web/build/serve.ts';
import { expect, expectOpeningCase, test } from './fixtures.ts';
import { listener } from './server.ts';

test.use({ serviceWorker: true });

test('is accessible as it opens', { tag: '@all' }, async ({ tab }) => {
  await tab.goto('/');
  await expectOpeningCase(tab);
  expect(await tab.axe()).toEqual([]);
});

test('works below any path', async ({ tab }) => {
  await tab.goto('/a/sub/path/');
  await expectOpeningCase(tab);
  expect(await tab.consoleMessages()).toEqual([]);
});

test.describe('in every engine', { tag: '@engines' }, () => {
  test('opens with the answer, and with numbers that show it', async ({ tab }) => {
    await tab.goto('/');
    expect(await tab.text('conv-dot >> h1')).toContain('Is a convolution a dot product?');
    await expectOpeningCase(tab);
    expect(await tab.consoleMessages()).toEqual([]);
  });

  test('a first visit loads the example, from here, and nothing else', async ({ tab, baseURL }) => {
    await tab.goto('/');
    await expectOpeningCase(tab);
    const requests = (await tab.requests()).filter((url) => url !== 'about:blank' && !/^(data|blob):/.test(url));
    for (const url of requests) expect(url).toMatch(`${baseURL}`);
    const names = new Set(requests.map((url) => new URL(url).pathname.replace(/-[\w-]{8}\./, '.')));
    for (const optional of ['/icon.svg', '/manifest.webmanifest', '/sw.js', '/assets/example.js']) names.delete(optional);
    // Only the reader's language; the rest loads at the reader's first action, or after a pause.
    names.delete('/assets/loaded-later.js');
    expect([...names].sort()).toEqual([
      '/',
      '/assets/convdot_example.wasm',
      '/assets/en.js',
      '/assets/index.js',
      '/assets/number.js',
      '/assets/phrases.js',
      '/assets/preload-helper.js',
      '/assets/schema.js',
      '/assets/seed-and-edits.js',
      '/assets/short.js',
    ]);
  });

  test('its policy is in force: no other host is contacted', async ({ tab }) => {
    await tab.goto('/');
    await expectOpeningCase(tab);
    const refused = await tab.evaluate(async () => {
      const violation = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), {
          once: true,
        });
      });
      // The same server under another name.
      await fetch(Object.assign(new URL(location.href), { hostname: 'localhost' })).catch(() => {});
      return violation;
    });
    expect(refused).toBe('connect-src');
  });

  test('works again when its server is gone', async ({ tab }) => {
    const server = await serve(listener, 0);
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await tab.goto(`http://127.0.0.1:${port}/a/sub/path/`);
    await expectOpeningCase(tab);
    // Ready: every file is stored. In control: it answers for this page.
    await tab.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await tab.reload();
    await expectOpeningCase(tab);
  });

  test('pages beside the site are unchanged after a visit to it', async ({ tab }) => {
    await tab.goto('/');
    await tab.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await tab.goto('/hosts/empty.html');
    expect(await tab.evaluate(() => document.title)).toBe('Nothing');
  });
});
