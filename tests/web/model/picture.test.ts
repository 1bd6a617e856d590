import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Picture, PictureAnswer, PictureEngine, PictureQuestion, Refusal } from '../../../web/src/engine/contract.ts';
import { parseNumber } from '../../../web/src/model/number.ts';
import { openingState } from '../../../web/src/model/presets.ts';
import type { Block, State } from '../../../web/src/model/state.ts';
import {
  asked,
  CHARTS,
  type Choices,
  chartRows,
  FILTERS,
  filterOf,
  firstCell,
  outputAt,
  placesOf,
  SIZES,
  scaledDown,
  taken,
  takenArea,
} from '../../../web/src/panels/image/picture.ts';
import { PictureRun } from '../../../web/src/panels/image/picture-run.ts';
import { convolve, product, turn } from './support.ts';

const choices: Choices = { filter: 'example', size: 3, channels: 1, range: 'diverging', gain: null };
const block = (shape: readonly number[], value: (index: number) => number): Block => ({
  shape,
  data: Array.from({ length: product(shape) }, (_, index) => value(index)),
  typed: new Map(),
});
const digits = (index: number) => ((index * 7919) % 19) - 9;
const bytes = (index: number) => (index * 7919) % 256;

test('filters: blurs keep the mean, edge filters remove it, and the texts match the numbers', () => {
  for (const filter of FILTERS) {
    for (const size of SIZES) {
      const { w, bias } = filterOf({ filter, size }, openingState);
      const sum = w.data.reduce((total, value) => total + value, 0);
      const expected = filter === 'example' || /edge|sobel|laplacian/.test(filter) ? 0 : 1;
      assert.ok(Math.abs(sum - expected) < 1e-12, `${filter} ${size}: ${sum}`);
      assert.equal(bias, 0);
      const side = filter === 'box' || filter === 'gaussian' ? size : 3;
      assert.deepEqual(w.shape, [side, side, 1, 1]);
      for (const [index, text] of w.typed) assert.equal(parseNumber(text), w.data[index]);
    }
  }
  assert.equal(filterOf({ filter: 'gaussian', size: 3 }, openingState).w.typed.get(1), '2/16');
});

const many: State = {
  ...openingState,
  w: { ...block([2, 2, 3, 2], digits), typed: new Map([[3, '1/3']]) },
  b: block([2], (index) => index + 5),
  step: { ...openingState.step, filter: 1 },
};

test('the example’s filter is its step’s, with the bias', () => {
  const { w, bias } = filterOf(choices, many);
  assert.deepEqual(
    w.data,
    many.w.data.filter((_, index) => index % 2 === 1),
  );
  assert.deepEqual([w.shape, bias, [...w.typed]], [[2, 2, 3, 1], 6, [[1, '1/3']]]);
});

test('a filter of one channel goes over each of three; any other must have as many as the picture', () => {
  const grey = asked(choices, openingState, undefined);
  assert.ok(grey.ok);
  assert.deepEqual([grey.question.filter.shape, grey.question.options.groups], [[3, 3, 1, 1], 1]);
  const apart = asked({ ...choices, channels: 3 }, openingState, undefined);
  assert.ok(apart.ok);
  assert.deepEqual([apart.question.filter.shape, apart.question.options.groups], [[3, 3, 1, 3], 3]);
  assert.deepEqual(
    Array.from(apart.question.filter.data).filter((_, index) => index % 3 === 2),
    openingState.w.data,
  );
  assert.deepEqual(asked(choices, many, undefined), { ok: false, depth: 3 });
  const summed = asked({ ...choices, channels: 3 }, many, undefined);
  assert.ok(summed.ok);
  assert.deepEqual([summed.question.filter.shape, summed.question.options.bias], [[2, 2, 3, 1], [6]]);
});

test('the automatic gain lets the largest possible output have full colour', () => {
  const gain = (more: Partial<Choices>) => {
    const found = asked({ ...choices, ...more }, openingState, undefined);
    return found.ok ? found.question.drawing.gain : null;
  };
  assert.equal(gain({}), 1 / 3);
  assert.equal(gain({ range: 'clamped' }), 1);
  assert.equal(gain({ filter: 'sobel-x', range: 'absolute' }), 1 / 4);
  assert.equal(gain({ filter: 'laplacian' }), 1 / 4);
  assert.equal(gain({ gain: 7 }), 7);
});

