// Everything thrown is a ConvDotError: the values in its sentences, and the codes of errors that JavaScript or WebAssembly threw.
import { ConvDotError } from './api.ts';

/** A value as a sentence names it: short, and telling "3" from 3 and -0 from 0. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) {
    const first = value.slice(0, 8).map((each) => (Array.isArray(each) ? '[…]' : shown(each)));
    return `[${first.join(', ')}${value.length > 8 ? ', …' : ''}]`;
  }
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

export function refuse(sentence: string): never {
  throw new ConvDotError('argument', sentence);
}

/** The message of an error that is not ours, as a part of a sentence. */
export function words(cause: unknown): string {
  try {
    return String(cause instanceof Error ? cause.message : cause).replace(/\.$/, '');
  } catch {
    return 'it has no message';
  }
}

/**
 * A public function that throws nothing but ConvDotError. Anything else that is thrown comes from an argument, whose getters and
 * proxies run the caller's code.
 */
export function refusing<Values extends unknown[], Result>(work: (...values: Values) => Result): (...values: Values) => Result {
  return (...values) => {
    try {
      return work(...values);
    } catch (cause) {
      if (cause instanceof ConvDotError) throw cause;
      throw new ConvDotError('argument', `An argument could not be read (${words(cause)}).`, { cause });
    }
  };
}

/**
 * The error for a failure of the engine. Memory can run out in three ways that the core cannot catch: the browser cannot allocate a
 * typed array for a result, it cannot make a new instance, or the module traps.
 */
export function failure(cause: unknown): ConvDotError {
  const text = words(cause);
  const isMemory = cause instanceof RangeError ? !/stack/i.test(text) : /out of memory|allocat/i.test(text);
  return isMemory
    ? new ConvDotError('memory', `There is not enough memory for this call (${text}).`, { cause })
    : new ConvDotError('internal', `This is a bug in ConvDot: the module failed (${text}).`, { cause });
}

export function attempt<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw failure(cause);
  }
}
