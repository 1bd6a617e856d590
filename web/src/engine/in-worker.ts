// An engine in a worker, as the page sees it. Every question has a deadline: a worker that is silent for longer is ended, and whoever asked
// is told so.
import { proxy, type Remote, transfer, wrap } from 'comlink';
import type { Evaluation } from 'convdot';
import { type Answer, type Engine, EngineError } from './contract.ts';
import { deadlines } from './deadlines.ts';
import { otherTasks } from './other-tasks.ts';
import type { RemoteEngine } from './remote.ts';

/** A worker that was refused says so with an error; one that is silent for so long after it was asked to start is given up as well. */
const START_MS = 10_000;

/** `lost`: it has started, and is no more. `patience`: how many times as long as usual it may be silent. */
export async function inWorker(
  worker: Worker,
  bytes: Promise<BufferSource>,
  lost: () => void,
  patience: () => number,
): Promise<Engine> {
  const remote: Remote<RemoteEngine> = wrap<RemoteEngine>(worker);
  /** How each question is refused, and its deadline. */
  const pending = new Map<(reason: unknown) => void, number>();
  let started = false;
  let ended: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What the timer runs for: questions wait for one another, so it is the longest of their deadlines. */
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
  /** A sign of life: the time begins anew for those who still wait. */
  const alive = () => {
    signs += 1;
    wait();
  };
  // The page itself may have been busy, and the answer be there unread.
  const listen = async () => {
    const before = signs;
    await otherTasks();
    if (signs === before) fail('The worker did not answer.');
  };
  const ask = <T>(deadline: number, question: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
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
    await ask(START_MS, () => remote.start(binary));
    started = true;
  } catch (error) {
    fail('The worker did not start.');
    throw error;
  }
  const put = <T>(deadline: number, question: () => Promise<T>, signal?: AbortSignal) =>
    ask(deadline * patience(), question, signal);
  return {
    solve: (question) => put<Answer>(deadlines.solve(question), () => remote.solve(question)),
    randn: (seed, shapes) => put(deadlines.numbers(shapes), () => remote.randn(seed, shapes)),
    randint: (...request) => put(deadlines.numbers(request[3]), () => remote.randint(...request)),
    evaluate: (source, variables, signal) =>
      put<Evaluation>(deadlines.evaluate, () => remote.evaluate(source, variables), signal),
    filterPicture: (owner, question, picture, progress) =>
      put(
        deadlines.filterPicture,
        () =>
          remote.filterPicture(
            owner,
            question,
            picture && transfer(picture, [picture.pixels.buffer]),
            progress &&
              proxy((share: number) => {
                alive();
                progress(share);
              }),
          ) as ReturnType<Engine['filterPicture']>,
      ),
    timePicture: (owner) => put(deadlines.timePicture, () => remote.timePicture(owner)),
    pictureNumbers: (...place) => put(deadlines.pictureNumbers, () => remote.pictureNumbers(...place)),
    releasePicture: (owner) => put(deadlines.releasePicture, () => remote.releasePicture(owner)),
    measure: (...race) => put(deadlines.measure, () => remote.measure(...race)),
  };
}
