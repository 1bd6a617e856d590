// The NumPy cell: loads when opened, gives NumPy's answers for the numbers of the page, keeps them current, compares them with the
// step's value, and keeps its code in the link.

import { numpy } from '../../web/src/words/numpy.en.ts';
import { numpy as spanish } from '../../web/src/words/numpy.es.ts';
import { languages } from './languages.ts';
import {
  ask,
  cell,
  edit,
  expect,
  fact,
  facts,
  focus,
  focused,
  open,
  poll,
  problems,
  setHash,
  type Tab,
  test,
  texts,
  words,
} from './page.ts';

const disclosure = 'conv-dot >> [aria-controls=panel-numpy]';
const panel = 'conv-dot >> convdot-numpy';
const field = `${panel} >> .prompt-field >> [aria-labelledby]`;
const run = `${panel} >> .prompt-run button`;
const chip = (index: number) => `${panel} >> .chips button:nth-child(${index})`;
const chips = [
  'np.dot(a[..., 0], W[..., 0])',
  'np.sum(a * W)',
  'np.dot(a, W)',
  'np.dot(a.ravel(), W.ravel())',
  'np.vdot(a, W)',
  'np.tensordot(a, W, axes=3)',
  "np.einsum('ijk,ijk->', a, W)",
  'np.trace(a[..., 0] @ W[..., 0].T)',
];

interface Shown {
  source: string;
  /** NumPy's output, or an error's line; '' if nothing is printed. */
  printed: string;
  /** Its glyph and word. */
  compared: string;
}

/** The kept programs, newest first. */
const kept = (tab: Tab, host = 'conv-dot'): Promise<Shown[]> =>
  tab.evaluate((selector) => {
    const root = document.querySelector(selector)?.shadowRoot;
    return [...(root?.querySelectorAll('.kept') ?? [])].map((each) => {
      const text = (part: string) => (each.querySelector(part)?.textContent ?? '').trim();
      return { source: text('.program'), printed: text('pre'), compared: text('.compared').replace(/\s+/g, ' ') };
    });
  }, host);
const newest = async (tab: Tab) => (await kept(tab))[0];
const equal = (value: string) => `=${numpy.against(value).identical}`;
const unequal = (value: string) => `≠${numpy.against(value).different}`;
const noNumber = `≠${numpy.notANumber}`;

const source = (tab: Tab) =>
  tab.evaluate((parts) => {
    const found = parts.reduce<Element | null>((each, part) => (each?.shadowRoot ?? each ?? document).querySelector(part), null);
    return found instanceof HTMLTextAreaElement
      ? found.value
      : [...(found?.querySelectorAll('.cm-line') ?? [])].map((line) => line.textContent).join('\n');
  }, field.split(' >> '));
/** Replaces the whole text by typing. */
const write = async (tab: Tab, text: string) => {
  await focus(tab, field);
  await tab.keys('Control+a', 'Delete');
  await tab.type(text);
  await poll(() => source(tab)).toBe(text);
};
const openCell = async (tab: Tab, hash = '') => {
  await open(tab, hash);
  await tab.click(disclosure);
  await poll(() => tab.count(field)).toBe(1);
};

