// Whole blocks: putting numbers into a state, and filling.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draw, FILLS, fill, fillDrawn, type Place, type Put, put, readRandom } from '../../../web/src/blocks/blocks.ts';
import { readText, type Table } from '../../../web/src/blocks/formats/read.ts';
import { writeText } from '../../../web/src/blocks/formats/write.ts';
import { resize, toCase } from '../../../web/src/model/edits.ts';
import type { Sizes } from '../../../web/src/model/limits.ts';
import { listText, nest } from '../../../web/src/model/nested-lists.ts';
import { openingState } from '../../../web/src/model/presets.ts';
import type { BlockName, State } from '../../../web/src/model/state.ts';
import { blocks as english } from '../../../web/src/words/blocks.en.ts';
import { blocks as spanish } from '../../../web/src/words/blocks.es.ts';
import { languages } from '../languages.ts';
import { convolve, product, randn, randomState } from './support.ts';

const en = { ...languages.en, ...english };
const es = { ...languages.es, ...spanish };

const first: Place = { channel: 0, image: 0, filter: 0, at: null };
const at = (row: number, column: number, place: Partial<Place> = {}): Place => ({ ...first, ...place, at: { row, column } });

function table(text: string): Table {
  const reading = readText(text);
  assert.ok(reading.ok, text);
  return reading.value;
}

function sized(sizes: Partial<Sizes>, state: State = openingState): State {
  const edited = resize(state, sizes);
  assert.ok(edited.ok);
  return edited.state;
}

function taken(result: Put): { state: State; said: string } {
  if (!result.ok) assert.fail(result.problem(en));
  assert.notEqual(result.said(es), '');
  return { state: result.state, said: result.said(en) };
}

function refused(result: Put): string {
  assert.ok(!result.ok);
  assert.notEqual(result.problem(es), '');
  return result.problem(en);
}

test('rows and columns go into the channel from the cell on, if they fit', () => {
  const { state, said } = taken(put(openingState, 'x', table('10\t20\n30\t1/3'), at(4, 4)));
  assert.deepEqual(state.x.shape, [1, 6, 6, 1]);
  assert.deepEqual(
    [28, 29, 34, 35].map((index) => state.x.data[index]),
    [10, 20, 30, 1 / 3],
  );
  assert.deepEqual([...state.x.typed], [[35, '1/3']]);
  assert.equal(state.x.data.filter((value, index) => value !== openingState.x.data[index]).length, 4);
  assert.deepEqual([state.preset, said], [null, '2 × 2 numbers went into the input.']);
  assert.equal(openingState.x.data[35], 9, 'the state before is as it was');
});

test('otherwise they become the block, if it has one channel', () => {
  const { state, said } = taken(put(openingState, 'x', table('1 2 3\n4 5 6\n7 8 9'), at(4, 4)));
  assert.deepEqual([state.x.shape, state.x.data, said], [[1, 3, 3, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9], 'The input is now 3 × 3.']);
  assert.deepEqual(taken(put(openingState, 'w', table('1 2'), first)).state.w.shape, [1, 2, 1, 1], 'without a cell, too');
  assert.deepEqual(taken(put(openingState, 'x', table('[1, 2, 3]'), at(0, 3))).state.x.data.slice(0, 7), [3, 0, 1, 1, 2, 3, 1]);
});

