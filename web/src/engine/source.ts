// Where an engine comes from. It differs between the forms in which the page is delivered: one of app/forms/{site,element,one-file}.ts
// is '#form', by Vite's mode.
import type { Engine } from './contract.ts';

export interface Source {
  readonly wasmBytes: () => Promise<BufferSource>;
  /** Ways to make a worker, tried in this order. */
  readonly workers: readonly (() => Worker | Promise<Worker>)[];
  /** The engine in the page's own thread, where there is no worker. */
  readonly local: () => Promise<{ open(wasmBinary: BufferSource): Promise<Engine> }>;
}

export interface Form {
  /** Of an engine that answers `solve`. */
  readonly example: () => Promise<Source>;
  /** Of an engine that answers everything; the same function where there is no smaller one. */
  readonly library: () => Promise<Source>;
}

/** Rejects on a network failure, and on a refusal of the server with both named. */
export async function fetched(url: string | URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText} for ${url}`);
  return response;
}

/** Wasm and worker are files of their own. */
export const fromFiles = (wasmUrl: string, workerUrl: string, local: Source['local']): Source => ({
  wasmBytes: async () => (await fetched(wasmUrl)).arrayBuffer(),
  workers: [
    // An opaque origin (a sandboxed frame) may not start a worker from an address, but from text.
    ...(window.origin === 'null' ? [] : [() => new Worker(workerUrl, { type: 'module' })]),
    async () => {
      const url = URL.createObjectURL(await (await fetched(workerUrl)).blob());
      return new Worker(url, { type: 'module' });
    },
  ],
  local,
});
