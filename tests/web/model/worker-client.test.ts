// Questions to workers that end silently, as when the system ends them for lack of memory. Here a worker is a port behind which the
// test answers, computes forever, or is gone.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { expose, type ProxyMarked, type Remote, releaseProxy } from 'comlink';
import {
  type Answer,
  type Case,
  type Engine,
  METHODS,
  PATIENCE,
  type PictureQuestion,
} from '../../../web/src/engine/contract.ts';
import { lazy } from '../../../web/src/engine/lazy.ts';
import { inWorker } from '../../../web/src/engine/worker-client.ts';
import { turn } from './support.ts';

type Progress = Remote<((share: number) => void) & ProxyMarked>;

/** The ports of the running test. */
const workers: FakeWorker[] = [];
beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => {
  mock.timers.reset();
  for (const worker of workers.splice(0)) worker.end();
});

const question: Case = {
  input: { shape: [1, 6, 6, 1], data: new Array(36).fill(1) },
  filter: { shape: [3, 3, 1, 1], data: new Array(9).fill(1) },
  options: {},
  at: { image: 0, row: 0, column: 0, filter: 0 },
};
const deadline = METHODS.solve.deadline(question);
const refusal = (message: string): Answer => ({ ok: false, refusal: { code: 'test', message } });

/** A message takes some turns of the event loop each way. */
const settle = async () => {
  for (let i = 0; i < 20; i += 1) await turn();
};
const pass = async (milliseconds: number) => {
  mock.timers.tick(milliseconds);
  await settle();
};

class FakeWorker {
  readonly #page: MessagePort;
  readonly #inside: MessagePort;
  readonly asked: string[] = [];
  /** Answers the waiting questions, oldest first. */
  readonly waiting: { name: string; answer(value: unknown): void; progress: Progress | undefined }[] = [];
  readonly #proxies: Progress[] = [];
  terminated = false;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#page = port1;
    this.#inside = port2;
    const later =
      (name: string) =>
      (...given: unknown[]) => {
        this.asked.push(name);
        const progress = given.findLast((each) => typeof each === 'function') as Progress | undefined;
        if (progress) this.#proxies.push(progress);
        return new Promise((answer) => this.waiting.push({ name, answer, progress }));
      };
    const remote = Object.fromEntries(Object.keys(METHODS).map((name) => [name, later(name)]));
    expose({ ...remote, start: async () => {} }, port2 as never);
    port2.start();
  }
  /** Ended from outside: nobody is told. */
  die() {
    this.#inside.close();
  }
  terminate() {
    this.terminated = true;
    this.#page.close();
    this.#inside.close();
  }
  /** Closed with the test: an open port keeps Node alive. */
  end() {
    for (const proxy of this.#proxies) proxy[releaseProxy]();
    this.terminate();
  }
  postMessage(message: unknown, transfer: Transferable[] = []) {
    this.#page.postMessage(message, transfer as never);
  }
  addEventListener(type: string, listener: (event: never) => void) {
    this.#page.addEventListener(type, listener as never);
  }
  removeEventListener(type: string, listener: (event: never) => void) {
    this.#page.removeEventListener(type, listener as never);
  }
  start() {
    this.#page.start();
  }
  dispatchEvent(event: Event) {
    return this.#page.dispatchEvent(event);
  }
}

const engine = (): Engine =>
  lazy((lost, patience) => {
    const worker = new FakeWorker();
    workers.push(worker);
    return inWorker(worker as unknown as Worker, Promise.resolve(new Uint8Array()), lost, patience);
  });

test('a question that a dead worker does not answer is asked again of another', async () => {
  const own = engine();
  const first = own.solve(question);
  await settle();
  workers[0]?.waiting.pop()?.answer(refusal('one'));
  assert.deepEqual(await first, refusal('one'));
  workers[0]?.die();
  const second = own.solve(question);
  await settle();
  await pass(deadline - 1);
  assert.deepEqual([workers.length, workers[0]?.terminated], [1, false]);
  await pass(1);
  assert.deepEqual([workers.length, workers[0]?.terminated], [2, true]);
  workers[1]?.waiting.pop()?.answer(refusal('two'));
  assert.deepEqual(await second, refusal('two'));
  const third = own.solve(question);
  await settle();
  assert.equal(workers.length, 2, 'the new worker stays');
  workers[1]?.waiting.pop()?.answer(refusal('three'));
  assert.deepEqual(await third, refusal('three'));
});