test('in a block of several channels the visible one is filled, or both sizes are named', () => {
  const before = sized({ channels: 3, images: 2 });
  const place = { channel: 2, image: 1 };
  const small = taken(put(before, 'x', table('1 2'), at(0, 1, place)));
  assert.deepEqual([small.state.x.data[36 * 3 + 3 + 2], small.state.x.data[36 * 3 + 6 + 2]], [1, 2]);
  assert.equal(small.said, '1 × 2 numbers went into the input, image 1, channel 2.');
  const whole = taken(put(before, 'x', table(Array(6).fill('1 2 3 4 5 6').join('\n')), at(5, 5, place)));
  assert.deepEqual(
    whole.state.x.data,
    before.x.data.map((value, index) => (index >= 36 * 3 && index % 3 === 2 ? 1 + (Math.floor(index / 3) % 6) : value)),
  );
  assert.equal(
    refused(put(before, 'x', table('1 2\n3 4'), at(5, 5, place))),
    '2 × 2 numbers do not fit into 6 × 6, and the input has several channels or images. Paste a nested list or an array with all of them, or change the sizes first.',
  );
  const filters = sized({ filters: 2, channels: 2 });
  const { state, said } = taken(put(filters, 'w', table('5 6'), at(2, 1, { filter: 1, channel: 1 })));
  assert.deepEqual([state.w.data[((2 * 3 + 1) * 2 + 1) * 2 + 1], state.w.data[((2 * 3 + 2) * 2 + 1) * 2 + 1]], [5, 6]);
  assert.equal(said, '1 × 2 numbers went into filter 1, channel 1.');
});

test('a list or an array is the whole block, and what depends on it follows', () => {
  const input = taken(put(openingState, 'x', table('[[[1,2],[3,4]],[[5,6],[7,8]],[[9,10],[11,12]]]'), at(1, 1)));
  assert.deepEqual(
    [input.state.x.shape, input.state.w.shape],
    [
      [1, 3, 2, 2],
      [3, 3, 2, 1],
    ],
  );
  assert.equal(input.said, 'The input is now 3 × 2 × 2. The filter has 2 channels to match. Read as (height, width, channels).');
  const filters = taken(put(openingState, 'w', table('[[[[1,2,3]]]]'), first));
  assert.deepEqual([filters.state.w.shape, filters.state.b.shape], [[1, 1, 1, 3], [3]]);
  assert.equal(
    filters.said,
    'There are now 3 filters of 1 × 1. The bias has 3 numbers to match. Read as (height, width, channels, filters).',
  );
  const images = taken(put(openingState, 'x', table('[[[[1]],[[2]]],[[[3]],[[4]]]]'), first));
  assert.equal(images.said, 'The input is now 2 images of 2 × 1. Read as (images, height, width, channels).');
  assert.deepEqual(images.state.w, openingState.w);
  const small = taken(put(openingState, 'x', table('[[7]]'), at(0, 0)));
  assert.deepEqual([small.state.x.shape, small.said], [[1, 1, 1, 1], 'The input is now 1 × 1.'], 'even where it would fit');
});

// ---- the order of the axes ----

/** A list of this shape as text. Its numbers count from 0. */
function counting(shape: readonly number[], around: (list: string) => string = (list) => list): string {
  const numbers = Array.from({ length: product(shape) }, (_, index) => String(index));
  return around(listText(nest(numbers, shape)));
}
const tensor = (list: string) => `tensor(${list})`;

