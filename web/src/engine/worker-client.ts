// The page's side of an engine in a worker. Every question has a deadline (METHODS in contract.ts): a worker that is silent for
// longer is ended, and the caller gets an error.
import { proxy, type Remote, wrap } from 'comlink';
import { type Engine, EngineError, forward, METHODS } from './contract.ts';
import type { Served } from './serve.ts';
import { otherTasks } from './tasks.ts';

/** A function of the page that the worker calls. */
type Told = (...news: readonly unknown[]) => void;

/** A forbidden worker reports an error; one that stays silent for this long after the request to start counts as failed too. */
const START_MS = 10_000;

/** `lost`: called when a started worker ends. `patience`: the factor by which it may be silent for longer. */
export async function inWorker(
  worker: Worker,
  bytes: Promise<BufferSource>,
  lost: () => void,
  patience: () => number,
): Promise<Engine> {
  const remote: Remote<Served> = wrap<Served>(worker);
  /** Each question's reject function, and its deadline. */
  const pending = new Map<(reason: unknown) => void, number>();
  let started = false;
  let ended: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The time that the timer runs for. Questions wait for each other, so it is the longest deadline. */
  let longest = 0;
  let signs = 0;

  const fail = (message: string) => {
    if (ended !== null) return;
    ended = message;
    clearTimeout(timer);
    worker.terminate();
    for (const reject of pending.keys()) reject(new EngineError('engine', message));
    if (started) lost();
  };
  const wait = () => {
    clearTimeout(timer);
    longest = Math.max(0, ...pending.values());
    if (longest > 0 && ended === null) timer = setTimeout(listen, longest);
  };
  /** A sign of life restarts the time for all waiting questions. */
  const alive = () => {
    signs += 1;
    wait();
  };
  const heard = (told: Told) =>
    proxy((...news: readonly unknown[]) => {
      alive();
      told(...news);
    });
  // The page itself may have been busy, with the answer still unread.
  const listen = async () => {
    const before = signs;
    await otherTasks();
    if (signs === before) fail('The worker did not answer.');
  };
  const waitFor = <T>(deadline: number, question: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (ended !== null) throw new EngineError('engine', ended);
      signal?.throwIfAborted();
      const stop = () => {
        reject(signal?.reason);
        fail('The worker was stopped.');
      };
      pending.set(reject, deadline);
      if (deadline > longest) wait();
      signal?.addEventListener('abort', stop);
      (async () => question())()
        .then(resolve, reject)
        .finally(() => {
          signal?.removeEventListener('abort', stop);
          pending.delete(reject);
          alive();
        });
    });

  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(event.message || 'The worker failed.');
  });
  worker.addEventListener('messageerror', () => fail('A message to the worker could not be read.'));
  try {
    const binary = await bytes;
    await waitFor(START_MS, () => remote.start(binary));
    started = true;
  } catch (error) {
    fail('The worker did not start.');
    throw error;
  }
  return forward((name, given) => {
    const deadline = METHODS[name].deadline as (...given: readonly unknown[]) => number;
    const signal = given.find((each) => each instanceof AbortSignal);
    const crossing = given
      .filter((each) => each !== signal)
      .map((each) => (typeof each === 'function' ? heard(each as Told) : each));
    const question = remote[name] as unknown as (...given: readonly unknown[]) => Promise<unknown>;
    return waitFor(deadline(...given) * patience(), () => question(...crossing), signal);
  });
}
