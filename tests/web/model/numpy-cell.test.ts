import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Evaluation } from 'convdot';
import type { Solution, Variables } from '../../../web/src/engine/contract.ts';
import { solve } from '../../../web/src/engine/solve.ts';
import { setOptions, toCase } from '../../../web/src/model/edits.ts';
import { Example } from '../../../web/src/model/example.ts';
import { openingState } from '../../../web/src/model/presets.ts';
import type { State } from '../../../web/src/model/state.ts';
import { act, type Editor, type EditorHost, isComplete } from '../../../web/src/panels/numpy/editor/editor.ts';
import {
  blocksOf,
  type Compared,
  compared,
  type Kept,
  NumpyCell,
  variablesOf,
} from '../../../web/src/panels/numpy/numpy-cell.ts';
import { QuickEngine, turn } from './support.ts';

const { load } = (await import(new URL('../../../dist/convdot/index.js', import.meta.url).href)) as typeof import('convdot');
const convdot = await load();

const tensor = (shape: number[], data: number[] = new Array(shape.reduce((n, axis) => n * axis, 1)).fill(0)) => ({ shape, data });
const solution = ({ bias = 0, sum = -5, bound = 1e-14, padding = [0, 0, 0, 0], shape = [1, 4, 4, 1], terms = [-5] } = {}) =>
  ({
    geometry: { shape, padding },
    comparison: { multiplySum: tensor(shape) },
    step: { window: tensor([3, 3, 1]), block: tensor([3, 3, 1]), bias, sum, multiplySum: sum + bias, bound, terms },
  }) as unknown as Solution;

const answered = (
  data: ArrayLike<number> | BigInt64Array,
  shape: number[] = [],
  dtype = 'float64',
): Extract<Evaluation, { ok: true }> => ({
  ok: true,
  value: { shape, data, dtype },
  repr: 'as NumPy prints it',
});

test('a program’s variables: one image and equal options are as simple as possible', () => {
  const variables = variablesOf(solution({ bias: 2 }), openingState);
  const seen = Object.entries(variables).map(([name, { shape, dtype, data }]) => [
    name,
    shape,
    dtype,
    data && [...(data() as number[])].slice(0, 3),
  ]);
  assert.deepEqual(seen, [
    ['a', [3, 3, 1], 'float64', [0, 0, 0]],
    ['W', [3, 3, 1], 'float64', [0, 0, 0]],
    ['b', [], 'float64', [2]],
    ['z', [], 'float64', [-3]],
    ['x', [6, 6, 1], 'float64', [3, 0, 1]],
    ['x_pad', [6, 6, 1], 'float64', undefined],
    ['F', [3, 3, 1, 1], 'float64', [1, 0, -1]],
    ['Z', [4, 4, 1], 'float64', [0, 0, 0]],
    ['a_slice_prev', [3, 3, 1], 'float64', [0, 0, 0]],
    ['A_prev', [1, 6, 6, 1], 'float64', [3, 0, 1]],
    ['A_prev_pad', [1, 6, 6, 1], 'float64', undefined],
    ['stride', [], 'int64', [1]],
    ['pad', [], 'int64', [0]],
    ['dilation', [], 'int64', [1]],
    ['groups', [], 'int64', [1]],
  ]);
});

test('several images have their axis, options that differ by side are arrays, float32 is float32', () => {
  const state: State = { ...openingState, x: { ...tensor([2, 6, 6, 1]), typed: new Map() }, stride: [2, 1], dtype: 'float32' };
  const { x, x_pad, Z, a, stride, pad } = variablesOf(solution({ padding: [0, 1, 2, 3], shape: [2, 4, 8, 1] }), state);
  assert.deepEqual(
    [x.shape, x_pad.shape, Z.shape],
    [
      [2, 6, 6, 1],
      [2, 8, 10, 1],
      [2, 4, 8, 1],
    ],
  );
  assert.ok(a.data?.() instanceof Float32Array);
  assert.deepEqual(
    [a.dtype, stride.shape, stride.data?.(), pad.shape, pad.data?.()],
    ['float32', [2], [2, 1], [4], [0, 1, 2, 3]],
  );
});

