// element.js: convdot.wasm lies where index.js says, beside it or where the page's bundler has put it; the worker's script is inside it,
// as a page of another origin may not start a worker from our address.
import { wasmUrl } from 'convdot';
import InlineWorker from '../worker.ts?worker&inline';
import { fetched } from './from-files.ts';
import type { Form, Source } from './source.ts';

const library = async (): Promise<Source> => ({
  wasmBytes: async () => (await fetched(wasmUrl())).arrayBuffer(),
  workers: [() => new InlineWorker()],
  local: () => import('../local.ts'),
});
export const form: Form = { example: library, library };
