import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chooseStep,
  invalidCells,
  resetCell,
  resize,
  setCell,
  setOptions,
  sizesOf,
  toCase,
} from '../../../web/src/model/edits.ts';
import { LIMITS, type Sizes } from '../../../web/src/model/limits.ts';
import { openingState } from '../../../web/src/model/presets.ts';
import type { Block, State } from '../../../web/src/model/state.ts';
import { languages } from '../languages.ts';

function resized(state: State, sizes: Partial<Sizes>): State {
  const edited = resize(state, sizes);
  assert.ok(edited.ok);
  return edited.state;
}

test('a number goes into its cell and ends the preset', () => {
  const state = setCell(openingState, 'x', 7, ' −2.5 ');
  assert.equal(state.x.data[7], -2.5);
  assert.equal(state.x.typed.size, 0);
  assert.equal(state.preset, null);
  assert.equal(openingState.x.data[7], 5, 'the state before is as it was');
  assert.equal(state.w, openingState.w);
});

test('text is kept where it says more than its number', () => {
  const third = setCell(openingState, 'w', 0, '1/3');
  assert.equal(third.w.data[0], 1 / 3);
  assert.equal(third.w.typed.get(0), '1/3');
  assert.equal(setCell(third, 'w', 0, '2').w.typed.size, 0);
  const same = setCell(openingState, 'w', 0, '3/3');
  assert.deepEqual([same.w.data[0], same.w.typed.get(0), same.preset], [1, '3/3', null]);
  const long = setCell(openingState, 'w', 0, `1.${'0'.repeat(100)}`);
  assert.deepEqual([long.w.data[0], long.w.typed.size], [1, 0]);
});

test('what is not a number is kept as text beside the last valid value', () => {
  const state = setCell(setCell(openingState, 'b', 0, '7'), 'b', 0, ' abc');
  assert.equal(state.b.data[0], 7);
  assert.deepEqual(invalidCells(state), [{ block: 'b', index: 0, text: ' abc' }]);
  assert.equal(toCase(state).options.bias?.[0], 7);
  const reset = resetCell(state, 'b', 0);
  assert.deepEqual(invalidCells(reset), []);
  assert.equal(reset.b.data[0], 7);
});

test('words: a decimal comma is answered with the number that was meant', () => {
  assert.match(languages.en.notANumber(['1,5']), /“1,5” is not a number\. Write 1\.5\./);
  assert.match(languages.es.notANumber(['1,5', '2,5']), /no son números\. Escribe 1\.5, 2\.5\./);
  assert.match(languages.en.notANumber(['1,5', 'abc']), /Write 2, -0\.5, 1\/3/);
});

test('a slip of the pen does not end the preset', () => {
  const slip = setCell(openingState, 'x', 0, '');
  assert.equal(slip.preset, 'vertical-edge');
  assert.deepEqual(invalidCells(slip), [{ block: 'x', index: 0, text: '' }]);
  assert.equal(resetCell(slip, 'x', 0).preset, 'vertical-edge');
});

test('reset leaves a fraction alone, and edits that change nothing give the same state', () => {
  const third = setCell(openingState, 'w', 0, '1/3');
  assert.equal(resetCell(third, 'w', 0), third);
  assert.equal(setCell(third, 'w', 0, '1/3'), third);
  assert.equal(setCell(openingState, 'x', 0, '3'), openingState);
  assert.notEqual(setCell(setCell(openingState, 'x', 0, '0'), 'x', 0, '-0').x.data, openingState.x.data);
  assert.ok(Object.is(setCell(setCell(openingState, 'x', 0, '0'), 'x', 0, '-0').x.data[0], -0));
  assert.equal(setCell(openingState, 'x', 36, '1'), openingState);
  assert.equal(setCell(openingState, 'x', -1, '1'), openingState);
  assert.equal(setOptions(openingState, { stride: [1, 1], pad: 'valid' }), openingState);
  assert.equal(chooseStep(openingState, { row: 0 }), openingState);
  assert.equal(resized(openingState, { height: 6 }), openingState);
});