test('lists of three and four levels say how their axes are read, and offer the other order', () => {
  // The sentence in English and in Spanish, the shape, the offer and the shape that it gives.
  const cases: [BlockName, string, string, string, number[], string | null, number[] | null][] = [
    [
      'x',
      counting([2, 3, 4]),
      'Read as (height, width, channels).',
      'Leído como (alto, ancho, canales).',
      [1, 2, 3, 4],
      'Read as (channels, height, width)',
      [1, 3, 4, 2],
    ],
    [
      'w',
      counting([2, 3, 4]),
      'Read as (height, width, channels).',
      'Leído como (alto, ancho, canales).',
      [2, 3, 4, 1],
      'Read as (channels, height, width)',
      [3, 4, 2, 1],
    ],
    [
      'x',
      counting([2, 3, 4, 5]),
      'Read as (images, height, width, channels).',
      'Leído como (imágenes, alto, ancho, canales).',
      [2, 3, 4, 5],
      'Read as (images, channels, height, width)',
      [2, 4, 5, 3],
    ],
    [
      'w',
      counting([2, 3, 4, 5]),
      'Read as (height, width, channels, filters).',
      'Leído como (alto, ancho, canales, filtros).',
      [2, 3, 4, 5],
      'Read as (filters, channels, height, width)',
      [4, 5, 3, 2],
    ],
    [
      'x',
      counting([2, 3, 4], tensor),
      'Read as (channels, height, width), as PyTorch orders them.',
      'Leído como (canales, alto, ancho), el orden de PyTorch.',
      [1, 3, 4, 2],
      'Read as (height, width, channels)',
      [1, 2, 3, 4],
    ],
    [
      'x',
      counting([2, 3, 4, 5], tensor),
      'Read as (images, channels, height, width), as PyTorch orders them.',
      'Leído como (imágenes, canales, alto, ancho), el orden de PyTorch.',
      [2, 4, 5, 3],
      'Read as (images, height, width, channels)',
      [2, 3, 4, 5],
    ],
    [
      'w',
      counting([1, 1, 3, 3], tensor),
      'Read as (filters, channels, height, width), as PyTorch orders them.',
      'Leído como (filtros, canales, alto, ancho), el orden de PyTorch.',
      [3, 3, 1, 1],
      'Read as (height, width, channels, filters)',
      [1, 1, 3, 3],
    ],
    // Only one of the orders is within the limits.
    [
      'x',
      counting([3, 20, 20]),
      'Read as (channels, height, width): the usual order would exceed the limits.',
      'Leído como (canales, alto, ancho): en el orden habitual superaría los límites.',
      [1, 20, 20, 3],
      null,
      null,
    ],
    [
      'x',
      counting([20, 20, 3]),
      'Read as (height, width, channels).',
      'Leído como (alto, ancho, canales).',
      [1, 20, 20, 3],
      null,
      null,
    ],
    [
      'x',
      counting([20, 20, 3], tensor),
      'Read as (height, width, channels): the usual order would exceed the limits.',
      'Leído como (alto, ancho, canales): en el orden habitual superaría los límites.',
      [1, 20, 20, 3],
      null,
      null,
    ],
    // Both orders give the same block.
    ['x', '[[[7]]]', 'Read as (height, width, channels).', 'Leído como (alto, ancho, canales).', [1, 1, 1, 1], null, null],
  ];
  for (const [name, text, said, dicho, shape, label, again] of cases) {
    const result = put(openingState, name, table(text), first);
    assert.ok(result.ok, text);
    const { axes, state } = result;
    assert.deepEqual(
      [axes?.said(en), axes?.said(es), state[name].shape, axes?.other?.label(en) ?? null],
      [said, dicho, shape, label],
      text,
    );
    assert.ok(result.said(en).includes(said), text);
    if (!axes?.other) continue;
    const asked = put(openingState, name, table(text), first, axes.other.order);
    assert.ok(asked.ok, text);
    assert.deepEqual([asked.state[name].shape, asked.axes?.other?.order], [again, axes.order], text);
  }
});

test('channels first are moved to the end, with their texts', () => {
  const input = taken(put(openingState, 'x', table('tensor([[[1, 2], [3, 4]], [[5, 6], [7, 1/3]]])'), first)).state.x;
  assert.deepEqual([input.shape, input.data, [...input.typed]], [[1, 2, 2, 2], [1, 5, 2, 6, 3, 7, 4, 1 / 3], [[7, '1/3']]]);
  const text = 'tensor([[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]], requires_grad=True)';
  const filter = taken(put(openingState, 'w', table(text), first));
  assert.deepEqual(
    [filter.state.w.shape, filter.state.w.data, filter.said],
    [
      [3, 3, 1, 1],
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
      'The filter is now 3 × 3. Read as (filters, channels, height, width), as PyTorch orders them.',
    ],
  );
  const two = taken(put(openingState, 'w', table(counting([2, 2, 1, 2], tensor)), first)).state.w;
  assert.deepEqual(
    [two.shape, two.data],
    [
      [1, 2, 2, 2],
      [0, 4, 2, 6, 1, 5, 3, 7],
    ],
  );
});

test('no order is said or offered for matrices, MATLAB’s arrays and a bias', () => {
  const texts: [BlockName, string][] = [
    ['x', '[[1, 2], [3, 4]]'],
    ['x', 'tensor([[1, 2], [3, 4]])'],
    ['x', 'cat(3, [1 2], [3 4])'],
    ['w', 'cat(4, [1 2], [3 4])'],
    ['b', '[[[[1]]]]'],
    ['x', '1 2\n3 4'],
  ];
  for (const [name, text] of texts) {
    const result = put(openingState, name, table(text), first);
    assert.ok(result.ok && result.axes === null, text);
  }
});

