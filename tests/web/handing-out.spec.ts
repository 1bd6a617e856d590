// Everything that leaves the page: the output of Embed and the guides, copied onto a plain host as an author would; an exercise;
// files saved offline; removed elements; the policy; printing.
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve, staticFiles } from '../../web/build/serve.ts';
import { withExercise } from '../../web/src/panels/embed/exercise.ts';
import { share as english } from '../../web/src/words/share.en.ts';
import { examples } from './examples.ts';
import { test as base, expectOpeningCase } from './fixtures.ts';
import {
  ask,
  edit,
  expect,
  fact,
  facts,
  grid,
  open,
  poll,
  problems,
  settle,
  shown,
  type Tab,
  test,
  texts,
  words,
} from './page.ts';
import { putNotes } from './plain-host.ts';
import { dist, made } from './server.ts';

const at = (name: string) => `convdot-share >> #share-${name}`;
const said = (tab: Tab, name: string) => texts(tab, `convdot-share >> [aria-labelledby=share-${name}-name] [role=status]`);
const written = async (tab: Tab, name: string) => (await fact(tab, at(name))).value;
const openPanel = async (tab: Tab) => {
  await tab.click('header button[aria-haspopup=dialog]');
  await poll(() => tab.count('convdot-share >> dialog[open]')).toBe(1);
};
const computed = (tab: Tab) => poll(() => tab.count(`${grid('output')} >> .number`)).toBeGreaterThan(0);
const input = async (tab: Tab) => (await ask(tab)).state.x;

/** An author's page with it shows an input. */
const expectShows = async (tab: Tab, name: string, html: string, x: unknown) => {
  await tab.goto(putNotes(`${name}-${tab.engine}.html`, html));
  if (html.includes('<iframe')) await tab.enterFrame('iframe');
  await computed(tab);
  expect(await tab.count(problems), html).toBe(0);
  expect(await input(tab), html).toEqual(x);
  await tab.leaveFrame();
};

const host = '/made/host';
const CASE = 'v=1&x=[[1,2,3],[4,5,6]]&w=[[1,-1]]';
const X = [
  [1, 2, 3],
  [4, 5, 6],
];

for (const page of ['cd/', 'cd/index.html', 'convdot.html', 'renamed.html'])
  test(`Embed of a page at ${page} writes HTML that shows the case`, {
    tag: page === 'cd/' || page === 'renamed.html' ? [] : '@all',
  }, async ({ tab }) => {
    putNotes('empty.html', '');
    writeFileSync(`${made}/host/renamed.html`, readFileSync(`${dist}/convdot.html`));
    await tab.goto(`${host}/${page}#${CASE}`);
    await computed(tab);
    await openPanel(tab);
    const [link, frame, element] = [await written(tab, 'link'), await written(tab, 'frame'), await written(tab, 'element')];
    const name = page.replaceAll('/', '-');
    await expectShows(tab, `${name}-frame`, frame, X);
    await expectShows(tab, `${name}-element`, element, X);
    await tab.goto('/hosts/empty.html');
    await tab.goto(link);
    await computed(tab);
    expect(await input(tab)).toEqual(X);
  });

test('Embed takes an address without a slash', async ({ tab, baseURL }) => {
  await open(tab, CASE);
  await openPanel(tab);
  await tab.fill(at('address'), `${baseURL}${host.slice(1)}/cd`);
  await poll(() => written(tab, 'frame')).toContain(`${host}/cd`);
  await expectShows(tab, 'typed-frame', await written(tab, 'frame'), X);
});

