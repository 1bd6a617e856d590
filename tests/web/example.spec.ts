// The example: its opening state, edits and settings, the three ways to compute a step, and the presets.
import type { Comparison } from 'convdot';
import { LIMITS, PADDING_LIMIT } from '../../web/src/model/limits.ts';
import { parseNumber, showNumber } from '../../web/src/model/number.ts';
import { presets } from '../../web/src/model/presets.ts';
import {
  apart,
  ask,
  asShown,
  cell,
  cellProblem,
  edit,
  editor,
  examples,
  expect,
  fact,
  facts,
  field,
  fields,
  focus,
  focused,
  type GoldenConv,
  type GoldenDot,
  golden,
  grid,
  lanes,
  nested,
  open,
  poll,
  problems,
  type Reply,
  set,
  setHash,
  setNumber,
  settingsProblem,
  shown,
  spoken,
  type Tab,
  test,
  texts,
  typeInCell,
  verdict,
  words,
} from './page.ts';

const lessons: { conv: GoldenConv[]; npDot: GoldenDot[] } = golden('lessons');
const published = (golden('conv').cases as GoldenConv[])[0]?.output.data as number[];

const whole = (verdict: Comparison['verdict'], identical: number, total: number) =>
  words.wholeVerdict({ verdict, identical, total } as Comparison);

/** The step's two numbers in the lanes. */
const bigs = async (tab: Tab) => [
  ...(await texts(tab, `${lanes.multiplySum} >> .big`)),
  ...(await texts(tab, `${lanes.unrolledDot} >> .big`)),
];

/** The visible input cells whose middle is inside an outline. */
const outlined = async (tab: Tab, kind: 'chosen' | 'pointed') => {
  const [outline] = await facts(tab, `${grid('x')} >> .outline.${kind}`);
  if (!outline) return [];
  const within = (middle: number, from: number, size: number) => middle > from && middle < from + size;
  return (await facts(tab, `${grid('x')} >> [data-index]`)).flatMap(({ box, attributes }) =>
    within(box.left + box.width / 2, outline.box.left, outline.box.width) &&
    within(box.top + box.height / 2, outline.box.top, outline.box.height)
      ? [Number(attributes['data-index'])]
      : [],
  );
};

/** The last valid results are visible and marked as such. */
const stale = async (tab: Tab) =>
  (await facts(tab, `${grid('output')}`)).every(({ classes }) => classes.includes('stale')) &&
  (await texts(tab, `${verdict} >> .stale-note`)).includes(words.stale);

test('opens with the lecture’s output, and with the answer in words and numbers', async ({ tab }) => {
  const { result } = await open(tab);
  expect(result).toEqual({ shape: [1, 4, 4, 1], multiplySum: published, unrolledDot: published, verdict: 'identical' });
  expect(await shown(tab, 'output')).toEqual(asShown(published));
  expect(await texts(tab, 'conv-dot >> h1')).toEqual([`${words.question} ${words.answer(false)}`]);
  expect(await texts(tab, 'conv-dot >> .why')).toEqual([words.courseMeans.replaceAll('`', '')]);
  expect((await texts(tab, 'conv-dot >> .acts .proof')).slice(0, 2)).toEqual(['−5', '−5']);
  expect(await texts(tab, 'conv-dot >> .acts .glyph')).toEqual(['=', '≠']);
  expect(await bigs(tab)).toEqual(['−5', '−5']);
  expect(await texts(tab, `${verdict} >> b`)).toEqual([whole('identical', 16, 16)]);

  const [slices, blocks] = lessons.npDot as [GoldenDot, GoldenDot];
  expect(await texts(tab, `${lanes.rawDot} >> .against > span`)).toEqual([
    `${words.sum} ${slices.sum} ≠ −5`,
    `${words.trace} ${showNumber(slices.trace as number)} ≠ −5`,
  ]);
  expect(blocks.error?.message).toBe('shapes (3,3,1) and (3,3,1) not aligned: 1 (dim 2) != 3 (dim 1)');
  expect(await texts(tab, `${lanes.rawDot} >> .error`)).toEqual([`ValueError: ${blocks.error?.message}`]);
});