test('the second worker has more time; if it is silent too, the question fails, and the next one starts a third', async () => {
  const own = engine();
  const asked = own.solve(question).catch((error) => [error.code, error.message]);
  await settle();
  await pass(deadline);
  assert.equal(workers.length, 2);
  await pass(PATIENCE * deadline - 1);
  assert.equal(workers[1]?.terminated, false);
  await pass(1);
  assert.deepEqual(await asked, ['engine', 'The worker did not answer.']);
  const next = own.solve(question);
  await settle();
  workers[2]?.waiting.pop()?.answer(refusal('three'));
  assert.deepEqual(await next, refusal('three'));
});

test('a question behind a longer one has the longer one’s deadline', async () => {
  const own = engine();
  const long = own.measure({ input: [1, 8, 8, 1], filter: [3, 3, 1, 1], stride: 1, padding: 0 } as never, 'loops');
  const short = own.solve(question);
  await settle();
  await pass(METHODS.measure.deadline({} as never, 'loops' as never) - 1);
  assert.deepEqual([workers.length, workers[0]?.terminated], [1, false]);
  workers[0]?.waiting.shift()?.answer({ runs: 1 });
  await settle();
  assert.deepEqual(await long, { runs: 1 });
  await pass(deadline - 1);
  assert.equal(workers[0]?.terminated, false, 'now its own');
  await pass(1);
  assert.equal(workers[0]?.terminated, true);
  await settle();
  workers[1]?.waiting.pop()?.answer(refusal('late'));
  assert.deepEqual(await short, refusal('late'));
});

test('progress is a sign of life', async () => {
  const own = engine();
  const shares: number[] = [];
  const picture = { width: 1, height: 1, pixels: new Uint8ClampedArray(4) };
  const asked = own.filterPicture(1, {} as PictureQuestion, picture, (share) => shares.push(share));
  await settle();
  for (const share of [0.25, 0.5, 0.75]) {
    await pass(METHODS.filterPicture.deadline(0, {} as never, null, null) - 1);
    workers[0]?.waiting[0]?.progress?.(share);
    await settle();
  }
  assert.deepEqual([shares, workers[0]?.terminated], [[0.25, 0.5, 0.75], false]);
  const refused = assert.rejects(asked, { code: 'engine' }, 'not asked again: its pixels are gone');
  await pass(METHODS.filterPicture.deadline(0, {} as never, null, null));
  await refused;
  assert.equal(workers.length, 1);
});

test('a program is stopped by its signal, and other questions in progress are asked again', async () => {
  const own = engine();
  const controller = new AbortController();
  const program = own.evaluate('while', {}, controller.signal).catch((error) => error.name);
  const beside = own.randn(1, [[2]]);
  await settle();
  assert.deepEqual(workers[0]?.asked, ['evaluate', 'randn']);
  controller.abort();
  assert.equal(await program, 'AbortError');
  await settle();
  assert.deepEqual([workers.length, workers[0]?.terminated, workers[1]?.asked], [2, true, ['randn']]);
  workers[1]?.waiting.pop()?.answer([]);
  assert.deepEqual(await beside, []);
  await assert.rejects(own.evaluate('a', {}, controller.signal), { name: 'AbortError' });
  assert.deepEqual([workers.length, workers[1]?.terminated], [2, false], 'stopped before it was asked');
});

test('an answer that came while the page was busy counts', async () => {
  const own = engine();
  const asked = own.solve(question);
  await settle();
  workers[0]?.waiting.pop()?.answer(refusal('just in time'));
  await Promise.resolve();
  mock.timers.tick(deadline);
  assert.deepEqual(await asked, refusal('just in time'));
  assert.equal(workers[0]?.terminated, false);
});

test('a large case has time for its work, however it is padded', () => {
  const large = (height: number, padding: Case['options']['padding']): Case => ({
    ...question,
    input: { shape: [16, height, height, 16], data: [] },
    filter: { shape: [11, 11, 16, 16], data: [] },
    options: { padding },
  });
  // A hundred nanoseconds for each multiply-add.
  const work = (side: number) => (16 * side ** 2 * 11 * 11 * 16 * 16) / 1e4;
  assert.ok(METHODS.solve.deadline(large(64, 'valid')) > work(54));
  for (const padding of [16, [16, 16], [0, 16, 16, 0], 'same', 'same-lower'] as const)
    assert.ok(
      METHODS.solve.deadline(large(8, padding)) > work(padding === 'same' || padding === 'same-lower' ? 8 : 14),
      String(padding),
    );
  assert.ok(deadline < 3000, 'a small one is missed soon');
});
