// The engine over a module, in the thread that it is called from.
import type { ConvDot, load } from 'convdot';
import type { Engine, PictureEngine } from './contract.ts';
import { solve } from './solve.ts';

/** Rejects where WebAssembly or the module cannot be loaded. Without `pictures` it has no part for them. */
export async function open(
  loader: typeof load,
  wasmBinary: BufferSource,
  pictures?: (convdot: ConvDot) => PictureEngine,
): Promise<Engine> {
  const convdot = await loader({ wasmBinary });
  return {
    solve: async (question) => solve(convdot, question),
    randn: async (seed, shapes) => convdot.randn(seed, ...shapes),
    randint: async (seed, low, high, shapes) => convdot.randint(seed, low, high, ...shapes),
    evaluate: async (...program) => convdot.evaluate(...program),
    ...(pictures?.(convdot) as PictureEngine),
  };
}
