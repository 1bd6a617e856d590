// One file, nothing beside it: convdot.html and element.iife.js.
import bytes from 'convdot/convdot.wasm?bytes';
import InlineWorker from '../worker.ts?worker&inline';

export const wasmBytes = async (): Promise<BufferSource> => bytes();

export const workers: readonly (() => Worker | Promise<Worker>)[] = [() => new InlineWorker()];
