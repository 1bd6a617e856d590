// One file, nothing beside it: convdot.html and element.iife.js. One module in it weighs less than two, and so does one engine: the worker
// is made of the text of the function that the page itself runs where there is no worker.
import wasm from 'convdot/convdot.wasm?deflated';
import engine from '../in-one.ts?function';
import type { Form, Source } from './source.ts';

async function inflated(base64: string): Promise<ArrayBuffer> {
  if (!window.DecompressionStream) throw new Error('This browser has no DecompressionStream, which unpacks the module.');
  const deflated = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
  return new Response(deflated.stream().pipeThrough(new DecompressionStream('deflate'))).arrayBuffer();
}

const library = async (): Promise<Source> => ({
  wasmBytes: () => inflated(wasm),
  workers: [
    () => {
      const script = `'use strict'; URL.revokeObjectURL(location.href); (${engine})().serve();`;
      return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    },
  ],
  local: async () => engine(),
});
export const form: Form = { bench: library, library };
