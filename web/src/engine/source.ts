// Where an engine's wasm and worker come from; the delivered forms of the page differ in that. Vite's mode resolves '#form' to one of
// app/forms/{site,element,one-file}.ts.
import type { Engine } from './contract.ts';

export interface Source {
  readonly wasmBytes: () => Promise<BufferSource>;
  /** Ways to make a worker, in the order of preference. */
  readonly workers: readonly (() => Worker | Promise<Worker>)[];
  /** The engine in the page's own thread, if there is no worker. */
  readonly local: () => Promise<{ open(wasmBinary: BufferSource): Promise<Engine> }>;
}

export interface Form {
  /** The source of an engine that answers `solve`. */
  readonly example: () => Promise<Source>;
  /** The source of an engine that answers everything; the same function if there is no smaller one. */
  readonly library: () => Promise<Source>;
}

/** Rejects on a network failure, and on an HTTP error, which it names with the address. */
export async function fetched(url: string | URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText} for ${url}`);
  return response;
}

/** For separate wasm and worker files. */
export const fromFiles = (wasmUrl: string, workerUrl: string, local: Source['local']): Source => ({
  wasmBytes: async () => (await fetched(wasmUrl)).arrayBuffer(),
  workers: [
    // An opaque origin (a sandboxed frame) may start a worker from text but not from an address.
    ...(window.origin === 'null' ? [] : [() => new Worker(workerUrl, { type: 'module' })]),
    async () => {
      const url = URL.createObjectURL(await (await fetched(workerUrl)).blob());
      return new Worker(url, { type: 'module' });
    },
  ],
  local,
});
