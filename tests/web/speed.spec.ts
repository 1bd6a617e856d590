// The speed panel: measures on request; shows a table, three sentences and a CSV file with the same numbers, and charts if their
// library is included. Tests cannot know the times beforehand.

import { csvParse } from 'd3-dsv';
import { CONTESTANTS, inTime, pointsOf } from '../../web/src/panels/speed/speed-model.ts';
import { inBytes } from '../../web/src/words/short.ts';
import { speed } from '../../web/src/words/speed.en.ts';
import { speed as spanish } from '../../web/src/words/speed.es.ts';
import { languages } from './languages.ts';
import { expect, fact, facts, focus, focused, open, poll, type Tab, test, texts } from './page.ts';

const panel = 'conv-dot >> convdot-speed';
const main = `${panel} >> .main`;
const save = `${panel} >> .prompt-run button:last-child`;
const axis = (index: number) => `${panel} >> label:nth-of-type(${index}) input`;
const only = 'hide=step,matrix,timeline,numpy';

const status = (tab: Tab) => texts(tab, `${panel} >> [role=status]`);
const rows = (tab: Tab) =>
  tab.evaluate(() =>
    [...(document.querySelector('conv-dot')?.shadowRoot?.querySelectorAll('convdot-speed .measurements tbody tr') ?? [])].map(
      (row) =>
        [...row.children].map((cell) =>
          [...cell.childNodes]
            .filter((node) => node.nodeType !== Node.COMMENT_NODE)
            .map((node) => (node.textContent ?? '').trim())
            .filter(Boolean),
        ),
    ),
  );
const sentences = (tab: Tab) => texts(tab, `${panel} >> .said li`);
const measured = (tab: Tab, words = speed) =>
  expect.poll(() => status(tab), { timeout: 120_000, intervals: [200] }).toEqual([words.complete]);

/** Counts a canvas's pixels that differ from its background. */
const drawn = (tab: Tab, name: string) =>
  tab.evaluate((css) => {
    const canvas = document.querySelector('conv-dot')?.shadowRoot?.querySelector<HTMLCanvasElement>(css);
    if (!canvas) return null;
    const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
    const context = copy.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    const colours = new Map<string, number>();
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] === 255) {
        const colour = `rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`;
        colours.set(colour, (colours.get(colour) ?? 0) + 1);
      }
    }
    return Object.fromEntries(colours);
  }, `.plot.${name} canvas`);
/** The current value of a colour token. */
const colourOf = (tab: Tab, token: string) =>
  tab.evaluate((name) => {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    document.querySelector('conv-dot')?.shadowRoot?.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, token);

/**
 * Moves the pointer to a place of the time chart, at this share of its width. Uses the page's own coordinates, because WebKit's
 * driver misses the place under zoom.
 */
const pointAt = (tab: Tab, part: number) =>
  tab.evaluate((share) => {
    const root = document.querySelector('conv-dot')?.shadowRoot as ShadowRoot;
    const over = root.querySelector('.plot.time .u-over') as HTMLElement;
    over.scrollIntoView({ block: 'end' });
    for (let y = innerHeight - 1; y > 0; y -= 40) {
      const xs = Array.from({ length: innerWidth }, (_, x) => x).filter((x) => root.elementFromPoint(x, y) === over);
      if (xs.length === 0) continue;
      const clientX = xs[Math.floor(share * xs.length)];
      over.dispatchEvent(new MouseEvent('mousemove', { clientX, clientY: y }));
      return;
    }
  }, part);

const csv = async (tab: Tab) => {
  await tab.evaluate(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (file) => {
      Object.assign(window, { file });
      return make.call(URL, file);
    };
  });
  await tab.click(save);
  const [name, text] = await tab.evaluate(async () => {
    const { file } = window as unknown as { file: File };
    return [file.name, await file.text()] as const;
  });
  return { name, rows: csvParse(text) };
};

