// The worker's side of the engine. It answers `start` once it runs at all: that is the handshake.
import { expose } from 'comlink';
import type { Engine } from './contract.ts';
import { open } from './local.ts';

let engine: Promise<Engine>;

const remote = {
  /** The first message. Rejects where the module cannot be loaded here. */
  start: async (wasmBinary: BufferSource): Promise<void> => {
    engine = open(wasmBinary);
    await engine;
  },
  solve: async (...question: Parameters<Engine['solve']>) => (await engine).solve(...question),
  randn: async (...request: Parameters<Engine['randn']>) => (await engine).randn(...request),
  randint: async (...request: Parameters<Engine['randint']>) => (await engine).randint(...request),
};
expose(remote);

export type RemoteEngine = typeof remote;
