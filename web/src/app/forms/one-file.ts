// convdot.html and element.iife.js: the wasm and the worker's script are inside.
import wasm from 'convdot/convdot.wasm?inline';
import type { Form, Source } from '../../engine/source.ts';
import LibraryWorker from './library.ts?worker&inline';

/** Of a data URL in base64; it cannot be fetched under the file's policy. */
const bytesOf = (url: string) => Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (character) => character.charCodeAt(0));

const library = async (): Promise<Source> => ({
  wasmBytes: async () => bytesOf(wasm),
  workers: [() => new LibraryWorker()],
  local: () => import('./library.ts'),
});
export const form: Form = { example: library, library };