test('an edit of the input, the filter or the bias is computed at once', async ({ tab }) => {
  await open(tab);
  await edit(tab, 'x', 0, '4');
  await poll(() => shown(tab, 'output')).toEqual(asShown([-4, ...published.slice(1)]));
  expect(await bigs(tab)).toEqual(['−4', '−4']);
  expect((await texts(tab, 'conv-dot >> .acts .proof')).slice(0, 2)).toEqual(['−4', '−4']);
  expect(await texts(tab, `${lanes.rawDot} >> .against > span`)).toContain(`${words.trace} −6 ≠ −4`);
  expect(await texts(tab, `${verdict} >> b`)).toEqual([whole('identical', 16, 16)]);
  expect((await fact(tab, examples)).value, 'no example any more').toBe('');

  await edit(tab, 'b', 0, '10');
  await poll(() => shown(tab, 'output')).toEqual(asShown([-4, ...published.slice(1)].map((value) => value + 10)));
  expect(await texts(tab, `${lanes.multiplySum} >> .lane-name code`)).toEqual(['np.sum(a * W) + b']);
  expect(await texts(tab, `${lanes.multiplySum} >> .closing`)).toEqual([`${words.sum} −4 + ${words.bias} 10 = 6`]);

  await edit(tab, 'b', 0, '0');
  await edit(tab, 'x', 0, '3');
  await edit(tab, 'w', 0, '1/3');
  await poll(() => texts(tab, `${verdict} >> b`)).toEqual([whole('rounding', 13, 16)]);
  expect(await texts(tab, `${verdict} >> .glyph`)).toEqual(['≈']);
  expect(await bigs(tab)).toEqual(['−7', '−7']);
});

test('a cell takes every form of a number', async ({ tab }) => {
  await open(tab);
  // The text typed into the first cell instead of 3; the first output; the cell's text.
  const forms: [string, number | string, string][] = [
    ['1/3', -7.666666666666667, '1/3'],
    ['-0', -8, '−0'],
    ['1e-3', -7.999, '1e-3'],
    [' +.5 ', -7.5, '+.5'],
    ['nan', 'NaN', 'nan'],
    ['inf', 'Infinity', 'inf'],
    ['-Inf', '-Infinity', '-Inf'],
    ['−3', -11, '−3'],
  ];
  for (const [text, output, inCell] of forms) {
    await edit(tab, 'x', 0, text);
    await poll(async () => (await shown(tab, 'x'))[0], text).toBe(inCell);
    const { state, result } = await ask(tab);
    expect(result?.multiplySum[0], text).toBe(output);
    expect(String((state.x as unknown[][])[0]?.[0]), `${text} in a message`).toBe(inCell.replace('−', '-'));
  }
  for (const text of ['1/0', '1,5', '1e', '--1', '0x10']) {
    await edit(tab, 'x', 0, text);
    await poll(() => texts(tab, cellProblem)).toEqual([words.notANumber([text])]);
  }
});

test('invalid text stays as typed and is named, and the last valid results stay', async ({ tab }) => {
  await open(tab);
  await typeInCell(tab, 'x', 0, 'abc');
  await poll(() => texts(tab, cellProblem)).toEqual([words.notANumber(['abc'])]);
  await tab.keys('Enter');
  const held = await fact(tab, cell('x', 0));
  expect([held.text, held.attributes['aria-invalid'], held.attributes['aria-describedby']]).toEqual([
    'abc',
    'true',
    'cell-problem',
  ]);
  expect(await shown(tab, 'output')).toEqual(asShown(published));
  expect(await stale(tab)).toBe(true);

  await typeInCell(tab, 'w', 4, 'x');
  await poll(() => texts(tab, cellProblem)).toEqual([words.notANumber(['abc', 'x'])]);
  await tab.keys('Escape');
  await poll(async () => (await shown(tab, 'w'))[4]).toBe('0');
  expect(await texts(tab, cellProblem)).toEqual([words.notANumber(['abc'])]);
  expect((await fact(tab, examples)).value, 'no number has changed: still the example').toBe('vertical-edge');

  await edit(tab, 'x', 0, '4');
  await poll(async () => (await shown(tab, 'output'))[0]).toBe('−4');
  expect(await stale(tab)).toBe(false);
  expect((await fact(tab, cellProblem)).box.height, 'no message').toBe(0);

  // Escape also takes back a valid edit and its results.
  await typeInCell(tab, 'x', 0, '9');
  await poll(async () => (await shown(tab, 'output'))[0]).toBe('1');
  await tab.keys('Escape');
  await poll(async () => (await shown(tab, 'output'))[0]).toBe('−4');

  // A cell that is left empty keeps its value.
  await tab.keys('Delete');
  await poll(async () => (await fact(tab, editor('x'))).value).toBe('');
  await tab.keys('Enter');
  await poll(async () => (await shown(tab, 'x'))[0]).toBe('4');
  // An invalid text can also be taken back later.
  await edit(tab, 'x', 1, 'y');
  await tab.keys('ArrowUp', 'Escape');
  await poll(async () => (await shown(tab, 'x'))[1]).toBe('0');
});

