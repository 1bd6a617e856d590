import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { chooseStep, setCell, setOptions } from '../../../web/src/model/edits.ts';
import { Bench } from '../../../web/src/model/example.ts';
import { openingState } from '../../../web/src/model/presets.ts';
import type { State } from '../../../web/src/model/state.ts';
import { HeldEngine, QuickEngine, solved, turn } from './support.ts';

function held(painted?: () => Promise<void>) {
  const engine = new HeldEngine();
  const bench = new Bench(engine, openingState, painted);
  const events: string[] = [];
  bench.addEventListener('change', () => events.push('change'));
  bench.addEventListener('settled', () => events.push('settled'));
  /** Answers the only question that is under way. */
  const answer = async (mark: number, at?: State['step']) => {
    const [pending, ...more] = engine.pending.splice(0);
    assert.equal(more.length, 0, 'one question at a time');
    pending.answer(solved(pending.question, mark, at));
    await turn();
  };
  const mark = () => bench.solution?.comparison.multiplySum.data[0];
  return { engine, bench, events, answer, mark };
}

const stride = (h: number) => (state: State) => setOptions(state, { stride: [h, h] });

test('the first state is asked at once', async () => {
  const { bench, events, answer, mark } = held();
  assert.deepEqual([bench.busy, bench.current, bench.solution, bench.solved, bench.refusal], [true, false, null, null, null]);
  await answer(1);
  assert.deepEqual([bench.busy, bench.current, mark(), bench.solved], [false, true, 1, openingState]);
  assert.deepEqual(events, ['change', 'settled']);
});

test('of the states that come while a question is under way only the newest is asked', async () => {
  const { engine, bench, events, answer, mark } = held();
  for (const h of [2, 3, 4]) bench.apply(stride(h));
  assert.equal(engine.asked, 1);
  assert.deepEqual(events, ['change', 'change', 'change']);
  await answer(1);
  assert.deepEqual([mark(), bench.solved, bench.current, bench.busy], [1, openingState, false, true], 'the older state stands');
  assert.deepEqual(engine.pending[0].question.options.stride, [4, 4]);
  await answer(4);
  assert.deepEqual([engine.asked, mark(), bench.current, bench.solved], [2, 4, true, bench.state]);
  assert.deepEqual(events.slice(3), ['change', 'change', 'settled']);
});

test('a keystroke is asked in a task of its own, and told once: when it has been painted or with its answer', async () => {
  const frames: (() => void)[] = [];
  const { engine, bench, events, answer, mark } = held(() => new Promise((resolve) => void frames.push(resolve)));
  const paint = async () => {
    for (const resolve of frames.splice(0)) resolve();
    await turn();
  };
  const key = (text: string) => bench.type((state) => setCell(state, 'x', 0, text), 'cell 1');
  const aTask = () => new Promise((resolve) => setTimeout(resolve));
  await answer(1);
  events.length = 0;

  key('7');
  assert.deepEqual([bench.busy, engine.asked, bench.state.x.data[0], events], [true, 1, 7, []]);
  await aTask();
  assert.deepEqual([engine.asked, engine.pending[0]?.question.input.data[0], events], [2, 7, []]);
  await paint();
  assert.deepEqual(events, ['change']);
  await answer(2);
  assert.deepEqual([mark(), events.splice(0)], [2, ['change', 'change', 'settled']]);

  key('78');
  await aTask();
  await answer(3);
  assert.deepEqual([mark(), events], [3, ['change', 'settled']]);
  await paint();
  assert.deepEqual(events.splice(0), ['change', 'settled'], 'the answer has told it');

  key('789');
  bench.tell();
  assert.deepEqual(events.splice(0), ['change'], 'where the field is left');
  bench.tell();
  key('7890');
  await paint();
  assert.deepEqual(events.splice(0), ['change'], 'once for all of a frame');
  bench.undo();
  assert.deepEqual([bench.state.x.data[0], events], [openingState.x.data[0], ['change']], 'undone together');
});

test('an edit that changes nothing asks nothing', async () => {
  const { engine, bench, events, answer } = held();
  await answer(1);
  bench.apply((state) => state);
  bench.replace(bench.state);
  assert.deepEqual([engine.asked, events.length], [1, 2]);
});

test('the step follows where the core had to move it', async () => {
  const { engine, bench, answer } = held();
  await answer(1);
  bench.apply((state) => chooseStep(state, { row: 9 }));
  await answer(2, { image: 0, row: 3, column: 0, filter: 0 });
  assert.equal(bench.state.step.row, 3);
  assert.deepEqual([bench.current, bench.solved, bench.busy, engine.asked], [true, bench.state, false, 2]);
  assert.equal(bench.state.preset, 'vertical-edge');
});

test('the step of an older state does not move that of a newer one', async () => {
  const { bench, answer } = held();
  await answer(1);
  bench.apply((state) => chooseStep(state, { row: 9 }));
  bench.apply((state) => chooseStep(state, { row: 1 }));
  await answer(2, { image: 0, row: 3, column: 0, filter: 0 });
  assert.deepEqual([bench.state.step.row, bench.solved?.step.row, bench.current], [1, 3, false]);
  await answer(3);
  assert.deepEqual([bench.state.step.row, bench.current], [1, true]);
});