test('the examples give NumPy’s answers, each compared with the step', async ({ tab }) => {
  await openCell(tab);
  expect(await texts(tab, `${panel} >> .chips button`)).toEqual(chips);
  const answers: [printed: string, compared: string][] = [
    ['array([[  4.,   0.,  -4.],\n       [ 14.,   0., -14.],\n       [ 11.,   0., -11.]])', noNumber],
    ['-5.0', equal('−5')],
    ['ValueError: shapes (3,3,1) and (3,3,1) not aligned: 1 (dim 2) != 3 (dim 1)', ''],
    ['-5.0', equal('−5')],
    ['-5.0', equal('−5')],
    ['array(-5.)', equal('−5')],
    ['-5.0', equal('−5')],
    ['-5.0', equal('−5')],
  ];
  for (const [index, [printed, compared]] of answers.entries()) {
    await tab.click(chip(index + 1));
    await poll(() => newest(tab)).toEqual({ source: chips[index], printed, compared });
    expect(await source(tab)).toBe(chips[index]);
  }
  // A program that is run again moves to the front.
  expect((await kept(tab)).map((each) => each.source)).toEqual(chips.toReversed());
  await tab.click(chip(1));
  await poll(async () => (await kept(tab)).map((each) => each.source)).toEqual([chips[0], ...chips.slice(1).toReversed()]);
  // The matrix is also drawn as cells, and nothing else is.
  const drawn = await facts(tab, `${panel} >> .drawn .cell`);
  expect(drawn.map(({ text }) => text)).toEqual(['4', '0', '−4', '14', '0', '−14', '11', '0', '−11']);
  expect(drawn.map(({ classes }) => classes.find((each) => each === 'pos' || each === 'neg'))).toEqual(
    [4, 0, -4, 14, 0, -14, 11, 0, -11].map((value) => (value > 0 ? 'pos' : value < 0 ? 'neg' : undefined)),
  );
});

test('every name that completion offers exists', async ({ tab }) => {
  const names = Object.keys(numpy.help);
  expect(Object.keys(spanish.help)).toEqual(names);
  for (const some of [names.filter((name) => !name.startsWith('.')), names.filter((name) => name.startsWith('.'))]) {
    const program = [...some.map((name) => (name.startsWith('.') ? `a[0]${name}` : name)), '1'].join('\n');
    await open(tab, `expr=${encodeURIComponent(program)}`);
    await poll(async () => (await newest(tab))?.printed).toBe('1');
  }
});

test('every listed name can be inserted and exists', async ({ tab }) => {
  await openCell(tab, 'x=[[1,2,3],[4,5,6],[7,8,9]]&w=[[1,1],[1,1]]&pad=1,0,0,2&stride=2,1&b=3');
  const listed = await facts(tab, `${panel} >> .given-names li > code`);
  expect(await texts(tab, `${panel} >> .name`)).toEqual(Object.keys(numpy.variables));
  expect(listed.map(({ text }) => text)).toEqual([
    '(2, 2, 1)',
    '(2, 2, 1)',
    '3',
    '6',
    '(3, 3, 1)',
    '(4, 5, 1)',
    '(2, 2, 1, 1)',
    '(2, 4, 1)',
    '(2, 2, 1)',
    '(1, 3, 3, 1)',
    '(1, 4, 5, 1)',
    '(2,)',
    '(4,)',
    '1',
    '1',
  ]);
  const printed: Record<string, string> = {
    'b + z': '9.0',
    'stride * 1': 'array([2, 1])',
    'pad * 1': 'array([1, 0, 0, 2])',
    'dilation + groups': '2',
    'x_pad[..., 0]':
      'array([[0., 0., 0., 0., 0.],\n       [1., 2., 3., 0., 0.],\n       [4., 5., 6., 0., 0.],\n       [7., 8., 9., 0., 0.]])',
    'np.all(np.sum(x_pad[:2, :2] * F[..., 0]) + b == Z[0, 0])': 'True',
    'x.shape, a.dtype': "((3, 3, 1), dtype('float64'))",
  };
  for (const [program, answer] of Object.entries(printed)) {
    await write(tab, program);
    await tab.keys('Enter');
    await poll(async () => (await newest(tab))?.printed, program).toBe(answer);
  }
  await write(tab, '2 * ');
  await tab.click(`${panel} >> li:nth-child(4) > .name`);
  await poll(() => source(tab)).toBe('2 * z');
  await tab.keys('Enter');
  await poll(() => newest(tab)).toEqual({ source: '2 * z', printed: '12.0', compared: unequal('6') });
});