test('stride, padding, dilation and sizes: output, ring and formula follow', async ({ tab }) => {
  await open(tab);
  const padding = (kind: string) => () => tab.select('conv-dot >> #padding', kind);
  const side = (name: string, value: string) => () => setNumber(tab, field(`${words.padding} ${name}`.trim()), value);
  const set = (selector: string, value: string) => () => setNumber(tab, selector, value);
  // The action; the state; the output's rows and columns; the cells of the ring; the last numbers of the formula.
  const steps: [() => Promise<void>, Record<string, unknown>, number[], number, number[]][] = [
    [async () => {}, { stride: [1, 1], pad: 'valid' }, [4, 4], 0, [6, 2, 0, 3, 1, 1, 4]],
    [set(fields.stride, '2'), { stride: [2, 2] }, [2, 2], 0, [6, 2, 0, 3, 2, 1, 2]],
    [() => tab.click(apart.stride), { stride: [2, 2] }, [2, 2], 0, [6, 2, 0, 3, 2, 1, 2]],
    [set(fields.strides[1], '1'), { stride: [2, 1] }, [2, 4], 0, [6, 2, 0, 3, 1, 1, 4]],
    [() => tab.click(apart.stride), { stride: [2, 2] }, [2, 2], 0, [6, 2, 0, 3, 2, 1, 2]],
    [padding('same'), { pad: 'same' }, [3, 3], 13, [6, 0, 1, 3, 2, 1, 3]],
    [padding('same-lower'), { pad: 'same-lower' }, [3, 3], 13, [6, 1, 0, 3, 2, 1, 3]],
    [padding('1'), { pad: 1 }, [3, 3], 28, [6, 2, 1, 3, 2, 1, 3]],
    [padding('2'), { pad: 2 }, [4, 4], 64, [6, 2, 2, 3, 2, 1, 4]],
    [padding('number'), { pad: 2 }, [4, 4], 64, [6, 2, 2, 3, 2, 1, 4]],
    [side('', '1'), { pad: 1 }, [3, 3], 28, [6, 2, 1, 3, 2, 1, 3]],
    [side('', '2'), { pad: 2 }, [4, 4], 64, [6, 2, 2, 3, 2, 1, 4]],
    [padding('pair'), { pad: [2, 2] }, [4, 4], 64, [6, 2, 2, 3, 2, 1, 4]],
    [side(words.width, '0'), { pad: [2, 0] }, [4, 2], 24, [6, 2, 0, 3, 2, 1, 2]],
    [padding('sides'), { pad: [2, 0, 2, 0] }, [4, 2], 24, [6, 2, 0, 3, 2, 1, 2]],
    [side(words.left, '1'), { pad: [2, 1, 2, 0] }, [4, 3], 34, [6, 1, 0, 3, 2, 1, 3]],
    [padding('valid'), { pad: 'valid' }, [2, 2], 0, [6, 2, 0, 3, 2, 1, 2]],
    [set(fields.filter[0], '1'), { stride: [2, 2] }, [3, 2], 0, [6, 2, 0, 3, 2, 1, 2]],
    [set(fields.input[1], '4'), {}, [3, 1], 0, [4, 2, 0, 3, 2, 1, 1]],
  ];
  for (const [act, state, size, ring, formula] of steps) {
    await act();
    const reply = await ask(tab);
    const step = JSON.stringify(state);
    expect(reply.state, step).toMatchObject(state);
    expect(reply.result.shape.slice(1, 3), step).toEqual(size);
    expect(await tab.count(`${grid('x')} >> .ring`), `${step}: ring`).toBe(ring);
    const numbers = (await texts(tab, 'conv-dot >> convdot-formula mn')).map(Number);
    expect(numbers.slice(-formula.length), `${step}: formula`).toEqual(formula);
    const [height, width] = size as [number, number];
    expect((await fact(tab, 'conv-dot >> math')).attributes['aria-label'], step).toBe(words.formulaSpoken(height, width));
  }
});

