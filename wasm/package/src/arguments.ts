// Checks of the forms that JavaScript can get wrong: types, counts, names. The core checks every range and how shapes fit, in its own
// words; nothing of that is repeated here.
import { ConvDotError } from './api.ts';
import { attempt, refuse, shown } from './errors.ts';

export type NumericArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** The most whole numbers in a list: NumPy's arrays have no more axes. */
const MOST_WHOLES = 32;

/** The most elements of one tensor (limits.hpp): the numbers of a longer list are never read. */
const MOST_ELEMENTS = 2 ** 26;

export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

export function whole(value: unknown, name: string): number {
  const range = Number.isInteger(value) ? ' between -2^53 and 2^53' : '';
  return isWhole(value) ? value : refuse(`${name} must be a whole number${range}; got ${shown(value)}.`);
}

/** An error about the length has the given code. It comes before the list is read, which may be sparse or computed. */
export function wholes(value: unknown, name: string, code = 'argument'): number[] {
  if (!Array.isArray(value) && !isNumeric(value))
    return refuse(`${name} must be an array of whole numbers; got ${shown(value)}.`);
  if (!Array.isArray(value)) checkAttached(value, name);
  const { length } = value;
  if (length > MOST_WHOLES) throw new ConvDotError(code, `${name} may have at most ${MOST_WHOLES} numbers; it has ${length}.`);
  return Array.from({ length }, (_, index) => whole(value[index], `${name}[${index}]`));
}

export function oneOf<Name extends string>(value: unknown, names: readonly Name[], name: string): Name {
  const found = names.find((each) => each === value);
  return found ?? refuse(`${name} must be one of ${names.map((each) => `'${each}'`).join(', ')}; got ${shown(value)}.`);
}

/** An object with no keys but those named. A value of undefined stands for the default. */
export function record(value: unknown, keys: readonly string[], name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    return refuse(`${name} must be an object; got ${shown(value)}.`);
  }
  for (const key of Object.keys(value)) {
    if (!keys.includes(key)) refuse(`${name} has an unknown key ${shown(key)}; the known keys are ${keys.join(', ')}.`);
  }
  return value as Record<string, unknown>;
}

function isNumeric(value: unknown): value is NumericArray {
  return (
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof BigInt64Array) &&
    !(value instanceof BigUint64Array)
  );
}

/** Refuses an array whose memory now belongs to another thread or array. It would count as empty. */
export function checkAttached(array: ArrayBufferView & { length: number }, name: string): void {
  if (array.length > 0) return;
  try {
    new Uint8Array(array.buffer);
  } catch {
    refuse(`${name} is detached: its memory was transferred, so it has no numbers any more.`);
  }
}

export function checkReadable(length: number, name: string): void {
  if (length > MOST_ELEMENTS)
    throw new ConvDotError('limit', `${name} may have at most ${MOST_ELEMENTS} numbers; it has ${length}.`);
}

/**
 * A flat list of numbers as a typed array: a typed array itself, as the module copies it anyway. `count` is how many numbers it must
 * have, and `why` follows that number in the sentence: 'for its shape (2, 2)'.
 */
export function numbers(value: unknown, name: string, count?: number, why?: string): NumericArray {
  const list = value as ArrayLike<unknown>;
  const isView = ArrayBuffer.isView(value);
  if (typeof value !== 'object' || value === null || (isView && !isNumeric(value)) || !isWhole(list.length) || list.length < 0) {
    return refuse(`${name} must be an array of numbers; got ${shown(value)}.`);
  }
  if (isNumeric(value)) checkAttached(value, name);
  const { length } = list;
  if (count !== undefined && length !== count) refuse(`${name} must have ${count} numbers ${why}; it has ${length}.`);
  if (isNumeric(value)) return value;
  checkReadable(length, name);
  const copy = attempt(() => new Float64Array(length));
  for (let index = 0; index < length; index++) {
    const each = list[index];
    copy[index] = typeof each === 'number' ? each : refuse(`${name}[${index}] must be a number; got ${shown(each)}.`);
  }
  return copy;
}

/** Bytes of RGBA, four for each pixel. `count` and `why` are those of numbers(), in pixels. */
export function rgba(value: unknown, count?: number, why?: string): Uint8Array | Uint8ClampedArray {
  if (!(value instanceof Uint8Array || value instanceof Uint8ClampedArray)) {
    return refuse(`pixels must be a Uint8Array or a Uint8ClampedArray; got ${shown(value)}.`);
  }
  checkAttached(value, 'pixels');
  if (count !== undefined && value.length !== 4 * count) {
    refuse(`pixels must have ${4 * count} bytes ${why}; it has ${value.length}.`);
  }
  return value.length % 4 === 0 ? value : refuse(`pixels must have four bytes for each pixel; it has ${value.length} bytes.`);
}

/** An array for a result: the given one, or a new one. It may not share the memory `read`, which is read while it is filled. */
export function into<Out extends Float32Array | Uint8ClampedArray>(
  value: unknown,
  Type: new (count: number) => Out,
  count: number,
  read: ArrayBufferLike,
): Out {
  if (value === undefined) return attempt(() => new Type(count));
  if (!(value instanceof Type)) return refuse(`out must be a ${Type.name}; got ${shown(value)}.`);
  checkAttached(value, 'out');
  if (value.length !== count) refuse(`out must have ${count} elements; it has ${value.length}.`);
  return value.buffer === read ? refuse('out must have memory of its own, apart from the array that is read.') : value;
}
