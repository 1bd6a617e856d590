// The package's entry: it finds, fetches and compiles the module.
import { type ConvDot, ConvDotError } from './api.ts';
import { record } from './arguments.ts';
import { refuse, refusing, shown, words } from './errors.ts';
import { publicFunctions } from './functions.ts';
import { Module } from './module.ts';

export * from './api.ts';

function unloadable(what: string, cause: unknown): ConvDotError {
  return new ConvDotError('load', `${what} (${words(cause)}).`, { cause });
}

/** A module of Node's own. Its name is put together here so that bundlers for browsers do not look for one. */
const builtin = (name: string) => import(/* @vite-ignore */ /* webpackIgnore: true */ `node:${name}`);

/** Compiles the module while its bytes arrive, if the server says that they are WebAssembly. */
async function compiledFrom(url: URL): Promise<WebAssembly.Module> {
  if (url.protocol === 'file:' && typeof process === 'object' && process.versions?.node) {
    const { readFile }: typeof import('node:fs/promises') = await builtin('fs/promises');
    return WebAssembly.compile(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  if (type.trim().toLowerCase() === 'application/wasm') return WebAssembly.compileStreaming(response); // it takes no other type
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * The address of `convdot.wasm`: beside this file, or where a bundler has put it. For programs that fetch it once and pass its bytes to
 * several workers. Throws TypeError if this file has no address of its own.
 */
export function wasmUrl(): URL {
  return new URL('convdot.wasm', import.meta.url); // the one place that names it, in the form that bundlers know
}

async function fromAddress(address: string | undefined): Promise<ConvDot> {
  let url: URL;
  try {
    const base = globalThis.document?.baseURI ?? globalThis.location?.href ?? import.meta.url;
    url = address === undefined ? wasmUrl() : new URL(address, base);
  } catch (cause) {
    const what =
      address === undefined
        ? 'This script has no address, so convdot.wasm cannot be found beside it'
        : `${shown(address)} is not an address`;
    throw unloadable(what, cause);
  }
  try {
    return publicFunctions(await Module.start(await compiledFrom(url)));
  } catch (cause) {
    throw unloadable(`The module at ${url.href} could not be loaded`, cause);
  }
}

async function fromBytes(bytes: BufferSource): Promise<ConvDot> {
  try {
    return publicFunctions(await Module.start(await WebAssembly.compile(bytes)));
  } catch (cause) {
    throw unloadable('The module in wasmBinary could not be loaded', cause);
  }
}

let shared: Promise<ConvDot> | undefined;

/**
 * Loads the module: `convdot.wasm` beside this file, or the given bytes, or the file at the given address. A relative address is
 * resolved against the page's address, and in Node against this file's. Without options every call returns the same object; with them
 * each call returns an instance of its own. Rejects with ConvDotError, code 'load'; the next call tries again.
 */
export async function load(options: { wasmBinary?: ArrayBuffer | ArrayBufferView; url?: string } = {}): Promise<ConvDot> {
  const { wasmBinary, url } = refusing(() => ({ ...record(options, ['wasmBinary', 'url'], 'options') }))();
  if (wasmBinary !== undefined) {
    if (!ArrayBuffer.isView(wasmBinary) && !(wasmBinary instanceof ArrayBuffer)) {
      refuse(`wasmBinary must be an ArrayBuffer or a view of one; got ${shown(wasmBinary)}.`);
    }
    return fromBytes(wasmBinary as BufferSource);
  }
  if (url !== undefined) return fromAddress(typeof url === 'string' ? url : refuse(`url must be a string; got ${shown(url)}.`));
  shared ??= fromAddress(undefined);
  try {
    return await shared;
  } catch (cause) {
    shared = undefined; // a network that was away may be back
    throw cause;
  }
}