test('filters that were pasted for other channels stay whole until the input comes', () => {
  const filters = taken(put(openingState, 'w', table('[[[1,2,3,4]]]'), first)).state;
  assert.deepEqual(
    [filters.w.shape, filters.x.shape],
    [
      [1, 1, 4, 1],
      [1, 6, 6, 1],
    ],
  );
  const image = taken(put(filters, 'x', table('[[5,6],[7,8]]'), first)).state;
  assert.deepEqual(image.w, filters.w, 'the input has as many channels as before');
  const both = taken(put(filters, 'x', table('[[[1,1,1,1]]]'), first)).state;
  assert.deepEqual([both.w.shape, convolve(both).data], [[1, 1, 4, 1], [10]]);
});

test('MATLAB’s four axes are turned for the input, and as they are for filters', () => {
  const text = 'cat(4, cat(3, [1 2], [3 4]), cat(3, [5 6], [7 8]))';
  const input = taken(put(openingState, 'x', table(text), first)).state.x;
  assert.deepEqual(
    [input.shape, input.data],
    [
      [2, 1, 2, 2],
      [1, 3, 2, 4, 5, 7, 6, 8],
    ],
  );
  const filters = taken(put(openingState, 'w', table(text), first)).state.w;
  assert.deepEqual(
    [filters.shape, filters.data],
    [
      [1, 2, 2, 2],
      [1, 5, 3, 7, 2, 6, 4, 8],
    ],
  );
});

test('the bias takes one number, or one for each filter', () => {
  const before = sized({ filters: 3 });
  for (const text of ['1 2 3', '1\n2\n3', '[1,2,3]', '[[[[1,2,3]]]]']) {
    const { state, said } = taken(put(before, 'b', table(text), first));
    assert.deepEqual([state.b.shape, state.b.data, said], [[3], [1, 2, 3], 'The bias now has these 3 numbers.']);
  }
  const one = taken(put(before, 'b', table('1/2'), { ...first, filter: 2 }));
  assert.deepEqual([one.state.b.data, [...one.state.b.typed]], [[0, 0, 0.5], [[2, '1/2']]]);
  assert.equal(refused(put(before, 'b', table('1 2'), first)), 'The bias needs 3 numbers, one for each filter; got 2.');
});

test('sizes beyond the limits are refused, and nothing changes', () => {
  const wide = table(Array.from({ length: 100 }, () => '0').join(' '));
  assert.equal(refused(put(openingState, 'x', wide, first)), "The input's width must be a whole number from 1 to 64, not 100.");
  assert.match(
    refused(put(openingState, 'w', table(Array(12).fill('1').join('\n')), first)),
    /filter's height .* 1 to 11, not 12/,
  );
});

test('the notes of the reader are included', () => {
  const { said } = taken(put(openingState, 'x', table('a,b\n1,2\n3,4'), at(0, 0)));
  assert.equal(said, '2 × 2 numbers went into the input. The first row was taken for headings: a b.');
});

test('the step stays within the blocks', () => {
  const before = { ...sized({ images: 3, filters: 3 }), step: { image: 2, row: 0, column: 0, filter: 2 } };
  assert.equal(taken(put(before, 'x', table('[[1]]'), first)).state.step.image, 0);
  assert.equal(taken(put(before, 'w', table('[[1]]'), first)).state.step.filter, 0);
});

test('a copied block pastes as the same block', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const { state } = randomState(seed);
    for (const name of ['x', 'w', 'b'] as const) {
      for (const form of ['numpy', 'list', 'matlab'] as const) {
        const text = writeText(form, { block: state[name], axes: name, dtype: state.dtype, shown: first });
        const { state: after } = taken(put(state, name, table(text), first));
        const message = `seed ${seed}, ${name}, ${form}`;
        // MATLAB drops trailing axes of length 1; a bias may be a single number.
        if (name === 'b') assert.deepEqual(after.b.data, state.b.data, message);
        else assert.deepEqual([after[name].shape, after[name].data], [state[name].shape, state[name].data], message);
      }
    }
  }
});

