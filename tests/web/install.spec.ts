// The site as an app: what the manifest promises is there, and Chromium finds nothing that keeps it from being installed.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { CHROMIUM, expect, expectOpeningCase, test } from './fixtures.ts';
import { dist } from './server.ts';

const site = `${dist}/site`;

test('the manifest is complete, and its icons have the sizes that it states', async ({ tab, baseURL }) => {
  await tab.goto('/a/sub/path/');
  const address = await tab.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel=manifest]')?.href ?? '');
  expect(address).toBe(`${baseURL}a/sub/path/manifest.webmanifest`);
  const manifest = JSON.parse(await readFile(`${site}/manifest.webmanifest`, 'utf8'));
  expect(manifest).toMatchObject({
    name: expect.stringContaining('ConvDot'),
    short_name: 'ConvDot',
    description: expect.any(String),
    lang: 'en',
    dir: 'ltr',
    categories: ['education'],
    start_url: './',
    scope: './',
    display: 'standalone',
  });
  const kinds: string[] = [];
  for (const { src, sizes, type, purpose = 'any' } of manifest.icons) {
    // As the engine itself reads the picture. A drawing has no size of its own.
    const read = await tab.evaluate(async (url) => {
      const image = Object.assign(new Image(), { src: url });
      await image.decode();
      return [(await fetch(url)).headers.get('content-type'), `${image.naturalWidth}x${image.naturalHeight}`];
    }, src);
    expect(read, src).toEqual([type, sizes === 'any' ? read[1] : sizes]);
    kinds.push(`${purpose} ${sizes}`);
  }
  expect(kinds.sort()).toEqual(['any 192x192', 'any 512x512', 'any any', 'maskable 512x512']);
  // The bar above the page, in both colour schemes, has the page's own colour.
  for (const theme of ['light', 'dark']) {
    await tab.goto(`/a/sub/path/?${theme}#theme=${theme}`);
    await expectOpeningCase(tab);
    const [stated, shown] = await tab.evaluate((scheme) => {
      const meta = document.querySelector<HTMLMetaElement>(`meta[name=theme-color][media*=${scheme}]`);
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = meta?.content ?? '';
      const colours = [getComputedStyle(probe).color, getComputedStyle(document.body).backgroundColor];
      probe.remove();
      return colours;
    }, theme);
    expect(shown, theme).toBe(stated);
  }
});

test('Chromium can install it', async ({ playwright, baseURL }, { project }) => {
  test.skip(project.name !== 'chromium', 'the others have no way to ask');
  // Not in a private window, as pages are otherwise tested.
  const profile = await mkdtemp(`${tmpdir()}/convdot-profile-`);
  const context = await playwright.chromium.launchPersistentContext(profile, CHROMIUM);
  const page = await context.newPage();
  await page.goto(`${baseURL}a/sub/path/`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  const devtools = await context.newCDPSession(page);
  const { url, errors, data } = await devtools.send('Page.getAppManifest');
  expect([url, errors]).toEqual([`${baseURL}a/sub/path/manifest.webmanifest`, []]);
  expect(JSON.parse(data ?? '')).toHaveProperty('icons');
  expect(await devtools.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] });
  expect(await devtools.send('Page.getAppId')).toMatchObject({ appId: `${baseURL}a/sub/path/` });
  await context.close();
  await rm(profile, { recursive: true });
});
