// The demonstration without a page: which elements np.dot pairs, against the core's np.dot; and where the cells stand and travel, as
// properties for many shapes and widths.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Act, type Box, type Figure, layoutOf } from '../../../web/src/demonstration/layout.ts';
import { keyframes, travelBetween } from '../../../web/src/demonstration/moves.ts';
import { rawPairs, tellingNumber } from '../../../web/src/model/raw-pairs.ts';
import { product, random } from './support.ts';

const { load } = (await import(new URL('../../../dist/convdot/index.js', import.meta.url).href)) as typeof import('convdot');
const convdot = await load();

type Shape = readonly [number, number, number];
const acts: readonly Act[] = [1, 2, 3];
const kSizes: readonly Shape[] = [
  [1, 1, 1],
  [1, 3, 1],
  [3, 3, 1],
  [2, 2, 2],
  [3, 3, 3],
  [3, 3, 4],
  [1, 1, 27],
  [7, 7, 1],
  [5, 5, 3],
  [11, 11, 1],
  [7, 7, 7],
  [11, 11, 16],
];

const integers = (seed: number, count: number) => {
  const next = random(seed);
  return Array.from({ length: count }, () => Math.floor(next() * 19) - 9);
};

test('np.dot of two blocks pairs these elements, for every number of its result', () => {
  for (const [seed, shape] of kSizes.entries()) {
    const n = product([...shape]);
    if (n > 343) continue;
    const [a, w] = [integers(seed + 1, n), integers(seed + 101, n)];
    const axes = shape[2] === 1 ? shape.slice(0, 2) : [...shape];
    const answer = convdot.evaluate('np.dot(a, W)', { a: { shape: axes, data: a }, W: { shape: axes, data: w } });
    const pairs = rawPairs(shape);
    assert.equal(pairs !== null, answer.ok, `${shape}`);
    if (!pairs || !answer.ok) continue;
    assert.deepEqual([...pairs.shape], [...answer.value.shape]);
    assert.equal(pairs.rows * pairs.columns, pairs.count);
    const all = Array.from({ length: pairs.count }, (_, index) => pairs.of(index));
    const sums = all.map((each) => each.reduce((sum, [i, j]) => sum + (a[i] as number) * (w[j] as number), 0));
    assert.deepEqual(sums, Array.from(answer.value.data as ArrayLike<number>, Number));
    assert.equal(pairs.pairs, all.flat().length);
    assert.equal(pairs.samePlace, all.flat().filter(([i, j]) => i === j).length);
  }
});

test('the number that is shown first is the largest without a product of the step', () => {
  const pairs = rawPairs([3, 3, 1]);
  assert.ok(pairs);
  assert.equal(tellingNumber(pairs, [4, 0, -4, 14, 0, -14, 11, 0, -11]), 3);
  assert.equal(tellingNumber(pairs, Array(9).fill(Number.NaN)), 1);
  const single = rawPairs([1, 1, 1]);
  assert.ok(single);
  assert.equal(tellingNumber(single, [7]), 0);
});

const orders = (shape: Shape): readonly (readonly number[])[] => {
  const [height, width, channels] = shape;
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const at = (r: number, s: number, c: number) => (r * width + s) * channels + c;
  return [
    range(height * width * channels),
    range(channels).flatMap((c) => range(height).flatMap((r) => range(width).map((s) => at(r, s, c)))),
    range(channels).flatMap((c) => range(width).flatMap((s) => range(height).map((r) => at(r, s, c)))),
  ];
};

const figures = (): Figure[] =>
  kSizes.flatMap((shape) =>
    orders(shape).map((filter): Figure => {
      const [height, width, channels] = shape;
      const window = orders(shape)[0] as readonly number[];
      return { height, width, channels, window, filter, raw: rawPairs(shape), characters: 3 };
    }),
  );
const rooms = [
  { width: 296, cell: 28 },
  { width: 328, cell: 32 },
  { width: 720, cell: 32 },
  { width: 784, cell: 32 },
  { width: 900, cell: 36 },
];
const named = (figure: Figure, width: number) => `${figure.height} × ${figure.width} × ${figure.channels} at ${width} px`;

test('in every act all cells are on the stage and none covers another; the stage keeps its height', () => {
  for (const figure of figures())
    for (const room of rooms) {
      const layouts = acts.map((act) => layoutOf(act, figure, room));
      const name = named(figure, room.width);
      assert.equal(new Set(layouts.map(({ height }) => height)).size, 1, name);
      for (const [i, { cells, height, raw, numbered, side }] of layouts.entries()) {
        const boxes = i === 2 ? [...cells.window, ...cells.filter, ...(raw ? [raw] : [])] : Object.values(cells).flat();
        const inside = ({ x, y, w, h }: Box) => x >= -0.01 && y >= 0 && x + w <= room.width + 0.01 && y + h <= height + 0.01;
        assert.ok(boxes.every(inside), `${name}, act ${i + 1}: ${JSON.stringify(boxes.find((box) => !inside(box)))}`);
        assert.ok(
          boxes.every(({ w, h }) => w > 0 && h > 0),
          name,
        );
        if (numbered) assert.ok(side >= 20, name);
        if (boxes.length > 600) continue;
        for (const [k, one] of boxes.entries())
          for (const other of boxes.slice(k + 1)) {
            const across = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x);
            const down = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y);
            assert.ok(across <= 0.01 || down <= 0.01, `${name}, act ${i + 1}`);
          }
      }
    }
});

test('unrolled, entry k of the window stands above entry k of the filter and its product', () => {
  for (const figure of figures())
    for (const room of rooms) {
      const { cells } = layoutOf(2, figure, room);
      Array.from(figure.window).forEach((element, k) => {
        const [a, w, p] = [cells.window[element], cells.filter[figure.filter[k] as number], cells.product[element]] as Box[];
        assert.ok(a && w && p && a.x === w.x && a.x === p.x && a.y < w.y && w.y < p.y, named(figure, room.width));
      });
    }
});

test('cells travel from where they are to where they belong, and the rows of the window pass above their block', () => {
  for (const figure of figures())
    for (const from of acts)
      for (const to of acts) {
        const room = { width: 784, cell: 32 };
        const [start, end] = [layoutOf(from, figure, room), layoutOf(to, figure, room)];
        const { moves, landed } = travelBetween(from, to, start.cells, end, figure);
        for (const move of moves) {
          assert.equal(move.to, end.cells[move.part][move.element]);
          assert.equal(move.from, start.cells[move.part][move.element]);
          assert.ok(move.delay + move.duration <= landed);
          const offsets = [0, ...move.stops.map(({ at }) => at), 1];
          assert.ok(
            offsets.every((at, i) => i === 0 || at > (offsets[i - 1] as number)),
            'the stops are in order',
          );
          const last = keyframes(move).at(-1);
          assert.deepEqual(move.fades ? last?.opacity : last?.transform, move.fades ? 1 : 'none');
        }
        if (from === to) assert.equal(moves.length, 0);
        // With one channel in one row.
        if (from !== 1 || to !== 2 || figure.channels > 1 || end.lines.length > 1) continue;
        for (const move of moves.filter(({ part }) => part === 'window'))
          assert.ok(
            move.stops.every(({ y }) => y + move.from.h <= end.blocks.window.y),
            'above the block',
          );
      }
});
