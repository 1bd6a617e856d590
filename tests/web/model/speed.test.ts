import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvParse } from 'd3-dsv';
import type { Contestant, ConvShape, Measurement } from '../../../web/src/engine/contract.ts';
import { multiplyAdds } from '../../../web/src/panels/speed/plain-loops.ts';
import {
  AXES,
  type Axis,
  CONTESTANTS,
  compared,
  csvOf,
  inTime,
  LONGEST_RUN,
  measured,
  type Point,
  pointsOf,
  Series,
  sentences,
} from '../../../web/src/panels/speed/speed-model.ts';
import { speed as en } from '../../../web/src/words/speed.en.ts';
import { speed as es } from '../../../web/src/words/speed.es.ts';
import { turn } from './support.ts';

/** A measurement whose quartiles are 1 % away on either side. */
const taken = (seconds: number, layer: ConvShape, more: Partial<Measurement> = {}): Measurement => ({
  seconds,
  low: 0.99 * seconds,
  high: 1.01 * seconds,
  runs: 30,
  kernel: 'blocked, direct',
  agrees: true,
  multiplyAdds: multiplyAdds(layer),
  inputBytes: 4 * layer.input[1] * layer.input[2] * layer.input[3],
  bytesMoved: 5000,
  matrixBytes: 4 * layer.input[1] * layer.input[2] * layer.filter[0] * layer.filter[1] * layer.filter[2],
  ...more,
});

/** An engine that takes this long for each question, and records the questions. */
const engineOf = (seconds: (contestant: Contestant, layer: ConvShape) => number) => {
  const asked: [side: number, contestant: Contestant][] = [];
  return {
    asked,
    measure: async (layer: ConvShape, contestant: Contestant) => {
      asked.push([layer.input[1], contestant]);
      return taken(seconds(contestant, layer), layer);
    },
  };
};

/** The first sizes of an axis with measurements: the three seconds for each. */
const series = (axis: Axis, ...times: readonly (readonly (number | Measurement | 'left out' | undefined)[])[]) => {
  const points: Point[] = pointsOf(axis).map((point, index) => ({
    ...point,
    times: Object.fromEntries(
      CONTESTANTS.flatMap((contestant, i) => {
        const time = times[index]?.[i];
        return time === undefined ? [] : [[contestant, typeof time === 'number' ? taken(time, point.layer) : time]];
      }),
    ),
  }));
  return { axis, points };
};
const both = (measuredSeries: { axis: Axis; points: readonly Point[] }) => [
  sentences(measuredSeries, en, 'en'),
  sentences(measuredSeries, es, 'es'),
];

test('every size of every axis keeps the size of its input, and is larger than the one before', () => {
  for (const axis of AXES) {
    const points = pointsOf(axis);
    assert.ok(points.length >= 6);
    for (const { layer } of points) {
      const { input, filter, output, stride, padding } = layer;
      const side = (n: number, f: number) => Math.floor((n + 2 * padding - f) / stride) + 1;
      assert.deepEqual(output, [1, side(input[1], filter[0]), side(input[2], filter[1]), filter[3]]);
      assert.deepEqual(output, input);
    }
    const work = points.map(({ layer }) => multiplyAdds(layer));
    assert.deepEqual(
      work,
      work.toSorted((a, b) => a - b),
    );
  }
});

test('a series measures size by size, each contestant in turn', async () => {
  const engine = engineOf(() => 1e-3);
  const race = new Series('input', engine, turn);
  const seen: (string | null)[] = [];
  race.addEventListener('change', () => seen.push(race.current && `${race.current.size} ${race.current.contestant}`));
  assert.deepEqual([race.state, race.progress], ['new', 0]);
  await race.start();
  assert.deepEqual(engine.asked.slice(0, 4), [
    [8, 'multiply-sum'],
    [8, 'unrolled-dot'],
    [8, 'loops'],
    [16, 'multiply-sum'],
  ]);
  assert.equal(engine.asked.length, race.points.length * CONTESTANTS.length);
  assert.deepEqual(seen, [...engine.asked.map((each) => each.join(' ')), null]);
  assert.deepEqual([race.state, race.progress, race.failure], ['complete', 1, null]);
});