/** A picture of this size as the example would hold it, and its question. */
function whole(state: State, choice: Choices, height: number, width: number) {
  const found = asked(choice, state, undefined);
  assert.ok(found.ok);
  const { filter, options } = found.question;
  const x = block([1, height, width, choice.channels], bytes);
  const w = { ...block(filter.shape, () => 0), data: Array.from(filter.data) };
  const b = {
    ...block([filter.shape[3] as number], () => 0),
    data: Array.from(options.bias ?? [0, 0, 0]).slice(0, filter.shape[3]),
  };
  return { question: found.question, state: { ...state, x, w, b, groups: options.groups ?? 1 } };
}

const part = ({ data, shape }: Block, { row, column, rows, columns }: NonNullable<ReturnType<typeof takenArea>>) => {
  const [, , width = 0, depth = 0] = shape;
  return Array.from({ length: rows }, (_, i) => {
    const from = ((row + i) * width + column) * depth;
    return data.slice(from, from + columns * depth);
  }).flat();
};

test('a window gives the same output in the example as in the picture', () => {
  const pads = ['valid', 'same', 2, [1, 0], [2, 0, 1, 3]] as const;
  for (const pad of pads) {
    for (const stride of [
      [1, 1],
      [2, 1],
      [3, 2],
    ] as const) {
      for (const filter of ['example', 'gaussian'] as const) {
        const state: State = {
          ...openingState,
          pad,
          stride,
          flip: filter === 'example',
          w: block([2, 3, 1, 1], digits),
          b: block([1], () => 4),
        };
        const choice: Choices = { ...choices, filter, size: 5 };
        const { question, state: full } = whole(state, choice, 23, 30);
        const expected = convolve(full);
        const [, rows = 0, columns = 0] = expected.shape;
        const [top, left] = paddingOf(full);
        const geometry = {
          origins: { rows: along(rows, stride[0], -top), columns: along(columns, stride[1], -left) },
          offsets: { rows: along(full.w.shape[0] as number), columns: along(full.w.shape[1] as number) },
        };
        const places = placesOf({ height: 23, width: 30 }, question, { geometry });
        for (let row = 0; row < rows; row += 1) {
          for (let column = 0; column < columns; column += 1) {
            const area = takenArea(places, { row, column });
            assert.ok(area);
            const case_ = taken(state, choice, area, part(full.x, area));
            assert.ok(Math.max(area.rows, area.columns) <= 12);
            const { shape, data } = convolve(case_);
            const { step } = case_;
            const found = data[step.row * (shape[2] as number) + step.column];
            assert.equal(found, expected.data[row * columns + column], `${pad} ${stride} ${filter} (${row}, ${column})`);
          }
        }
      }
    }
  }
});

/** `count` indices, `step` apart. */
const along = (count: number, step = 1, first = 0) => Int32Array.from({ length: count }, (_, index) => first + index * step);

/** The start of the first window: tells which padding the reference used. */
function paddingOf({ pad, x, w, stride }: State): readonly [top: number, left: number] {
  if (pad === 'valid') return [0, 0];
  if (typeof pad === 'number') return [pad, pad];
  if (typeof pad !== 'string') return [pad[0], pad[1]];
  const before = (axis: 0 | 1) => {
    const size = x.shape[axis + 1] as number;
    return Math.floor(Math.max(0, (Math.ceil(size / stride[axis]) - 1) * stride[axis] + (w.shape[axis] as number) - size) / 2);
  };
  return [before(0), before(1)];
}

test('in the example RGB becomes three groups; the example’s filters stay if they read all channels', () => {
  const area = { row: 0, column: 0, rows: 2, columns: 2, step: [1, 0] as const };
  const values = Float32Array.from({ length: 12 }, (_, index) => index);
  const apart = taken(openingState, { ...choices, filter: 'box', channels: 3 }, area, values);
  assert.deepEqual([apart.x.shape, apart.w.shape, apart.b.shape, apart.groups], [[1, 2, 2, 3], [3, 3, 1, 3], [3], 3]);
  assert.deepEqual([apart.w.typed.get(0), apart.step, apart.preset], ['1/9', { image: 0, row: 1, column: 0, filter: 0 }, null]);
  const own = taken(many, { ...choices, channels: 3 }, area, values);
  assert.equal(own.w, many.w);
  assert.equal(own.b, many.b);
  assert.equal(own.step.filter, 1);
  assert.equal(own.stride, many.stride);
});

