// element.js: convdot.wasm lies beside it; the worker's script is inside it, as a page of another origin may not start a worker
// from our address.
import InlineWorker from '../worker.ts?worker&inline';
import { fetched } from './fetched.ts';

export const wasmBytes = async (): Promise<BufferSource> =>
  (await fetched(new URL(/* @vite-ignore */ './convdot.wasm', import.meta.url))).arrayBuffer();

export const workers: readonly (() => Worker | Promise<Worker>)[] = [() => new InlineWorker()];
