// The engine in the thread that it is called from: what the worker runs, and the page itself where there is no worker.
import type { Engine } from './contract.ts';
import { solve } from './solve.ts';

/** Rejects where WebAssembly or the module cannot be loaded. */
export async function open(wasmBinary: BufferSource): Promise<Engine> {
  const { load } = await import('convdot');
  const convdot = await load({ wasmBinary });
  return {
    solve: async (question) => solve(convdot, question),
    randn: async (seed, shapes) => convdot.randn(seed, ...shapes),
    randint: async (seed, low, high, shapes) => convdot.randint(seed, low, high, ...shapes),
  };
}
