// One file, nothing beside it: convdot.html and element.iife.js. One module in it weighs less than two, and so does one engine: the worker
// is made of the text of the function that the page itself runs where there is no worker.
import wasm from 'convdot/convdot.wasm?packed';
import engine from '../in-one.ts?function';
import type { Form, Source } from './source.ts';

const library = async (): Promise<Source> => ({
  wasmBytes: async () => Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0)),
  workers: [
    () => {
      const script = `'use strict'; URL.revokeObjectURL(location.href); (${engine})().serve();`;
      return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    },
  ],
  local: async () => engine(),
});
export const form: Form = { bench: library, library };
