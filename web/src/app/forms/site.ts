// The site: wasm and workers are separate files beside the scripts. The example has a smaller module than the library, so that a
// first visit loads only what it needs.
import exampleWasm from '#example/convdot_example.wasm?url';
import { type Form, fromFiles } from '../../engine/source.ts';
import exampleWorker from './example.ts?worker&url';

export const form: Form = {
  example: async () => fromFiles(exampleWasm, exampleWorker, () => import('./example.ts')),
  library: async () => {
    const [wasm, worker] = await Promise.all([import('convdot/convdot.wasm?url'), import('./library.ts?worker&url')]);
    return fromFiles(wasm.default, worker.default, () => import('./library.ts'));
  },
};
