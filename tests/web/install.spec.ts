// The site as an app: it has the page's colours, and Chromium finds no obstacle to installing it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { CHROMIUM, expect, expectOpeningCase, test } from './fixtures.ts';

test('the bar above the page has the page’s own colour, in both colour schemes', async ({ tab }) => {
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

// The headless shell cannot install apps.
test('Chromium can install it', { tag: '@all' }, async ({ playwright, baseURL }, { project }) => {
  test.skip(project.name !== 'chromium', 'the others have no way to ask');
  // Not in a private window, which the other tests use.
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