test('a window that is larger than the example is not taken', () => {
  const wide = { input: 4096, origins: along(4000), extent: 61, stride: 1 };
  const small = { ...wide, extent: 3 };
  assert.ok(takenArea({ height: small, width: wide }, { row: 5, column: 5 }));
  assert.equal(takenArea({ height: small, width: { ...wide, extent: 64 } }, { row: 5, column: 5 }), null);
});

test('an output is over the middle of its window', () => {
  const axis = { input: 100, origins: along(49, 2), extent: 3, stride: 2 };
  assert.equal(firstCell(axis), 0.5);
  assert.deepEqual(
    [0, 0.6, 2.4, 2.6, 99].map((place) => outputAt(axis, place)),
    [0, 0, 0, 1, 48],
  );
});

test('charts are the same in strips and whole, opaque, and of both ends of the range', () => {
  for (const name of CHARTS) {
    if (name === 'text' || name === 'house') continue;
    const all = chartRows(name, 64, 0, 64);
    const strips = [0, 24, 48].flatMap((first) => [...chartRows(name, 64, first, Math.min(24, 64 - first))]);
    assert.deepEqual([...all], strips);
    const values = new Set(all.filter((_, index) => index % 4 === 0));
    assert.ok(values.has(0) && values.has(255), name);
    assert.ok(all.every((value, index) => index % 4 !== 3 || value === 255));
  }
  assert.deepEqual([...chartRows('ramps', 256, 60, 1).subarray(4 * 200, 4 * 200 + 4)], [200, 0, 0, 255]);
});

test('a copy keeps the proportions', () => {
  assert.deepEqual(scaledDown(5000, 3000), { width: 4096, height: 2457 });
  assert.deepEqual(scaledDown(10, 100_000), { width: 1, height: 4096 });
});

// ---- one question after another ----

const found = asked(choices, openingState, undefined);
const question = (gain: number): PictureQuestion => {
  assert.ok(found.ok);
  return { ...found.question, drawing: { range: 'clamped', gain } };
};
const answer = (side: number) =>
  ({ shape: [side, side, 1], result: [], times: { 'multiply-sum': side, 'unrolled-dot': 1 } }) as unknown as PictureAnswer;

interface Held {
  gain: number | undefined;
  picture: Picture | null;
  progress: ((share: number) => void) | null;
  answer(value: PictureAnswer | Refusal | null): Promise<void>;
  fail(): Promise<void>;
}

function held() {
  const pending: Held[] = [];
  let timed = 0;
  let has = false;
  const engine: PictureEngine = {
    filterPicture: (_, { drawing }, picture, progress) =>
      new Promise((resolve, reject) => {
        const then = (act: () => void) => {
          act();
          return turn();
        };
        const { gain } = drawing;
        pending.push({
          ...{ gain, picture, progress },
          answer: (value) => then(() => resolve(value)),
          fail: () => then(() => reject(new Error('gone'))),
        });
      }),
    timePicture: async () => {
      timed += 1;
      return { 'multiply-sum': 0.5, 'unrolled-dot': 0.25 };
    },
    pictureNumbers: async () => (has ? new Float32Array(1) : null),
    releasePicture: async () => {},
  };
  const run = new PictureRun(engine, 1);
  const picture = { width: 1, height: 1, pixels: new Uint8ClampedArray(4) };
  run.take(async () => picture);
  /** Whether the engine has the picture. */
  const holds = (picture: boolean) => {
    has = picture;
  };
  return { run, pending, picture, holds, timed: () => timed };
}

test('the picture is sent once; questions that arrive during an answer wait, and the newest is asked', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { run, pending, picture, timed } = held();
  run.ask(question(1));
  await turn();
  run.ask(question(2));
  run.ask(question(3));
  await turn();
  assert.deepEqual(
    pending.map(({ gain, picture: sent }) => [gain, sent]),
    [[1, picture]],
  );
  await pending[0]?.answer(answer(1));
  assert.equal(run.answered?.drawing.gain, 1);
  assert.deepEqual(pending.map(({ gain, picture: sent }) => [gain, sent]).at(-1), [3, null]);
  await pending[1]?.answer(answer(1));
  assert.deepEqual(
    [run.answered?.drawing.gain, timed(), run.measured, run.times],
    [3, 1, true, { 'multiply-sum': 0.5, 'unrolled-dot': 0.25 }],
  );
  assert.equal(pending.length, 2);
  mock.timers.reset();
});