test('what Enter runs: one line with an answer', () => {
  for (const source of ['a', 'np.sum(a * W)', "np.einsum('ijk,(->', a)", 'a == W', 'f(a=1)', 'a # (', "'#' + '('", 'a)'])
    assert.ok(isComplete(source), source);
  for (const source of ['', '  ', '# a', 'a = 1', ' c=a', 'ñ_1 = 2', 'np.dot(a,', 'a[', 'a\n', 'a\nb'])
    assert.ok(!isComplete(source), source);
});

test('the keys of the editor', () => {
  const done: string[] = [];
  const host = { run: () => done.push('run'), older: () => 'older', newer: () => null } as unknown as EditorHost;
  const press = (source: string, key: string, more: Partial<KeyboardEvent> = {}, caret = { first: true, last: true }) => {
    done.length = 0;
    const editor = { source, show: (text: string) => done.push(`show ${text}`) } as unknown as Editor;
    return [act(host, editor, { key, ...more } as KeyboardEvent, caret), ...done];
  };
  assert.deepEqual(press('a', 'Enter'), [true, 'run']);
  assert.deepEqual(press('c = a', 'Enter'), [false]);
  for (const modifier of ['shiftKey', 'ctrlKey', 'metaKey'])
    assert.deepEqual(press('c = a\nc', 'Enter', { [modifier]: true }), [true, 'run']);
  assert.deepEqual(press('a\nb', 'Enter'), [false]);
  assert.deepEqual(press('a', 'Enter', { isComposing: true }), [false]);
  assert.deepEqual(press('a', 'ArrowUp'), [true, 'show older']);
  assert.deepEqual(press('a', 'ArrowUp', {}, { first: false, last: true }), [false]);
  assert.deepEqual(press('a', 'ArrowUp', { shiftKey: true }), [false]);
  assert.deepEqual(press('a', 'ArrowDown'), [false], 'there is nothing newer');
  for (const key of ['Tab', 'Escape', 'a', 'ArrowLeft']) assert.deepEqual(press('a', key), [false], key);
});

// ---- comparing ----

test('an answer against the value of the step', () => {
  const cases: [data: ArrayLike<number> | BigInt64Array, dtype: string, shown: Compared | null][] = [
    [[-5], 'float64', { verdict: 'identical', against: 'step' }],
    [BigInt64Array.of(-5n), 'int64', { verdict: 'identical', against: 'step' }],
    [[-5 + 1e-15], 'float64', { verdict: 'rounding', against: 'step' }],
    [[-5.1], 'float64', { verdict: 'different', against: 'step' }],
    [[Number.NaN], 'float64', { verdict: 'different', against: 'step' }],
    [[1], 'bool', null],
  ];
  for (const [data, dtype, expected] of cases) assert.deepEqual(compared(answered(data, [], dtype), solution()), expected, dtype);
  for (const shape of [[1], [1, 1], [1, 1, 1, 1]])
    assert.deepEqual(compared(answered([-5], shape), solution()), { verdict: 'identical', against: 'step' }, 'one element');
  assert.deepEqual(compared(answered([7], [1, 1]), solution()), { verdict: 'different', against: 'step' });
  assert.equal(compared(answered([-5, -5], [2]), solution()), 'no number');
  assert.equal(compared(answered([], [0]), solution()), 'no number');
  assert.equal(compared({ ok: false, type: 'ValueError', message: '' }, solution()), null);
  assert.equal(compared(answered([], [0], 'object'), solution()), null);
  const verdict = (value: number, step: Solution) => (compared(answered([value]), step) as Exclude<Compared, string>).verdict;
  assert.equal(verdict(-0, solution({ sum: 0 })), 'identical');
  assert.equal(verdict(Number.NaN, solution({ sum: Number.NaN, bound: Infinity })), 'identical');
  assert.equal(verdict(-4, solution({ bound: Infinity })), 'different', 'nothing can be claimed');
  // 2^53 + 1 is not a double
  assert.notEqual(
    (compared(answered(BigInt64Array.of(9007199254740993n), [], 'int64'), solution({ sum: 2 ** 53 })) as { verdict: string })
      .verdict,
    'identical',
  );
});