test('Embed writes a lesson, and a case whose link is packed, as an element and as a frame', async ({ tab }) => {
  await open(tab, 'preset=blocks-2d');
  const lesson = await input(tab);
  await open(tab);
  await openPanel(tab);
  await tab.select('convdot-share >> .field:nth-of-type(3) .select', 'blocks-2d');
  await poll(() => written(tab, 'element')).toContain(' lesson="blocks-2d"');
  const [frame, element] = [await written(tab, 'frame'), await written(tab, 'element')];
  await expectShows(tab, 'lesson-frame', frame, lesson);
  await expectShows(tab, 'lesson-element', element, lesson);

  const row = Array.from({ length: 40 }, (_, i) => i / 64);
  const large = Array.from({ length: 40 }, () => row);
  await open(tab, `x=${JSON.stringify(large)}&w=[[1]]`);
  await openPanel(tab);
  expect(await written(tab, 'link')).toContain('#v=1&z=');
  const packed = [await written(tab, 'frame'), await written(tab, 'element')];
  for (const html of packed) await expectShows(tab, 'large', html, large);
});

test('an element without a lesson of that name says so', async ({ tab }) => {
  await tab.goto(
    putNotes(
      'no-lesson.html',
      '<script type="module" src="convdot/element.js"></script><conv-dot lesson="x" lang="en"></conv-dot>',
    ),
  );
  await poll(() => texts(tab, problems)).toEqual([expect.stringContaining('lesson')]);
});

for (const { file, line, text } of examples('js').filter((each) => each.text.includes("querySelector('conv-dot')")))
  test(`${file}, line ${line}: the script works in a page with the element`, async ({ tab }) => {
    const element = '<script type="module" src="convdot/element.js"></script><conv-dot></conv-dot>';
    await tab.goto(putNotes('script.html', `${element}<script type="module">${text}</script>`));
    await computed(tab);
    const [, x = ''] = /x: (\[\[.*?\]\])/.exec(text) ?? [];
    expect(await input(tab)).toEqual(JSON.parse(x));
    expect(await tab.count(problems)).toBe(0);
  });

test('the cases that a guide shows are links', async ({ tab }) => {
  for (const guide of ['learners', 'mentors']) {
    const blocks = examples('link', [`web/docs/${guide}.md`]);
    await tab.goto(`/docs/${guide}.html`);
    const links = await facts(tab, 'main pre a');
    expect(links.map(({ text }) => text)).toEqual(blocks.map(({ text }) => text.trim()));
    for (const [index, { text }] of links.entries()) {
      await tab.goto(`/docs/${guide}.html?${index}`);
      await tab.evaluate((nth) => document.querySelectorAll<HTMLElement>('main pre a')[nth]?.click(), index);
      await computed(tab);
      expect(await tab.evaluate(() => location.pathname)).toBe('/index.html');
      expect(await tab.count(problems), text).toBe(0);
    }
  }
});

test('an exercise says when the page has other numbers, and restores its own', async ({ tab }) => {
  const state = {
    x: [
      [1, 2],
      [3, 4],
    ],
    w: [
      [5, 6],
      [7, 8],
    ],
    pad: 1,
  };
  writeFileSync(
    `${made}/exercise-edited.html`,
    withExercise(readFileSync(`${dist}/convdot.html`, 'utf8'), {
      state,
      question: { text: 'What is the output at (1, 1)?', answer: 70 },
    }),
  );
  await tab.goto('/made/exercise-edited.html');
  await computed(tab);
  const notice = () => texts(tab, 'convdot-question >> .edited [role=status]');
  const back = 'convdot-question >> .edited button';
  expect(await notice()).toEqual(['']);
  // Another step has the same numbers.
  await tab.click(`${grid('output')} >> [data-index="4"]`);
  await ask(tab);
  expect(await notice()).toEqual(['']);
  await edit(tab, 'x', 0, '9');
  await poll(notice).toEqual([english.edited]);
  await tab.click(back);
  await poll(() => shown(tab, 'x')).toEqual(['1', '2', '3', '4']);
  await poll(notice).toEqual(['']);
  expect(await tab.count(back)).toBe(0);

  // It is still marked by its own numbers, also after a reload.
  await edit(tab, 'w', 0, '0');
  await poll(notice).toEqual([english.edited]);
  await poll(() => tab.evaluate(() => decodeURIComponent(location.hash))).toContain('w=[[0,6],[7,8]]');
  await tab.reload();
  await computed(tab);
  await poll(notice).toEqual([english.edited]);
  await tab.fill('convdot-question >> input', '71');
  await tab.click('convdot-question >> .answer button');
  await poll(() => texts(tab, 'convdot-question >> .told')).toEqual([english.wrong('71', '70')]);
  expect(await tab.axe()).toEqual([]);
});