test('dilation, groups, flip, float32, channels, filters and images', async ({ tab }) => {
  await open(tab);
  await tab.click('conv-dot >> .more summary');
  await setNumber(tab, fields.dilation, '2');
  expect((await ask(tab)).result.shape).toEqual([1, 2, 2, 1]);
  expect(await tab.count(`${grid('x')} >> .tap`), 'the cells that the window reads').toBe(9);
  expect(await outlined(tab, 'chosen')).toHaveLength(5 * 5);
  await setNumber(tab, fields.dilation, '1');

  // Turned by 180 degrees, this filter is its own negative.
  const flip = 'conv-dot >> [role=switch]';
  await tab.click(flip);
  expect((await ask(tab)).result.multiplySum).toEqual(published.map((value) => 0 - value));
  expect((await fact(tab, flip)).attributes['aria-checked']).toBe('true');
  await tab.click(flip);

  await edit(tab, 'x', 0, '0.1');
  await tab.select('conv-dot >> #dtype', 'float32');
  expect((await ask(tab)).result.multiplySum[0]).toBe(Math.fround(Math.fround(0.1) - 8));
  await edit(tab, 'x', 0, '3');

  // New channels, filters and images hold numbers of their own.
  await setNumber(tab, fields.channels, '2');
  const deeper = await ask(tab);
  const second = (deeper.state.x as number[][][]).flat().map((cell) => cell[1] as number);
  expect(new Set(second).size).toBeGreaterThan(9);
  await tab.click('conv-dot >> [part=input] [role=radiogroup]:last-child button:last-child');
  await poll(() => shown(tab, 'x')).toEqual(asShown(second));
  await edit(tab, 'x', 0, '70');
  const [first = 0, ...rest] = deeper.result.multiplySum as number[];
  const weight = (deeper.state.w as number[][][])[0]?.[0]?.[1] ?? 0;
  expect(weight).not.toBe(0);
  const sums = [first + (70 - (second[0] ?? 0)) * weight, ...rest];
  expect((await ask(tab)).result).toMatchObject({ shape: [1, 4, 4, 1], multiplySum: sums });

  await setNumber(tab, fields.filters, '2');
  await tab.click('conv-dot >> [part=filter] [role=radio][aria-label="filter 1"]');
  const { result, state } = await ask(tab);
  expect(state.step).toEqual([0, 0, 0, 1]);
  const of = (filter: number, numbers: readonly (number | string)[]) => numbers.filter((_, i) => i % 2 === filter) as number[];
  expect(of(0, result.multiplySum)).toEqual(sums);
  const others = of(1, result.multiplySum);
  expect(others).not.toEqual(sums);
  await poll(() => shown(tab, 'output')).toEqual(asShown(others));
  await edit(tab, 'b', 0, '5');
  await poll(() => shown(tab, 'output')).toEqual(asShown(others.map((value) => value + 5)));

  // Two groups: the second filter sees only the second channel.
  await setNumber(tab, fields.groups, '2');
  expect(of(0, (await ask(tab)).result.multiplySum)).toEqual(published);
  await setNumber(tab, fields.images, '3');
  await tab.click('conv-dot >> [role=radio][aria-label="image 2"]');
  const third = await ask(tab);
  expect(third.state.step).toEqual([2, 0, 0, 1]);
  await poll(() => shown(tab, 'output')).toEqual(asShown(of(1, third.result.multiplySum.slice(-32))));
});

test('stride and dilation: one field each, and two where height and width differ or are set apart', async ({ tab }) => {
  const pressed = async (button: string) => (await fact(tab, button)).attributes['aria-pressed'];
  const drawn = async () => [
    await tab.count(fields.stride),
    await tab.count(fields.strides[0]),
    await tab.count(fields.strides[1]),
    await pressed(apart.stride),
  ];
  const [one, two] = [
    [1, 0, 0, 'false'],
    [0, 1, 1, 'true'],
  ];
  await open(tab, 'stride=2,1&dilation=1,2');
  expect(await drawn()).toEqual(two);
  expect(await pressed(apart.dilation)).toBe('true');
  expect((await fact(tab, apart.stride)).attributes['aria-label']).toBe(words.apart);
  // Joined, both are the height.
  await tab.click(apart.stride);
  await poll(drawn).toEqual(one);
  expect((await ask(tab)).state).toMatchObject({ stride: [2, 2], dilation: [1, 2] });
  await tab.click(`conv-dot >> convdot-undo button[title="${words.undo}"]`);
  await poll(drawn).toEqual(two);
  expect((await ask(tab)).state.stride).toEqual([2, 1]);

  // Set apart without a difference, which is no edit.
  await open(tab);
  expect(await drawn()).toEqual(one);
  await tab.click(apart.stride);
  await poll(drawn).toEqual(two);
  expect((await ask(tab)).state).toMatchObject({ stride: [1, 1] });
  expect((await fact(tab, examples)).value).toBe('vertical-edge');
  await setNumber(tab, fields.strides[1], '3');
  await setNumber(tab, fields.strides[1], '1');
  expect(await drawn(), 'while they are edited').toEqual(two);
  await tab.click(apart.stride);
  await poll(drawn).toEqual(one);
});

test('padding is chosen in one step, and fields appear only for other numbers', async ({ tab }) => {
  await open(tab, 'pad=1');
  const padding = 'conv-dot >> #padding';
  const boxes = 'conv-dot >> .padding-fields >> input';
  const now = async () => [(await fact(tab, padding)).value, await tab.count(boxes), (await ask(tab)).state.pad];
  expect(await now()).toEqual(['1', 0, 1]);
  for (const [kind, expected] of [
    ['2', ['2', 0, 2]],
    ['number', ['number', 1, 2]],
    ['valid', ['valid', 0, 'valid']],
    ['pair', ['pair', 2, [0, 0]]],
    ['1', ['1', 0, 1]],
    ['sides', ['sides', 4, [1, 1, 1, 1]]],
    ['same', ['same', 0, 'same']],
  ] as const) {
    await tab.select(padding, kind);
    await poll(now, kind).toEqual(expected);
  }
  // While a number is typed, its field stays.
  await tab.select(padding, 'number');
  for (const text of ['1', '12', '0']) {
    await setNumber(tab, field(words.padding), text);
    await poll(now, text).toEqual(['number', 1, Number(text)]);
  }
  await set(tab, { ...(await ask(tab)).state, pad: 3 });
  await poll(now).toEqual(['number', 1, 3]);
  await set(tab, { ...(await ask(tab)).state, pad: 1 });
  await poll(now).toEqual(['1', 0, 1]);
});