test('where there is a bias an answer may be the sum before it', () => {
  const sum = (value: number, step = solution({ bias: 1 })) => compared(answered([value]), step);
  assert.deepEqual(sum(-4), { verdict: 'identical', against: 'step' });
  assert.deepEqual(sum(-5), { verdict: 'identical', against: 'sum' });
  assert.deepEqual(sum(-5 + 1e-15), { verdict: 'rounding', against: 'sum' });
  assert.deepEqual(sum(-6), { verdict: 'different', against: 'step' });
  // The rounding of a large bias says nothing about the sum.
  assert.deepEqual(sum(-5.5, solution({ bias: -1e9, bound: 4 })), { verdict: 'different', against: 'step' });
});

test('answers as blocks of cells', () => {
  const drawn = (shape: number[], dtype = 'float64') =>
    blocksOf(
      answered(
        Array.from({ length: shape.reduce((n, axis) => n * axis, 1) }, (_, i) => i),
        shape,
        dtype,
      ).value,
    );
  assert.deepEqual(drawn([3]), [{ part: '', columns: 3, data: [0, 1, 2] }]);
  assert.deepEqual(drawn([2, 2]), [{ part: '', columns: 2, data: [0, 1, 2, 3] }]);
  assert.deepEqual(drawn([1, 2, 2]), [
    { part: '[..., 0]', columns: 2, data: [0, 2] },
    { part: '[..., 1]', columns: 2, data: [1, 3] },
  ]);
  for (const shape of [[16], [16, 16], [4, 4, 16]]) assert.ok(drawn(shape).length > 0, String(shape));
  for (const shape of [[], [17], [1, 17], [17, 1], [0], [5, 5, 11], [1, 1, 17], [1, 1, 1, 1]])
    assert.deepEqual(drawn(shape), [], String(shape));
  assert.deepEqual(drawn([2], 'bool'), []);
  assert.deepEqual(blocksOf(answered(BigInt64Array.of(1n, -2n), [2], 'int64').value), [{ part: '', columns: 2, data: [1, -2] }]);
});

// ---- running ----

/** Every program waits until the test answers it. */
class HeldCell {
  readonly pending: { source: string; variables: Variables; answer(data: number): void; fail(): void }[] = [];
  readonly engine = {
    evaluate: (source: string, variables: Variables, signal?: AbortSignal) =>
      new Promise<Evaluation>((resolve, reject) => {
        const answer = (data: number) => resolve(answered([data]));
        signal?.addEventListener('abort', () => reject(signal.reason));
        this.pending.push({ source, variables, answer, fail: () => reject(new Error('away')) });
      }),
  };
}

async function open(state = openingState) {
  const held = new HeldCell();
  const solver = new QuickEngine();
  solver.solve = async (question) => {
    const step = solution({ padding: typeof question.options.padding === 'number' ? [1, 2, 3, 4] : [0, 0, 0, 0] });
    return { ok: true, solution: { ...step, at: question.at } };
  };
  const example = new Example(solver, state);
  const cell = new NumpyCell(held.engine, example);
  const heard: string[] = [];
  cell.addEventListener('answered', (event) => heard.push((event as CustomEvent<Kept>).detail.source));
  await example.settled();
  /** Answers the only question in progress. */
  const answer = async (data: number) => {
    assert.equal(held.pending.length, 1, 'one question at a time');
    held.pending.pop()?.answer(data);
    await turn();
  };
  const kept = () =>
    cell.kept.map(({ source, evaluation, solution }) => [
      source,
      evaluation?.ok ? evaluation.value.data[0] : null,
      solution === example.solution,
    ]);
  const step = async (stride: number) => {
    example.apply((state) => setOptions(state, { stride: [stride, stride] }));
    await example.settled();
  };
  return { ...held, engine: held.engine, pending: held.pending, example, cell, heard, answer, kept, step };
}

