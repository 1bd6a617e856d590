// The page under Debian's nginx with web/hosting/nginx.conf (site/hosting.test.ts checks the responses).
import { test as base, expect, expectOpeningCase } from './fixtures.ts';
import { type Nginx, startNginx } from './nginx.ts';
import { ask, poll, settle } from './page.ts';

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

test.describe('in every engine', { tag: '@engines' }, () => {
  for (const place of ['root', 'below'] as const) {
    test(`the page works there: ${place}`, { tag: place === 'root' ? '@chromium' : [] }, async ({ tab, nginx }) => {
      await tab.goto(`${nginx[place]}#v=1&preset=course-single-step`);
      await poll(() => tab.count('conv-dot >> .acts[role=tablist]')).toBe(1);
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
});
