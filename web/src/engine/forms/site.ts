// The site: wasm and workers are files of their own, beside the scripts. The bench has a smaller module than the library: a first
// visit loads no more than it needs.
import wasmUrl from '#bench/convdot_bench.wasm?url';
import workerUrl from '../bench-worker.ts?worker&url';
import { fromFiles } from './from-files.ts';
import type { Form } from './source.ts';

export const form: Form = {
  bench: async () => fromFiles(wasmUrl, workerUrl, () => import('../bench-local.ts')),
  library: async () => (await import('./site-library.ts')).library,
};
