import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setCell, setOptions } from '../../../web/src/model/edits.ts';
import { Example } from '../../../web/src/model/example.ts';
import { connectMessages, type MessageSink, originsOf } from '../../../web/src/model/messages.ts';
import { openingState } from '../../../web/src/model/presets.ts';
import type { View } from '../../../web/src/model/state.ts';
import { defaultView, writeObject } from '../../../web/src/model/url.ts';
import { languages } from '../languages.ts';
import { generator, QuickEngine, turn } from './support.ts';

class Sink implements MessageSink {
  readonly got: { message: Record<string, unknown>; origin: string }[] = [];
  postMessage(message: unknown, origin: string): void {
    this.got.push({ message: structuredClone(message) as Record<string, unknown>, origin });
  }
  take(): Record<string, unknown>[] {
    return this.got.splice(0).map(({ message }) => message);
  }
}

async function connected({ embedded = true, allowed = [] as string[], opener = null as unknown } = {}) {
  const engine = new QuickEngine();
  const example = new Example(engine, openingState);
  const parent = new Sink();
  let listen: ((event: MessageEvent) => void) | null = null;
  let height: (value: number) => void = () => undefined;
  let observed = 0;
  let view: View = { ...defaultView, lang: 'en', hide: ['header'] };
  /** The messages that the page has posted to itself. */
  const self = { got: [] as unknown[] };
  const target = {
    addEventListener: (_: 'message', listener: (event: MessageEvent) => void) => {
      listen = listener;
    },
    removeEventListener: (_: 'message', listener: (event: MessageEvent) => void) => {
      if (listen === listener) listen = null;
    },
    parent: parent as MessageSink,
    opener,
    postMessage: (message: unknown) => void self.got.push(message),
    origin: 'https://convdot.example',
    innerWidth: 800,
  };
  if (!embedded) target.parent = target as unknown as MessageSink;
  const messages = connectMessages(target, {
    example,
    generator,
    allowed: () => allowed,
    words: () => languages[view.lang === 'es' ? 'es' : 'en'],
    view: () => view,
    show: (next) => {
      view = next;
    },
    observeHeight: (changed) => {
      observed += 1;
      height = changed;
      return () => {
        observed -= 1;
      };
    },
  });
  const send = async (data: unknown, source: unknown = parent, origin = 'https://lms.example') => {
    listen?.({ data, source, origin } as MessageEvent);
    await turn();
  };
  return {
    engine,
    example,
    parent,
    target,
    self,
    messages,
    send,
    height: (value: number) => height(value),
    observed: () => observed,
    view: () => view,
  };
}

/** A first height of 640.5, in the other formats. */
const kDialects = [
  '[iFrameResizerChild]Ready',
  { context: 'h5p', action: 'hello' },
  { subject: 'lti.frameResize', height: 640.5 },
  { context: 'h5p', action: 'resize', scrollHeight: 640.5, height: 640.5 },
];

test('ready comes once there are results, then every height', async () => {
  const { parent, height, messages, observed } = await connected();
  assert.deepEqual(parent.got, []);
  await turn();
  height(640.5);
  messages.answered('flip', true);
  assert.deepEqual(parent.got, [
    { message: { type: 'convdot:ready', v: 1 }, origin: '*' },
    { message: { type: 'convdot:resize', v: 1, height: 640.5 }, origin: '*' },
    ...kDialects.map((message) => ({ message, origin: '*' })),
    { message: { type: 'convdot:answer', v: 1, lesson: 'flip', correct: true }, origin: '*' },
  ]);
  messages.disconnect();
  height(700);
  assert.deepEqual([parent.got.length, observed()], [3 + kDialects.length, 0]);
});

test('a page of its own announces nothing', async () => {
  const { parent, height, messages } = await connected({ embedded: false });
  await turn();
  height(1);
  messages.answered('flip', false);
  assert.deepEqual(parent.got, []);
});

