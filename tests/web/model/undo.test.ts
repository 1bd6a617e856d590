// Undo and redo: in the example as the elements use it, and in the history beneath it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { chooseStep, resetCell, resize, setCell, setOptions } from '../../../web/src/model/edits.ts';
import { Example } from '../../../web/src/model/example.ts';
import { History } from '../../../web/src/model/history.ts';
import { openingState } from '../../../web/src/model/presets.ts';
import type { State } from '../../../web/src/model/state.ts';
import { defaultView, writeHash } from '../../../web/src/model/url.ts';
import { HeldEngine, QuickEngine, random, randomState, solved, turn } from './support.ts';

/** A state without its step and without the numbers beyond its sizes. */
const content = ({ x, w, b, step: _, ...rest }: State) => ({
  ...rest,
  blocks: [x, w, b].map(({ shape, data, typed }) => ({
    shape,
    data,
    typed: new Map([...typed].sort(([one], [other]) => one - other)),
  })),
});

function quick(state: State = openingState) {
  const example = new Example(new QuickEngine(), state);
  const type = (text: string, during: string, index = 0) => {
    for (let length = 1; length <= text.length; length += 1) {
      example.apply((now) => setCell(now, 'x', index, text.slice(0, length)), during);
    }
  };
  return { example, type };
}

test('nothing to undo at first, and none of it fails', () => {
  const { example } = quick();
  assert.deepEqual([example.canUndo, example.canRedo], [false, false]);
  example.undo();
  example.redo();
  assert.equal(example.state, openingState);
});

test('every kind of edit goes back and forth', async () => {
  const { example } = quick();
  const edits: ((state: State) => State)[] = [
    (state) => setCell(state, 'w', 3, '1/3'),
    (state) => setCell(state, 'b', 0, 'abc'),
    (state) => resetCell(state, 'b', 0),
    (state) => setOptions(state, { stride: [2, 1], flip: true }),
    (state) => {
      const edited = resize(state, { channels: 2, images: 3, filters: 2 });
      assert.ok(edited.ok);
      return edited.state;
    },
    () => randomState(5).state,
  ];
  const states = [example.state];
  for (const edit of edits) {
    example.apply(edit);
    states.push(example.state);
  }
  for (const state of states.slice(0, -1).reverse()) {
    assert.equal(example.canUndo, true);
    example.undo();
    assert.deepEqual(content(example.state), content(state));
  }
  assert.equal(example.canUndo, false);
  assert.equal(example.state.preset, 'vertical-edge', 'back at the example, it is the example again');
  for (const state of states.slice(1)) {
    example.redo();
    assert.deepEqual(content(example.state), content(state));
  }
  assert.equal(example.canRedo, false);
});

test('the keystrokes of one cell are one entry, those of the next edit another', () => {
  const { example, type } = quick();
  type('-12.5', 'x:0:1');
  type('7', 'x:0:2');
  type('88', 'x:1:3', 1);
  example.undo();
  assert.deepEqual(example.state.x.data.slice(0, 2), [7, 0]);
  example.undo();
  assert.equal(example.state.x.data[0], -12.5);
  example.undo();
  assert.equal(example.state.x.data[0], 3);
  assert.equal(example.canUndo, false);
});

test('while the typed text is not a number, the previous number holds', () => {
  const { example, type } = quick();
  type('1,5', 'cell 1');
  assert.deepEqual([example.state.x.data[0], example.state.x.typed.get(0)], [3, '1,5']);
  assert.equal(example.state.preset, 'vertical-edge', 'no number has changed');
  assert.equal(writeHash(example.state, defaultView), writeHash(openingState, defaultView));
  example.undo();
  assert.deepEqual(content(example.state), content(openingState));

  type('12', 'cell 2');
  type('2+3', 'cell 3');
  assert.deepEqual([example.state.x.data[0], example.state.x.typed.get(0)], [12, '2+3'], 'an edit before it stays');
  // The field of a cell that was invalid before: Escape restores its text, and the number that held.
  type('7a', 'cell 4');
  example.apply((state) => setCell(state, 'x', 0, '2+3'), 'cell 4');
  assert.deepEqual([example.state.x.data[0], example.state.x.typed.get(0)], [12, '2+3']);
  // A step that is chosen in the meantime stays chosen.
  type('4', 'cell 5');
  example.apply((state) => chooseStep(state, { row: 2 }));
  example.apply((state) => setCell(state, 'x', 0, '4,'), 'cell 5');
  assert.deepEqual([example.state.x.data[0], example.state.step.row], [12, 2]);
});

test('an edit that returns to its start leaves no entry, and the example unchanged', () => {
  const { example, type } = quick();
  type('45', 'x:0:1');
  assert.deepEqual([example.canUndo, example.state.preset], [true, null]);
  example.apply((state) => setCell(state, 'x', 0, '3'), 'x:0:1');
  assert.deepEqual([example.canUndo, example.state.preset], [false, 'vertical-edge']);
  assert.deepEqual(content(example.state), content(openingState));
  type('3', 'x:0:2');
  assert.equal(example.canUndo, false, 'the number that was there is no edit');
});