/** The table and the file agree, and match what such a convolution needs. */
const compare = async (tab: Tab, name: 'input' | 'channels' | 'filter') => {
  const points = pointsOf(name);
  const file = await csv(tab);
  expect(file.name).toBe(`convdot-speed-${name}.csv`);
  expect(file.rows.map((row) => [row.growing, row.size, row.by])).toEqual(
    points.flatMap(({ size }) => CONTESTANTS.map((contestant) => [name, String(size), contestant])),
  );
  const shown = points.map(({ size }, index) => {
    const [multiplySum, unrolledDot, loops] = file.rows.slice(3 * index, 3 * index + 3);
    const time = (row: (typeof file.rows)[number] | undefined) => {
      if (row?.status === 'left out') return [speed.leftOut];
      const [median, low, high] = ['time, median (s)', 'time, lower quartile (s)', 'time, upper quartile (s)'].map((each) =>
        Number(row?.[each]),
      );
      for (const seconds of [median, low, high]) expect(seconds > 0 && seconds < Infinity, JSON.stringify(row)).toBe(true);
      expect([row?.status, Number(row?.runs) >= 3], JSON.stringify(row)).toEqual(['measured', true]);
      return [inTime(median as number, 'en'), speed.spread(inTime(low as number, 'en'), inTime(high as number, 'en'))];
    };
    const bytes = (row: (typeof file.rows)[number] | undefined, column: string) =>
      row?.status === 'left out' ? [] : [inBytes(Number(row?.[column]), 'en')];
    return [
      [speed.size[name](size)],
      [Number(multiplySum?.['multiply-adds']).toLocaleString('en')],
      time(multiplySum),
      time(unrolledDot),
      time(loops),
      bytes(multiplySum, 'bytes moved (B)'),
      bytes(unrolledDot, 'bytes moved (B)'),
      bytes(unrolledDot, 'whole unrolled matrix (B)'),
      bytes(unrolledDot, 'input (B)'),
    ];
  });
  expect(await rows(tab)).toEqual(shown);
  return file.rows;
};

