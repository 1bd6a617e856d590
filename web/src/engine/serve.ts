// The worker's side: an engine that the page calls through Comlink. `start` is the first message; its answer shows that the worker
// runs.
import { expose } from 'comlink';
import { ask, type Engine, forward } from './contract.ts';

export interface Served extends Engine {
  /** Rejects if the module cannot be loaded here. */
  start(wasmBinary: BufferSource): Promise<void>;
}

/** Does nothing in the page itself, which opens the engine without a worker. */
export function serve(open: (wasmBinary: BufferSource) => Promise<Engine>): void {
  if (globalThis.document) return;
  let engine: Promise<Engine>;
  const served: Served = {
    ...forward(async (name, given) => ask(await engine, name, given)),
    start: async (wasmBinary) => {
      engine = open(wasmBinary);
      await engine;
    },
  };
  expose(served);
}
