import type { Source } from './source.ts';

/** The bytes at an address; a network failure or a refusal of the server rejects with both named. */
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
