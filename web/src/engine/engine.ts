// The page's side of the engine: one for the whole page, started by the first question; in the site one for the bench, and one for
// the rest once it is asked for. It prefers a worker, so that large cases never hold up the page, and falls back to the page's own
// thread where a worker is refused (a host's strict policy).

import { proxy, type Remote, transfer, wrap } from 'comlink';
import type { Evaluation } from 'convdot';
import { form } from '#form';
import { type Answer, type Engine, EngineError } from './contract.ts';
import type { Source } from './forms/source.ts';
import type { RemoteEngine } from './remote.ts';

/** A worker that was refused says so with an error; one that is silent for so long after it was asked is given up as well. */
const SILENCE_MS = 10_000;

const library = lazy((lost) => start(form.library, lost));
const engine: Engine =
  form.bench === form.library ? library : { ...library, solve: lazy((lost) => start(form.bench, lost)).solve };

/** The engine of this page: every element shares it. */
export const connect = (): Engine => engine;

/** An engine that is started by its first call, and again by the next one after it has failed. */
function lazy(starter: (lost: () => void) => Promise<Engine>): Engine {
  let started: Promise<Engine> | undefined;
  const running = (): Promise<Engine> => {
    started ??= starter(() => {
      started = undefined;
    }).catch((error: unknown) => {
      started = undefined;
      throw new EngineError('load', error instanceof Error ? error.message : String(error));
    });
    return started;
  };
  return {
    solve: async (question) => (await running()).solve(question),
    randn: async (seed, shapes) => (await running()).randn(seed, shapes),
    randint: async (...request) => (await running()).randint(...request),
    evaluate: async (...program) => (await running()).evaluate(...program),
    filterPicture: async (...question) => (await running()).filterPicture(...question),
    timePicture: async (owner) => (await running()).timePicture(owner),
    pictureNumbers: async (...place) => (await running()).pictureNumbers(...place),
    releasePicture: async (owner) => (await running()).releasePicture(owner),
    measure: async (...race) => (await running()).measure(...race),
  };
}

async function start(source: () => Promise<Source>, lost: () => void): Promise<Engine> {
  const { wasmBytes, workers, local } = await source();
  const bytes = wasmBytes();
  for (const spawn of workers) {
    try {
      return await inWorker(await spawn(), bytes, lost);
    } catch {
      await bytes; // without the bytes there is no other way either
    }
  }
  return (await local()).open(await bytes);
}

async function inWorker(worker: Worker, bytes: Promise<BufferSource>, lost: () => void): Promise<Engine> {
  const remote: Remote<RemoteEngine> = wrap<RemoteEngine>(worker);
  const pending = new Set<(reason: EngineError) => void>();
  const ask = <T>(answer: Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      pending.add(reject);
      answer.then(resolve, reject).finally(() => pending.delete(reject));
    });
  let started = false;
  const fail = (message: string) => {
    worker.terminate();
    for (const reject of pending) reject(new EngineError('engine', message));
    if (started) lost();
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(event.message || 'The worker failed.');
  });
  worker.addEventListener('messageerror', () => fail('A message to the worker could not be read.'));
  let silence: ReturnType<typeof setTimeout> | undefined;
  try {
    await ask(
      bytes.then((binary) => {
        silence = setTimeout(() => fail('The worker did not answer.'), SILENCE_MS);
        return remote.start(binary);
      }),
    );
    started = true;
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    clearTimeout(silence);
  }
  return {
    solve: (question) => ask<Answer>(remote.solve(question)),
    randn: (seed, shapes) => ask(remote.randn(seed, shapes)),
    randint: (...request) => ask(remote.randint(...request)),
    evaluate: (...program) => ask<Evaluation>(remote.evaluate(...program)),
    filterPicture: (owner, question, picture, progress) =>
      ask(
        remote.filterPicture(
          owner,
          question,
          picture && transfer(picture, [picture.pixels.buffer]),
          progress && proxy(progress),
        ) as ReturnType<Engine['filterPicture']>,
      ),
    timePicture: (owner) => ask(remote.timePicture(owner)),
    pictureNumbers: (...place) => ask(remote.pictureNumbers(...place)),
    releasePicture: (owner) => ask(remote.releasePicture(owner)),
    measure: (...race) => ask(remote.measure(...race)),
  };
}