test('programs are kept, newest first, and answered one at a time', async () => {
  const { cell, answer, kept, heard, pending } = await open();
  cell.run('a', true);
  cell.run('W');
  cell.run('b');
  assert.deepEqual(kept(), [
    ['b', null, false],
    ['W', null, false],
    ['a', null, false],
  ]);
  assert.equal(pending[0]?.source, 'a', 'under way already');
  for (const data of [1, 2, 3]) await answer(data);
  assert.deepEqual(kept(), [
    ['b', 2, true],
    ['W', 3, true],
    ['a', 1, true],
  ]);
  assert.deepEqual(heard, ['b', 'W'], 'nobody waits for the first');
  // A program that has its answer is not asked again.
  cell.run('a');
  assert.deepEqual([kept()[0], kept().length, pending.length, heard], [['a', 1, true], 3, 0, ['b', 'W', 'a']]);
  for (let i = 0; i < 25; i += 1) cell.run(`a + ${i}`);
  assert.equal(kept().length, 20);
});

test('another step runs all again, the newest program first, and no earlier step', async () => {
  const { cell, answer, kept, heard, step, pending } = await open();
  for (const source of ['W', 'a']) {
    cell.run(source);
    await answer(0);
  }
  heard.length = 0;
  await step(2);
  assert.deepEqual(kept(), [
    ['a', 0, false],
    ['W', 0, false],
  ]);
  await step(3);
  await step(4);
  assert.equal(pending[0]?.source, 'a');
  await answer(1);
  assert.deepEqual(kept()[0], ['a', 1, false], 'of the step that was asked');
  await answer(2);
  await answer(3);
  assert.deepEqual(kept(), [
    ['a', 2, true],
    ['W', 3, true],
  ]);
  assert.deepEqual([pending.length, heard], [0, []]);
});

test('a failing engine is reported, and asked again by the next run', async () => {
  const { cell, answer, pending, kept } = await open();
  cell.run('a');
  pending.pop()?.fail();
  await turn();
  assert.deepEqual([cell.failure, kept(), pending.length], ['away', [['a', null, false]], 0]);
  cell.run('a');
  assert.equal(cell.failure, null);
  await answer(1);
  assert.deepEqual(kept(), [['a', 1, true]]);
});

test('a long program can be stopped, and runs again only on request', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { cell, answer, kept, heard, step, pending } = await open();
  cell.run('W');
  cell.run('a');
  mock.timers.tick(500);
  assert.equal(cell.long, false);
  mock.timers.tick(1500);
  assert.equal(cell.long, true);
  pending.pop();
  cell.stop();
  await turn();
  assert.deepEqual(
    [cell.kept[1]?.evaluation, cell.long, heard],
    [{ ok: false, type: 'KeyboardInterrupt', message: '' }, false, ['W']],
  );
  assert.equal(cell.failure, null);
  await answer(1);
  assert.deepEqual(kept()[0], ['a', 1, true], 'the others go on');
  await step(2);
  await answer(2);
  assert.deepEqual([pending.length, kept()[1]], [0, ['W', null, false]], 'another step does not start it');
  cell.run('W');
  await answer(3);
  assert.deepEqual(kept()[0], ['W', 3, true]);
  cell.stop();
  assert.deepEqual(kept()[0], ['W', 3, true], 'nothing runs');
  mock.timers.reset();
});

test('a released cell asks nothing until it follows again', async () => {
  const { cell, answer, step, pending } = await open();
  cell.run('a');
  await answer(1);
  cell.release();
  await step(2);
  assert.equal(pending.length, 0);
  cell.follow();
  await answer(2);
});

