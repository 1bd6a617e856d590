import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { chooseStep, setCell, setOptions } from '../../../web/src/model/edits.ts';
import { Example } from '../../../web/src/model/example.ts';
import { openingState } from '../../../web/src/model/presets.ts';
import type { State } from '../../../web/src/model/state.ts';
import { HeldEngine, QuickEngine, solved, turn } from './support.ts';

function held(painted?: () => Promise<void>) {
  const engine = new HeldEngine();
  const example = new Example(engine, openingState, painted);
  const events: string[] = [];
  example.addEventListener('change', () => events.push('change'));
  example.addEventListener('settled', () => events.push('settled'));
  /** Answers the only question in progress. */
  const answer = async (mark: number, at?: State['step']) => {
    const [pending, ...more] = engine.pending.splice(0);
    assert.equal(more.length, 0, 'one question at a time');
    pending.answer(solved(pending.question, mark, at));
    await turn();
  };
  const mark = () => example.solution?.comparison.multiplySum.data[0];
  return { engine, example, events, answer, mark };
}

const stride = (h: number) => (state: State) => setOptions(state, { stride: [h, h] });

test('the first state is asked at once', async () => {
  const { example, events, answer, mark } = held();
  assert.deepEqual(
    [example.busy, example.current, example.solution, example.solved, example.refusal],
    [true, false, null, null, null],
  );
  await answer(1);
  assert.deepEqual([example.busy, example.current, mark(), example.solved], [false, true, 1, openingState]);
  assert.deepEqual(events, ['change', 'settled']);
});

test('of the states that arrive during a question, only the newest is asked', async () => {
  const { engine, example, events, answer, mark } = held();
  for (const h of [2, 3, 4]) example.apply(stride(h));
  assert.equal(engine.asked, 1);
  assert.deepEqual(events, ['change', 'change', 'change']);
  await answer(1);
  assert.deepEqual(
    [mark(), example.solved, example.current, example.busy],
    [1, openingState, false, true],
    'the older state stands',
  );
  assert.deepEqual(engine.pending[0].question.options.stride, [4, 4]);
  await answer(4);
  assert.deepEqual([engine.asked, mark(), example.current, example.solved], [2, 4, true, example.state]);
  assert.deepEqual(events.slice(3), ['change', 'change', 'settled']);
});

test('a keystroke is asked in its own task, and reported once: when it has been painted or with its answer', async () => {
  const frames: (() => void)[] = [];
  const { engine, example, events, answer, mark } = held(() => new Promise((resolve) => void frames.push(resolve)));
  const paint = async () => {
    for (const resolve of frames.splice(0)) resolve();
    await turn();
  };
  const key = (text: string) => example.type((state) => setCell(state, 'x', 0, text), 'cell 1');
  const aTask = () => new Promise((resolve) => setTimeout(resolve));
  await answer(1);
  events.length = 0;

  key('7');
  assert.deepEqual([example.busy, engine.asked, example.state.x.data[0], events], [true, 1, 7, []]);
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
  example.tell();
  assert.deepEqual(events.splice(0), ['change'], 'where the field is left');
  example.tell();
  key('7890');
  await paint();
  assert.deepEqual(events.splice(0), ['change'], 'once for all of a frame');
  example.undo();
  assert.deepEqual([example.state.x.data[0], events], [openingState.x.data[0], ['change']], 'undone together');
});

test('an edit that changes nothing asks nothing', async () => {
  const { engine, example, events, answer } = held();
  await answer(1);
  example.apply((state) => state);
  example.replace(example.state);
  assert.deepEqual([engine.asked, events.length], [1, 2]);
});

test('the step follows where the core had to move it', async () => {
  const { engine, example, answer } = held();
  await answer(1);
  example.apply((state) => chooseStep(state, { row: 9 }));
  await answer(2, { image: 0, row: 3, column: 0, filter: 0 });
  assert.equal(example.state.step.row, 3);
  assert.deepEqual([example.current, example.solved, example.busy, engine.asked], [true, example.state, false, 2]);
  assert.equal(example.state.preset, 'vertical-edge');
});

test('the step of an older state does not move that of a newer one', async () => {
  const { example, answer } = held();
  await answer(1);
  example.apply((state) => chooseStep(state, { row: 9 }));
  example.apply((state) => chooseStep(state, { row: 1 }));
  await answer(2, { image: 0, row: 3, column: 0, filter: 0 });
  assert.deepEqual([example.state.step.row, example.solved?.step.row, example.current], [1, 3, false]);
  await answer(3);
  assert.deepEqual([example.state.step.row, example.current], [1, true]);
});

test('an error keeps the last solution and disappears with the next state', async () => {
  const { engine, example, answer, mark } = held();
  await answer(1);
  example.apply(stride(9));
  engine.pending.splice(0)[0].answer({ ok: false, refusal: { code: 'stride', message: 'stride 9' } });
  await turn();
  assert.deepEqual(
    [example.refusal, mark(), example.solved, example.current],
    [{ code: 'stride', message: 'stride 9' }, 1, openingState, false],
  );
  example.apply(stride(2));
  assert.equal(example.refusal, null);
  await answer(2);
  assert.equal(example.current, true);
});