test('answers follow the numbers, and look outdated while these are invalid', async ({ tab }) => {
  await openCell(tab);
  await tab.click(chip(5));
  await poll(async () => (await kept(tab)).map(({ printed }) => printed)).toEqual(['-5.0', '-5.0']);
  await tab.click(cell('output', 1));
  await poll(() => kept(tab)).toEqual(
    [chips[4], chips[1]].map((each) => ({ source: each, printed: '-4.0', compared: equal('−4') })),
  );
  await edit(tab, 'x', 1, '1/2');
  await poll(() => kept(tab)).toEqual(
    [chips[4], chips[1]].map((each) => ({ source: each, printed: '-3.5', compared: equal('−3.5') })),
  );
  const stale = () => tab.count(`${panel} >> .results.stale`);
  expect(await stale()).toBe(0);
  await edit(tab, 'x', 1, 'x');
  await poll(stale).toBe(1);
  await edit(tab, 'x', 1, '3');
  await poll(async () => (await newest(tab))?.printed).toBe('-1.0');
  expect(await stale()).toBe(0);
  expect(await tab.count(`${panel} >> .earlier`)).toBe(0);
});

test('before the bias, and up to rounding', async ({ tab }) => {
  await openCell(tab, 'b=2');
  await poll(() => kept(tab)).toEqual([{ source: chips[1], printed: '-5.0', compared: `=${numpy.beforeBias.identical}` }]);
  await write(tab, 'np.sum(a * W) + b');
  await tab.keys('Enter');
  await poll(() => newest(tab)).toEqual({ source: 'np.sum(a * W) + b', printed: '-3.0', compared: equal('−3') });

  await setHash(tab, 'preset=course-conv-forward&open=numpy');
  await poll(async () => (await kept(tab)).length).toBe(2);
  await write(tab, 'np.sum(a * W) * (1 + 2**-52) + b');
  await tab.keys('Enter');
  await poll(async () => (await newest(tab))?.compared).toMatch(/^[=≈]/);
  await write(tab, 'np.sum((a * W)[::-1]) + b');
  await tab.keys('Enter');
  await poll(async () => (await newest(tab))?.compared).toMatch(/^[=≈]/);
});

test('errors as Python prints them, warnings beside the answer, nothing for an assignment', async ({ tab }) => {
  await openCell(tab);
  for (const [program, printed] of [
    ['a @ W[0]', /^ValueError: matmul: /],
    ['np.ones((2, 3)) + np.ones((3, 2))', /^ValueError: operands could not be broadcast together with shapes \(2,3\) \(3,2\)$/],
    ['1/0', /^ZeroDivisionError: division by zero$/],
    ['1 +', /^SyntaxError: /],
    ['<img src=x onerror=window.marked=1>', /^SyntaxError: /],
  ] as const) {
    await write(tab, program);
    await tab.click(run);
    await poll(async () => (await newest(tab))?.source, program).toBe(program);
    await poll(async () => (await newest(tab))?.printed, program).toMatch(printed);
  }
  expect(await tab.count(`${panel} >> img`)).toBe(0);
  expect(await tab.evaluate(() => 'marked' in window)).toBe(false);

  await write(tab, 'a[0, 0] / 0');
  await tab.keys('Enter');
  await poll(async () => (await newest(tab))?.printed).toBe('array([inf])');
  expect(await texts(tab, `${panel} >> .warning`)).toEqual(['RuntimeWarning: divide by zero encountered in divide']);
  await write(tab, 'c = 1');
  await tab.keys('Shift+Enter');
  await poll(() => texts(tab, `${panel} >> .kept:first-child .note`)).toEqual([numpy.noResult]);
  expect((await newest(tab))?.compared).toBe('');
});

test('an endless program ends, and the page stays responsive', async ({ tab }) => {
  // Uses all that a program may use, which takes a while.
  const program = ['m = np.ones(2000000)', ...new Array(100).fill('m = m ** 1.5')].join('\n');
  await open(tab, `expr=${encodeURIComponent(program)}`);
  await edit(tab, 'x', 0, '4');
  expect((await ask(tab)).result.multiplySum[0]).toBe(-4);
  await poll(() => newest(tab)).toMatchObject({ source: program, printed: expect.stringMatching(/^(Memory|Timeout)Error: /) });
  await edit(tab, 'x', 0, '3');
  await tab.click(chip(2));
  await poll(() => newest(tab)).toEqual({ source: chips[1], printed: '-5.0', compared: equal('−5') });
});