test('large arrays go with programs that name them; the padded input is made by the engine', async () => {
  const large: State = { ...openingState, x: { ...tensor([1, 64, 64, 1]), typed: new Map() }, pad: 1 };
  const { cell, pending } = await open(large);
  const next = async () => {
    const [question] = pending.splice(0);
    question.answer(7);
    await turn();
    return [question.source, Object.keys(question.variables).join(' ')];
  };
  cell.run('np.max(a)');
  assert.deepEqual(await next(), ['np.max(a)', 'a W b z F Z a_slice_prev stride pad dilation groups']);
  cell.run('x + Z');
  assert.deepEqual(await next(), ['x + Z', 'a W b z x F Z a_slice_prev stride pad dilation groups']);
  for (const program of ['x_pad[0]', 'A_prev_pad[0]']) {
    cell.run(program);
    assert.deepEqual(await next(), ['np.pad(A_prev, ((0, 0), (1, 3), (2, 4), (0, 0)))', 'A_prev']);
    const { x_pad, A_prev_pad } = pending[0].variables;
    assert.deepEqual([x_pad.data, x_pad.shape, A_prev_pad.data, A_prev_pad.shape], [[7], [68, 70, 1], [7], [1, 68, 70, 1]]);
    assert.equal((await next())[0], program);
  }
});

// ---- with the package's own NumPy ----

/** Programs on a state, run by the package. */
async function inPackage(state: State) {
  const example = new Example({ solve: async (question) => solve(convdot, question) }, state);
  const cell = new NumpyCell({ evaluate: async (source, variables) => convdot.evaluate(source, variables) }, example);
  await example.settled();
  return async (source: string) => {
    cell.run(source);
    for (let i = 0; i < 5; i += 1) await turn();
    const [{ evaluation }] = cell.kept;
    assert.ok(evaluation?.ok, source);
    return { ...evaluation, compared: compared(evaluation, example.solution as Solution) };
  };
}

const padded: State = { ...openingState, pad: [1, 0, 2, 3], stride: [2, 1], step: { image: 0, row: 1, column: 2, filter: 0 } };
const several: State = {
  ...padded,
  x: {
    ...tensor(
      [2, 5, 6, 4],
      Array.from({ length: 240 }, (_, i) => i % 7),
    ),
    typed: new Map(),
  },
  w: {
    ...tensor(
      [3, 2, 4, 2],
      Array.from({ length: 48 }, (_, i) => (i % 5) - 2),
    ),
    typed: new Map(),
  },
  b: { ...tensor([2], [1, 2]), typed: new Map() },
  dtype: 'float32',
  step: { image: 1, row: 1, column: 2, filter: 1 },
};

test('every listed name exists, with the listed shape and type', async () => {
  for (const state of [openingState, padded, several]) {
    const run = await inPackage(state);
    const { ok, ...answer } = solve(convdot, toCase(state));
    assert.ok(ok && 'solution' in answer);
    for (const [name, { shape, dtype }] of Object.entries(variablesOf(answer.solution, state))) {
      const { value } = await run(name);
      assert.deepEqual([value.shape, value.dtype], [shape, dtype], name);
    }
  }
});

test('the course’s names hold what the course puts there', async () => {
  for (const [state, step] of [
    [padded, 'A_prev_pad[0, 2:5, 2:5, :]'],
    [several, 'A_prev_pad[1, 2:5, 2:4, :]'],
  ] as const) {
    const run = await inPackage(state);
    for (const same of [
      `np.array_equal(a_slice_prev, ${step})`,
      'np.array_equal(a_slice_prev, a)',
      'np.array_equal(A_prev_pad, np.pad(A_prev, ((0, 0), (1, 2), (0, 3), (0, 0))))',
      `np.array_equal(x_pad, A_prev_pad${state === padded ? '[0]' : ''})`,
    ])
      assert.equal((await run(same)).repr, 'True', same);
    const { compared: judged } = await run('np.sum(a_slice_prev * W) + b');
    assert.deepEqual(judged, { verdict: 'identical', against: 'step' });
  }
});

test('a row times a column is the step’s number, as NumPy prints a 1 × 1 array', async () => {
  const run = await inPackage(openingState);
  const { repr, compared: judged } = await run('a.reshape(1,-1) @ W.reshape(-1,1)');
  assert.deepEqual([repr, judged], ['array([[-5.]])', { verdict: 'identical', against: 'step' }]);
});