test('a keystroke does not continue an edit that was undone', () => {
  const { example, type } = quick();
  type('45', 'x:0:1');
  type('9', 'x:1:2', 1);
  example.undo();
  type('6', 'x:0:1');
  example.undo();
  assert.equal(example.state.x.data[0], 45);
});

test('a new edit ends redo; choosing a step does not, and is no edit', () => {
  const { example } = quick();
  example.apply((state) => setOptions(state, { stride: [2, 2] }));
  example.apply((state) => chooseStep(state, { row: 1 }));
  example.undo();
  assert.deepEqual([example.state.stride, example.state.step.row, example.canUndo], [[1, 1], 1, false]);
  example.apply((state) => chooseStep(state, { row: 2 }));
  assert.equal(example.canRedo, true);
  example.redo();
  assert.deepEqual([example.state.stride, example.state.step.row], [[2, 2], 2]);
  example.undo();
  example.apply((state) => setOptions(state, { flip: true }));
  assert.equal(example.canRedo, false);
});

test('the step stays within the images and filters that come back', () => {
  const { example } = quick();
  example.apply((state) => {
    const edited = resize(state, { images: 4, filters: 3 });
    assert.ok(edited.ok);
    return edited.state;
  });
  example.apply((state) => chooseStep(state, { image: 3, filter: 2, row: 1 }));
  example.undo();
  assert.deepEqual(example.state.step, { image: 0, row: 1, column: 0, filter: 0 });
});

test('an accepted offer is an entry', async () => {
  const { example } = quick();
  await example.settled();
  assert.notEqual(await example.offer(setOptions(openingState, { stride: [9, 9] })), null);
  assert.equal(example.canUndo, false);
  assert.equal(await example.offer(randomState(3).state), null);
  assert.equal(example.canUndo, true);
  example.undo();
  await example.settled();
  assert.deepEqual([content(example.state), example.current], [content(openingState), true]);
});

test('the opening state is not an entry', () => {
  const { example } = quick();
  example.apply((state) => setOptions(state, { flip: true }));
  example.begin(randomState(4).state);
  assert.deepEqual([example.canUndo, example.canRedo], [false, false]);
});

test('a step moved by the core is not an entry', async () => {
  const engine = new HeldEngine();
  const example = new Example(engine, openingState);
  example.apply((state) => chooseStep(state, { row: 9 }));
  engine.pending.splice(0)[0].answer(solved({ at: { ...openingState.step } } as never));
  await turn();
  const [pending] = engine.pending.splice(0);
  pending.answer(solved(pending.question, 1, { image: 0, row: 3, column: 0, filter: 0 }));
  await turn();
  assert.deepEqual([example.state.step.row, example.canUndo], [3, false]);
});

test('random edits: all the way back, all the way forth', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const next = random(seed);
    const { example } = quick(randomState(seed).state);
    const states = [example.state];
    for (let edit = 0; edit < 30; edit += 1) {
      const size = () => 1 + Math.floor(next() * 5);
      const kind = Math.floor(next() * 4);
      example.apply((state) => {
        if (kind === 0) return setCell(state, 'x', Math.floor(next() * state.x.data.length), String(Math.floor(next() * 9)));
        if (kind === 1) return setOptions(state, { stride: [size(), size()] });
        if (kind === 2) return chooseStep(state, { row: size() });
        const edited = resize(state, { height: size(), filterWidth: size() });
        return edited.ok ? edited.state : state;
      });
      if (!isDeepStrictEqual(content(states[states.length - 1]), content(example.state))) states.push(example.state);
    }
    for (const state of states.slice(0, -1).reverse()) {
      example.undo();
      assert.deepEqual(content(example.state), content(state), `seed ${seed}`);
    }
    assert.equal(example.canUndo, false);
    for (const state of states.slice(1)) {
      example.redo();
      assert.deepEqual(content(example.state), content(state), `seed ${seed}`);
    }
    assert.equal(example.canRedo, false);
  }
});

test('the history is bounded by entries and by the numbers that they keep', () => {
  const small = new History();
  let state = openingState;
  const edit = (history: History, index: number, to: State) => {
    const after = setCell(to, 'x', index, '77');
    return history.edited(to, setCell(after, 'x', index, String(index)));
  };
  for (let n = 0; n < 500; n += 1) state = edit(small, n % 36, { ...state, x: { ...state.x, data: state.x.data.map(() => n) } });
  let back = 0;
  for (let now: State | null = state; now !== null; now = small.undo(now)) back += 1;
  assert.equal(back - 1, 200);

  const large = new History();
  const many = 1_000_000;
  const block = (value: number) => ({ shape: [16, 64, 64, 16], data: new Array<number>(many).fill(value), typed: new Map() });
  let now: State = { ...openingState, x: block(0) };
  for (let n = 1; n <= 8; n += 1) now = large.edited(now, { ...now, x: block(n) });
  let kept = 0;
  for (let before = large.undo(now); before !== null; before = large.undo(before)) kept += 1;
  assert.equal(kept, 4);
});