test('only a requested answer is announced', async ({ tab }) => {
  await openCell(tab);
  const spoken = () => texts(tab, `${panel} >> [role=status]`);
  await poll(async () => (await kept(tab)).length).toBe(1);
  expect(await spoken()).toEqual(['']);
  await tab.click(chip(2));
  const said = numpy.spoken(chips[1] as string, '-5.0', numpy.against('−5').identical);
  await poll(spoken).toEqual([said]);
  await tab.click(cell('output', 1));
  await poll(async () => (await newest(tab))?.printed).toBe('-4.0');
  expect(await spoken()).toEqual([said]);
  await tab.click(chip(1));
  await poll(spoken).toEqual([numpy.spoken(chips[0] as string, numpy.spokenArray('(3, 3)'), numpy.notANumber)]);
});

// ---- in the link ----

const hash = (tab: Tab) => tab.evaluate(() => decodeURIComponent(location.hash));

test('an expression in a link opens the cell, is answered, and leaves the focus alone', async ({ tab }) => {
  await open(tab, `expr=${encodeURIComponent('np.vdot(a, W)')}`);
  await poll(() => kept(tab)).toEqual([{ source: 'np.vdot(a, W)', printed: '-5.0', compared: equal('−5') }]);
  await poll(() => tab.count(field)).toBe(1);
  expect(await source(tab)).toBe('np.vdot(a, W)');
  expect(await focused(tab)).toMatch(/^body/);
  // Another link, on the same page.
  await setHash(tab, `step=0,1&open=numpy&expr=${encodeURIComponent('c = a * W\nc.sum()')}`);
  await poll(() => newest(tab)).toEqual({ source: 'c = a * W\nc.sum()', printed: '-4.0', compared: equal('−4') });
  expect(await source(tab)).toBe('c = a * W\nc.sum()');
  // Hidden, and not even mentioned.
  await open(tab, 'hide=numpy&expr=a');
  expect(await tab.count(disclosure)).toBe(0);
  expect(await tab.count(problems)).toBe(0);
  await open(tab, `expr=${'a'.repeat(2001)}`);
  expect(await texts(tab, `${problems} >> li`)).toEqual([words.problem.longText('expr', 2001, 2000)]);
  expect((await fact(tab, disclosure)).attributes['aria-expanded']).toBe('false');
});