test('invalid cells are listed block by block, in C order', () => {
  let state = setCell(openingState, 'w', 5, '?');
  for (const index of [10, 2]) state = setCell(state, 'x', index, '?');
  assert.deepEqual(
    invalidCells(state).map(({ block, index }) => `${block}${index}`),
    ['x2', 'x10', 'w5'],
  );
});

test('numbers stay at their place when sizes change', () => {
  const state = setCell(setCell(openingState, 'x', 7, '1/3'), 'x', 35, 'oops');
  const larger = resized(state, { width: 7, channels: 2, images: 2 });
  assert.deepEqual(larger.x.shape, [2, 6, 7, 2]);
  assert.equal(larger.x.data.length, 168);
  assert.equal(larger.x.data[(1 * 7 + 1) * 2], 1 / 3);
  assert.equal(larger.x.typed.get((1 * 7 + 1) * 2), '1/3');
  assert.equal(invalidCells(larger)[0].index, (5 * 7 + 5) * 2);
  assert.deepEqual(larger.w.shape, [3, 3, 2, 1]);
  assert.equal(larger.w.data[4], -1);
  const back = resized(larger, { width: 6, channels: 1, images: 1 });
  for (const block of ['x', 'w'] as const) {
    const numbers = (of: State) => ({ ...of[block], beyond: undefined, origin: undefined });
    assert.deepEqual(numbers(back), numbers(state));
  }
  assert.equal(back.preset, null);
  const smaller = resized(state, { height: 2, filterHeight: 1, filterWidth: 2 });
  assert.deepEqual(smaller.x.data.slice(6, 8), [1, 1 / 3]);
  assert.deepEqual(smaller.w.data, [1, 0]);
  assert.deepEqual(invalidCells(smaller), []);
});

test('numbers that a smaller size cut off return with the size, edits of the others kept', () => {
  const cut = setCell(resized(setCell(openingState, 'x', 35, '1/3'), { height: 2, width: 3 }), 'x', 0, '-7');
  const again = resized(resized(cut, { height: 1 }), { height: 6, width: 6 });
  const expected = [-7, ...openingState.x.data.slice(1, 35), 1 / 3];
  assert.deepEqual([again.x.shape, again.x.data, again.x.typed.get(35)], [[1, 6, 6, 1], expected, '1/3']);
});

/** The cells of a block in one image and channel, or in one channel of one filter. */
function slice({ shape, data }: Block, name: 'x' | 'w', outer: number, channel: number): number[] {
  const [, second, third, fourth] = shape;
  return data.filter((_, index) => {
    const at = [Math.floor(index / (second * third * fourth)), Math.floor(index / fourth) % third, index % fourth];
    return name === 'x' ? at[0] === outer && at[2] === channel : at[1] === channel && at[2] === outer;
  });
}

test('new cells hold small varied numbers, the same for the same sizes; those in the bias are 0', () => {
  const sizes = { height: 7, width: 8, channels: 16, images: 2, filterHeight: 3, filterWidth: 4, filters: 16 };
  const grown = resized(openingState, sizes);
  const ranges = { x: [-3, 9], w: [-1, 2] } as const;
  for (const name of ['x', 'w'] as const) {
    const [least, most] = ranges[name];
    assert.ok(
      grown[name].data.every((value) => Number.isInteger(value) && value >= least && value <= most),
      name,
    );
    const [outer, channels] = name === 'x' ? [2, 16] : [16, 16];
    const slices = Array.from({ length: outer }, (_, n) =>
      Array.from({ length: channels }, (_, channel) => slice(grown[name], name, n, channel)),
    );
    for (const each of slices.flat()) assert.ok(new Set(each).size > 1, `${name}: ${each}`);
    for (const each of slices) assert.equal(new Set(each.map(String)).size, channels, `${name}: the channels differ`);
    assert.equal(new Set(slices.map(String)).size, outer, `${name}: the images or filters differ`);
  }
  assert.deepEqual(grown.b.data, Array(16).fill(0));
  // A new channel changes every output, even with a filter of one number.
  assert.ok(
    resized(openingState, { ...sizes, filterHeight: 1, filterWidth: 1 })
      .w.data.slice(1)
      .every((value) => value !== 0),
  );

  let stepwise = openingState;
  for (const [size, value] of Object.entries(sizes)) stepwise = resized(stepwise, { [size]: value });
  assert.deepEqual([stepwise.x.data, stepwise.w.data], [grown.x.data, grown.w.data]);
  // An edited new number returns with the size, as others do.
  const index = grown.x.data.length - 1;
  const edited = resized(resized(setCell(grown, 'x', index, '77'), { images: 1 }), { images: 2 });
  assert.deepEqual(edited.x.data, grown.x.data.with(index, 77));
});