test('a frame that may not save files does not claim to have saved one', async ({ tab }) => {
  await tab.goto(
    putNotes(
      'sandboxed.html',
      '<iframe sandbox="allow-scripts" src="convdot.html" title="ConvDot" width="1000" height="700"></iframe>',
    ),
  );
  await tab.enterFrame('iframe');
  await computed(tab);
  await openPanel(tab);
  await tab.click('convdot-share >> .taken[aria-labelledby=share-file-name] .button');
  await poll(() => said(tab, 'file')).toEqual([english.offered('convdot-exercise.html')]);
});

// ---- offline ----

base.describe('without a network', { tag: '@engines' }, () => {
  base.use({ serviceWorker: true });

  base('an exercise and a SCORM package are saved from the site', async ({ tab }) => {
    const server = await serve(staticFiles(`${dist}/site`), 0);
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await expectOpeningCase(tab);
    await poll(() =>
      tab.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'),
    ).toBe(true);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await tab.reload();
    await expectOpeningCase(tab);
    await openPanel(tab);
    for (const [what, name] of [
      ['file', 'convdot-exercise.html'],
      ['scorm', 'convdot-exercise.zip'],
    ] as const) {
      await tab.click(`convdot-share >> .taken[aria-labelledby=share-${what}-name] .button`);
      await poll(() => said(tab, what)).toEqual([english.saved(name)]);
    }
  });
});

test('the page in one file is fetched after all that the site itself needs', () => {
  const kept = [...readFileSync(`${dist}/site/sw.js`, 'utf8').matchAll(/"url":\s*"([^"]+)"/g)].map(([, url = '']) => url);
  const needed = kept.map((url) => /\.(js|css|wasm|html)$/.test(url) && url !== 'convdot.html').lastIndexOf(true);
  expect(needed).toBeGreaterThan(10);
  expect(kept.indexOf('convdot.html')).toBeGreaterThan(needed);
});

// ---- removed elements ----

/** An empty page with the element's script, which counts listeners, and adds and removes elements. */
const counting = async (tab: Tab) => {
  await tab.goto(putNotes('counted.html', ''));
  // Counts on targets that outlive an element: the window, the document, media queries; and observers.
  await tab.evaluate(() => {
    const live = new Map<string, number>();
    const count = (name: string, by: number) => live.set(name, (live.get(name) ?? 0) + by);
    const lasting = (target: EventTarget) =>
      target === window || target === document || target === document.documentElement || target instanceof MediaQueryList;
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const known = new Map<EventTarget, Map<string, object[]>>();
    const drop = (target: EventTarget, type: string, listener: object) => {
      const some = known.get(target)?.get(type) ?? [];
      if (!some.includes(listener)) return;
      known.get(target)?.set(
        type,
        some.filter((each) => each !== listener),
      );
      count(type, -1);
    };
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const target = this ?? window;
      add.call(target, type, listener, options);
      if (!listener || !lasting(target)) return;
      const { once = false, signal = undefined } = typeof options === 'object' ? options : {};
      const types = known.get(target) ?? new Map<string, object[]>();
      known.set(target, types);
      if (signal?.aborted || types.get(type)?.includes(listener)) return;
      types.set(type, [...(types.get(type) ?? []), listener]);
      count(type, 1);
      if (signal) add.call(signal, 'abort', () => drop(target, type, listener));
      if (once) add.call(target, type, () => drop(target, type, listener));
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      const target = this ?? window;
      remove.call(target, type, listener, options);
      if (listener) drop(target, type, listener);
    };
    for (const name of ['ResizeObserver', 'IntersectionObserver'] as const) {
      const { prototype } = window[name];
      const watched = new WeakMap<object, number>();
      const change = (observer: object, to: number) => {
        count(name, to - (watched.get(observer) ?? 0));
        watched.set(observer, to);
      };
      const { observe, unobserve, disconnect } = prototype;
      prototype.observe = function (...given: [Element]) {
        observe.apply(this, given);
        change(this, (watched.get(this) ?? 0) + 1);
      };
      prototype.unobserve = function (target: Element) {
        unobserve.call(this, target);
        change(this, Math.max(0, (watched.get(this) ?? 0) - 1));
      };
      prototype.disconnect = function () {
        disconnect.call(this);
        change(this, 0);
      };
    }
    Object.assign(window, { live });
  });
  const live = () =>
    tab.evaluate(() =>
      Object.fromEntries([...(window as unknown as { live: Map<string, number> }).live].filter(([, n]) => n !== 0)),
    );
  await tab.evaluate(async () => {
    const script = Object.assign(document.createElement('script'), { type: 'module', src: 'convdot/element.js' });
    document.body.append(script, document.createElement('main'));
    await customElements.whenDefined('conv-dot');
  });
  const add = (html: string) =>
    tab.evaluate((given) => document.querySelector('main')?.insertAdjacentHTML('beforeend', given), html);
  const empty = () => tab.evaluate(() => document.querySelector('main')?.replaceChildren());
  const there = (selector: string, count: number) => poll(() => tab.count(`main conv-dot >> ${selector}`)).toBe(count);

  // The first element may leave things that all share.
  await add('<conv-dot></conv-dot>');
  await there('.sum', 1);
  await empty();
  const before = await live();
  return { add, empty, there, live, before };
};