test('settings that do not fit are named, and the last results stay until they do', async ({ tab }) => {
  await open(tab);
  const [height] = fields.filter;
  await setNumber(tab, height, '7');
  const refused = await ask(tab);
  expect(refused.type).toBe('convdot:error');
  expect(await texts(tab, settingsProblem)).toEqual([words.refused(refused.message as string)]);
  for (const value of ['7', '6']) expect(refused.message).toContain(value);
  expect(await shown(tab, 'output')).toEqual(asShown(published));
  expect(await stale(tab)).toBe(true);
  await setNumber(tab, height, '3');
  expect((await ask(tab)).result.multiplySum).toEqual(published);
  expect(await stale(tab)).toBe(false);

  const wrong: [string, string, string, number, number][] = [
    [height, `${words.filter}, ${words.height}`, '0', 1, LIMITS.filterHeight],
    [fields.channels, words.channels, 'many', 1, LIMITS.channels],
    [fields.stride, words.stride, '-1', 1, 999],
  ];
  for (const [selector, label, text, min, max] of wrong) {
    await setNumber(tab, selector, text);
    await poll(() => texts(tab, settingsProblem)).toEqual([words.notAWholeNumber(label, text, min, max)]);
    const { value, attributes } = await fact(tab, selector);
    expect([value, attributes['aria-invalid']]).toEqual([text, 'true']);
    expect(await ask(tab), text).toMatchObject({ type: 'convdot:state', result: { multiplySum: published } });
    await tab.keys('Escape');
    await poll(async () => (await fact(tab, selector)).attributes['aria-invalid']).toBe(undefined);
    expect((await fact(tab, settingsProblem)).box.height, 'no message').toBe(0);
  }
});

test('rows and columns that no window reads are hatched and named', async ({ tab }) => {
  await open(tab, 'preset=unread');
  const unread = (await facts(tab, `${grid('x')} >> .unread`)).map(({ attributes }) => Number(attributes['data-index']));
  expect(unread).toEqual([5, 11, 17, 23, 29, 30, 31, 32, 33, 34, 35]);
  const hatch = await tab.evaluate(
    () =>
      getComputedStyle((document.querySelector('conv-dot') as Element).shadowRoot?.querySelector('.unread') as Element)
        .backgroundImage,
  );
  expect(hatch).toContain('gradient');
  expect(await texts(tab, 'conv-dot >> convdot-formula p')).toContainEqual(expect.stringContaining(words.unread([5], [5])));
  await setNumber(tab, fields.stride, '1');
  await poll(() => tab.count(`${grid('x')} >> .unread`)).toBe(0);
});

test('numbers survive a change of sizes and back', async ({ tab }) => {
  await open(tab);
  const before = await shown(tab, 'x');
  for (const [size, rows] of [
    ['8', 8],
    ['5', 5],
    ['12', 12],
  ] as const) {
    await setNumber(tab, fields.input[0], size);
    await poll(async () => (await shown(tab, 'x')).length, `${size} rows`).toBe(rows * 6);
    await setNumber(tab, fields.input[0], '6');
    await poll(() => shown(tab, 'x'), `after ${size} rows`).toEqual(before);
  }
  await setNumber(tab, fields.filter[1], '2');
  await setNumber(tab, fields.filter[1], '3');
  await poll(() => shown(tab, 'w')).toEqual(asShown([1, 0, -1, 1, 0, -1, 1, 0, -1]));
  expect((await ask(tab)).result.multiplySum).toEqual(published);
});

test('Escape in a number field takes back all that was typed', async ({ tab }) => {
  await open(tab);
  const [height] = fields.filter;
  await setNumber(tab, height, '12');
  await poll(() => texts(tab, settingsProblem)).toEqual([
    words.notAWholeNumber(`${words.filter}, ${words.height}`, '12', 1, LIMITS.filterHeight),
  ]);
  await tab.keys('Escape');
  await poll(async () => (await fact(tab, height)).value).toBe('3');
  expect((await ask(tab)).result.multiplySum).toEqual(published);
});