test('a picture that arrives while another is fetched is sent as well', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { run, pending } = held();
  const pictureOf = (width: number): Picture => ({ width, height: 1, pixels: new Uint8ClampedArray(4 * width) });
  let fetched = (_: Picture) => {};
  const slow = new Promise<Picture>((resolve) => {
    fetched = resolve;
  });
  run.take(() => slow);
  run.ask(question(1), true);
  run.take(async () => pictureOf(3));
  run.ask(question(1), true);
  fetched(pictureOf(2));
  await turn();
  await pending[0]?.answer(answer(1));
  assert.equal(run.answer, null, 'that was about the first one');
  assert.deepEqual(
    pending.map(({ picture }) => picture?.width),
    [2, 3],
  );
  mock.timers.reset();
});

test('a longer question is ended by the next, and only that answer counts', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { run, pending } = held();
  run.ask(question(1));
  await turn();
  run.ask(question(2));
  mock.timers.tick(150);
  await turn();
  assert.deepEqual(
    pending.map(({ gain }) => gain),
    [1, 2],
  );
  await pending[1]?.answer(answer(2000));
  await pending[0]?.answer(answer(1));
  assert.deepEqual([run.answered?.drawing.gain, run.measured, run.times?.['multiply-sum']], [2, false, 2000]);
  mock.timers.reset();
});

test('progress is reported after half a second', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { run, pending } = held();
  const seen: (number | null)[] = [];
  run.addEventListener('progress', () => seen.push(run.progress));
  run.ask(question(1));
  await turn();
  pending[0]?.progress?.(0.1);
  mock.timers.tick(500);
  pending[0]?.progress?.(0.5);
  assert.deepEqual(seen, [0.5]);
  await pending[0]?.answer(answer(2000));
  assert.equal(run.progress, null);
  mock.timers.reset();
});

test('an error keeps the last answer; after a failure the picture is sent again, once automatically', async () => {
  const { run, pending, picture } = held();
  run.ask(question(1));
  await turn();
  await pending[0]?.answer(answer(2000));
  run.ask(question(2));
  await turn();
  await pending[1]?.answer({ code: 'limit', message: 'Too large.' });
  assert.deepEqual([run.refusal?.message, run.answered?.drawing.gain], ['Too large.', 1]);
  run.ask(question(3));
  await turn();
  await pending[2]?.fail();
  assert.deepEqual([run.failure, pending[2]?.picture, pending[3]?.picture], [null, null, picture]);
  await pending[3]?.fail();
  assert.deepEqual([run.failure, pending.length], ['gone', 4]);
  run.ask(question(3), true);
  await turn();
  assert.deepEqual([pending[4]?.picture, pending[4]?.progress], [picture, null]);
  await pending[4]?.answer(answer(1));
  assert.deepEqual([run.failure, run.refusal, run.answered?.drawing.gain], [null, null, 3]);
  run.release();
});

test('numbers of a picture that its engine has lost: it gets the picture again', async () => {
  const { run, pending, picture, holds } = held();
  run.ask(question(1), true);
  await turn();
  await pending[0]?.answer(answer(1));
  holds(true);
  const area = { row: 0, column: 0, rows: 1, columns: 1 };
  assert.equal((await run.numbers('input', area))?.length, 1);
  assert.equal(pending.length, 1);
  holds(false);
  const numbers = run.numbers('output', area);
  await turn();
  assert.deepEqual([pending.length, pending[1]?.picture], [2, picture]);
  holds(true);
  await pending[1]?.answer(answer(1));
  assert.equal((await numbers)?.length, 1);
  // Only once.
  holds(false);
  const none = run.numbers('output', area);
  await turn();
  await pending[2]?.answer(answer(1));
  assert.equal(await none, null);
  assert.equal(pending.length, 3);
  run.release();
});