test('a refusal keeps the last solution and goes with the next state', async () => {
  const { engine, bench, answer, mark } = held();
  await answer(1);
  bench.apply(stride(9));
  engine.pending.splice(0)[0].answer({ ok: false, refusal: { code: 'stride', message: 'stride 9' } });
  await turn();
  assert.deepEqual(
    [bench.refusal, mark(), bench.solved, bench.current],
    [{ code: 'stride', message: 'stride 9' }, 1, openingState, false],
  );
  bench.apply(stride(2));
  assert.equal(bench.refusal, null);
  await answer(2);
  assert.equal(bench.current, true);
});

test('the refusal of a state that is no more is not shown', async () => {
  const { engine, bench, answer } = held();
  await answer(1);
  bench.apply(stride(9));
  bench.apply(stride(2));
  engine.pending.splice(0)[0].answer({ ok: false, refusal: { code: 'stride', message: 'stride 9' } });
  await turn();
  assert.equal(bench.refusal, null);
  await answer(2);
  assert.equal(bench.current, true);
});

test('a failure of the engine is a refusal, and the next question is asked', async () => {
  const { engine, bench, answer } = held();
  engine.pending.splice(0)[0].fail(new Error('the worker is lost'));
  await turn();
  assert.deepEqual(bench.refusal, { code: 'engine', message: 'the worker is lost' });
  assert.equal(bench.busy, false);
  bench.retry();
  await answer(1);
  assert.deepEqual([bench.refusal, bench.current], [null, true]);
  bench.retry();
  assert.equal(bench.busy, false, 'there is nothing to retry');
  bench.apply(stride(2));
  await answer(2);
  assert.deepEqual([bench.refusal, bench.current], [null, true]);
  engine.solve = () => {
    throw new TypeError('at once');
  };
  bench.apply(stride(3));
  await bench.settled();
  assert.deepEqual(bench.refusal, { code: 'engine', message: 'at once' });
});

test('with a cell that is not a number the numbers stand, but are not current', async () => {
  const { bench, answer } = held();
  await answer(1);
  bench.apply((state) => setCell(state, 'x', 0, 'x'));
  await answer(2);
  assert.deepEqual([bench.solved, bench.current, bench.refusal], [bench.state, false, null]);
});

test('an edit made by a listener is asked too', async () => {
  const { bench, answer } = held();
  bench.addEventListener('settled', () => bench.apply(stride(2)), { once: true });
  await answer(1);
  assert.equal(bench.busy, true);
  await answer(2);
  assert.deepEqual([bench.state.stride, bench.current], [[2, 2], true]);
});

test('an offer is taken over with its answer, or not at all', async () => {
  const engine = new QuickEngine();
  const bench = new Bench(engine, openingState);
  await bench.settled();
  const before = bench.state;
  assert.deepEqual(await bench.offer(stride(9)(before)), { code: 'stride', message: 'stride 9' });
  assert.deepEqual([bench.state, bench.current], [before, true]);
  const asked = engine.asked;
  assert.equal(await bench.offer(stride(3)(before)), null);
  assert.deepEqual([bench.state.stride, bench.current, engine.asked], [[3, 3], true, asked + 1]);
});

test('an offer beats what was asked before it', async () => {
  const { engine, bench, mark } = held();
  const offered = bench.offer(stride(3)(openingState));
  assert.equal(engine.pending.length, 2);
  const [first, second] = engine.pending.splice(0);
  second.answer(solved(second.question, 3, { image: 0, row: 1, column: 0, filter: 0 }));
  assert.equal(await offered, null);
  assert.deepEqual([mark(), bench.state.step.row, bench.current], [3, 1, true]);
  first.answer(solved(first.question, 1));
  await bench.settled();
  assert.deepEqual([mark(), bench.current, bench.busy], [3, true, false], 'the older answer is dropped');
});

test('an answer that belongs to another state counts as old after a moment, and no sooner', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { bench, events, answer } = held();
  await answer(1);
  bench.apply(stride(2));
  events.length = 0;
  mock.timers.tick(100);
  assert.deepEqual([bench.held, events], [false, []], 'what flickers is not read');
  mock.timers.tick(400);
  assert.deepEqual([bench.held, bench.late, bench.current, events], [true, true, false, ['change']]);
  // Another edit meanwhile is not answered any sooner.
  bench.apply(stride(3));
  assert.equal(bench.held, true);
  await answer(2);
  assert.deepEqual([bench.held, bench.current], [false, false], 'an edit old, for a moment');
  mock.timers.tick(500);
  assert.equal(bench.held, true);
  await answer(3);
  assert.deepEqual([bench.held, bench.late, bench.current], [false, false, true]);
  mock.timers.tick(500);
  assert.equal(bench.held, false);
  mock.timers.reset();
});

test('a state that is offered while another is late is not drawn as old', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { engine, bench } = held();
  const [first] = engine.pending.splice(0);
  first.answer(solved(first.question, 1));
  await turn();
  bench.apply(stride(2));
  mock.timers.tick(500);
  const offered = bench.offer(stride(3)(bench.state));
  const [late, taken] = engine.pending.splice(0);
  taken.answer(solved(taken.question, 3));
  await offered;
  assert.deepEqual([bench.late, bench.current], [false, true]);
  late.answer(solved(late.question, 2));
  await turn();
  assert.deepEqual([bench.late, bench.current, bench.solution?.comparison.multiplySum.data[0]], [false, true, 3]);
  mock.timers.reset();
});
