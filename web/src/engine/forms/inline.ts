// One file, nothing beside it: convdot.html and element.iife.js. One module in it weighs less than two.
import bytes from 'convdot/convdot.wasm?bytes';
import InlineWorker from '../worker.ts?worker&inline';
import type { Form, Source } from './source.ts';

const library = async (): Promise<Source> => ({
  wasmBytes: async () => bytes(),
  workers: [() => new InlineWorker()],
  local: () => import('../local.ts'),
});
export const form: Form = { bench: library, library };
