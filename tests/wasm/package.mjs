// What the tests of the package share: the shipped files, loaded as a stranger would, and a few short ways to make and check values.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const dist = fileURLToPath(new URL('../../dist/convdot/', import.meta.url));

export const { load, ConvDotError } = await import('../../dist/convdot/index.js');
export const convdot = await load();

/** @param {number[]} shape */
export const count = (shape) => shape.reduce((product, axis) => product * axis, 1);

/**
 * @param {number[]} shape
 * @param {ArrayLike<number> | number | ((index: number) => number)} data the numbers, the one for all, or of each index
 */
export function tensor(shape, data) {
  if (typeof data === 'number') return { shape, data: new Array(count(shape)).fill(data) };
  return { shape, data: typeof data === 'function' ? Array.from({ length: count(shape) }, (_, index) => data(index)) : data };
}

/** The index as the value: 0, 1, 2, ... */
export const ramp = (/** @type {number} */ index) => index;

/**
 * Each of the first plus each of the second, the second's running fastest: where windows read, of their origins and offsets.
 * @param {Int32Array} origins
 * @param {Int32Array} offsets
 */
export const sums = (origins, offsets) =>
  Array.from(origins).flatMap((origin) => Array.from(offsets, (offset) => origin + offset));

/**
 * That a call is refused with that code, in one sentence which names the offending value.
 * @param {() => unknown} call
 * @param {string} code
 * @param {...string} words that the sentence must contain
 */
export function refused(call, code, ...words) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof ConvDotError, `${error}`);
    assert.ok(error instanceof Error);
    assert.equal(error.name, 'ConvDotError');
    assert.equal(error.code, code, error.message);
    for (const word of words) assert.ok(error.message.includes(word), `"${error.message}" does not contain "${word}"`);
    assert.match(error.message, /^\S.*\.$/s, 'a sentence');
    return true;
  });
}

/** As `refused`, of a promise. */
export async function rejected(promise, code, ...words) {
  const settled = await promise.then(
    () => () => 'not refused',
    (error) => () => {
      throw error;
    },
  );
  refused(settled, code, ...words);
}

/** The smallest case there is: the module works. */
export function works(module = convdot) {
  const answer = module.conv2d(tensor([1, 2, 2, 1], [1, 2, 3, 4]), tensor([2, 2, 1, 1], [5, 6, 7, 8]));
  assert.deepEqual(answer, { shape: [1, 1, 1, 1], data: Float64Array.of(70) });
}

/** Numbers as they are held to one another: -0 is 0 (the sign of a zero aside), NaN is NaN. */
export function same(actual, expected, message) {
  assert.equal(actual.length, expected.length, message);
  for (let index = 0; index < expected.length; index++) {
    if (actual[index] === expected[index] || (Number.isNaN(actual[index]) && Number.isNaN(expected[index]))) continue;
    assert.fail(`${message ?? 'values'}: at ${index} ${actual[index]}, not ${expected[index]}`);
  }
}

/** JSON has no such numbers: "nan", "inf", "-inf" and "NaN", "Infinity", "-Infinity" in its place. */
export const number = (value) =>
  typeof value === 'string' ? ({ nan: Number.NaN, inf: Infinity, '-inf': -Infinity }[value] ?? Number(value)) : value;