test('a thousand elements removed before they are drawn leave no listener or observer', async ({ tab }) => {
  const { live, before } = await counting(tab);
  await tab.evaluate(async () => {
    const main = document.querySelector('main') as HTMLElement;
    for (let i = 0; i < 1000; i += 1) {
      const element = document.createElement('conv-dot');
      main.append(element);
      element.remove();
      if (i % 100 === 99) await new Promise((resolve) => setTimeout(resolve));
    }
  });
  await poll(live).toEqual(before);
});

test('elements that were used, moved and removed leave no listener or observer', async ({ tab }) => {
  const { add, empty, there, live, before } = await counting(tab);
  await add('<conv-dot x="[[1,2],[3,4]]" w="[[1]]"></conv-dot>'.repeat(10));
  await there('.sum', 10);
  await tab.click('main conv-dot:nth-child(1) >> convdot-grid[data-block="x"] >> [data-index="0"]');
  await tab.evaluate(() => {
    const main = document.querySelector('main') as HTMLElement;
    main.append(...[...main.children].reverse());
  });
  await there('.sum', 10);
  await empty();
  await poll(live).toEqual(before);
});

test('elements whose panels were open leave no listener or observer', async ({ tab }) => {
  const { add, empty, there, live } = await counting(tab);
  const openAndLeave = async () => {
    await add('<conv-dot open="numpy,image,speed"></conv-dot>');
    await there('.cm-content', 1);
    await there('convdot-speed', 1);
    await there('convdot-image canvas', 3);
    await tab.click('main conv-dot >> .cm-content');
    await empty();
  };
  // The first one may load code that listens for all later ones.
  await openAndLeave();
  const before = await live();
  await openAndLeave();
  await poll(live).toEqual(before);
});

test('the NumPy cell keeps its program where its element moves', async ({ tab }) => {
  await tab.goto(
    putNotes(
      'moved.html',
      '<script type="module" src="convdot/element.js"></script><main><conv-dot expr="W.sum()"></conv-dot></main>',
    ),
  );
  const program = () => texts(tab, 'conv-dot >> .cm-content');
  await poll(program).toEqual(['W.sum()']);
  await tab.evaluate(() => document.body.append(document.querySelector('conv-dot') as Element));
  await poll(program).toEqual(['W.sum()']);
  await tab.click('conv-dot >> .cm-content');
  await tab.keys('End');
  await tab.type('+1');
  await poll(program).toEqual(['W.sum()+1']);
});

