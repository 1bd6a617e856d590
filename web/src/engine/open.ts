// An engine that calls a module in the current thread.
import type { ConvDot, load } from 'convdot';
import type { Engine, PictureEngine } from './contract.ts';
import { solve } from './solve.ts';

/** The methods that are more than calls of the package. */
export type Beyond = (convdot: ConvDot) => PictureEngine & Pick<Engine, 'measure'>;

/** Rejects if WebAssembly or the module cannot be loaded. The example's worker, which a first visit loads, has no `beyond`. */
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
