// convdot.html and element.iife.js: the wasm and the worker's script are inside.
import wasm from 'convdot/convdot.wasm?url&inline';
import type { Form, Source } from '../../engine/source.ts';
import LibraryWorker from './library.ts?worker&inline';

/** Decodes a data URL in base64, which the file's policy does not allow to fetch. */
const bytesOf = (url: string) => Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (character) => character.charCodeAt(0));

const library = async (): Promise<Source> => ({
  wasmBytes: async () => bytesOf(wasm),
  workers: [() => new LibraryWorker()],
  local: () => import('./library.ts'),
});
export const form: Form = { example: library, library };