test('another order for one block alone breaks the answer, and the pairs are marked', async ({ tab }) => {
  await open(tab, 'preset=order');
  const order = (side: 1 | 2) => `conv-dot >> .orders label:nth-of-type(${side}) select`;
  const marked = () => tab.count(`${lanes.unrolledDot} >> .mismatched`);
  expect(await bigs(tab)).toEqual(['140', '126']);
  expect(await texts(tab, 'conv-dot >> h1')).toEqual([`${words.question} ${words.answer(true)}`]);
  expect(await texts(tab, `${verdict} >> b`)).toEqual([whole('different', 0, 1)]);
  expect(await marked()).toBe(6);
  expect(await texts(tab, `${lanes.unrolledDot} >> .note`)).toEqual([words.pairsApart(6, 8)]);
  expect(await texts(tab, 'conv-dot >> .acts .glyph')).toEqual(['≠', '≠']);
  const steps: [1 | 2, string, string, number][] = [
    [1, 'hwc', '140', 0],
    [2, 'fortran', '122', 4],
    [1, 'fortran', '140', 0],
    [2, 'chw', '', 4],
  ];
  for (const [side, value, result, pairs] of steps) {
    await tab.select(order(side), value);
    await poll(marked, `${side} ${value}`).toBe(pairs);
    if (result) expect((await bigs(tab))[1]).toBe(result);
    expect((await texts(tab, `${verdict} >> b`))[0]).toBe(pairs ? whole('different', 0, 1) : whole('identical', 1, 1));
  }
});

/** A golden case as an address. */
const hashOf = (it: GoldenConv) =>
  [
    `x=${nested(it.input)}`,
    `w=${nested(it.filter)}`,
    it.bias && `b=${nested({ shape: [it.bias.length], data: it.bias })}`,
    `stride=${it.stride}`,
    `dilation=${it.dilation}`,
    `pad=${String(it.padding).replace('same-upper', 'same')}`,
    `groups=${it.groups}`,
    `flip=${Number(it.flip)}`,
    `dtype=${it.dtype}`,
    it.order && `order=${it.order.window},${it.order.filter}`,
  ]
    .filter(Boolean)
    .join('&');
const within = ({ input, filter, padding }: GoldenConv) => {
  const [images, height, width, channels] = input.shape as [number, number, number, number];
  const [filterHeight, filterWidth, , filters] = filter.shape as [number, number, number, number];
  const sizes = { images, height, width, channels, filterHeight, filterWidth, filters };
  const fits = Object.entries(sizes).every(([name, size]) => size >= 1 && size <= LIMITS[name as keyof typeof sizes]);
  return fits && (typeof padding === 'string' || Math.max(...padding) <= PADDING_LIMIT);
};

test('every golden convolution, from the address', { tag: '@all' }, async ({ tab }) => {
  const cases = [...(golden('conv').cases as GoldenConv[]), ...lessons.conv].filter(within);
  expect(cases.length).toBeGreaterThan(50);
  await open(tab);
  for (const it of cases) {
    await setHash(tab, hashOf(it));
    const plain = ({ shape, data }: { shape: number[]; data: (number | string)[] }) => ({
      shape,
      data: data.map((value) => (typeof value === 'string' ? String(Number(value.replace('inf', 'Infinity'))) : value + 0)),
    });
    const expected = plain(it.output);
    let result = {} as Reply['result'];
    await poll(async () => {
      result = (await ask(tab)).result;
      return result && { shape: result.shape, data: result.multiplySum };
    }, it.name).toEqual(expected);
    if (it.verdict) expect(result.verdict, it.name).toBe(it.verdict);
    else expect(result.verdict, it.name).not.toBe('different');
    if (it.unrolledOutput) expect(result.unrolledDot, it.name).toEqual(it.unrolledOutput);
    // The first image with the first filter is visible; screen readers get its numbers in full.
    const [, height = 0, width = 0, filters = 0] = expected.shape;
    const labels = (await facts(tab, `${grid('output')} >> [data-index]`)).map(({ attributes }) => attributes['aria-label']);
    const first = Array.from({ length: height * width }, (_, i) => Number(expected.data[i * filters]));
    const said = labels.map((label) => /^.*?: (.*?)(?:, in full (.*?))?(?:; .*)?$/.exec(label as string));
    expect(
      said.map((parts) => parseNumber(parts?.[2] ?? parts?.[1] ?? '')),
      it.name,
    ).toEqual(first);
  }
  expect(await tab.count(problems)).toBe(0);
});

test('every example: from the list, and from its link', { tag: '@all' }, async ({ tab }) => {
  await open(tab);
  const seen = new Map<string, unknown>();
  for (const { slug } of presets.toReversed()) {
    await tab.select(examples, slug);
    await poll(() => texts(tab, 'conv-dot >> .volumes .section-head p'), slug).toEqual([words.preset[slug].description]);
    const { type, state, result } = await ask(tab);
    expect(type, slug).toBe('convdot:state');
    seen.set(slug, { state, result });
    await poll(() => tab.evaluate(() => location.hash), slug).toBe(slug === 'vertical-edge' ? '' : `#v=1&preset=${slug}`);
  }
  for (const { slug } of presets) {
    await setHash(tab, `preset=${slug}`);
    await poll(async () => {
      const { state, result } = await ask(tab);
      return { state, result };
    }, slug).toEqual(seen.get(slug));
    expect((await fact(tab, examples)).value).toBe(slug);
  }
});

