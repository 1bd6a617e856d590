// The engine over a module, in the thread that it is called from.
import type { ConvDot, load } from 'convdot';
import type { Engine, PictureEngine } from './contract.ts';
import { solve } from './solve.ts';

/** What is more than calls of the package. */
export type Beyond = (convdot: ConvDot) => PictureEngine & Pick<Engine, 'measure'>;

/** Rejects where WebAssembly or the module cannot be loaded. The example's worker, which a first visit loads, has nothing beyond. */
export async function open(loader: typeof load, wasmBinary: BufferSource, beyond?: Beyond): Promise<Engine> {
  const convdot = await loader({ wasmBinary });
  return {
    solve: async (question) => solve(convdot, question),
    randn: async (seed, shapes) => convdot.randn(seed, ...shapes),
    randint: async (seed, low, high, shapes) => convdot.randint(seed, low, high, ...shapes),
    evaluate: async (source, variables) => convdot.evaluate(source, variables),
    ...(beyond?.(convdot) as ReturnType<Beyond>),
  };
}
