// For readers of every kind, on a system set to dark pages and reduced motion: axe, target sizes, the focus, languages, and a
// phone's width.
import type { Words } from '../../web/src/words/words.ts';
import { languages } from './languages.ts';
import {
  ask,
  cell,
  examples,
  expect,
  fact,
  facts,
  fields,
  focus,
  focused,
  lanes,
  open,
  poll,
  setHash,
  setNumber,
  shown,
  spoken,
  type Tab,
  test,
  texts,
  typeInCell,
  words,
} from './page.ts';

test.use({ system: { dark: true, reducedMotion: true } });

const [ground, dark] = ['rgb(255, 255, 255)', 'rgb(17, 20, 24)'];
const background = (tab: Tab) => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('axe finds nothing: dark as it opens, light with everything wrong', async ({ tab }) => {
  await open(tab);
  await tab.click('conv-dot >> .more summary');
  expect(await background(tab)).toBe(dark);
  expect(await tab.axe(), 'dark').toEqual([]);

  await setHash(tab, 'theme=light&stride=0&pad=17');
  await poll(() => background(tab)).toBe(ground);
  await typeInCell(tab, 'x', 0, 'abc');
  await setNumber(tab, fields.filter[0], '9');
  await poll(() => tab.count('conv-dot >> .stale-note')).toBe(1);
  expect(await tab.axe(), 'light, with errors').toEqual([]);
});

test('axe finds nothing: several channels, filters and images, in Spanish', { tag: '@all' }, async ({ tab }) => {
  await open(tab, 'preset=course-conv-forward-2018&theme=light&lang=es');
  await poll(async () => (await ask(tab)).result.shape).toEqual([10, 4, 4, 8]);
  expect(await tab.axe()).toEqual([]);
});

/** Controls smaller than 24 by 24 pixels. */
const smallTargets = async (tab: Tab) => {
  const interactive = 'a[href], button, select, input, summary, [role=gridcell], [role=radio], [role=switch]';
  const all = [...(await facts(tab, interactive)), ...(await facts(tab, `conv-dot >> ${interactive}`))];
  const drawn = all.filter(({ box }) => box.width > 0 && box.height > 0);
  expect(drawn.length).toBeGreaterThan(50);
  return drawn
    .filter(({ box }) => box.width < 23.99 || box.height < 23.99)
    .map(({ text, attributes, box }) => `${attributes['aria-label'] ?? text}: ${box.width} × ${box.height}`);
};

/** Every phrase of the English words that differs in Spanish. */
const phrases = (en: unknown, es: unknown): string[] => {
  if (typeof en === 'string') return en !== es && en.length > 1 ? [en] : [];
  if (typeof en !== 'object' || en === null) return [];
  return Object.entries(en).flatMap(([key, value]) => phrases(value, (es as Record<string, unknown>)[key]));
};

/** Every visible or spoken text of the page. */
const allTexts = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() => {
    const found: string[] = [];
    const walk = (node: Node) => {
      if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
      if (node instanceof Element) {
        if (node.matches('script, style, noscript, button[lang]')) return;
        for (const name of ['aria-label', 'title', 'label', 'placeholder']) found.push(node.getAttribute(name) ?? '');
        if (node.shadowRoot) walk(node.shadowRoot);
      }
      node.childNodes.forEach(walk);
    };
    walk(document.body);
    return [document.title, ...found.map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean)];
  });

