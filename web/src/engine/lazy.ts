// An engine that the first call starts, and that starts again after it was lost.
import { ask, type Engine, EngineError, forward, METHODS, PATIENCE } from './contract.ts';

/** `lost`: called when the engine ends. `patience`: the factor by which it may be silent for longer. */
export type Starter = (lost: () => void, patience: () => number) => Promise<Engine>;

export function lazy(starter: Starter): Engine {
  let started: Promise<Engine> | undefined;
  let patience = 1;
  const running = (): Promise<Engine> => {
    started ??= starter(
      () => {
        started = undefined;
      },
      () => patience,
    ).catch((error: unknown) => {
      started = undefined;
      throw new EngineError('load', error instanceof Error ? error.message : String(error));
    });
    return started;
  };
  return forward(async (name, given) => {
    try {
      return await ask(await running(), name, given);
    } catch (error) {
      if (!METHODS[name].again || !(error instanceof EngineError) || error.code !== 'engine') throw error;
    }
    patience = PATIENCE;
    try {
      return await ask(await running(), name, given);
    } finally {
      patience = 1;
    }
  });
}
