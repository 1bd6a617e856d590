// The page's side of the engine: one for the whole page, started by the first question; in the site one for the example, and one for
// the rest once it is asked for. It prefers a worker, so that large cases never hold up the page, and falls back to the page's own
// thread where a worker is refused (a host's strict policy).

import { form } from '#form';
import type { Engine } from './contract.ts';
import { inWorker } from './in-worker.ts';
import { lazy, type Starter } from './lazy.ts';
import type { Source } from './source.ts';

const library = lazy(starterOf(form.library));
const engine: Engine = form.example === form.library ? library : { ...library, solve: lazy(starterOf(form.example)).solve };

/** The engine of this page: every element shares it. */
export const connect = (): Engine => engine;

function starterOf(source: () => Promise<Source>): Starter {
  return async (lost, patience) => {
    const { wasmBytes, workers, local } = await source();
    const bytes = wasmBytes();
    for (const spawn of workers) {
      try {
        return await inWorker(await spawn(), bytes, lost, patience);
      } catch {
        await bytes; // without the bytes there is no other way either
      }
    }
    return (await local()).open(await bytes);
  };
}
