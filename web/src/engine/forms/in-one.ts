// One file, nothing beside it: convdot.html and element.iife.js. One module in it weighs less than two, and so does one engine: the worker
// is made of the text of the function that the page itself runs where there is no worker.
import type { Form, Source } from './source.ts';

export function inOne(wasmBytes: () => BufferSource, engine: () => typeof import('../in-one.ts')): Form {
  const library = async (): Promise<Source> => ({
    wasmBytes: async () => wasmBytes(),
    workers: [
      () => {
        const script = `'use strict'; URL.revokeObjectURL(location.href); (${engine})().serve();`;
        return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
      },
    ],
    local: async () => engine(),
  });
  return { example: library, library };
}
