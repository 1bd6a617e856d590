// The engine over a module, in the thread that it is called from.
import type { ConvDot, load } from 'convdot';
import type { Engine } from './contract.ts';
import { solve } from './solve.ts';

/** What is more than calls of the package: the bench's worker, which a first visit loads, has none of it. */
export type Beyond = (convdot: ConvDot) => Pick<Engine, 'measure'>;

const nothingBeyond: Beyond = () => ({ measure: () => Promise.reject(new Error('The bench measures nothing.')) });

/** Rejects where WebAssembly or the module cannot be loaded. */
export async function open(loader: typeof load, wasmBinary: BufferSource, beyond = nothingBeyond): Promise<Engine> {
  const convdot = await loader({ wasmBinary });
  return {
    solve: async (question) => solve(convdot, question),
    randn: async (seed, shapes) => convdot.randn(seed, ...shapes),
    randint: async (seed, low, high, shapes) => convdot.randint(seed, low, high, ...shapes),
    evaluate: async (...program) => convdot.evaluate(...program),
    ...beyond(convdot),
  };
}
