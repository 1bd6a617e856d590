// The numbers that the lessons promise, written out here once more, so that no file of cases can make them drift.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convdot, ramp, tensor } from './package.mjs';

const both = (x, w, options) => {
  const { multiplySum, unrolledDot } = convdot.compare(x, w, options);
  return [...multiplySum.data, ...unrolledDot.data];
};
const sum = (data) => data.reduce((total, value) => total + value, 0);

test("the opening state: the lecture's vertical edge", () => {
  const image = [3, 0, 1, 2, 7, 4, 1, 5, 8, 9, 3, 1, 2, 7, 2, 5, 1, 3, 0, 1, 3, 1, 7, 8, 4, 2, 1, 6, 2, 8, 2, 4, 5, 2, 3, 9];
  const edge = [1, 0, -1, 1, 0, -1, 1, 0, -1];
  const published = [-5, -4, 0, 8, -10, -2, 2, 3, 0, -2, -4, -7, -3, -2, -3, -16];
  assert.deepEqual(both(tensor([1, 6, 6, 1], image), tensor([3, 3, 1, 1], edge)), [...published, ...published]);
  const { window } = convdot.step(tensor([1, 6, 6, 1], image), tensor([3, 3, 1, 1], edge), { row: 0, column: 0 });
  const matrix = convdot.npDot(tensor([3, 3], window.data), tensor([3, 3], edge)).value.data;
  assert.equal(sum(matrix), 0);
  assert.equal(matrix[0] + matrix[4] + matrix[8], -7);
  assert.match(convdot.npDot(window, tensor([3, 3, 1], edge)).message, /^shapes \(3,3,1\) and \(3,3,1\) not aligned/);
});

test('1: np.dot of 2-D blocks', () => {
  const a = [1, 2, 3, 4];
  const w = [5, 6, 7, 8];
  assert.deepEqual(both(tensor([1, 2, 2, 1], a), tensor([2, 2, 1, 1], w)), [70, 70]);
  const matrix = convdot.npDot(tensor([2, 2], a), tensor([2, 2], w)).value.data;
  assert.deepEqual([...matrix], [19, 22, 43, 50]);
  assert.deepEqual([sum(matrix), matrix[0] + matrix[3]], [134, 69]);
  const transposed = convdot.npDot(tensor([2, 2], a), tensor([2, 2], [5, 7, 6, 8])).value.data;
  assert.equal(transposed[0] + transposed[3], 70);
  assert.equal(convdot.npDot(tensor([4], a), tensor([4], w)).value.data[0], 70);
});

test('2: np.dot of 3-D blocks', () => {
  assert.equal(convdot.npDot(tensor([3, 3, 4], 1), tensor([3, 3, 4], 1)).type, 'ValueError');
  const { shape, data } = convdot.npDot(tensor([3, 3, 3], 1), tensor([3, 3, 3], 1)).value;
  assert.deepEqual(shape, [3, 3, 3, 3]);
  assert.equal(sum(data), 243);
  assert.deepEqual(both(tensor([1, 3, 3, 3], 1), tensor([3, 3, 3, 1], 1)), [27, 27]);
});

test('3: channels are summed, the bias is added once', () => {
  assert.deepEqual(both(tensor([1, 3, 3, 3], 1), tensor([3, 3, 3, 1], 1), { bias: [1] }), [28, 28]);
});

test('4: a 1x1 filter', () => {
  assert.deepEqual(both(tensor([1, 1, 1, 3], [1, 2, 3]), tensor([1, 1, 3, 1], [10, 1, -1])), [9, 9]);
});

test('5: flip', () => {
  const x = tensor([1, 2, 2, 1], [1, 2, 3, 4]);
  const k = tensor([2, 2, 1, 1], [0, 1, 2, 3]);
  assert.deepEqual(both(x, k), [20, 20]);
  assert.deepEqual(both(x, k, { flip: true }), [10, 10]);
});

test('6: same shape, other values', () => {
  const x = tensor([1, 2, 2, 1], 1);
  const w = tensor([3, 3, 1, 1], ramp);
  assert.deepEqual(both(x, w, { stride: 2, padding: 'same' }), [8, 8]);
  assert.deepEqual(both(x, w, { stride: 2, padding: 1 }), [24, 24]);
});