test('contestants that would take too long are not measured, nor at larger sizes', async () => {
  // The loops' last run takes a third of the limit, and the next size has four times as many products.
  const engine = engineOf((contestant, { input }) => (contestant !== 'loops' ? 1e-4 : input[1] === 32 ? LONGEST_RUN / 3 : 1e-3));
  const race = new Series('input', engine, turn);
  await race.start();
  assert.deepEqual(
    engine.asked.filter(([, contestant]) => contestant === 'loops').map(([side]) => side),
    [8, 16, 32],
  );
  assert.deepEqual(
    race.points.map(({ times }) => times.loops === 'left out'),
    [false, false, false, true, true, true],
  );
  assert.deepEqual([race.state, race.progress], ['complete', 1]);
});

test('a stopped series asks for nothing more, keeps its results, and can start again', async () => {
  const engine = engineOf(() => 1e-3);
  const race = new Series('channels', engine, turn);
  const running = race.start();
  while (engine.asked.length < 4) await turn();
  race.stop();
  const asked = engine.asked.length;
  const kept = race.points;
  assert.deepEqual([race.state, race.current], ['stopped', null]);
  await running;
  assert.equal(engine.asked.length, asked);
  assert.equal(race.points, kept);
  assert.ok(measured(kept[0], 'loops'));
  assert.equal(kept.at(-1)?.times.loops, undefined);
  race.stop();
  await race.start();
  assert.equal(race.state, 'complete');
  assert.equal(engine.asked.length, asked + race.points.length * CONTESTANTS.length);
});

test('a failing engine ends the series and is reported', async () => {
  const measure = () => Promise.reject(new Error('out of memory'));
  const race = new Series('filter', { measure }, turn);
  await race.start();
  assert.deepEqual([race.state, race.failure, race.current], ['stopped', 'out of memory', null]);
});

test('neither is faster if spreads overlap, or within 1 %', () => {
  const { layer } = pointsOf('input')[0];
  const one = taken(1, layer);
  assert.equal(compared(one, taken(2, layer)), 'faster');
  assert.equal(compared(taken(2, layer), one), 'slower');
  assert.equal(compared(one, taken(1.5, layer, { low: 1 })), 'same');
  assert.equal(compared({ ...one, low: 1, high: 1 }, { ...taken(1.009, layer), low: 1.009, high: 1.009 }), 'same');
});

test('times with a unit and three digits', () => {
  assert.deepEqual(
    [4.2e-7, 1.5e-5, 0.0009996, 0.001, 0.0254, 0.9994, 0.9996, 2].map((seconds) => inTime(seconds, 'en')),
    ['0.420 µs', '15.0 µs', '1.00 ms', '1.00 ms', '25.4 ms', '999 ms', '1.00 s', '2.00 s'],
  );
  assert.equal(inTime(0.0254, 'es'), '25,4 ms');
  assert.equal(inTime(0.1, 'en', 1), '100 ms');
});

test('sentences: one route is faster, the loops are slower and then not measured, the matrix grows with the input', () => {
  const [english, spanish] = both(series('input', [1e-5, 2e-5, 3e-4], [1e-3, 1.5e-3, 'left out']));
  assert.deepEqual(english, [
    'At 16 × 16 the faster route is multiply-sum: 1.00 ms against 1.50 ms for unrolled dot, 1.5 times as fast.',
    'Plain JavaScript loops take 300 µs at 8 × 8, 30 times as long as multiply-sum; from 16 × 16 on they are not measured, because one run would take more than about 250 ms.',
    'From 8 × 8 to 16 × 16 the whole unrolled matrix grows from 36 KiB to 144 KiB, the input from 4 KiB to 16 KiB: at the end it is 9 times as large as the input.',
  ]);
  assert.deepEqual(spanish, [
    'Con 16 × 16 la vía más rápida es multiplicar y sumar: 1,00 ms frente a 1,50 ms de desenrollar y dot, 1,5 veces más rápida.',
    'Los bucles simples de JavaScript tardan 300 µs con 8 × 8, 30 veces lo que multiplicar y sumar; a partir de 16 × 16 no se miden, porque una ejecución tardaría más de unos 250 ms.',
    'De 8 × 8 a 16 × 16 la matriz desenrollada entera crece de 36 KiB a 144 KiB, la entrada de 4 KiB a 16 KiB: al final es 9 veces la entrada.',
  ]);
});

