// States that set out and come late: the newest wins, whatever brings it in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseStep, setCell, setOptions } from '../../../web/src/model/edits.ts';
import { Bench } from '../../../web/src/model/example.ts';
import { connectMessages } from '../../../web/src/model/messages.ts';
import { loadPreset, openingState } from '../../../web/src/model/presets.ts';
import { defaultView } from '../../../web/src/model/url.ts';
import { languages } from '../languages.ts';
import { generator, HeldEngine, noRandn, QuickEngine, randn, solved, turn } from './support.ts';

const flip = await loadPreset('flip', noRandn);
const blur = await loadPreset('blur', noRandn);
const edit = (bench: Bench) => bench.apply((state) => setCell(state, 'x', 0, '8'));

test('a state that set out before a newer one came changes nothing', () => {
  const bench = new Bench(new QuickEngine(), openingState);
  const slow = bench.arrivals.setOut();
  const quick = bench.arrivals.setOut();
  bench.replace(flip, undefined, quick);
  bench.replace(blur, undefined, slow);
  assert.equal(bench.state, flip);
  bench.begin(blur, slow);
  assert.equal(bench.state, flip);
  // What sets out now is newer than all.
  bench.replace(blur);
  assert.equal(bench.state, blur);
  bench.replace(flip, undefined, quick);
  assert.equal(bench.state, blur);
});

test('one that comes before a newer one is taken, and then the newer one', () => {
  const bench = new Bench(new QuickEngine(), openingState);
  const [first, second] = [bench.arrivals.setOut(), bench.arrivals.setOut()];
  bench.replace(flip, undefined, first);
  assert.equal(bench.state, flip);
  bench.replace(blur, undefined, second);
  assert.equal(bench.state, blur);
});

test('an edit that was made meanwhile stays, and so does what undo and redo bring; another step is no edit', () => {
  const edits: [string, (bench: Bench) => void][] = [
    ['a cell', (bench) => bench.apply((state) => setCell(state, 'x', 2, '4'))],
    ['a keystroke', (bench) => bench.type((state) => setCell(state, 'w', 0, '7'), 'cell 1')],
    ['an option', (bench) => bench.apply((state) => setOptions(state, { stride: [2, 2] }))],
    ['undo', (bench) => bench.undo()],
    ['redo', (bench) => bench.redo()],
  ];
  for (const [name, act] of edits) {
    const bench = new Bench(new QuickEngine(), openingState);
    edit(bench);
    bench.apply((state) => setCell(state, 'x', 1, '9'));
    bench.undo();
    const late = bench.arrivals.setOut();
    act(bench);
    const { state } = bench;
    bench.replace(flip, undefined, late);
    assert.equal(bench.state, state, name);
  }
  const bench = new Bench(new QuickEngine(), openingState);
  const onItsWay = bench.arrivals.setOut();
  bench.apply((state) => chooseStep(state, { row: 1 }));
  bench.replace(flip, undefined, onItsWay);
  assert.equal(bench.state, flip);
});

test('an offer that the core answers after an edit changes nothing', async () => {
  const engine = new HeldEngine();
  const bench = new Bench(engine, openingState);
  const offered = bench.offer(flip);
  edit(bench);
  const { state } = bench;
  for (const { question, answer } of engine.pending) answer(solved(question));
  assert.equal(await offered, null);
  assert.equal(bench.state, state);
});

test('messages: each is taken in its turn, but none in the place of an edit that came after it', async () => {
  const engine = new QuickEngine();
  const bench = new Bench(engine, openingState);
  const got: { type: string; state?: { x: unknown[][]; flip: number } }[] = [];
  let listen: (event: MessageEvent) => void = () => undefined;
  // The generator waits to be let go.
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
    bench,
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
  edit(bench);
  const { state } = bench;
  release();
  await turn();
  await turn();
  assert.deepEqual([bench.state, shown], [state, []]);
  // Both are answered, with the numbers that the bench has.
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
  assert.deepEqual([bench.state.preset, shown], ['flip', ['auto', 'light']]);
});