// ---- fills ----

test('zeros, ones, counting', () => {
  const before = sized({ channels: 2 });
  for (const name of ['x', 'w', 'b'] as const) {
    const data = (what: (typeof FILLS)[number]) => taken(fill(before, name, what)).state[name].data;
    assert.deepEqual(new Set(data('zeros')), new Set([0]));
    assert.deepEqual(new Set(data('ones')), new Set([1]));
    assert.deepEqual(
      data('arange'),
      Array.from({ length: product(before[name].shape) }, (_, index) => index),
    );
  }
  assert.equal(taken(fill(before, 'x', 'ones')).said, 'The input is filled with ones.');
});

test('the identity of an input is a diagonal in each channel', () => {
  const { x } = taken(fill(sized({ channels: 2, height: 2, width: 3 }), 'x', 'identity')).state;
  assert.deepEqual(x.data, [1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0]);
});

test('the identity of filters changes nothing, with every size and with groups', () => {
  for (const [filterHeight, filterWidth, groups] of [
    [3, 3, 1],
    [2, 4, 1],
    [1, 5, 2],
    [3, 3, 4],
  ]) {
    const input = taken(fill(sized({ channels: 4, filters: 4, groups, filterHeight, filterWidth }), 'x', 'arange')).state;
    const { state } = taken(fill({ ...input, pad: 'same' }, 'w', 'identity'));
    assert.equal(state.w.data.filter((value) => value === 1).length, 4);
    if (groups === 1) assert.deepEqual(convolve(state).data, state.x.data);
  }
});

test('random numbers are NumPy’s by seed', async () => {
  const asked: unknown[] = [];
  const generator = {
    randn,
    randint: async (...request: unknown[]) => {
      asked.push(request);
      return [{ shape: [1], data: new Array(36).fill(5) }];
    },
  };
  const normals = readRandom('normals', { seed: ' 1 ', low: 'x', high: '' });
  assert.ok(normals.ok);
  const drawn = await draw(normals.value, openingState.x.shape, generator);
  const filled = taken(fillDrawn(openingState, 'x', normals.value, drawn));
  assert.deepEqual(filled.state.x.data.slice(0, 2), [1.6243453636632417, -0.6117564136500754]);
  assert.equal(filled.said, 'The input is filled with random normals, seed 1.');

  const integers = readRandom('integers', { seed: '7', low: '−9', high: '9' });
  assert.ok(integers.ok);
  assert.equal((await draw(integers.value, [1, 6, 6, 1], generator)).length, 36);
  assert.deepEqual(asked, [[7, -9, 10, [[1, 6, 6, 1]]]], 'NumPy leaves the end out');
  assert.match(taken(fillDrawn(openingState, 'x', integers.value, new Array(36).fill(5))).said, /from −9 to 9, seed 7/);
});

test('invalid seeds and bounds', () => {
  const said = (seed: string, low = '0', high = '1') => {
    const read = readRandom('integers', { seed, low, high });
    assert.ok(!read.ok);
    assert.notEqual(read.problem(es), '');
    return read.problem(en);
  };
  for (const seed of ['-1', '1.5', '4294967296', '', 'abc']) assert.match(said(seed), /^The seed must be/);
  for (const [low, high] of [
    ['2', '1'],
    ['a', '1'],
    ['0', '1.5'],
    ['', ''],
  ])
    assert.match(said('1', low, high), /two whole numbers/);
});

test('the core accepts every resulting state', () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const { state } = randomState(seed);
    for (const name of ['x', 'w', 'b'] satisfies BlockName[]) {
      for (const what of FILLS) {
        const { input, filter, options } = toCase(taken(fill(state, name, what)).state);
        assert.equal(input.data.length, product(input.shape));
        assert.equal(filter.data.length, product(filter.shape));
        if (options.bias) assert.equal(options.bias.length, filter.shape[3]);
      }
    }
  }
});
