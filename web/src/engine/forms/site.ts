// The site: wasm and workers are files of their own, beside the scripts. The example has a smaller module than the library: a first
// visit loads no more than it needs.
import wasmUrl from '#example/convdot_example.wasm?url';
import workerUrl from '../example-worker.ts?worker&url';
import { fromFiles } from './from-files.ts';
import type { Form } from './source.ts';

export const form: Form = {
  example: async () => fromFiles(wasmUrl, workerUrl, () => import('../example-local.ts')),
  library: async () => (await import('./site-library.ts')).library,
};