test('the lessons’ numbers', async ({ tab }) => {
  await open(tab);
  const dot = ({ sum, trace }: { sum: number; trace?: number }, right: string) =>
    [`${words.sum} ${sum} ≠ ${right}`, trace === undefined ? '' : `${words.trace} ${trace} ≠ ${right}`].filter(Boolean);
  // By multiply-sum, by the unrolled dot; and the text in np.dot's lane.
  const lesson: [string, string, string, string[]?][] = [
    ['blocks-2d', '70', '70', dot({ sum: 134, trace: 69 }, '70')],
    ['blocks-3d', '27', '27', dot({ sum: 243 }, '27')],
    ['bias-once', '28', '28'],
    ['one-by-one', '9', '9'],
    ['flip', '10', '10'],
    ['flip&flip=0', '20', '20'],
    ['same-shape-other-values', '8', '8'],
    ['same-shape-other-values&pad=1', '24', '24'],
    ['order', '140', '126'],
    ['slice-2d', '1944', '1944'],
    ['course-single-step', '−6.999089450680221', '−6.999089450680221'],
  ];
  for (const [preset, sum, unrolled, against] of lesson) {
    await setHash(tab, `preset=${preset}`);
    await poll(() => bigs(tab), preset).toEqual([sum, unrolled]);
    if (against) expect(await texts(tab, `${lanes.rawDot} >> .against > span`), preset).toEqual(against);
  }
  await setHash(tab, 'preset=blocks-2d&hide=demonstration');
  await poll(() => texts(tab, `${lanes.rawDot} >> .unlike-block .cell`)).toEqual(['19', '22', '43', '50']);
  await setHash(tab, 'preset=blocks-3d');
  await poll(() => texts(tab, `${lanes.rawDot} >> dd`)).toEqual(['(3, 3, 3, 3)', '81']);

  const forwards: { name: string; output: number[]; mean: number }[] = golden('course').forwards;
  for (const [slug, name] of [
    ['course-conv-forward', 'conv_forward, at present'],
    ['course-conv-forward-2018', 'conv_forward, pad 2'],
  ]) {
    const { output, mean } = forwards.find((each) => each.name === name) as { output: number[]; mean: number };
    await setHash(tab, `preset=${slug}`);
    await poll(async () => (await ask(tab)).result?.shape, slug).toEqual(output);
    const values = (await ask(tab)).result.multiplySum as number[];
    expect(values.reduce((sum, value) => sum + value, 0) / values.length, slug).toBeCloseTo(mean, 14);
  }
});

test('the running sum shows no sign of a zero, as the cells do not', async ({ tab }) => {
  await open(tab, 'x=[[0,2],[0,1]]&w=[[-1,0],[3,-4]]');
  // 0 * -1 is -0.
  expect(await texts(tab, 'conv-dot >> .chart text')).toEqual(['0', '0', '0', '0', '0', '0', '0', '−4', '−4']);
  expect((await fact(tab, 'conv-dot >> .chart')).attributes['aria-label']).toBe(words.runningSumSpoken('0, 0, 0, −4'));
});

test('the verdict is spoken once an edit has settled, not while it is typed or wrong', async ({ tab }) => {
  await open(tab);
  const says = (row: number, column: number, value: string, identical: number) =>
    `${words.stepIs(words.place(row, column, null, null), value, value, words.identical)} ${whole('identical', identical, 16)}`;
  await poll(() => texts(tab, spoken)).toEqual([says(0, 0, '−5', 16)]);
  const { attributes } = await fact(tab, spoken);
  expect(attributes['aria-live']).toBe('polite');

  await typeInCell(tab, 'x', 0, 'x');
  await ask(tab);
  expect(await texts(tab, spoken), 'a cell is no number').toEqual([says(0, 0, '−5', 16)]);
  await tab.keys('Backspace', '4', 'Enter');
  await poll(() => texts(tab, spoken)).toEqual([says(0, 0, '−4', 16)]);
  await tab.click(cell('output', 5));
  await poll(() => texts(tab, spoken)).toEqual([says(1, 1, '−2', 16)]);
  expect(await focused(tab)).toBe('output 5');
});