test('the program last run, or left in the editor, is in the address, in characters that autolinkers keep', async ({ tab }) => {
  await openCell(tab);
  await poll(() => hash(tab)).toBe('#v=1&open=numpy');
  await tab.click(chip(7));
  await poll(() => hash(tab)).toBe(`#v=1&open=numpy&expr=${chips[6]}`);
  expect(await tab.evaluate(() => location.hash)).toMatch(/^#[\w&=,\-./%]*\w$/);
  await write(tab, '2 * b');
  await tab.click('.brand');
  await poll(() => hash(tab)).toBe('#v=1&open=numpy&expr=2 * b');
  await tab.reload();
  await poll(() => newest(tab)).toMatchObject({ source: '2 * b', printed: '0.0' });
  await tab.click(disclosure);
  await poll(() => hash(tab)).toBe('#v=1&open=&expr=2 * b');
  await tab.reload();
  await poll(() => facts(tab, disclosure)).toMatchObject([{ attributes: { 'aria-expanded': 'false' } }]);
  await tab.click(disclosure);
  await poll(() => newest(tab)).toMatchObject({ source: '2 * b' });

  // Too long for a link, but it still runs.
  await write(tab, '1');
  await tab.evaluate(
    (parts, text) => {
      const found = parts.reduce<Element | null>(
        (each, part) => (each?.shadowRoot ?? each ?? document).querySelector(part),
        null,
      );
      (found as HTMLElement).focus();
      document.execCommand('insertText', false, text);
    },
    field.split(' >> '),
    ` # ${'x'.repeat(2001)}`,
  );
  await tab.click(run);
  await poll(async () => (await newest(tab))?.source.length).toBe(2005);
  await poll(() => texts(tab, `${panel} >> .prompt .problem`)).toEqual([numpy.tooLong(2005, 2000)]);
  await poll(() => hash(tab)).toBe('#v=1&open=numpy');
});

test('messages include it', async ({ tab }) => {
  await open(tab);
  const sent = (message: Record<string, unknown>) =>
    tab.evaluate(
      (data) =>
        new Promise<{ state?: Record<string, unknown> }>((resolve) => {
          const listen = ({ data }: MessageEvent) => {
            if (!/^convdot:(state|error)$/.test(data.type)) return;
            removeEventListener('message', listen);
            resolve({ state: data.state });
          };
          addEventListener('message', listen);
          postMessage(data, '*');
        }),
      message,
    );
  const { state } = await sent({ type: 'convdot:set', v: 1, state: { expr: 'a.sum()' } });
  expect([state?.open, state?.expr]).toEqual([['numpy'], 'a.sum()']);
  await poll(() => newest(tab)).toMatchObject({ source: 'a.sum()', printed: '29.0' });
});

// ---- in other forms, languages and widths ----

test('Embed includes it: hidden, or open with its contents', async ({ tab }) => {
  await open(tab, 'expr=a.sum%28%29&lang=en');
  await poll(() => tab.count(field)).toBe(1);
  await tab.click('header button[aria-haspopup]');
  const element = async () => (await facts(tab, '#share-element'))[0]?.value;
  await poll(element).toContain('<conv-dot open="numpy" expr="a.sum()"');
  await tab.click('convdot-share >> input[name=numpy]');
  await poll(element).toContain('hide="numpy"');
});

test('in Spanish, where the page is', async ({ tab }) => {
  await openCell(tab);
  await poll(async () => (await kept(tab)).length).toBe(1);
  await tab.click('header button[lang]');
  await poll(() => texts(tab, disclosure)).toEqual([languages.es.panels.numpy.title]);
  await poll(() => texts(tab, run)).toEqual([spanish.run]);
  await poll(async () => (await newest(tab))?.compared).toBe(`=${spanish.against('−5').identical}`);
});

test('axe finds nothing', async ({ tab }) => {
  await tab.setViewport(320, 700);
  await openCell(tab);
  for (const index of [1, 3]) await tab.click(chip(index));
  await poll(async () => (await kept(tab)).length).toBe(3);
  // Answers for earlier numbers are pale until the new ones arrive.
  await poll(() => tab.count(`${panel} >> .earlier`)).toBe(0);
  // Below the sticky bar, which would cover other targets.
  await tab.evaluate(() => document.querySelector('conv-dot')?.shadowRoot?.querySelector('.tools')?.scrollIntoView());
  expect(await tab.axe()).toEqual([]);
});

test.describe('in every engine', { tag: '@engines' }, () => {
  test('it is loaded when it is opened, and shows the multiply-sum of the step first', async ({ tab }) => {
    await open(tab);
    expect(await texts(tab, disclosure)).toEqual([words.panels.numpy.title]);
    expect((await fact(tab, disclosure)).attributes['aria-expanded']).toBe('false');
    const before = await tab.requests();
    expect(before.filter((url) => /convdot-[\w-]+\.wasm/.test(url))).toEqual([]);
    await tab.click(disclosure);
    await poll(() => kept(tab)).toEqual([{ source: chips[1], printed: '-5.0', compared: equal('−5') }]);
    expect((await fact(tab, disclosure)).attributes['aria-expanded']).toBe('true');
    expect((await tab.requests()).filter((url) => /convdot-[\w-]+\.wasm/.test(url)).length).toBe(1);
    expect(await focused(tab)).toBe(`button ${words.panels.numpy.title}`);

    // Closed and opened again, it is unchanged.
    await tab.click(chip(1));
    await poll(async () => (await kept(tab)).length).toBe(2);
    await tab.click(disclosure);
    await poll(async () => (await fact(tab, `conv-dot >> #panel-numpy`)).box.height).toBe(0);
    await tab.click(disclosure);
    expect((await kept(tab)).length).toBe(2);
  });

  test('keys: Enter runs a line, an assignment waits, arrows bring back, Tab leaves, undo is its own', async ({ tab }) => {
    await openCell(tab);
    await edit(tab, 'x', 0, '4');
    await write(tab, 'np.sum(a * W)');
    await tab.keys('Enter');
    await poll(() => newest(tab)).toEqual({ source: 'np.sum(a * W)', printed: '-4.0', compared: equal('−4') });

    await write(tab, 'c = a * W');
    await tab.keys('Enter');
    await tab.type('c.sum() + 1');
    await poll(() => source(tab)).toBe('c = a * W\nc.sum() + 1');
    await tab.keys('Shift+Enter');
    await poll(() => newest(tab)).toEqual({ source: 'c = a * W\nc.sum() + 1', printed: '-3.0', compared: unequal('−4') });
    // Names are gone after their run.
    await write(tab, 'c');
    await tab.keys('Control+Enter');
    await poll(() => newest(tab)).toMatchObject({
      source: 'c',
      printed: expect.stringMatching(/^NameError: name 'c' is not defined/),
    });

    await write(tab, '1 +');
    await tab.keys('ArrowUp');
    await poll(() => source(tab)).toBe('c');
    await tab.keys('ArrowUp');
    await poll(() => source(tab)).toBe('c = a * W\nc.sum() + 1');
    // The caret is in the last line: the first Up moves a line up, the next one to another program.
    await tab.keys('ArrowUp', 'ArrowUp');
    await poll(() => source(tab)).toBe('np.sum(a * W)');
    await tab.keys('ArrowDown');
    await poll(() => source(tab)).toBe('c = a * W\nc.sum() + 1');
    await tab.keys('ArrowDown', 'ArrowDown');
    await poll(() => source(tab)).toBe('1 +');

    const x = async () => (await ask(tab)).state.x;
    const before = await x();
    await tab.keys('Control+z');
    await poll(() => source(tab)).not.toBe('1 +');
    expect(await x()).toEqual(before);

    await focus(tab, field);
    await tab.keys('Tab');
    expect(await focused(tab)).toBe(`button ${numpy.run}`);
    await tab.keys('Shift+Tab', 'Shift+Tab');
    expect(await focused(tab)).toBe(`button ${words.panels.numpy.title}`);
  });

  test('completion: names with descriptions; nothing is inserted unless chosen', async ({ tab }) => {
    await openCell(tab);
    const offered = () => texts(tab, `${panel} >> .cm-completionLabel`);
    await write(tab, 'np.te');
    await poll(offered).toContain('tensordot');
    expect(await texts(tab, `${panel} >> .cm-completionDetail`)).toContain(numpy.help['np.tensordot']);
    await tab.keys('ArrowDown', 'Enter');
    await poll(() => source(tab)).toBe('np.tensordot');
    await write(tab, 'a[0].ra');
    await poll(offered).toContain('ravel');
    await write(tab, 'x_');
    await poll(offered).toContain('x_pad');
    await tab.keys('Escape');
    await poll(offered).toEqual([]);
    // Brackets close, and Enter runs the typed text.
    await tab.keys('Control+a', 'Delete');
    await tab.type('np.sum(a');
    await poll(() => source(tab)).toBe('np.sum(a)');
    await tab.keys('Enter');
    await poll(async () => (await newest(tab))?.printed).toBe('29.0');
  });

  test('as an element: attributes, and an event', async ({ tab }) => {
    await tab.goto('/hosts/element-module.html');
    await poll(() => tab.count('#first >> [aria-controls=panel-numpy]')).toBe(1);
    await tab.evaluate(() => {
      const first = document.querySelector('#first') as HTMLElementTagNameMap['conv-dot'];
      Object.assign(window, { heard: [] });
      first.addEventListener('convdot-panels', (event) =>
        (window as unknown as { heard: unknown[] }).heard.push((event as CustomEvent).detail),
      );
      first.setAttribute('expr', 'a.size');
    });
    await poll(() => tab.count('#first >> .cm-content')).toBe(1);
    await poll(async () => (await kept(tab, '#first'))[0]?.source).toBe('a.size');
    await tab.click('#first >> .chips button:nth-child(2)');
    await poll(() => tab.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
      { open: 'numpy', expr: 'np.sum(a * W)' },
    ]);
    // Typed keys stay in the editor; Tab and unused keys do not.
    await tab.evaluate(() => {
      Object.assign(window, { pressed: [] });
      document.addEventListener('keydown', ({ key }) => (window as unknown as { pressed: string[] }).pressed.push(key));
    });
    await focus(tab, '#first >> .cm-content');
    await tab.keys('a', ' ', 'ArrowLeft', 'Enter', 'Escape', 'Tab');
    expect(await tab.evaluate(() => (window as unknown as { pressed: string[] }).pressed)).toEqual(['Escape', 'Tab']);
    await tab.click('#first >> [aria-controls=panel-numpy]');
    const state = () =>
      tab.evaluate(() => {
        const { open, expr } = document.querySelector('#first') as HTMLElementTagNameMap['conv-dot'];
        return [open, expr];
      });
    await poll(state).toEqual(['', 'np.sum(a * W)a ']);
  });

  test('it fits 320 pixels, and its targets are large enough', async ({ tab }) => {
    await openCell(tab);
    for (const index of [1, 3]) await tab.click(chip(index));
    await write(tab, 'np.ones((20, 20))');
    await tab.keys('Enter');
    await poll(async () => (await kept(tab)).length).toBe(4);
    for (const width of [1280, 800, 320]) {
      await tab.setViewport(width, 700);
      const [wide, shown] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(wide, String(width)).toBeLessThanOrEqual(shown as number);
      const targets = (await facts(tab, `${panel} >> button`)).concat(await facts(tab, disclosure));
      expect(targets.length).toBeGreaterThan(chips.length);
      for (const { text, box } of targets) expect([text, box.height >= 24], String(width)).toEqual([text, true]);
    }
  });

  for (const [form, url, host] of [
    ['the page in one file', '/dist/convdot.html#open=numpy', 'conv-dot'],
    ['element.iife.js', '/hosts/element-classic.html', '#first'],
  ] as const) {
    test(`${form}: the browser's own field, with the same keys`, async ({ tab }) => {
      await tab.goto(url);
      await poll(() => tab.count(`${host} >> [aria-controls=panel-numpy]`)).toBe(1);
      await tab.evaluate((selector) => {
        (document.querySelector(selector) as HTMLElementTagNameMap['conv-dot']).open = 'numpy';
      }, host);
      const area = `${host} >> .prompt-field textarea`;
      await poll(() => tab.count(area)).toBe(1);
      const value = async () => (await fact(tab, area)).value;
      await focus(tab, area);
      await tab.type('np.ones(2)');
      await tab.keys('Enter');
      await poll(async () => (await kept(tab, host))[0]).toEqual({
        source: 'np.ones(2)',
        printed: 'array([1., 1.])',
        compared: noNumber,
      });
      await tab.keys('Control+a');
      await tab.type('c = 1');
      await tab.keys('Enter');
      await tab.type('c');
      expect(await value()).toBe('c = 1\nc');
      await tab.keys('Control+Enter');
      await poll(async () => (await kept(tab, host))[0]).toMatchObject({ source: 'c = 1\nc', printed: '1' });
      await tab.keys('ArrowUp', 'ArrowUp');
      await poll(value).toBe('np.ones(2)');
      await tab.keys('ArrowDown');
      await poll(value).toBe('c = 1\nc');
      await tab.keys('Tab');
      expect(await focused(tab)).toBe(`button ${numpy.run}`);
      await tab.click(`${host} >> li:nth-child(2) > .name`);
      await poll(value).toBe('c = 1\ncW');
    });
  }
});
