// States that arrive late: the newest wins, whatever brings it in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseStep, setCell, setOptions } from '../../../web/src/model/edits.ts';
import { Example } from '../../../web/src/model/example.ts';
import { connectMessages } from '../../../web/src/model/messages.ts';
import { loadPreset, openingState } from '../../../web/src/model/presets.ts';
import { defaultView } from '../../../web/src/model/url.ts';
import { languages } from '../languages.ts';
import { generator, HeldEngine, noRandn, QuickEngine, randn, solved, turn } from './support.ts';

const flip = await loadPreset('flip', noRandn);
const blur = await loadPreset('blur', noRandn);
const edit = (example: Example) => example.apply((state) => setCell(state, 'x', 0, '8'));

test('a state that set out before a newer one arrived changes nothing', () => {
  const example = new Example(new QuickEngine(), openingState);
  const slow = example.arrivals.setOut();
  const quick = example.arrivals.setOut();
  example.replace(flip, undefined, quick);
  example.replace(blur, undefined, slow);
  assert.equal(example.state, flip);
  example.begin(blur, slow);
  assert.equal(example.state, flip);
  // Something that sets out now is newer than all.
  example.replace(blur);
  assert.equal(example.state, blur);
  example.replace(flip, undefined, quick);
  assert.equal(example.state, blur);
});

test('a state that arrives before a newer one is applied, and then the newer one', () => {
  const example = new Example(new QuickEngine(), openingState);
  const [first, second] = [example.arrivals.setOut(), example.arrivals.setOut()];
  example.replace(flip, undefined, first);
  assert.equal(example.state, flip);
  example.replace(blur, undefined, second);
  assert.equal(example.state, blur);
});

test('an edit made in the meantime stays, as do undo and redo; another step is not an edit', () => {
  const edits: [string, (example: Example) => void][] = [
    ['a cell', (example) => example.apply((state) => setCell(state, 'x', 2, '4'))],
    ['a keystroke', (example) => example.type((state) => setCell(state, 'w', 0, '7'), 'cell 1')],
    ['an option', (example) => example.apply((state) => setOptions(state, { stride: [2, 2] }))],
    ['undo', (example) => example.undo()],
    ['redo', (example) => example.redo()],
  ];
  for (const [name, act] of edits) {
    const example = new Example(new QuickEngine(), openingState);
    edit(example);
    example.apply((state) => setCell(state, 'x', 1, '9'));
    example.undo();
    const late = example.arrivals.setOut();
    act(example);
    const { state } = example;
    example.replace(flip, undefined, late);
    assert.equal(example.state, state, name);
  }
  const example = new Example(new QuickEngine(), openingState);
  const onItsWay = example.arrivals.setOut();
  example.apply((state) => chooseStep(state, { row: 1 }));
  example.replace(flip, undefined, onItsWay);
  assert.equal(example.state, flip);
});

test('an offer that the core answers after an edit changes nothing', async () => {
  const engine = new HeldEngine();
  const example = new Example(engine, openingState);
  const offered = example.offer(flip);
  edit(example);
  const { state } = example;
  for (const { question, answer } of engine.pending) answer(solved(question));
  assert.equal(await offered, null);
  assert.equal(example.state, state);
});

test('messages: each is applied in turn, but never over a later edit', async () => {
  const engine = new QuickEngine();
  const example = new Example(engine, openingState);
  const got: { type: string; state?: { x: unknown[][]; flip: number } }[] = [];
  let listen: (event: MessageEvent) => void = () => undefined;
  // The generator waits until the test releases it.
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const shown: string[] = [];
  const sink = { postMessage: (message: unknown) => void got.push(message as (typeof got)[number]) };
  const target = {
    addEventListener: (_: 'message', listener: (event: MessageEvent) => void) => {
      listen = listener;
    },
    removeEventListener: () => undefined,
    parent: sink,
    opener: null,
    origin: 'https://convdot.example',
    innerWidth: 800,
  };
  connectMessages(target, {
    example,
    allowed: () => [],
    generator: { ...generator, randn: (...request) => released.then(() => randn(...request)) },
    words: () => languages.en,
    view: () => defaultView,
    show: ({ theme }) => void shown.push(theme),
    observeHeight: () => () => undefined,
  });
  await turn();
  got.length = 0;
  const send = (state: unknown) =>
    listen({ data: { type: 'convdot:set', v: 1, state }, source: sink, origin: 'null' } as unknown as MessageEvent);
  send({ preset: 'course-single-step', theme: 'dark' });
  send({ preset: 'flip', theme: 'light' });
  edit(example);
  const { state } = example;
  release();
  await turn();
  await turn();
  assert.deepEqual([example.state, shown], [state, []]);
  // Both get answers, with the example's numbers.
  assert.deepEqual(
    got.map((message) => [message.type, message.state?.x[0][0]]),
    [
      ['convdot:state', 8],
      ['convdot:state', 8],
    ],
  );
  send({ preset: 'course-single-step' });
  send({ preset: 'flip', theme: 'light' });
  await turn();
  await turn();
  assert.deepEqual(
    got.slice(2).map((message) => message.state?.flip),
    [0, 1],
  );
  assert.deepEqual([example.state.preset, shown], ['flip', ['auto', 'light']]);
});
