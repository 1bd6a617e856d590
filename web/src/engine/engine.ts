// The page's side of the engine. The whole page shares one, which the first question starts; the site has one for the example, and
// another for everything else once that is needed. It prefers a worker, so that large cases do not block the page, and falls back
// to the page's thread if a host's strict policy forbids workers.

import { form } from '#form';
import type { Engine } from './contract.ts';
import { lazy, type Starter } from './lazy.ts';
import type { Source } from './source.ts';
import { inWorker } from './worker-client.ts';

const library = lazy(starterOf(form.library));
const engine: Engine = form.example === form.library ? library : { ...library, solve: lazy(starterOf(form.example)).solve };

/** The engine that all elements of this page share. */
export const connect = (): Engine => engine;

function starterOf(source: () => Promise<Source>): Starter {
  return async (lost, patience) => {
    const { wasmBytes, workers, local } = await source();
    const bytes = wasmBytes();
    for (const spawn of workers) {
      try {
        return await inWorker(await spawn(), bytes, lost, patience);
      } catch {
        await bytes; // without the bytes the page's thread could not run it either
      }
    }
    return (await local()).open(await bytes);
  };
}