test('everything has a name, a place and a value for a screen reader', async ({ tab }) => {
  await open(tab, 'preset=blocks-3d&pad=1');
  const [grids] = [await facts(tab, 'conv-dot >> [role=grid]')];
  expect(
    grids.map(({ attributes }) => [attributes['aria-label'], attributes['aria-rowcount'], attributes['aria-colcount']]),
  ).toEqual([
    [words.input, '5', '5'],
    [words.filter, '3', '3'],
    [words.bias, '1', '1'],
    [words.output, '3', '3'],
    [words.matrixSpoken, '9', '27'],
  ]);
  const label = async (selector: string) => (await fact(tab, selector)).attributes['aria-label'];
  expect(await label(cell('x', 5))).toBe(words.cellLabel(words.inputCell(1, 2, 0, 3), '1', null));
  expect(await label(cell('w', 3))).toBe(words.cellLabel(words.filterCell(1, 0, 0, 3, 0, 1), '1', null));
  expect(await label(cell('output', 4))).toBe(words.cellLabel(words.outputCell(1, 1), '27', null));
  expect((await fact(tab, 'conv-dot >> #padding')).value).toBe('1');
  // The ring is drawn, and differs from the numbers of the input.
  const ring = await facts(tab, 'conv-dot >> .grid >> .ring');
  expect(ring.every(({ attributes }) => attributes['aria-readonly'] === 'true')).toBe(true);
  expect(ring[0]?.attributes['aria-label']).toBe(words.cellLabel(words.paddingCell(-1, -1), '0', null));
  expect(ring).toHaveLength(25 - 9);
  expect(await shown(tab, 'x')).toHaveLength(9);
  await focus(tab, cell('x', 0));
  expect(await focused(tab)).toBe('x 0');
});

