// element.js: convdot.wasm is where index.js says, beside it or where the page's bundler put it. The worker's script is inside
// element.js, because a page of another origin may not start a worker from our address.
import { wasmUrl } from 'convdot';
import { type Form, fetched, type Source } from '../../engine/source.ts';
import LibraryWorker from './library.ts?worker&inline';

const library = async (): Promise<Source> => ({
  wasmBytes: async () => (await fetched(wasmUrl())).arrayBuffer(),
  workers: [() => new LibraryWorker()],
  local: () => import('./library.ts'),
});
export const form: Form = { example: library, library };