test('only the parent window can ask for a height', async () => {
  const { parent, height, send } = await connected();
  await turn();
  height(640);
  parent.take();
  const beside = new Sink();
  for (const source of [beside, null, {}]) {
    await send('[iFrameSizer]one:8:false:false:32:true:true', source);
    await send({ context: 'h5p', action: 'resize' }, source);
  }
  assert.deepEqual([parent.got, beside.got], [[], []]);
  await send('[iFrameSizer]one:8:false:false:32:true:true');
  assert.deepEqual(parent.take(), ['[iFrameSizer]one:640:800:init:convdot']);
  assert.deepEqual(beside.got, []);
});

test('get is answered with the state and its result, to the sender alone', async () => {
  const { parent, send } = await connected({ allowed: ['https://lms.example'] });
  await turn();
  parent.take();
  const other = new Sink();
  await send({ type: 'convdot:get', v: 1 }, other);
  assert.deepEqual(other.got, [
    {
      message: {
        type: 'convdot:state',
        v: 1,
        state: writeObject(openingState, { ...defaultView, lang: 'en', hide: ['header'] }),
        result: { shape: [1, 1, 1, 1], multiplySum: [0], unrolledDot: [0], verdict: 'identical' },
      },
      origin: 'https://lms.example',
    },
  ]);
  assert.deepEqual(parent.got, []);
  for (const origin of ['null', '']) await send({ type: 'convdot:get', v: 1 }, parent, origin);
  assert.deepEqual(
    parent.got.map(({ origin }) => origin),
    ['*', '*'],
    'an opaque origin cannot be named',
  );
});

test('the parent, the opener, the page itself and origins that are named are answered, and nobody else', async () => {
  const opener = new Sink();
  const allowed = originsOf('https://one.example, https://two.example  null');
  const { example, parent, target, self, send } = await connected({ allowed, opener });
  await turn();
  parent.take();
  const before = example.state;
  for (const origin of ['https://other.example', 'https://one.example.evil.example', 'http://one.example', 'null', '']) {
    const frame = new Sink();
    await send({ type: 'convdot:set', v: 1, state: { x: [[9]], w: [[9]] } }, frame, origin);
    await send({ type: 'convdot:get', v: 1 }, frame, origin);
    await send({ type: 'convdot:get', v: 2 }, frame, origin);
    assert.deepEqual([frame.got, example.state], [[], before], origin);
  }
  const get = { type: 'convdot:get', v: 1 };
  for (const origin of ['https://one.example', 'https://two.example']) {
    const frame = new Sink();
    await send(get, frame, origin);
    assert.deepEqual(
      frame.got.map((each) => each.origin),
      [origin],
    );
  }
  await send(get, opener, 'https://anywhere.example');
  await send(get, parent, 'https://anywhere.example');
  await send(get, target, 'https://convdot.example');
  assert.deepEqual([opener.got.length, parent.got.length, self.got.length], [1, 1, 1]);
});

test('a page of its own takes nothing from a frame in it', async () => {
  const { example, self, target, send } = await connected({ embedded: false });
  await turn();
  const before = example.state;
  const frame = new Sink();
  await send({ type: 'convdot:set', v: 1, state: { x: [[9]], w: [[9]] } }, frame);
  assert.deepEqual([frame.got, example.state], [[], before]);
  await send({ type: 'convdot:get', v: 1 }, target);
  assert.equal(self.got.length, 1);
});

test('of many waiting states the oldest are dropped at once, and the newest is set', async () => {
  const { example, parent, send } = await connected();
  await turn();
  parent.take();
  for (let i = 0; i < 100; i += 1) void send({ type: 'convdot:set', v: 1, state: { x: [[i]], w: [[1]] } });
  assert.deepEqual(
    parent.take().map(({ type, code }) => [type, code]),
    new Array(92).fill(['convdot:error', 'superseded']),
    'before anything else runs',
  );
  await send({ type: 'convdot:get', v: 1 });
  for (let i = 0; i < 20; i += 1) await turn();
  const answers = parent.take() as { type: string; state: { x: number[][] } }[];
  assert.deepEqual(
    answers.map(({ state }) => state?.x[0][0]),
    [92, 93, 94, 95, 96, 97, 98, 99, 99],
  );
  assert.deepEqual(example.state.x.data, [99]);
});

