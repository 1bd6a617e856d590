// Programs of the NumPy cell: variables in, a value out. Elements cross as bytes.
import type { Evaluation } from './api.ts';
import { checkAttached, checkReadable, isWhole, numbers, oneOf, wholes } from './arguments.ts';
import { attempt, refuse, shown } from './errors.ts';
import type { ArrayBytes, Module } from './module.ts';
import { elementCount, tuple } from './tensors.ts';

/** The typed array of each dtype; bool as bytes of 0 and 1. */
const ARRAYS: Record<string, typeof Uint8Array | typeof BigInt64Array | typeof Float32Array | typeof Float64Array> = {
  bool: Uint8Array,
  int64: BigInt64Array,
  float32: Float32Array,
  float64: Float64Array,
};

/** For the dtypes that do not take every number: an element as the typed array holds it (undefined if it is none), and what is wanted. */
const ELEMENTS: Record<string, { read: (value: unknown) => unknown; wanted: string } | undefined> = {
  bool: {
    read: (value) => (typeof value === 'boolean' || value === 0 || value === 1 ? Number(value) : undefined),
    wanted: 'true or false',
  },
  int64: {
    read(value) {
      if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? value : undefined;
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
      return fits ? BigInt(value) : undefined;
    },
    wanted: 'a whole number from -2^63 up to but not including 2^63',
  },
};

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const KEYWORDS = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);

function variable(name: string, value: unknown): ArrayBytes & { name: string } {
  const path = `variables.${name}`;
  if (!IDENTIFIER.test(name) || KEYWORDS.has(name)) {
    refuse(`variables must have names that Python allows; got ${shown(name)}.`);
  }
  if (typeof value !== 'object' || value === null || !('shape' in value) || !('data' in value)) {
    return refuse(`${path} must be an array, { shape, data, dtype }; got ${shown(value)}.`);
  }
  const given = value as { shape: unknown; data: unknown; dtype?: unknown };
  const { data } = given;
  const natural = data instanceof Float32Array ? 'float32' : data instanceof BigInt64Array ? 'int64' : 'float64';
  const dtype = oneOf(given.dtype ?? natural, Object.keys(ARRAYS), `${path}.dtype`);
  const shape = wholes(given.shape, `${path}.shape`, 'shape');
  const count = elementCount(shape);
  if (count === undefined) return { name, shape, dtype, bytes: new Uint8Array() };
  const array = elements(data, dtype, `${path}.data`, count, `for its shape ${tuple(shape)}`);
  return { name, shape, dtype, bytes: new Uint8Array(array.buffer, array.byteOffset, array.byteLength) };
}

/** The elements in the typed array of their dtype: the given one, where it is of that type, and otherwise a copy. */
function elements(data: unknown, dtype: string, path: string, count: number, why: string): ArrayBufferView {
  const element = ELEMENTS[dtype];
  let list: ArrayLike<unknown>;
  if (element) {
    list = data as ArrayLike<unknown>;
    if (typeof data !== 'object' || data === null || !isWhole(list.length))
      refuse(`${path} must be an array; got ${shown(data)}.`);
    if (ArrayBuffer.isView(data)) checkAttached(data as ArrayBufferView & { length: number }, path);
    if (list.length !== count) refuse(`${path} must have ${count} elements ${why}; it has ${list.length}.`);
  } else {
    list = numbers(data, path, count, why);
  }
  if (list instanceof ARRAYS[dtype] && dtype !== 'bool') return list;
  checkReadable(count, path);
  const copy = attempt(() => new ARRAYS[dtype](count)) as ArrayBufferView & { [index: number]: unknown };
  for (let index = 0; index < count; index++) {
    const each = list[index];
    copy[index] = element
      ? (element.read(each) ?? refuse(`${path}[${index}] must be ${element.wanted}; got ${shown(each)}.`))
      : each;
  }
  return copy;
}

export function evaluate(module: Module, source: unknown, variables: unknown): Evaluation {
  if (typeof source !== 'string') return refuse(`source must be a string; got ${shown(source)}.`);
  if (typeof variables !== 'object' || variables === null) {
    return refuse(`variables must be an object that maps names to arrays; got ${shown(variables)}.`);
  }
  const given = Object.entries(variables).map(([name, value]) => variable(name, value));
  const result = module.call('evaluate', source, given);
  if (!result.ok) return result;
  const { shape, bytes, dtype } = result.value;
  return { ...result, value: { shape, data: new (ARRAYS[dtype] ?? Float64Array)(bytes.buffer), dtype } };
}
