// An engine that is started by its first call, and again after it was lost.
import { type Engine, EngineError } from './contract.ts';
import { PATIENCE } from './deadlines.ts';

/** `lost` is called when the engine is no more; `patience` tells how many times as long as usual it may be silent. */
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
  /** A question whose worker was lost is asked once more, with more time. */
  const asked = async <T>(question: (engine: Engine) => Promise<T>): Promise<T> => {
    try {
      return await question(await running());
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'engine') throw error;
    }
    patience = PATIENCE;
    try {
      return await question(await running());
    } finally {
      patience = 1;
    }
  };
  return {
    solve: (question) => asked((engine) => engine.solve(question)),
    randn: (seed, shapes) => asked((engine) => engine.randn(seed, shapes)),
    randint: (...request) => asked((engine) => engine.randint(...request)),
    evaluate: (...program) => asked((engine) => engine.evaluate(...program)),
    measure: (...race) => asked((engine) => engine.measure(...race)),
    // A picture that was handed over is lost with its engine: whoever has it asks again.
    filterPicture: async (...question) => (await running()).filterPicture(...question),
    timePicture: async (owner) => (await running()).timePicture(owner),
    pictureNumbers: async (...place) => (await running()).pictureNumbers(...place),
    releasePicture: async (owner) => (await running()).releasePicture(owner),
  };
}