test.describe('in every engine', { tag: '@engines' }, () => {
  test('the field of a cell shows all that is typed, over its cell and within the page', async ({ tab }) => {
    await tab.setViewport(320, 700);
    // Without the first screen nothing scrolls: in a scrolled page WebKit counts the field's place before it is turned as overflow.
    await open(tab, 'x=[[1,2,3,4,5,6,7,8,9,10,11,12]]&w=[[1]]&hide=answer');
    const wholly = () =>
      tab.evaluate(() => {
        const input = document.querySelector('conv-dot')?.shadowRoot?.activeElement as HTMLInputElement;
        const [field, cell] = [input, input.closest('.cell') as HTMLElement].map((each) => each.getBoundingClientRect());
        const near = (one = 0, other = 0) => Math.abs(one - other) <= 1.5;
        return {
          read: input.scrollWidth <= input.clientWidth,
          within: field.left >= 0 && field.right <= innerWidth && document.documentElement.scrollWidth <= innerWidth,
          over: near(field.top, cell.top) && (near(field.left, cell.left) || near(field.right, cell.right)),
          oneCell: near(field.width, cell.width),
        };
      });
    await focus(tab, cell('x', 0));
    for (const end of ['Home', 'End']) {
      await tab.keys(end, 'Enter');
      await tab.type('-12.34567');
      await poll(wholly).toEqual({ read: true, within: true, over: true, oneCell: false });
      await tab.keys(...Array<string>(7).fill('Backspace'));
      await poll(wholly).toEqual({ read: true, within: true, over: true, oneCell: true });
      await tab.keys('Escape');
    }
  });

  test('the field of a cell scrolled under the bar does not cover the bar', async ({ tab }) => {
    await tab.setViewport(1280, 500);
    await open(tab, 'hide=demonstration');
    await focus(tab, cell('x', 24));
    await tab.keys('Enter');
    await poll(() => focused(tab)).toBe('editor x 24');
    /** The topmost of the two elements at the middle of the field, when it is so far below the bar's upper edge. */
    const hit = (below: number) =>
      tab.evaluate((given) => {
        const root = document.querySelector('conv-dot')?.shadowRoot as ShadowRoot;
        const [field, bar] = [root.activeElement as Element, root.querySelector('.dock') as Element];
        const middle = () => field.getBoundingClientRect().top + 16 - bar.getBoundingClientRect().top;
        scrollBy(0, middle() - given);
        const { left, top } = field.getBoundingClientRect();
        const found = root.elementFromPoint(left + 16, top + 16);
        return [Math.abs(middle() - given) < 2, found === field ? 'field' : found?.closest('.dock') ? 'bar' : found?.className];
      }, below);
    await poll(() => hit(-80)).toEqual([true, 'field']);
    await poll(() => hit(20)).toEqual([true, 'bar']);
    await poll(() => hit(-80)).toEqual([true, 'field']);
  });

  test('choosing an output cell outlines its window and moves the three ways there; pointing at one only shows', async ({
    tab,
  }) => {
    await open(tab, 'hide=demonstration');
    const at = (row: number, column: number) => [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => (row + i) * 6 + column + j));
    expect(await outlined(tab, 'chosen')).toEqual(at(0, 0));

    await tab.hover(cell('output', 3));
    await poll(() => outlined(tab, 'pointed')).toEqual(at(0, 3));
    expect(await texts(tab, 'conv-dot >> .readout')).toEqual([words.isOutput(`${words.outputPlace('(0, 3)')} = 8`, 3)]);
    expect(await outlined(tab, 'chosen')).toEqual(at(0, 0));
    expect((await ask(tab)).state.step).toEqual([0, 0, 0, 0]);
    await tab.hover('conv-dot >> h1');
    await poll(() => outlined(tab, 'pointed')).toEqual([]);

    await tab.click(cell('output', 9));
    await poll(() => outlined(tab, 'chosen')).toEqual(at(2, 1));
    await tab.hover('conv-dot >> h1');
    expect((await ask(tab)).state.step).toEqual([0, 2, 1, 0]);
    expect(await bigs(tab)).toEqual(['−2', '−2']);
    expect(await texts(tab, 'conv-dot >> .step .section-head p')).toEqual([words.thisStep(words.place(2, 1, null, null))]);
    const window = asShown([7, 2, 5, 1, 3, 1, 2, 1, 6]);
    expect(await texts(tab, `${lanes.multiplySum} >> .block.outlined .cell`)).toEqual(window);
    expect(await texts(tab, `${lanes.unrolledDot} >> .row-vector .cell`)).toEqual(window);
    expect(await texts(tab, `${lanes.unrolledDot} >> .crossing`)).toEqual(asShown([7, 0, -5, 1, 0, -1, 2, 0, -6]));
    expect((await texts(tab, `${lanes.rawDot} >> .block.outlined`))[0]).toBe(window.join(''));
    // 7 2 5 / 1 3 1 / 2 1 6 times three rows of 1 0 -1
    expect(await texts(tab, `${lanes.rawDot} >> .unlike-block .cell`)).toEqual(asShown([14, 0, -14, 5, 0, -5, 9, 0, -9]));

    // The output is smaller: the nearest step.
    await setNumber(tab, fields.input[0], '3');
    expect((await ask(tab)).state.step).toEqual([0, 0, 1, 0]);
  });
});
