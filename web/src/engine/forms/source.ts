// What differs between the forms of the page: one of site.ts, single.ts, module.ts and classic.ts is '#form', by Vite's mode.
import type { Engine } from '../contract.ts';

/** Where an engine comes from. */
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
