// The site's files in the browser: offline, and during and after a deployment. A page belongs completely to one release, whatever
// is deployed; "loaded" is what its document requested, so a file of another release cannot hide.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { serve, staticFiles } from '../../web/build/serve.ts';
import { blocks as blocksInEnglish } from '../../web/src/words/blocks.en.ts';
import { blocks as blocksInSpanish } from '../../web/src/words/blocks.es.ts';
import { test as base, expect, expectOpeningCase, type Tab } from './fixtures.ts';
import { languages } from './languages.ts';
import { ask, examples, poll, set, texts } from './page.ts';
import { dist } from './server.ts';

const first = `${dist}/site`;
const beside = fileURLToPath(new URL('hosts', import.meta.url));
const web = fileURLToPath(new URL('../../web', import.meta.url));

/** A host with the site at /course/, in a folder with other pages; tests change the deployed files. */
interface Host {
  url: string;
  /** The folder of the deployed release; null if the site is offline. */
  site: string | null;
  /** Whether a file, by its path, has not been uploaded yet. */
  missing: (path: string) => boolean;
  /** Files that still come from another folder. */
  stale: Record<string, string>;
  gone(): Promise<void>;
}

async function startHost(): Promise<Host> {
  const others = staticFiles(beside);
  const server: Server = await serve((request, response) => {
    const [, path] = /^\/course\/([^?]*)/.exec(request.url ?? '') ?? [];
    if (path === undefined) return others(request, response);
    const folder = host.missing(path) ? null : (host.stale[path] ?? host.site);
    if (folder === null) return response.writeHead(404).end();
    request.url = `/${path}`;
    staticFiles(folder)(request, response);
  }, 0);
  const host: Host = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    site: first,
    missing: () => false,
    stale: {},
    gone: async () => {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return host;
}

/**
 * The folder of the next release: the same sources and configuration, with one more line in every script. Built once for all
 * engines.
 */
async function nextRelease(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['index.html', 'sw.js']) hash.update(await readFile(`${first}/${name}`));
  const releases = fileURLToPath(new URL('../../build/page', import.meta.url));
  const folder = `${releases}/after-${hash.digest('hex').slice(0, 12)}`;
  if (existsSync(folder)) return folder;
  await mkdir(releases, { recursive: true });
  const outDir = await mkdtemp(`${releases}/next-release-`);
  await build({
    root: web,
    configFile: `${web}/vite.config.ts`,
    mode: 'production',
    logLevel: 'silent',
    build: { outDir, emptyOutDir: true, rolldownOptions: { output: { postBanner: '/* the next release */' } } },
  });
  // Another engine's tests may have built it in the meantime.
  await rename(outDir, folder).catch(() => rm(outDir, { recursive: true }));
  return folder;
}

const test = base.extend<{ host: Host; second: string }>({
  host: async ({ browserName: _ }, use) => {
    const host = await startHost();
    await use(host);
    await host.gone();
  },
  second: async ({ browserName: _ }, use) => use(await nextRelease()),
});
test.use({ serviceWorker: true });

const assets = async (site: string) => (await readdir(`${site}/assets`)).filter((name) => !/\.(br|gz)$/.test(name));

/** The names of the files that the current document has requested. */
const loaded = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() =>
    [...document.scripts]
      .map(({ src }) => src)
      .concat(performance.getEntriesByType('resource').map(({ name }) => name))
      .filter((url) => url.includes('/assets/'))
      .map((url) => url.replace(/.*\//, '')),
  );

/** The document and all files that it has loaded belong to this release. */
async function expectWholly(tab: Tab, release: string, other: string) {
  const [own, others, names] = await Promise.all([assets(release), assets(other), loaded(tab)]);
  expect(names.filter((name) => !own.includes(name))).toEqual([]);
  const telling = names.filter((name) => !others.includes(name)).map((name) => name.replace(/-[\w-]{8}\./, '.'));
  expect(telling).toContain('index.js');
}

/** The workers of the site's registration: active, waiting, installing. */
const workers = (tab: Tab): Promise<Record<'active' | 'waiting' | 'installing', boolean>> =>
  tab.evaluate(async () => {
    const { active, waiting, installing } = (await navigator.serviceWorker.getRegistration('/course/')) ?? {};
    return { active: active?.state === 'activated', waiting: Boolean(waiting), installing: Boolean(installing) };
  });
const settled = (tab: Tab, waiting = false) => poll(() => workers(tab)).toEqual({ active: true, waiting, installing: false });

/** A first visit, which stores the files. */
async function visit(tab: Tab, host: Host, address = 'course/') {
  await tab.goto(host.url + address);
  await expectWhole(tab);
  await settled(tab);
}

/**
 * The opening case, and the parts that load automatically after it. Chromium's worker of the older release, while Playwright's
 * debugger is attached to it, may not give way to the newer one if that arrives in the middle of a fetch.
 */
async function expectWhole(tab: Tab) {
  await expectOpeningCase(tab);
  await tab.text('conv-dot >> convdot-written-sum code');
}

/** The reader returns to the page, which checks for a newer version. */
const comeBack = (tab: Tab): Promise<void> =>
  tab.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });

const notice = '.renewal';
const inEnglish = languages.en.updates;
const reloadButton = `${notice} button`;

/** Presses the notice's button, and waits for the new document. */
async function pressReload(tab: Tab) {
  await tab.evaluate(() => {
    document.documentElement.dataset.leaving = 'yes';
  });
  await tab.click(reloadButton);
  const there = () => tab.evaluate(() => document.documentElement.dataset.leaving ?? document.readyState);
  // Between the two there is no document to evaluate in.
  await poll(() => there().catch(() => 'none')).toBe('complete');
}

/** Opens the input's menu, which only then is loaded. */
async function openBlockMenu(tab: Tab, words: typeof blocksInEnglish = blocksInEnglish) {
  await tab.click('conv-dot >> .volume[part=input] >> .head .icon-button');
  await poll(async () => (await texts(tab, 'conv-dot >> .block-menu')).join()).toContain(words.blocks.fill);
}

test.describe('in every engine', { tag: '@engines' }, () => {
  test('an open page stays as it is while the next release is deployed, and offers it', { tag: '@chromium' }, async ({
    tab,
    host,
    second,
  }) => {
    await visit(tab, host);
    host.site = second;
    await comeBack(tab);
    await poll(() => tab.text(notice)).toContain(inEnglish.ready);
    await openBlockMenu(tab);
    await tab.click('header button[lang=es]');
    await poll(() => texts(tab, notice)).toEqual([languages.es.updates.ready + languages.es.reload]);
    await expectWholly(tab, first, second);

    // More numbers than the page writes to the address at once.
    const row = Array.from({ length: 64 }, (_, i) => i / 64);
    await set(tab, { x: Array.from({ length: 64 }, () => row), w: [[2]], lang: 'es' });
    const before = (await ask(tab)).state;
    await pressReload(tab);
    await poll(() => texts(tab, notice)).toEqual(['']);
    expect((await ask(tab)).state).toEqual(before);
    await openBlockMenu(tab, blocksInSpanish as typeof blocksInEnglish);
    await expectWholly(tab, second, first);

    // No file of the first release is kept: no page needs it.
    const kept = () =>
      tab.evaluate(async () => {
        const [name = ''] = await caches.keys();
        return (await (await caches.open(name)).keys()).map(({ url }) => url.replace(/.*\/assets\//, ''));
      });
    const old = (await assets(first)).filter((name) => name.startsWith('index-'));
    await poll(async () => (await kept()).filter((name) => old.includes(name))).toEqual([]);
    for (const name of await assets(second)) expect(await kept()).toContain(name);
  });

  test('a case that no address holds is not lost by accident', { tag: '@all' }, async ({ tab, host, second }) => {
    await visit(tab, host);
    host.site = second;
    await comeBack(tab);
    await poll(() => tab.text(notice)).toContain(inEnglish.ready);
    const long = (i: number) => Math.sin(i) / 3;
    const x = Array.from({ length: 64 }, (_, h) =>
      Array.from({ length: 64 }, (_, w) => Array.from({ length: 16 }, (_, c) => long(h * 1024 + w * 16 + c))),
    );
    await set(tab, { x, w: Array.from({ length: 1 }, () => [Array(16).fill(1)]) });
    await ask(tab);
    await tab.click(reloadButton);
    await poll(() => tab.text(notice)).toContain(inEnglish.tooLarge);
    await expectWholly(tab, first, second);
    await pressReload(tab);
    await poll(() => texts(tab, notice)).toEqual(['']);
    await expectOpeningCase(tab);
    await expectWholly(tab, second, first);
  });

  /** Pages of the site in frames of an outside page, which can open side by side and be closed for good. */
  async function openFrames(tab: Tab, ...ids: string[]) {
    await tab.evaluate((names) => {
      for (const id of names) {
        const frame = Object.assign(document.createElement('iframe'), { src: '/course/', id, width: 1200, height: 700 });
        document.body.append(frame);
      }
    }, ids);
    for (const id of ids) await inFrame(tab, id, () => expectWhole(tab));
  }
  async function inFrame(tab: Tab, id: string, look: () => Promise<void>) {
    await tab.enterFrame(`#${id}`);
    await look();
    await tab.leaveFrame();
  }

  test('other pages of the older release keep working when one has taken the newer', { tag: '@all' }, async ({
    tab,
    host,
    second,
  }) => {
    await visit(tab, host);
    await tab.goto(`${host.url}empty.html`);
    await openFrames(tab, 'one', 'other');
    host.site = second;
    await inFrame(tab, 'one', async () => {
      await comeBack(tab);
      await poll(() => tab.text(notice)).toContain(inEnglish.ready);
      await pressReload(tab);
    });
    await settled(tab);
    await inFrame(tab, 'one', async () => {
      await poll(() => texts(tab, notice)).toEqual(['']);
      await expectOpeningCase(tab);
      await openBlockMenu(tab);
      await expectWholly(tab, second, first);
    });
    await inFrame(tab, 'other', async () => {
      await openBlockMenu(tab);
      await expectWholly(tab, first, second);
      expect(await tab.text(notice)).toContain(inEnglish.ready);
      await tab.evaluate(() =>
        document.querySelector<HTMLElement>('conv-dot')?.shadowRoot?.querySelector<HTMLElement>('.block-menu')?.hidePopover(),
      );
      await pressReload(tab);
      await poll(() => texts(tab, notice)).toEqual(['']);
      await expectOpeningCase(tab);
      await expectWholly(tab, second, first);
    });
  });

  test('the next release takes over without a question when all pages are closed', { tag: '@all' }, async ({
    tab,
    host,
    second,
  }) => {
    await tab.goto(`${host.url}empty.html`);
    await openFrames(tab, 'first');
    await settled(tab);
    host.site = second;
    await openFrames(tab, 'last');
    await settled(tab, true);
    await inFrame(tab, 'last', () => expectWholly(tab, first, second));
    await tab.evaluate(() => {
      for (const frame of document.querySelectorAll('iframe')) frame.remove();
    });
    await settled(tab);
    await openFrames(tab, 'again');
    await inFrame(tab, 'again', async () => {
      await expectWholly(tab, second, first);
      expect(await texts(tab, notice)).toEqual(['']);
    });
  });

  // One test each: the browser also checks after each visit, and a change during a check might complete the release.
  for (const [half, deploy] of Object.entries({
    'a script is missing': (host: Host) => {
      host.missing = (path) => path.startsWith('assets/block-menu-');
    },
    'the document is still the older one': (host: Host) => {
      host.stale = { 'index.html': first };
    },
  }))
    test(`nothing of a half-deployed release is used: ${half}`, { tag: '@chromium' }, async ({ tab, host, second }) => {
      await visit(tab, host);
      host.site = second;
      deploy(host);
      await tab.evaluate(async () => {
        const registration = (await navigator.serviceWorker.getRegistration('/course/')) as ServiceWorkerRegistration;
        let found: ServiceWorker | null = null;
        registration.addEventListener('updatefound', () => {
          found = registration.installing;
        });
        const isRedundant = async (worker: ServiceWorker) => {
          while (worker.state !== 'redundant')
            await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
        };
        // While the browser checks, another check joins the first, which may already have found the worker. If it fails, the caller
        // learns of it.
        if (registration.installing) await isRedundant(registration.installing);
        while (!found) await registration.update().catch(() => {});
        await isRedundant(found);
      });
      await tab.reload();
      await expectOpeningCase(tab);
      await openBlockMenu(tab);
      await expectWholly(tab, first, second);
      expect(await texts(tab, notice)).toEqual(['']);
      // Now it is complete.
      host.missing = () => false;
      host.stale = {};
      await comeBack(tab);
      await poll(() => tab.text(notice)).toContain(inEnglish.ready);
    });

  test('a language that cannot be loaded leaves the page as it is, and the page says so', { tag: '@chromium' }, async ({
    tab,
    host,
  }) => {
    host.missing = (path) => path === 'sw.js' || /^assets\/es-/.test(path);
    await tab.goto(`${host.url}course/`);
    await expectOpeningCase(tab);
    await tab.click('header button[lang=es]');
    await poll(() => tab.text(notice)).toContain(inEnglish.missing);
    await expectOpeningCase(tab);
  });

  test('a page whose files a deployment removed before they were stored says so', { tag: '@chromium' }, async ({
    tab,
    host,
    second,
  }) => {
    host.missing = (path) => path === 'sw.js';
    await tab.goto(`${host.url}course/`);
    await expectWhole(tab);
    host.site = second;
    await tab.click('conv-dot >> .volume[part=input] >> .head .icon-button');
    await poll(() => tab.text(notice)).toContain(inEnglish.missing);
    await pressReload(tab);
    await poll(() => texts(tab, notice)).toEqual(['']);
    await expectOpeningCase(tab);
    await openBlockMenu(tab);
    await expectWholly(tab, second, first);
  });

  test('the whole site works, in both languages, after it was taken down and when its server is gone', {
    tag: '@chromium',
  }, async ({ tab, host, second }) => {
    await visit(tab, host);
    const answers = (path: string) =>
      tab.evaluate(
        (address) =>
          fetch(address).then(
            ({ status }) => status,
            () => 'no answer',
          ),
        path,
      );
    // Pages beside the site, even in its own folder, come from the server.
    expect(await answers('/course/other.html')).toBe(404);
    expect(await answers('/empty.html')).toBe(200);
    host.site = null;
    await tab.reload();
    await expectOpeningCase(tab);
    await openBlockMenu(tab);
    await comeBack(tab);
    await tab.reload();
    await expectOpeningCase(tab);

    await host.gone();
    await tab.goto(`${host.url}course/?course=4&week=1#v=1&preset=course-single-step&lang=es`);
    await poll(() => texts(tab, 'conv-dot >> h1')).toMatchObject([expect.stringContaining(languages.es.question)]);
    await poll(async () => (await ask(tab)).result?.shape).toEqual([1, 1, 1, 1]);
    expect(await tab.text('header button[lang=en]')).toBe('English');
    await openBlockMenu(tab, blocksInSpanish as typeof blocksInEnglish);
    await tab.goto(`${host.url}course/index.html?again`);
    await expectOpeningCase(tab);
    await tab.select(examples, 'sobel-x');
    await poll(() => tab.evaluate(() => location.hash)).toBe('#v=1&preset=sobel-x');
    await tab.click('header button[popovertarget=display]');
    await poll(() => tab.count('#display label')).toBeGreaterThan(2);
    await tab.keys('Escape');
    await tab.click('header button[lang=es]');
    await poll(() => tab.text('conv-dot >> h1')).toContain(languages.es.question);
    await openBlockMenu(tab, blocksInSpanish as typeof blocksInEnglish);
    await expectWholly(tab, first, second);
    expect(await answers('/course/other.html')).toBe('no answer');
    expect(await answers('/empty.html')).toBe('no answer');

    // Every file that the page may ever load is stored, byte for byte.
    for (const name of await assets(first)) {
      const kept = await tab.evaluate(async (address) => {
        const hash = await crypto.subtle.digest('SHA-256', await (await fetch(address)).arrayBuffer());
        return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
      }, `assets/${name}`);
      expect(kept, name).toBe(
        createHash('sha256')
          .update(await readFile(`${first}/assets/${name}`))
          .digest('hex'),
      );
    }
  });
});