test('the error of a replaced state is not shown', async () => {
  const { engine, example, answer } = held();
  await answer(1);
  example.apply(stride(9));
  example.apply(stride(2));
  engine.pending.splice(0)[0].answer({ ok: false, refusal: { code: 'stride', message: 'stride 9' } });
  await turn();
  assert.equal(example.refusal, null);
  await answer(2);
  assert.equal(example.current, true);
});

test('a failure of the engine is an error, and the next question is asked', async () => {
  const { engine, example, answer } = held();
  engine.pending.splice(0)[0].fail(new Error('the worker is lost'));
  await turn();
  assert.deepEqual(example.refusal, { code: 'engine', message: 'the worker is lost' });
  assert.equal(example.busy, false);
  example.retry();
  await answer(1);
  assert.deepEqual([example.refusal, example.current], [null, true]);
  example.retry();
  assert.equal(example.busy, false, 'there is nothing to retry');
  example.apply(stride(2));
  await answer(2);
  assert.deepEqual([example.refusal, example.current], [null, true]);
  engine.solve = () => {
    throw new TypeError('at once');
  };
  example.apply(stride(3));
  await example.settled();
  assert.deepEqual(example.refusal, { code: 'engine', message: 'at once' });
});

test('with an invalid cell the results stay, but are not current', async () => {
  const { example, answer } = held();
  await answer(1);
  example.apply((state) => setCell(state, 'x', 0, 'x'));
  await answer(2);
  assert.deepEqual([example.solved, example.current, example.refusal], [example.state, false, null]);
});

test('an edit made by a listener is asked too', async () => {
  const { example, answer } = held();
  example.addEventListener('settled', () => example.apply(stride(2)), { once: true });
  await answer(1);
  assert.equal(example.busy, true);
  await answer(2);
  assert.deepEqual([example.state.stride, example.current], [[2, 2], true]);
});

test('an offer is accepted with its answer, or not at all', async () => {
  const engine = new QuickEngine();
  const example = new Example(engine, openingState);
  await example.settled();
  const before = example.state;
  assert.deepEqual(await example.offer(stride(9)(before)), { code: 'stride', message: 'stride 9' });
  assert.deepEqual([example.state, example.current], [before, true]);
  const asked = engine.asked;
  assert.equal(await example.offer(stride(3)(before)), null);
  assert.deepEqual([example.state.stride, example.current, engine.asked], [[3, 3], true, asked + 1]);
});

test('an offer beats what was asked before it', async () => {
  const { engine, example, mark } = held();
  const offered = example.offer(stride(3)(openingState));
  assert.equal(engine.pending.length, 2);
  const [first, second] = engine.pending.splice(0);
  second.answer(solved(second.question, 3, { image: 0, row: 1, column: 0, filter: 0 }));
  assert.equal(await offered, null);
  assert.deepEqual([mark(), example.state.step.row, example.current], [3, 1, true]);
  first.answer(solved(first.question, 1));
  await example.settled();
  assert.deepEqual([mark(), example.current, example.busy], [3, true, false], 'the older answer is dropped');
});

test('an answer to another state counts as outdated after a moment, and no sooner', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { example, events, answer } = held();
  await answer(1);
  example.apply(stride(2));
  events.length = 0;
  mock.timers.tick(100);
  assert.deepEqual([example.held, events], [false, []], 'what flickers is not read');
  mock.timers.tick(400);
  assert.deepEqual([example.held, example.late, example.current, events], [true, true, false, ['change']]);
  // Another edit in the meantime does not speed up the answer.
  example.apply(stride(3));
  assert.equal(example.held, true);
  await answer(2);
  assert.deepEqual([example.held, example.current], [false, false], 'an edit old, for a moment');
  mock.timers.tick(500);
  assert.equal(example.held, true);
  await answer(3);
  assert.deepEqual([example.held, example.late, example.current], [false, false, true]);
  mock.timers.tick(500);
  assert.equal(example.held, false);
  mock.timers.reset();
});

test('a state that is offered while another is late is not drawn as outdated', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { engine, example } = held();
  const [first] = engine.pending.splice(0);
  first.answer(solved(first.question, 1));
  await turn();
  example.apply(stride(2));
  mock.timers.tick(500);
  const offered = example.offer(stride(3)(example.state));
  const [late, taken] = engine.pending.splice(0);
  taken.answer(solved(taken.question, 3));
  await offered;
  assert.deepEqual([example.late, example.current], [false, true]);
  late.answer(solved(late.question, 2));
  await turn();
  assert.deepEqual([example.late, example.current, example.solution?.comparison.multiplySum.data[0]], [false, true, 3]);
  mock.timers.reset();
});