test('sentences: the other route is faster, and the loops are as fast as it', () => {
  const [english, spanish] = both(series('channels', [3e-5, 1e-5, 1.005e-5]));
  assert.deepEqual(english, [
    'At 1 channel the faster route is unrolled dot: 10.0 µs against 30.0 µs for multiply-sum, 3 times as fast.',
    'Plain JavaScript loops take 10.1 µs at 1 channel, not clearly more or less than unrolled dot.',
    'At 1 channel the whole unrolled matrix would take 36 KiB, 9 times the input’s 4 KiB.',
  ]);
  assert.match(spanish[0], /^Con 1 canal la vía más rápida es desenrollar y dot: 10,0 µs/);
  assert.match(spanish[1], /ni claramente más ni menos que desenrollar y dot\.$/);
  assert.match(spanish[2], /ocuparía 36 KiB, 9 veces los 4 KiB de la entrada\.$/);
});

test('sentences: neither route is faster, the loops are, and a filter of 1 × 1 unrolls to the input itself', () => {
  const [english, spanish] = both(series('filter', [2e-5, 2.01e-5, 1e-5]));
  assert.deepEqual(english, [
    'At a 1 × 1 filter neither route is clearly faster: 20.0 µs for multiply-sum, 20.1 µs for unrolled dot.',
    'Plain JavaScript loops take 10.0 µs at a 1 × 1 filter, and are 2 times as fast as multiply-sum.',
    'At a 1 × 1 filter the whole unrolled matrix would take 128 KiB, as much as the input.',
  ]);
  assert.match(spanish[0], /ninguna vía es claramente más rápida: 20,0 µs multiplicar y sumar, 20,1 µs desenrollar y dot\.$/);
  assert.match(spanish[1], /y multiplicar y sumar tarda 2 veces eso\.$/);
  assert.match(spanish[2], /lo mismo que la entrada\.$/);
});

test('sentences: the input may stay as it is while the matrix grows', () => {
  const [english, spanish] = both(series('filter', [1e-5, 2e-5, 3e-4], [1e-4, 2e-4, 3e-3]));
  assert.equal(
    english[2],
    'From a 1 × 1 filter to a 3 × 3 filter the whole unrolled matrix grows from 128 KiB to 1.1 MiB, while the input stays at 128 KiB: at the end it is 9 times as large as the input.',
  );
  assert.match(spanish[2], /mientras la entrada se queda en 128 KiB: al final es 9 veces la entrada\.$/);
});

test('sentences: say nothing about missing measurements or differing results', () => {
  assert.deepEqual(both(series('input')), [[], []]);
  assert.deepEqual(both(series('input', [1e-5])), [[], []]);
  const [english] = both(series('input', [1e-5, 2e-5]));
  assert.deepEqual(
    english.map((sentence) => sentence.slice(0, 8)),
    ['At 8 × 8', 'At 8 × 8'],
  );
  const wrong = taken(1e-6, pointsOf('input')[0].layer, { agrees: false });
  assert.deepEqual(both(series('input', [wrong, 2e-5, 3e-4])), [[], []]);
});

test('CSV: a row for each measurement, units in the headings, every digit', () => {
  const wrong = taken(1e-6, pointsOf('input')[1].layer, { agrees: false });
  const text = csvOf(
    series('input', [1 / 3e5, 2e-5, taken(3e-4, pointsOf('input')[0].layer, { kernel: null })], [wrong, 2e-4, 'left out']),
  );
  const rows = csvParse(text);
  assert.deepEqual(
    rows.map((row) => [row.size, row.by, row.status, row['time, median (s)'], row.kernel]),
    [
      ['8', 'multiply-sum', 'measured', String(1 / 3e5), 'blocked, direct'],
      ['8', 'unrolled-dot', 'measured', '0.00002', 'blocked, direct'],
      ['8', 'loops', 'measured', '0.0003', ''],
      ['16', 'multiply-sum', 'results differ', '', 'blocked, direct'],
      ['16', 'unrolled-dot', 'measured', '0.0002', 'blocked, direct'],
      ['16', 'loops', 'left out', '', ''],
    ],
  );
  assert.deepEqual(
    [rows[0]['input (m x n_H x n_W x n_C)'], rows[0]['filter (f_H x f_W x n_C x n_F)'], rows[0]['whole unrolled matrix (B)']],
    ['1x8x8x16', '3x3x16x16', String(8 * 8 * 144 * 4)],
  );
  assert.ok(text.endsWith('\n'));
});