test('get before the first answer waits for it', async () => {
  const { parent, send } = await connected();
  await send({ type: 'convdot:get', v: 1 });
  assert.deepEqual(
    parent.take().map(({ type }) => type),
    ['convdot:ready', 'convdot:state'],
  );
});

test('set applies a state and answers with it', async () => {
  const { example, parent, send, view } = await connected();
  await turn();
  parent.take();
  await send({ type: 'convdot:set', v: 1, state: { x: [[1, '1/3']], w: '[[2]]', stride: 2, lang: 'es' } });
  const [{ type, state }] = parent.take() as [{ type: string; state: Record<string, unknown> }];
  assert.deepEqual([type, state.x, state.stride], ['convdot:state', [[1, '1/3']], [2, 2]]);
  assert.deepEqual(example.state.x.data, [1, 1 / 3]);
  assert.deepEqual([view().lang, view().hide], ['es', ['header']], 'what it does not name stays');
});

test('a state with a problem, or one that the core refuses, changes nothing', async () => {
  const { example, parent, send, view } = await connected();
  await turn();
  parent.take();
  example.apply((state) => setCell(state, 'x', 0, '8'));
  await example.settled();
  const before = example.state;
  await send({ type: 'convdot:set', v: 1, state: { x: [[1, 'two']], theme: 'dark' } });
  await send({ type: 'convdot:set', v: 1, state: { stride: 9, theme: 'dark' } });
  await send({ type: 'convdot:set', v: 1 });
  await send({ type: 'convdot:get', v: 2 });
  assert.deepEqual(parent.take(), [
    { type: 'convdot:error', v: 1, code: 'state', message: 'x: “two” is not a number.' },
    { type: 'convdot:error', v: 1, code: 'stride', message: 'stride 9' },
    {
      type: 'convdot:error',
      v: 1,
      code: 'state',
      message: 'A state must be an object with the keys of the link; “undefined” is not.',
    },
    { type: 'convdot:error', v: 1, code: 'version', message: 'Messages must have v: 1; this one has “2”.' },
  ]);
  assert.deepEqual([example.state, example.current, view().theme], [before, true, 'auto']);
});

test('get of a state that the core rejects gives its error', async () => {
  const { example, parent, send } = await connected();
  await turn();
  parent.take();
  example.apply((state) => setOptions(state, { stride: [9, 9] }));
  await send({ type: 'convdot:get', v: 1 });
  assert.deepEqual(parent.take(), [{ type: 'convdot:error', v: 1, code: 'stride', message: 'stride 9' }]);
});

test('answers come in the order of the questions', async () => {
  const { parent, send } = await connected();
  await turn();
  parent.take();
  void send({ type: 'convdot:set', v: 1, state: { preset: 'course-conv-forward' } });
  void send({ type: 'convdot:set', v: 1, state: { x: 'bad' } });
  await send({ type: 'convdot:get', v: 1 });
  await turn();
  const answers = parent.take() as { type: string; state?: { stride: unknown } }[];
  assert.deepEqual(
    answers.map(({ type }) => type),
    ['convdot:state', 'convdot:error', 'convdot:state'],
  );
  assert.deepEqual(answers[2].state?.stride, [2, 2]);
});

test('other messages are left alone, and senders that have gone do no harm', async () => {
  const { parent, send, messages } = await connected();
  await turn();
  parent.take();
  for (const data of [
    null,
    'convdot:get',
    5,
    [],
    {},
    { type: 'resize' },
    { type: 'convdot:ready', v: 1 },
    { type: 'convdot:state', v: 1 },
  ]) {
    await send(data);
  }
  await send({ type: 'convdot:get', v: 1 }, null);
  const gone = {
    postMessage: () => {
      throw new DOMException('gone');
    },
  };
  await send({ type: 'convdot:get', v: 1 }, gone);
  assert.deepEqual(parent.got, []);
  await send({ type: 'convdot:get', v: 1 });
  assert.equal(parent.take().length, 1);
  messages.disconnect();
  await send({ type: 'convdot:get', v: 1 });
  assert.deepEqual(parent.got, []);
});
