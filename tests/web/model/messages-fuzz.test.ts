// Random hostile messages from a seed, the same in every run; with CONVDOT_FUZZ_SECONDS for so many seconds, seed after seed.
// Nothing throws, only allowed windows get answers, each question gets one answer, and the example continues.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setCell } from '../../../web/src/model/edits.ts';
import { Example } from '../../../web/src/model/example.ts';
import { connectMessages, type MessageTarget } from '../../../web/src/model/messages.ts';
import { openingState } from '../../../web/src/model/presets.ts';
import type { View } from '../../../web/src/model/state.ts';
import { defaultView, writeObject } from '../../../web/src/model/url.ts';
import { languages } from '../languages.ts';
import { generator, QuickEngine, random, randomState, turn } from './support.ts';

const SECONDS = Number(process.env.CONVDOT_FUZZ_SECONDS ?? 0);
const SEEDS = 30;
const MESSAGES = 60;

/** A window that sends messages. */
class Sender {
  readonly name: string;
  readonly origin: string;
  readonly mayAsk: boolean;
  readonly got: Record<string, unknown>[] = [];
  asked = 0;
  gone = false;
  constructor(name: string, origin: string, mayAsk: boolean) {
    this.name = name;
    this.origin = origin;
    this.mayAsk = mayAsk;
  }
  postMessage(message: unknown, target: string) {
    assert.ok(target === '*' || target === this.origin, `${this.name}: to ${target}`);
    const copy = structuredClone(message) as Record<string, unknown>;
    if (/^convdot:(state|error)$/.test(String(copy?.type))) this.got.push(copy);
    if (this.gone) throw new DOMException('gone');
  }
}

function hostile(next: () => number) {
  const whole = (most: number) => Math.floor(next() * (most + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(list.length - 1)] as T;
  const texts = [
    '',
    'x',
    '[[1,2],[3',
    '[[1]]',
    '1e999',
    '-0',
    'nan',
    '__proto__',
    '<img src=x onerror=1>',
    '🙂'.repeat(50),
    '9'.repeat(400),
  ];
  const keys =
    'x w b stride dilation pad groups flip dtype order step preset lesson open hide lang theme display expr edit seed note z v'.split(
      ' ',
    );
  const scalar = () =>
    pick<() => unknown>([
      () => whole(9) - 4,
      () => (next() - 0.5) * 10 ** whole(300),
      () => pick([Number.NaN, Infinity, -Infinity, -0, 2 ** 53, 1e9]),
      () => pick(texts),
      () => pick([true, false, null, undefined]),
      () => 10n ** 30n,
      () => new Date(whole(1e9)),
      () => Symbol.iterator,
    ])();
  const value = (depth = 0): unknown =>
    depth > 4 || next() < 0.5
      ? scalar()
      : pick<() => unknown>([
          () => Array.from({ length: whole(4) }, () => value(depth + 1)),
          () => Object.fromEntries(Array.from({ length: whole(3) }, () => [pick([...keys, ...texts]), value(depth + 1)])),
          () => new Float64Array(whole(5)),
          () => new Map([[scalar(), scalar()]]),
          () => {
            const ring: unknown[] = [];
            ring.push(ring);
            return ring;
          },
          () => new Array(whole(1e5)),
        ])();
  /** An almost valid message. */
  const nearly = () => {
    const { state, view } = randomState(whole(1e6));
    const written: Record<string, unknown> = { ...writeObject(state, view) };
    for (let changes = whole(2); changes > 0; changes -= 1) written[pick(keys)] = value();
    return written;
  };
  const type = () =>
    pick<() => unknown>([() => 'convdot:set', () => 'convdot:set', () => 'convdot:get', () => 'convdot:state', scalar])();
  const message = () =>
    next() < 0.15
      ? value()
      : { type: type(), v: next() < 0.85 ? 1 : value(), state: next() < 0.6 ? nearly() : value(), extra: scalar() };
  return { message, pick, whole };
}

async function round(seed: number) {
  const next = random(seed);
  const { message, pick, whole } = hostile(next);
  const example = new Example(new QuickEngine(), openingState);
  const senders = {
    parent: new Sender('parent', 'https://lms.example', true),
    opener: new Sender('opener', 'https://forum.example', true),
    named: new Sender('named', 'https://named.example', true),
    stranger: new Sender('stranger', 'https://stranger.example', false),
    opaque: new Sender('opaque', 'null', false),
    left: new Sender('left', 'https://named.example', true),
  };
  senders.left.gone = true;
  let listen: (event: MessageEvent) => void = () => assert.fail('nobody listens');
  let view: View = { ...defaultView, lang: 'en' };
  const target = {
    addEventListener: (_: 'message', listener: (event: MessageEvent) => void) => {
      listen = listener;
    },
    removeEventListener: () => {},
    parent: senders.parent,
    opener: senders.opener,
    origin: 'https://convdot.example',
    innerWidth: 800,
  } as MessageTarget;
  connectMessages(target, {
    example,
    generator,
    allowed: () => ['https://named.example'],
    words: () => languages[view.lang === 'es' ? 'es' : 'en'],
    view: () => view,
    show: (shown) => {
      view = shown;
    },
    observeHeight: () => () => undefined,
  });
  const send = (sender: Sender, data: unknown) => {
    const { type } = (typeof data === 'object' && data !== null ? data : {}) as { type?: unknown };
    if (sender.mayAsk && (type === 'convdot:get' || type === 'convdot:set')) sender.asked += 1;
    listen({
      data,
      source: sender,
      origin: sender.origin === 'null' ? pick(['null', '']) : sender.origin,
    } as unknown as MessageEvent);
  };
  const all = Object.values(senders);
  // All at once, or one after another.
  const pace = pick([0, 0.1, 0.5]);
  for (let i = 0; i < MESSAGES; i += 1) {
    send(pick(all), message());
    if (next() < 0.1) example.apply((state) => setCell(state, 'x', 0, String(whole(9))));
    if (next() < pace) await turn();
    listen({ data: message(), source: pick([null, {}, undefined]), origin: '' } as unknown as MessageEvent);
  }
  // The queue is empty when the last message has been answered.
  const { parent } = senders;
  const rest = parent.got.length;
  send(parent, { type: 'convdot:get', v: 1 });
  for (let i = 0; i < 2000 && (parent.got.length === rest || parent.got.length < parent.asked); i += 1) await turn();
  for (const { name, mayAsk, asked, got } of all)
    assert.equal(got.length, mayAsk ? asked : 0, `seed ${seed}: answers to ${name}`);
  // It still works.
  send(parent, { type: 'convdot:set', v: 1, state: { x: [[6]], w: [[7]] } });
  for (let i = 0; i < 200 && parent.got.length < parent.asked; i += 1) await turn();
  assert.equal(parent.got.at(-1)?.type, 'convdot:state', `seed ${seed}`);
  assert.deepEqual([example.state.x.data, example.state.w.data, example.current], [[6], [7], true], `seed ${seed}`);
}

test('hostile messages', async () => {
  const until = Date.now() + 1000 * SECONDS;
  let seed = 1;
  for (; seed <= SEEDS || Date.now() < until; seed += 1) await round(seed);
  assert.ok(seed > SEEDS);
});