test('7: the floor', () => {
  const { shape, unread, reads } = convdot.outputShape([1, 224, 224, 3], [11, 11, 3, 96], { stride: 4 });
  assert.deepEqual(shape, [1, 54, 54, 96]);
  assert.deepEqual(unread, [1, 1]);
  assert.equal(reads.columns.indexOf(0), 223);
});

test('8: order', () => {
  const x = tensor([1, 2, 2, 2], ramp);
  const w = tensor([2, 2, 2, 1], ramp);
  assert.deepEqual(both(x, w), [140, 140]);
  for (const [order, value] of [
    [{ filter: 'chw' }, 126],
    [{ window: 'chw' }, 126],
    [{ filter: 'fortran' }, 122],
    [{ window: 'fortran' }, 122],
  ]) {
    assert.deepEqual(both(x, w, { order }), [140, value]);
    assert.equal(convdot.compare(x, w, { order }).verdict, 'different');
  }
  for (const each of ['chw', 'fortran']) assert.deepEqual(both(x, w, { order: { window: each, filter: each } }), [140, 140]);
});

test('9: rounding', () => {
  const w = tensor([2, 2, 1, 1], 1);
  const options = { dtype: 'float32' };
  const lost = convdot.compare(tensor([1, 2, 2, 1], [2 ** 24, 1, 1, -(2 ** 24)]), w, options);
  assert.equal(lost.multiplySum.data[0], 0);
  const kept = convdot.compare(tensor([1, 2, 2, 1], [2 ** 24, -(2 ** 24), 1, 1]), w, options);
  assert.equal(kept.multiplySum.data[0], 2);
  // Each route lies within gamma(4) (2^25 + 2), so the two within twice that of one another.
  const u = 2 ** -24;
  const exact = 2 * ((4 * u) / (1 - 4 * u)) * (2 ** 25 + 2);
  assert.ok(lost.bound >= exact && lost.bound < exact * 1.0001, `${lost.bound}`);
  // The same blocks, the vector in another order: 0 by one route, 2 by the other, which rounding explains.
  const orders = convdot.compare(tensor([1, 2, 2, 1], [2 ** 24, 1, -(2 ** 24), 1]), w, {
    ...options,
    order: { window: 'fortran', filter: 'fortran' },
  });
  assert.deepEqual([orders.multiplySum.data[0], orders.unrolledDot.data[0], orders.verdict], [1, 2, 'rounding']);
});

test('10: printing NHWC', () => {
  const padded = tensor([5, 5, 3], (index) => {
    const row = Math.floor(index / 15);
    const column = Math.floor(index / 3) % 5;
    return row > 0 && row < 4 && column > 0 && column < 4 ? 1 : 0;
  });
  const text = convdot.npDot(tensor([], [1]), padded).repr;
  const blocks = text
    .replace(/^array\(|\)$/g, '')
    .split('\n\n')
    .map((block) => block.match(/[01]\./g).join(''));
  const zeros = '0.'.repeat(15);
  const middle = `${'0.'.repeat(3)}${'1.'.repeat(9)}${'0.'.repeat(3)}`;
  assert.deepEqual(blocks, [zeros, middle, middle, middle, zeros]);
});

test('11: where the window starts', () => {
  const [input, filter, { data: bias }] = convdot.randn(1, [2, 5, 7, 4], [3, 3, 4, 8], [8]);
  const options = { bias, padding: 1, stride: 2 };
  const mean = (x, w, given) => {
    const { data } = convdot.conv2d(x, w, given);
    return sum(data) / data.length;
  };
  const close = (value, expected, tolerance) => assert.ok(Math.abs(value - expected) <= tolerance, `${value}, not ${expected}`);
  close(mean(input, filter, options), 0.5511276474566768, 1e-15);
  close(mean(input, filter, { ...options, bias: null }), 0.3327, 5e-5);
  close(mean(input, filter, { ...options, bias: new Array(8).fill(bias[0]) }), -1.0662, 5e-5);
  close(mean(input, filter, { ...options, flip: true }), 0.5511276474566764, 1e-15);
});

test('12: a 2-D slice where a 3-D one is meant', () => {
  const x = tensor([1, 3, 3, 3], (index) => Math.floor(index / 3));
  const w = tensor([3, 3, 3, 1], ramp);
  assert.deepEqual(both(x, w), [1944, 1944]);
  const channel = tensor([3, 3, 1, 1], (index) => index * 3);
  assert.equal(convdot.conv2d(tensor([1, 3, 3, 1], ramp), channel).data[0], 612);
});
