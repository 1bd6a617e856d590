// The site: wasm and worker are files of their own, beside the scripts.
import wasmUrl from 'convdot/convdot.wasm?url';
import workerUrl from '../worker.ts?worker&url';
import { fetched } from './fetched.ts';

export const wasmBytes = async (): Promise<BufferSource> => (await fetched(wasmUrl)).arrayBuffer();

/** Ways to make a worker, tried in this order. */
export const workers: readonly (() => Worker | Promise<Worker>)[] = [
  () => new Worker(workerUrl, { type: 'module' }),
  // An opaque origin (a sandboxed frame) may not start a worker from an address, but from text.
  async () => {
    const url = URL.createObjectURL(await (await fetched(workerUrl)).blob());
    return new Worker(url, { type: 'module' });
  },
];