test('measures on request: a table, three sentences, charts and a file with the same numbers', async ({ tab }) => {
  await open(tab, only);
  const title = languages.en.panels.speed.title;
  expect(await texts(tab, 'conv-dot >> [aria-controls=panel-speed]')).toEqual([title]);
  const before = (await tab.requests()).length;
  await tab.click('conv-dot >> [aria-controls=panel-speed]');
  await poll(() => tab.count(main)).toBe(1);
  expect(await focused(tab)).toBe(`button ${title}`);
  expect((await tab.requests()).slice(before).some((url) => /uplot/.test(url))).toBe(true);
  // Nothing is measured without a request.
  expect([await rows(tab), await sentences(tab), await status(tab)]).toEqual([[], [], ['']]);
  expect((await fact(tab, save)).attributes.disabled).toBe('');

  await tab.click(main);
  await measured(tab);
  const found = await compare(tab, 'input');
  // The known numbers of im2col: nine times the input for a filter of 3 × 3.
  for (const row of found.filter(({ status }) => status === 'measured')) {
    expect(Number(row['whole unrolled matrix (B)'])).toBe(9 * Number(row['input (B)']));
  }
  const said = await sentences(tab);
  expect(said.length).toBe(3);
  expect(said[0]).toMatch(/^At \d+ × \d+ (the faster route is|neither route is)/);
  expect(said[1]).toMatch(/^Plain JavaScript loops take [\d.]+ .?s at \d+ × \d+/);
  expect(said[2]).toMatch(
    /^From 8 × 8 to \d+ × \d+ the whole unrolled matrix grows from 36 KiB to .* 9 times as large as the input\.$/,
  );

  // Both charts are drawn in the page's colours and labelled.
  for (const [name, spoken] of [
    ['time', speed.timeSpoken(speed.axes.input)],
    ['memory', speed.memorySpoken(speed.axes.input)],
  ] as const) {
    const pixels = (await drawn(tab, name)) ?? {};
    for (const token of ['--convdot-pos-bar', '--convdot-neg-bar', '--convdot-ink-2'])
      if (name === 'time' || token !== '--convdot-ink-2')
        expect(pixels[await colourOf(tab, token)] ?? 0, `${name} ${token}`).toBeGreaterThan(20);
    expect((await fact(tab, `${panel} >> .plot.${name}`)).attributes).toMatchObject({ role: 'img', 'aria-label': spoken });
  }
  // Pointing reads values, also at projector size.
  const value = () => texts(tab, `${panel} >> .plot.time .u-value`);
  await tab.hover(`${panel} >> .plot.time .u-over`);
  await poll(async () => (await value())[0]).toMatch(/^(32|64) × /);
  // When an element scrolls away from the real pointer, it gets the leave event a moment later.
  const read = async (part: number) => {
    await pointAt(tab, part);
    return value();
  };
  const [times = []] = (await rows(tab)).filter(([heading]) => heading?.[0] === '64 × 64').map((row) => row.slice(2, 5));
  for (const display of ['', 'large']) {
    await tab.evaluate((given) => {
      const element = document.querySelector('conv-dot') as HTMLElementTagNameMap['conv-dot'];
      element.display = given;
      return element.updateComplete;
    }, display);
    await poll(() => read(0.55), display).toEqual(['64 × 64', ...times.map(([median]) => median)]);
    await poll(async () => (await read(0.02))[0], display).toBe('8 × 8');
  }
  await tab.evaluate(() => {
    (document.querySelector('conv-dot') as HTMLElementTagNameMap['conv-dot']).display = '';
  });

  // They follow the colours of the page.
  const light = await colourOf(tab, '--convdot-pos-bar');
  await tab.evaluate(() => document.querySelector('conv-dot')?.setAttribute('theme', 'dark'));
  await poll(() => colourOf(tab, '--convdot-pos-bar')).not.toBe(light);
  const dark = await colourOf(tab, '--convdot-pos-bar');
  await poll(async () => (await drawn(tab, 'time'))?.[dark] ?? 0).toBeGreaterThan(20);
  expect((await drawn(tab, 'time'))?.[light] ?? 0).toBe(0);

  // Paper is light.
  for (const [event, colour, other] of [
    ['beforeprint', light, dark],
    ['afterprint', dark, light],
  ] as const) {
    await tab.evaluate((type) => {
      dispatchEvent(new Event(type));
    }, event);
    await poll(async () => (await drawn(tab, 'time'))?.[colour] ?? 0, event).toBeGreaterThan(20);
    expect((await drawn(tab, 'time'))?.[other] ?? 0, event).toBe(0);
  }

  // The same numbers in Spanish.
  await tab.click('header button[lang=es]');
  await poll(async () => (await sentences(tab))[1]).toMatch(/^Los bucles simples de JavaScript tardan/);
  expect((await sentences(tab)).length).toBe(3);
  expect(await texts(tab, `${panel} >> .u-label`)).toContain(spanish.contestants['unrolled-dot']);

  // Axe and widths, with everything visible.
  for (const width of [320, 1280, 1920]) {
    await tab.setViewport(width, 800);
    const [wide, shown] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide, String(width)).toBeLessThanOrEqual(shown as number);
    const targets = await facts(tab, `${panel} >> :is(button, label)`);
    expect(targets.length, String(width)).toBeGreaterThan(3);
    for (const { text, box } of targets) expect([text, box.height >= 24], String(width)).toEqual([text, true]);
    const figure = await fact(tab, `${panel} >> figure:first-of-type`);
    await poll(async () =>
      Math.abs((await fact(tab, `${panel} >> .plot.time .u-wrap`)).box.width - figure.box.width),
    ).toBeLessThan(2);
  }
  await tab.evaluate(() => document.querySelector('conv-dot')?.shadowRoot?.querySelector('.tools')?.scrollIntoView());
  expect(await tab.axe()).toEqual([]);
});

