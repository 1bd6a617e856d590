// element.js: convdot.wasm lies beside it; the worker's script is inside it, as a page of another origin may not start a worker
// from our address.
import InlineWorker from '../worker.ts?worker&inline';
import { fetched } from './from-files.ts';
import type { Form, Source } from './source.ts';

const library = async (): Promise<Source> => ({
  wasmBytes: async () => (await fetched(new URL(/* @vite-ignore */ './convdot.wasm', import.meta.url))).arrayBuffer(),
  workers: [() => new InlineWorker()],
  local: () => import('../local.ts'),
});
export const form: Form = { bench: library, library };