test.describe('in every engine', { tag: '@engines' }, () => {
  test('follows the system’s theme unless told otherwise', async ({ tab }) => {
    await open(tab);
    await tab.click('button[popovertarget=display]');
    for (const [theme, hash, colour] of [
      ['light', '#v=1&theme=light', ground],
      ['auto', '', dark],
    ] as const) {
      await tab.select('#display select', theme);
      await poll(() => background(tab)).toBe(colour);
      expect(await tab.evaluate(() => location.hash)).toBe(hash);
    }
  });

  test('with reduced motion the demonstration goes one act on, and its cells carry their entries', async ({ tab }) => {
    const demonstration = 'conv-dot >> convdot-demonstration';
    await open(tab);
    for (const act of [1, 2, 3, 1]) {
      expect((await fact(tab, `${demonstration} >> #act-${act}`)).attributes['aria-selected']).toBe('true');
      expect(await texts(tab, `${demonstration} >> .watch`)).toEqual([words.nextWay]);
      expect(await tab.count(`${demonstration} >> .stage.numbered .cell[data-number="8"]`)).toBe(2);
      await tab.click(`${demonstration} >> .watch`);
      expect(await tab.evaluate(() => document.querySelector('conv-dot')?.shadowRoot?.getAnimations().length)).toBe(0);
    }
  });

  test('moves nothing with reduced motion', async ({ tab }) => {
    await open(tab, 'hide=demonstration');
    await tab.click(cell('output', 10));
    // The unrolling is only motion: with reduced motion the page offers numbered cells instead.
    const offered = (await facts(tab, 'conv-dot >> .motions button')).filter(({ box }) => box.width > 0);
    expect(offered.map(({ text }) => text)).toEqual([words.numberCells]);
    const numbers = () =>
      tab.evaluate(() =>
        [...(document.querySelector('conv-dot')?.shadowRoot?.querySelectorAll<HTMLElement>('.row-vector .cell') ?? [])].map(
          (each) => (getComputedStyle(each, '::before').content === 'none' ? null : each.dataset.number),
        ),
      );
    expect(await numbers()).toEqual(Array(9).fill(null));
    await tab.click('conv-dot >> .motions .still');
    await poll(numbers).toEqual(Array.from({ length: 9 }, (_, entry) => `${entry}`));
    expect(
      (await facts(tab, `${lanes.multiplySum} >> .block.outlined .cell`)).map(({ attributes }) => attributes['data-number']),
    ).toEqual(Array.from({ length: 9 }, (_, entry) => `${entry}`));
    await tab.click('conv-dot >> .motions .still');
    await poll(numbers).toEqual(Array(9).fill(null));
    await tab.select('conv-dot >> .orders label:nth-of-type(1) select', 'fortran');
    await poll(() => tab.count(`${lanes.unrolledDot} >> .mismatched`)).toBeGreaterThan(0);
    const moving = await tab.evaluate(() => document.querySelector('conv-dot')?.shadowRoot?.getAnimations().length);
    expect(moving).toBe(0);
  });

  test('plays a step a second and moves nothing with reduced motion', async ({ tab }) => {
    await open(tab);
    // Records the delay that the page itself sets: a clock would measure the machine's load.
    const waits = await tab.evaluate(async () => {
      const asked: number[] = [];
      const { setTimeout } = window;
      window.setTimeout = ((act: TimerHandler, delay = 0) => {
        asked.push(delay);
        return setTimeout(act, delay);
      }) as typeof setTimeout;
      const root = document.querySelector('conv-dot')?.shadowRoot as ShadowRoot;
      root.querySelector<HTMLElement>('.play .main')?.click();
      let changes = 0;
      await new Promise<void>((resolve, reject) => {
        new MutationObserver(() => {
          changes += 1;
          if (root.getAnimations().length) reject(new Error('something moves'));
          if (changes === 3) resolve();
        }).observe(root.querySelector('.by-step input') as Node, { attributeFilter: ['aria-valuetext'] });
      });
      return asked;
    });
    expect(waits).toContain(1000);
    expect(waits, 'where motion is welcome').not.toContain(700);
  });

  test('every target is at least 24 pixels high and wide', async ({ tab }) => {
    await open(tab, 'preset=hidden-ring');
    await tab.click('conv-dot >> .more summary');
    expect(await smallTargets(tab)).toEqual([]);
  });

  test('nothing scrolls sideways at 320 pixels', async ({ tab }) => {
    // In a frame, because not every browser's window can be so narrow; high enough that nothing in it scrolls down.
    await tab.goto('/hosts/empty.html');
    await tab.evaluate(() => {
      const frame = document.createElement('iframe');
      Object.assign(frame, { src: '/', title: 'ConvDot', width: 320, height: 9000 });
      frame.style.border = '0';
      document.body.append(frame);
    });
    await tab.enterFrame('iframe');
    await poll(() => tab.count('conv-dot >> .acts[role=tablist]')).toBe(1);
    const states = [
      'lang=en',
      'preset=blocks-3d',
      'preset=hidden-ring',
      'preset=slice-2d&lang=es',
      'preset=order',
      'preset=course-conv-forward&lang=es',
      'preset=course-single-step',
      'preset=blur&pad=1,2,3,4&lang=es',
      'x=[[1e-300,123456789,nan],[-1e300,1/3,inf],[1,2,3]]&w=[[1/3,-1e-9],[1,0.1]]&b=1/3&flip=1',
      `x=[[1]]&w=[[1,2]]&stride=${'9'.repeat(60)}&${'x'.repeat(60)}=1`,
    ];
    const widths: Record<string, number[]> = {};
    for (const state of states) {
      await setHash(tab, state);
      const slug = /preset=([\w-]+)/.exec(state)?.[1];
      if (slug) await poll(async () => (await fact(tab, examples)).value).toBe(slug);
      await ask(tab);
      widths[state] = await tab.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      if (slug === 'hidden-ring') expect.soft(await smallTargets(tab), 'targets').toEqual([]);
    }
    expect(widths).toEqual(Object.fromEntries(states.map((state) => [state, [320, 320]])));
  });

  test('the focus is never hidden under the bar that sticks to the bottom', async ({ tab }) => {
    await open(tab);
    await tab.setViewport(800, 500);
    const stops: string[] = [];
    for (; stops.length < 40; await tab.keys('Tab')) {
      const at = await focused(tab);
      if (stops.length > 1 && (at.startsWith('body') || at === stops[1])) break;
      stops.push(at);
      if (at.startsWith('body')) continue;
      const covered = () =>
        tab.evaluate(() => {
          let element = document.activeElement as HTMLElement;
          while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement as HTMLElement;
          const dock = document.querySelector('conv-dot')?.shadowRoot?.querySelector('.dock');
          const bar = dock?.getBoundingClientRect();
          const { top, height } = element.getBoundingClientRect();
          return bar && !dock?.contains(element) ? top + height / 2 > bar.top && top < bar.bottom : false;
        });
      await poll(covered, at).toBe(false);
    }
    expect(stops.length).toBeGreaterThan(20);
  });

  test('a cell half covered by that bar stays under the pointer until the click, and then scrolls into view', async ({ tab }) => {
    await open(tab);
    await tab.setViewport(800, 500);
    const [index, outOf] = [12, 4];
    const places = () =>
      tab.evaluate(
        (...parts) =>
          parts.map((part) => {
            const found = document.querySelector('conv-dot')?.shadowRoot?.querySelector(part);
            const { top = 0, bottom = 0 } = found?.getBoundingClientRect() ?? {};
            return { top, bottom };
          }),
        '.dock',
        `[data-block=x] [data-index="${index}"]`,
      ) as Promise<[bar: { top: number }, cell: { top: number; bottom: number }]>;
    const middle = ({ top, bottom }: { top: number; bottom: number }) => (top + bottom) / 2;
    await poll(async () => {
      const [bar, cell] = await places();
      await tab.evaluate((by) => scrollBy(0, by), middle(cell) + outOf - bar.top);
      return Math.abs(middle(cell) + outOf - bar.top);
    }).toBeLessThan(1);
    const [, before] = await places();
    await tab.mouse(cell('x', index), [0, 0], 'press');
    await tab.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
    expect((await places())[1]).toEqual(before);
    await tab.mouse(cell('x', index), [0, 0], 'release');
    await poll(() => focused(tab)).toBe(`editor x ${index}`);
    await poll(async () => {
      const [bar, cell] = await places();
      return cell.bottom < bar.top;
    }).toBe(true);
  });

  test('speaks Spanish throughout when told to, and says so', async ({ tab }) => {
    await open(tab, 'preset=unread');
    await tab.click('conv-dot >> .more summary');
    expect(await tab.evaluate(() => document.documentElement.lang)).toBe('en');
    await tab.click('header button[lang=es]');
    const es: Words = languages.es;
    await poll(() => texts(tab, 'conv-dot >> h1')).toEqual([`${es.question} ${es.answer(false)}`]);
    await poll(() => tab.evaluate(() => document.documentElement.lang)).toBe('es');
    expect(await texts(tab, 'conv-dot >> h2')).toEqual([es.volumes, es.threeWays, es.allSteps(4), es.tools]);
    expect(await texts(tab, 'conv-dot >> h3')).toEqual([
      es.multiplyThenSum,
      es.unrollThenDot,
      es.notUnrolled,
      es.panels.numpy.title,
      es.panels.image.title,
      es.panels.speed.title,
    ]);
    expect(await texts(tab, 'conv-dot >> .volumes .section-head p')).toEqual([es.preset.unread.description]);
    expect(await tab.evaluate(() => document.title)).toBe(es.title);
    const english = new Set(phrases(languages.en, es));
    expect(english.size).toBeGreaterThan(80);
    expect((await allTexts(tab)).filter((text) => english.has(text))).toEqual([]);

    expect(await tab.evaluate(() => location.hash)).toBe('#v=1&preset=unread&lang=es');

    // The language stays: in messages, with new numbers, and from the link.
    await typeInCell(tab, 'x', 0, '?');
    await poll(() => texts(tab, 'conv-dot >> #cell-problem')).toEqual([es.notANumber(['?'])]);
    await tab.keys('Escape');
    await tab.reload();
    await poll(() => texts(tab, 'conv-dot >> h1')).toEqual([`${es.question} ${es.answer(false)}`]);
    await poll(() => texts(tab, spoken)).toEqual([expect.stringContaining(es.identical)]);
    await tab.click('header button[lang=en]');
    await poll(() => texts(tab, 'conv-dot >> h1')).toEqual([`${words.question} ${words.answer(false)}`]);
    expect(await tab.evaluate(() => document.documentElement.lang)).toBe('en');
    await poll(() => texts(tab, spoken), 'what was spoken last').toEqual([expect.stringContaining(words.identical)]);
  });
});