test('the other axes; each keeps its results', { tag: '@all' }, async ({ tab }) => {
  await open(tab, `open=speed&${only}`);
  await poll(() => tab.count(main)).toBe(1);
  await tab.click(axis(2));
  await tab.click(main);
  await measured(tab);
  await compare(tab, 'channels');
  const channels = await rows(tab);
  // With keys, like radio buttons.
  await focus(tab, axis(2));
  await tab.keys('ArrowDown');
  await poll(() => texts(tab, `${panel} >> .asking > .caption`)).toContain(`${speed.series.filter} ${speed.seriesEnd}`);
  expect(await rows(tab)).toEqual([]);
  expect(await texts(tab, `${panel} >> .main`)).toEqual([speed.measure]);
  await tab.click(main);
  await measured(tab);
  const found = await compare(tab, 'filter');
  for (const row of found) {
    if (row.by === 'unrolled-dot' && row.status === 'measured')
      expect(Number(row['whole unrolled matrix (B)'])).toBe(Number(row.size) ** 2 * Number(row['input (B)']));
  }
  await tab.click(axis(2));
  await poll(() => rows(tab)).toEqual(channels);
});

for (const [form, url] of [
  ['the one file', '/dist/convdot.html'],
  ['element.iife.js', '/hosts/element-classic.html'],
] as const) {
  test(`${form} has only the table`, async ({ tab }) => {
    await tab.goto(url);
    await poll(() => tab.count('conv-dot >> convdot-tools')).toBeGreaterThan(0);
    await tab.evaluate(() => document.querySelector('conv-dot')?.setAttribute('open', 'speed'));
    await poll(() => tab.count(main)).toBe(1);
    await tab.click(main);
    await poll(async () => (await rows(tab)).length).toBeGreaterThan(1);
    expect((await sentences(tab)).length).toBe(3);
    expect(await tab.count(`${panel} >> canvas`)).toBe(0);
    await tab.click(main);
    await poll(() => status(tab)).toEqual([speed.stopped]);
  });
}

test('element.js loads its charts beside it', async ({ tab }) => {
  await tab.goto('/hosts/element-module.html');
  await poll(() => tab.count('#first >> convdot-tools')).toBe(1);
  expect((await tab.requests()).some((url) => url.endsWith('/chart.js'))).toBe(false);
  await tab.evaluate(() => document.querySelector('#first')?.setAttribute('open', 'speed'));
  await tab.click('#first >> convdot-speed >> .main');
  await poll(() => tab.count('#first >> .plot.time canvas')).toBe(1);
  expect((await tab.requests()).some((url) => url.endsWith('/chart.js'))).toBe(true);
  await tab.click('#first >> convdot-speed >> .main');
});

test.describe('in every engine', { tag: '@engines' }, () => {
  test('it can be stopped by its button, by another axis and by closing; the results stay', { tag: '@chromium' }, async ({
    tab,
  }) => {
    await open(tab, `open=speed&${only}`);
    await poll(() => tab.count(main)).toBe(1);
    const some = async () => (await rows(tab)).length;
    const begin = async () => {
      await tab.click(main);
      await poll(() => texts(tab, main)).toEqual([speed.stop]);
      await poll(some).toBeGreaterThan(0);
    };
    /** The engine answers other questions again, and no more results arrive. */
    const isStill = async () => {
      const kept = await rows(tab);
      expect(kept.length).toBeLessThan(pointsOf('input').length);
      await tab.evaluate(() => (document.querySelector('conv-dot') as HTMLElementTagNameMap['conv-dot']).example.settled());
      expect(await rows(tab)).toEqual(kept);
      expect(await tab.count(`${panel} >> progress`)).toBe(0);
    };
    await begin();
    await poll(() => texts(tab, `${panel} >> .doing`)).toEqual([expect.stringMatching(/^Measuring .* at \d+ × \d+$/)]);
    expect(await tab.count(`${panel} >> progress`)).toBe(1);
    await tab.click(main);
    await poll(() => status(tab)).toEqual([speed.stopped]);
    await poll(() => texts(tab, main)).toEqual([speed.again]);
    await isStill();

    await begin();
    await tab.click(axis(3));
    await tab.click(axis(1));
    await poll(() => texts(tab, main)).toEqual([speed.again]);
    await isStill();

    await begin();
    await tab.click('conv-dot >> [aria-controls=panel-speed]');
    await poll(async () => (await fact(tab, 'conv-dot >> #panel-speed')).box.height).toBe(0);
    await tab.click('conv-dot >> [aria-controls=panel-speed]');
    await poll(() => texts(tab, main)).toEqual([speed.again]);
    await isStill();
  });
});