test("the bias follows the filters, and the filters' channels the channels and groups", () => {
  const two = resized(setCell(openingState, 'b', 0, '5'), { filters: 2 });
  assert.deepEqual([two.b.shape, two.b.data], [[2], [5, 0]]);
  const grouped = resized(two, { channels: 6, groups: 2 });
  assert.deepEqual(grouped.w.shape, [3, 3, 3, 2]);
  assert.deepEqual(sizesOf(grouped), { ...sizesOf(openingState), channels: 6, filters: 2, groups: 2 });
  assert.deepEqual(resized(grouped, { groups: 4 }).w.shape, [3, 3, 1, 2]);
  assert.equal(resized(grouped, { groups: 4 }).groups, 4);
  assert.deepEqual(resized(openingState, { groups: 3 }).w.shape, [3, 3, 1, 1]);
  const odd: State = { ...openingState, w: { shape: [1, 1, 2, 1], data: [1, 2], typed: new Map() } };
  assert.deepEqual(resized(odd, { height: 5 }).w, odd.w, 'a filter that does not fit is not touched by a height');
});

test('sizes beyond the limits are refused, with the value, in words', () => {
  for (const [name, limit] of Object.entries(LIMITS)) {
    assert.ok(resize(openingState, { [name]: limit }).ok, name);
    for (const value of [limit + 1, 0, -1, 1.5, Number.NaN, Infinity]) {
      const edited = resize(openingState, { [name]: value });
      assert.ok(!edited.ok, `${name} ${value}`);
      const text = edited.problem(languages.en);
      assert.ok(text.endsWith(`must be a whole number from 1 to ${limit}, not ${value}.`), text);
      assert.ok(edited.problem(languages.es).endsWith(`debe ser un número entero de 1 a ${limit}, no ${value}.`));
    }
  }
});

test('options end the preset, a step does not', () => {
  const state = setOptions(openingState, { stride: [2, 1], order: { window: 'chw', filter: 'hwc' } });
  assert.deepEqual([state.stride, state.order.window, state.preset], [[2, 1], 'chw', null]);
  const stepped = chooseStep(openingState, { row: 2, column: 3 });
  assert.deepEqual(stepped.step, { image: 0, row: 2, column: 3, filter: 0 });
  assert.equal(stepped.preset, 'vertical-edge');
});

test('the question to the core', () => {
  const question = toCase(chooseStep(openingState, { row: 1 }));
  assert.equal(question.options.bias, null);
  assert.deepEqual(question.at, { image: 0, row: 1, column: 0, filter: 0 });
  assert.deepEqual(question.input.shape, [1, 6, 6, 1]);
  assert.deepEqual(Array.from(question.filter.data), [1, 0, -1, 1, 0, -1, 1, 0, -1]);
  const { bias: _, ...options } = question.options;
  assert.deepEqual(options, {
    stride: [1, 1],
    padding: 'valid',
    dilation: [1, 1],
    groups: 1,
    flip: false,
    dtype: 'float64',
    order: { window: 'hwc', filter: 'hwc' },
  });
  assert.deepEqual(toCase(setCell(openingState, 'b', 0, 'nan')).options.bias, [Number.NaN]);
});
