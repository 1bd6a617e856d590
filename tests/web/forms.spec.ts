// The other forms of the page in various places: a file, a sandbox, another site's page, a policy that forbids workers.

import { pathToFileURL } from 'node:url';
import { image } from '../../web/src/words/image.en.ts';
import { expect, expectOpeningCase, type Tab, test } from './fixtures.ts';
import { dist } from './server.ts';

test.describe('in every engine', { tag: '@engines' }, () => {
  test('one file, opened from a disk', async ({ tab }) => {
    await tab.goto(pathToFileURL(`${dist}/convdot.html`).href);
    await expectOpeningCase(tab);
    expect(await tab.consoleMessages()).toEqual([]);
  });

  test('one file, in a sandbox', async ({ tab }) => {
    await tab.goto('/hosts/sandbox.html');
    await tab.enterFrame('iframe');
    await expectOpeningCase(tab);
    expect(await tab.consoleMessages()).toEqual([]);
  });

  test('one file runs the script whose hash its policy names, and no other', async ({ tab }) => {
    await tab.goto('/dist/convdot.html');
    await expectOpeningCase(tab);
    const [policy, ran] = await tab.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true;';
      document.head.append(script);
      return [document.querySelector('meta[http-equiv]')?.getAttribute('content'), 'ran' in window] as const;
    });
    expect(ran).toBe(false);
    expect(policy).toMatch(/; script-src 'wasm-unsafe-eval'( 'sha256-[^']+');/);
  });

  /** The page in one file, modified, in a frame on another site's page. */
  async function gotoFramed(tab: Tab, change: readonly [from: string, to: string]) {
    await tab.goto('/hosts/empty.html');
    await tab.evaluate(
      async (from, to) => {
        const text = await (await fetch('/dist/convdot.html')).text();
        const frame = document.createElement('iframe');
        frame.srcdoc = text.replace(from, to);
        document.body.append(frame);
      },
      ...change,
    );
    await tab.enterFrame('iframe');
  }

  test('one file runs where Trusted Types are required', async ({ tab }) => {
    const required = `<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for 'script'">`;
    await gotoFramed(tab, ['<head>', `$&${required}`]);
    await expectOpeningCase(tab);
  });

  const workersInUse = (tab: Tab) =>
    tab.evaluate(() => (window as unknown as { workers: { inUse: boolean }[] }).workers.filter(({ inUse }) => inUse).length);

  test('one file has its engine in a worker', async ({ tab }) => {
    await gotoFramed(tab, ['<head>', '$&<script src="/hosts/workers.js"></script>']);
    await expectOpeningCase(tab);
    expect(await workersInUse(tab)).toBe(1);
  });

  /** Two elements on one page, each with its own numbers. */
  async function expectBoth(tab: Tab) {
    await expectOpeningCase(tab, '#first');
    // 1 * 5 + 2 * 6 + 3 * 7 + 4 * 8
    await expect.poll(() => tab.text('#second >> .acts[role=tablist]')).toContain('70');
  }

  for (const form of ['module', 'classic']) {
    test(`the element as a ${form} script`, async ({ tab }) => {
      await tab.goto(`/hosts/element-${form}.html`);
      await expectBoth(tab);
      expect(await workersInUse(tab), 'both elements ask one worker').toBe(1);
      expect(await tab.consoleMessages()).toEqual([]);
    });

    test(`the element as a ${form} script, where no worker is allowed`, { tag: '@chromium' }, async ({ tab }) => {
      await tab.goto(`/strict/element-${form}.html`);
      await expectBoth(tab);
      expect(await workersInUse(tab)).toBe(0);
      const refused = [...(await tab.consoleMessages())];
      await tab.evaluate(() => document.querySelector('#first')?.setAttribute('open', 'numpy,image'));
      await expect.poll(() => tab.text('#first >> .kept')).toContain('-5.0');
      await expect.poll(() => tab.text('#first >> .image-verdict [role=status]')).toBe(image.identical);
      // The page's own thread measures, and still handles a click.
      await tab.evaluate(() => document.querySelector('#first')?.setAttribute('open', 'speed'));
      await tab.click('#first >> convdot-speed >> .main');
      await expect.poll(() => tab.count('#first >> .said li')).toBe(3);
      await tab.click('#first >> convdot-speed >> .main');
      await expect.poll(() => tab.count('#first >> convdot-speed >> progress')).toBe(0);
      expect(await tab.consoleMessages(), 'the panels need no more').toEqual(refused);
    });

    test(`the element as a ${form} script, where no WebAssembly is allowed, says so`, async ({ tab }) => {
      await tab.goto(`/no-wasm/element-${form}.html`);
      expect(await tab.text('#first >> .problems')).toContain('WebAssembly');
    });
  }

  test('a worker that dies is replaced when the next question comes', async ({ tab }) => {
    await tab.goto('/hosts/element-module.html');
    await expectBoth(tab);
    await tab.evaluate(() => {
      const { workers } = window as unknown as { workers: Worker[] };
      workers[0]?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
      document.querySelector('#second')?.setAttribute('x', '[[2,2],[3,4]]');
    });
    await expect.poll(() => tab.text('#second >> .acts[role=tablist]')).toContain('75');
    expect(await workersInUse(tab)).toBe(1);
  });
});