// ---- the policy ----

test.describe('under a policy without unsafe-inline', { tag: '@engines' }, () => {
  for (const [name, page] of [
    ['the site', '/'],
    ['the page in one file', '/dist/convdot.html'],
  ] as const)
    test(`${name} with everything open violates no policy`, async ({ tab }) => {
      await tab.goto(`${page}?policy#v=1&open=numpy,image,speed&expr=W.sum()&display=numbered`);
      await computed(tab);
      await settle(tab);
      expect(
        await tab.evaluate(() => document.querySelector<HTMLMetaElement>('meta[content*=style-src]')?.content),
      ).not.toContain('unsafe-inline');
      await poll(() => tab.count('conv-dot >> convdot-image canvas')).toBe(3);
      await poll(() => tab.count('conv-dot >> convdot-numpy .prompt-field > *')).toBe(1);
      await edit(tab, 'x', 0, '7');
      await tab.click('conv-dot >> .volume[part=input] >> .head .icon-button');
      await poll(() => tab.count('conv-dot >> .block-menu select')).toBeGreaterThan(0);
      await tab.keys('Escape');
      await openPanel(tab);
      await tab.keys('Escape');
      // The fixture checks for violations. This checks that the document's own style is applied.
      expect(await tab.evaluate(() => getComputedStyle(document.body).marginTop)).toBe('0px');
    });

  test('a guide has its style and violates no policy', async ({ tab }) => {
    await tab.goto('/docs/learners.html');
    expect(await tab.evaluate(() => document.querySelector<HTMLMetaElement>('meta[content*=style-src]')?.content)).not.toContain(
      'unsafe-inline',
    );
    expect(await tab.evaluate(() => getComputedStyle(document.body).marginTop)).toBe('0px');
  });
});

// ---- printing ----

test('a matrix that does not fit on paper says which part is printed', async ({ tab }) => {
  const rows = Array.from({ length: 40 }, (_, i) => Array.from({ length: 40 }, (_, j) => (i * j) % 7));
  await open(tab, `x=${JSON.stringify(rows)}&w=[[1,0],[0,1]]`);
  const notes = () => texts(tab, 'conv-dot >> convdot-matrix .product .note');
  expect(await notes()).toEqual([]);
  await tab.evaluate(() => dispatchEvent(new Event('beforeprint')));
  // As many rows as were drawn.
  await poll(() => tab.count('conv-dot >> convdot-matrix .entries .row')).toBeGreaterThan(60);
  const drawn = await tab.count('conv-dot >> convdot-matrix .entries .row');
  await poll(notes).toEqual([words.printed(words.partOf(words.rows, 0, drawn - 1, 39 * 39))]);
  await tab.evaluate(() => dispatchEvent(new Event('afterprint')));
  await poll(notes).toEqual([]);
  // A case that fits completely.
  await open(tab);
  await tab.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await poll(() => tab.count('conv-dot >> convdot-matrix .entries .row')).toBe(16);
  expect(await notes()).toEqual([]);
});

test('notices about copying are not printed', async ({ tab }) => {
  await open(tab);
  await tab.click('conv-dot >> convdot-written-sum .caption .button');
  const notice = 'conv-dot >> convdot-written-sum [role=status]';
  await poll(() => texts(tab, notice)).toEqual([words.sumCopied]);
  await tab.evaluate(() => {
    const turn = (rules: CSSRuleList) => {
      for (const rule of rules as unknown as Iterable<CSSMediaRule>) {
        if (rule.media?.mediaText === 'print') rule.media.mediaText = 'all';
        if (rule.cssRules) turn(rule.cssRules);
      }
    };
    for (const sheet of document.querySelector('conv-dot')?.shadowRoot?.adoptedStyleSheets ?? []) turn(sheet.cssRules);
  });
  expect((await fact(tab, notice)).box.height).toBe(0);
});
