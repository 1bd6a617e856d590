// Each function of the package: what it gives back, on cases small enough to check by eye.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convdot, ramp, refused, same, sums, tensor } from './package.mjs';

const input = tensor([1, 2, 2, 1], [1, 2, 3, 4]);
const filter = tensor([2, 2, 1, 1], [5, 6, 7, 8]);

test('outputShape: shape, resolved padding, what no window reads', () => {
  assert.deepEqual(convdot.outputShape([2, 6, 8, 3], [3, 3, 3, 5]), {
    shape: [2, 4, 6, 5],
    padding: [0, 0, 0, 0],
    unread: [0, 0],
    reads: { rows: Int32Array.of(1, 2, 3, 3, 2, 1), columns: Int32Array.of(1, 2, 3, 3, 3, 3, 2, 1) },
    origins: { rows: Int32Array.of(0, 1, 2, 3), columns: Int32Array.of(0, 1, 2, 3, 4, 5) },
    offsets: { rows: Int32Array.of(0, 1, 2), columns: Int32Array.of(0, 1, 2) },
  });
  const strided = convdot.outputShape([1, 4, 5, 1], [2, 2, 1, 1], { stride: [3, 2] });
  assert.deepEqual(strided.shape, [1, 1, 2, 1]);
  assert.deepEqual(strided.unread, [2, 1]);
  assert.deepEqual(strided.reads, { rows: Int32Array.of(1, 1, 0, 0), columns: Int32Array.of(1, 1, 1, 1, 0) });
  assert.deepEqual(convdot.outputShape([0, 3, 3, 1], [2, 2, 1, 1]).shape, [0, 2, 2, 1]);
});

test('outputShape: paddings', () => {
  const resolved = (padding, stride = 1) => convdot.outputShape([1, 5, 6, 1], [2, 4, 1, 1], { padding, stride }).padding;
  assert.deepEqual(resolved('valid'), [0, 0, 0, 0]);
  assert.deepEqual(resolved('same'), [0, 1, 1, 2]);
  assert.deepEqual(resolved('same-upper'), [0, 1, 1, 2]);
  assert.deepEqual(resolved('same-lower'), [1, 2, 0, 1]);
  assert.deepEqual(resolved(3), [3, 3, 3, 3]);
  assert.deepEqual(resolved([1, 2]), [1, 2, 1, 2]);
  assert.deepEqual(resolved([1, 2, 3, 4]), [1, 2, 3, 4]);
  assert.deepEqual(resolved('same', 2), [0, 1, 1, 1]);
});

test('outputShape: an origin plus an offset is where the filter meets the input', () => {
  const options = { stride: [2, 1], dilation: [1, 3], padding: [1, 2, 1, 0] };
  const { origins, offsets } = convdot.outputShape([1, 4, 3, 1], [2, 2, 1, 1], options);
  assert.deepEqual(origins, { rows: Int32Array.of(-1, 1, 3), columns: Int32Array.of(-2, -1) });
  assert.deepEqual(offsets, { rows: Int32Array.of(0, 1), columns: Int32Array.of(0, 3) });
  // Row -1 is padding before, row 4 padding behind the four rows; so are columns -2 and -1.
  assert.deepEqual(sums(origins.rows, offsets.rows), [-1, 0, 1, 2, 3, 4]);
  assert.deepEqual(sums(origins.columns, offsets.columns), [-2, 1, -1, 2]);
  // A long axis has them all.
  const long = convdot.outputShape([1, 1, 2 ** 20, 1], [1, 1024, 1, 1]);
  assert.deepEqual([long.origins.columns.length, long.offsets.columns.length], [2 ** 20 - 1023, 1024]);
  assert.equal(long.origins.columns.at(-1) + long.offsets.columns.at(-1), 2 ** 20 - 1);
});

test('outputShape: a bias is checked, as [n_F] or as the course holds it', () => {
  const shape = (options) => convdot.outputShape([1, 4, 4, 2], [3, 3, 2, 5], options).shape;
  assert.deepEqual(shape({ biasShape: [5] }), [1, 2, 2, 5]);
  assert.deepEqual(shape({ biasShape: [1, 1, 1, 5] }), [1, 2, 2, 5]);
  assert.deepEqual(shape({ bias: [1, 2, 3, 4, 5] }), [1, 2, 2, 5]);
  assert.deepEqual(shape({ bias: null, biasShape: undefined }), [1, 2, 2, 5]);
  refused(() => shape({ biasShape: [4] }), 'bias', '4', '5');
  refused(() => shape({ biasShape: [1, 1, 1, 4] }), 'bias', '4', '5');
  refused(() => shape({ bias: [1] }), 'bias', '1', '5');
  for (const biasShape of [[], [1, 5], [5, 1, 1, 1], [1, 1, 1, 1, 5]])
    refused(() => shape({ biasShape }), 'bias', `(${biasShape.join(', ')}`);
});

test('conv2d: both routes, both types', () => {
  assert.deepEqual(convdot.conv2d(input, filter), { shape: [1, 1, 1, 1], data: Float64Array.of(70) });
  for (const method of ['multiply-sum', 'unrolled-dot']) {
    assert.deepEqual(convdot.conv2d(input, filter, { method, bias: [2] }).data, Float64Array.of(72));
    assert.deepEqual(convdot.conv2d(input, filter, { method, dtype: 'float32' }).data, Float32Array.of(70));
    const padded = convdot.conv2d(input, filter, { method, padding: 1, stride: 2 });
    assert.deepEqual(padded, { shape: [1, 2, 2, 1], data: Float64Array.of(8, 14, 18, 20) });
    assert.deepEqual(convdot.conv2d(tensor([0, 2, 2, 1], []), filter, { method }), {
      shape: [0, 1, 1, 1],
      data: new Float64Array(0),
    });
  }
});

test('conv2d: float32 is computed in float32, whatever the arrays are', () => {
  const third = tensor([1, 1, 1, 1], Float64Array.of(1 / 3));
  const three = tensor([1, 1, 1, 1], [3]);
  assert.deepEqual(convdot.conv2d(third, three, { dtype: 'float32' }).data, Float32Array.of(Math.fround(Math.fround(1 / 3) * 3)));
  const halves = tensor([1, 1, 1, 1], Float32Array.of(1 / 3));
  assert.deepEqual(convdot.conv2d(halves, three).data, Float64Array.of(Math.fround(1 / 3) * 3));
});

test('conv2d: height before width, channels last, groups, dilation', () => {
  const image = tensor([1, 2, 3, 2], ramp);
  const pick = (row, column, channel) => tensor([2, 3, 2, 1], (index) => (index === (row * 3 + column) * 2 + channel ? 1 : 0));
  for (let index = 0; index < 12; index++) {
    const one = pick(Math.floor(index / 6), Math.floor(index / 2) % 3, index % 2);
    assert.deepEqual(convdot.conv2d(image, one).data, Float64Array.of(index));
  }
  const grouped = convdot.conv2d(tensor([1, 1, 1, 4], [1, 10, 100, 1000]), tensor([1, 1, 2, 4], [1, 2, 3, 4, 5, 6, 7, 8]), {
    groups: 2,
  });
  assert.deepEqual(grouped.data, Float64Array.of(1 + 50, 2 + 60, 300 + 7000, 400 + 8000));
  const dilated = convdot.conv2d(tensor([1, 3, 3, 1], ramp), tensor([2, 2, 1, 1], 1), { dilation: 2 });
  assert.deepEqual(dilated.data, Float64Array.of(0 + 2 + 6 + 8));
  const rows = convdot.conv2d(tensor([1, 4, 2, 1], ramp), tensor([2, 1, 1, 1], 1), { dilation: [2, 1], stride: [1, 2] });
  assert.deepEqual(rows, { shape: [1, 2, 1, 1], data: Float64Array.of(0 + 4, 2 + 6) });
});

test('conv2d: flip is the mathematical convolution', () => {
  const x = tensor([1, 2, 2, 1], [1, 2, 3, 4]);
  const k = tensor([2, 2, 1, 1], [0, 1, 2, 3]);
  for (const method of ['multiply-sum', 'unrolled-dot']) {
    assert.deepEqual(convdot.conv2d(x, k, { method }).data, Float64Array.of(20));
    assert.deepEqual(convdot.conv2d(x, k, { method, flip: true }).data, Float64Array.of(10));
  }
});

test('conv2d: NaN and infinities as IEEE arithmetic has them', () => {
  const at = (x, w, options) => [...convdot.conv2d(tensor([1, 1, 1, 1], [x]), tensor([1, 1, 1, 1], [w]), options).data];
  assert.deepEqual(at(Infinity, 0), [Number.NaN]);
  assert.deepEqual(at(Infinity, 2), [Infinity]);
  assert.deepEqual(at(1e308, 10), [Infinity]);
  for (const method of ['multiply-sum', 'unrolled-dot']) {
    // Zero padding times infinity is NaN; the gaps of a dilated filter multiply nothing.
    const padded = convdot.conv2d(tensor([1, 1, 1, 1], [1]), tensor([2, 1, 1, 1], [Infinity, 1]), {
      method,
      padding: [1, 0, 0, 0],
    });
    assert.deepEqual([...padded.data], [Number.NaN]);
    const gaps = convdot.conv2d(tensor([1, 3, 1, 1], [1, Infinity, 2]), tensor([2, 1, 1, 1], 1), { method, dilation: [2, 1] });
    assert.deepEqual([...gaps.data], [3]);
  }
});

test('compare: identical', () => {
  const { bound, ...rest } = convdot.compare(input, filter, { bias: [1] });
  assert.deepEqual(rest, {
    multiplySum: { shape: [1, 1, 1, 1], data: Float64Array.of(71) },
    unrolledDot: { shape: [1, 1, 1, 1], data: Float64Array.of(71) },
    verdict: 'identical',
    identical: 1,
    total: 1,
    maxAbs: 0,
    maxUlp: 0,
    overflow: false,
  });
  assert.ok(bound > 0 && bound < 1e-12);
  assert.equal(convdot.compare(tensor([0, 2, 2, 1], []), filter).verdict, 'identical');
});

test('compare: rounding, different, overflow', () => {
  // From left to right 1 + 2^-53 is 1, sixteen times over; in pairs the small ones meet first.
  const tiny = tensor([1, 1, 1, 16], (index) => (index === 0 ? 1 : 2 ** -53));
  const rounding = convdot.compare(tiny, tensor([1, 1, 16, 1], 1));
  assert.equal(rounding.unrolledDot.data[0], 1);
  assert.equal(rounding.verdict, 'rounding');
  assert.equal(rounding.maxUlp, (rounding.multiplySum.data[0] - 1) / 2 ** -52);
  assert.equal(rounding.maxAbs, rounding.multiplySum.data[0] - 1);
  assert.ok(rounding.maxUlp > 0 && rounding.maxAbs < rounding.bound);

  const orders = convdot.compare(tensor([1, 2, 2, 2], ramp), tensor([2, 2, 2, 1], ramp), { order: { filter: 'chw' } });
  assert.equal(orders.verdict, 'different');
  assert.deepEqual([...orders.multiplySum.data, ...orders.unrolledDot.data], [140, 126]);
  assert.equal(orders.maxAbs, 14);
  assert.equal(orders.identical, 0);
  assert.equal(orders.overflow, false);
  assert.ok(orders.maxUlp > 1e12);

  // From left to right 1e308 + 1e308 overflows; np.sum first adds each product to the eighth after it, which cancels here.
  const large = tensor([1, 1, 1, 16], (index) => (index % 4 < 2 ? 1e308 : -1e308) * (index < 8 ? 1 : -1));
  const overflow = convdot.compare(large, tensor([1, 1, 16, 1], 1));
  assert.deepEqual([overflow.multiplySum.data[0], overflow.unrolledDot.data[0]], [0, Infinity]);
  assert.equal(overflow.verdict, 'different');
  assert.equal(overflow.overflow, true);
  assert.deepEqual([overflow.maxAbs, overflow.maxUlp, overflow.bound], [Infinity, Infinity, Infinity]);
});

test('compare: the same infinity and NaN are identical', () => {
  for (const [value, expected] of [
    [1e308, Infinity],
    [Number.NaN, Number.NaN],
  ]) {
    const comparison = convdot.compare(tensor([1, 1, 1, 2], value), tensor([1, 1, 2, 1], 1));
    assert.deepEqual([comparison.multiplySum.data[0], comparison.unrolledDot.data[0]], [expected, expected]);
    assert.deepEqual([comparison.verdict, comparison.identical, comparison.maxAbs, comparison.maxUlp], ['identical', 1, 0, 0]);
    assert.equal(comparison.overflow, false);
  }
});

test('step: everything about one output value', () => {
  const x = tensor([2, 3, 3, 2], (index) => index + 1);
  const w = tensor([2, 2, 2, 2], (index) => index);
  const at = { image: 1, row: 0, column: 2, filter: 1 };
  const step = convdot.step(x, w, at, { padding: [1, 0, 0, 1], bias: [100, 200] });
  assert.equal(step.n, 8);
  // Row -1 is padding; row 0, columns 2 and 3, of which 3 is padding; image 1 begins at 18.
  assert.deepEqual(step.source, Int32Array.of(-1, -1, -1, -1, 22, 23, -1, -1));
  assert.deepEqual(step.window, { shape: [2, 2, 2], data: Float64Array.of(0, 0, 0, 0, 23, 24, 0, 0) });
  assert.deepEqual(step.block, { shape: [2, 2, 2], data: Float64Array.of(1, 3, 5, 7, 9, 11, 13, 15) });
  assert.deepEqual(step.filterSource, Int32Array.of(1, 3, 5, 7, 9, 11, 13, 15));
  assert.equal(step.firstChannel, 0);
  assert.deepEqual(step.terms, Float64Array.of(0, 0, 0, 0, 207, 264, 0, 0));
  assert.deepEqual(step.dotTerms, step.terms);
  assert.deepEqual(step.layout, { window: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7), filter: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7) });
  assert.deepEqual(step.runningMultiplySum, Float64Array.of(0, 0, 0, 0, 207, 471, 471, 471));
  assert.deepEqual(step.runningUnrolledDot, Float64Array.of(0, 0, 0, 0, 207, 471, 471, 471));
  assert.deepEqual([step.bias, step.sum, step.dot, step.multiplySum, step.unrolledDot], [200, 471, 471, 671, 671]);
  assert.deepEqual([step.verdict, step.ulp, step.overflow], ['identical', 0, false]);
  assert.ok(step.bound > 0 && step.bound < 1e-10);
});

test('step: image and filter are 0 unless said; the running dot follows the order; flip turns the block', () => {
  const x = tensor([1, 2, 2, 2], ramp);
  const w = tensor([2, 2, 2, 1], ramp);
  const step = convdot.step(x, w, { row: 0, column: 0 }, { order: { window: 'chw', filter: 'chw' }, flip: true });
  assert.deepEqual([...step.block.data], [6, 7, 4, 5, 2, 3, 0, 1]);
  assert.deepEqual([...step.filterSource], [6, 7, 4, 5, 2, 3, 0, 1]);
  assert.deepEqual([...step.terms], [0, 7, 8, 15, 8, 15, 0, 7]);
  // The vector holds channel 0 of the window, then channel 1: elements 0, 2, 4, 6, 1, 3, 5, 7.
  assert.deepEqual(step.layout, { window: Int32Array.of(0, 2, 4, 6, 1, 3, 5, 7), filter: Int32Array.of(0, 2, 4, 6, 1, 3, 5, 7) });
  assert.deepEqual([...step.dotTerms], [0, 8, 8, 0, 7, 15, 15, 7]);
  assert.deepEqual([...step.runningUnrolledDot], [0, 8, 16, 16, 23, 38, 53, 60]);
  assert.equal(step.bias, 0);
});

test('step: the channels of a group, and where its numbers lie', () => {
  const x = tensor([1, 1, 2, 4], ramp);
  const w = tensor([1, 2, 2, 4], (index) => 10 * index);
  const step = convdot.step(x, w, { row: 0, column: 0, filter: 3 }, { groups: 2, flip: true });
  assert.equal(step.firstChannel, 2);
  assert.deepEqual(step.source, Int32Array.of(2, 3, 6, 7));
  assert.deepEqual(step.filterSource, Int32Array.of(11, 15, 3, 7));
  assert.deepEqual([...step.block.data], [110, 150, 30, 70]);
});

test('step agrees with conv2d and compare, float32 too', () => {
  const x = tensor([2, 4, 5, 3], (index) => Math.sin(index));
  const w = tensor([3, 2, 3, 2], (index) => Math.cos(index));
  for (const dtype of ['float64', 'float32']) {
    const options = { dtype, bias: [0.1, -0.2], stride: [1, 2], padding: 'same-lower' };
    const both = convdot.compare(x, w, options);
    same(both.multiplySum.data, convdot.conv2d(x, w, options).data);
    same(both.unrolledDot.data, convdot.conv2d(x, w, { ...options, method: 'unrolled-dot' }).data);
    const [, rows, columns, filters] = both.multiplySum.shape;
    let flat = 0;
    for (const image of [0, 1]) {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          for (let channel = 0; channel < filters; channel++, flat++) {
            const step = convdot.step(x, w, { image, row, column, filter: channel }, options);
            same(
              [step.multiplySum, step.unrolledDot],
              [both.multiplySum.data[flat], both.unrolledDot.data[flat]],
              `${dtype} ${flat}`,
            );
            assert.equal(step.window.data.constructor, dtype === 'float32' ? Float32Array : Float64Array);
            assert.equal(step.terms.constructor, Float64Array);
          }
        }
      }
    }
  }
});

test('unroll: a row a window, in each order', () => {
  const x = tensor([1, 2, 3, 2], ramp);
  const rows = (options) => convdot.unroll(x, [2, 2, 2, 1], options);
  assert.deepEqual(rows(), { shape: [2, 8], data: Float64Array.of(0, 1, 2, 3, 6, 7, 8, 9, 2, 3, 4, 5, 8, 9, 10, 11) });
  assert.deepEqual([...rows({ order: 'chw' }).data.slice(0, 8)], [0, 2, 6, 8, 1, 3, 7, 9]);
  assert.deepEqual([...rows({ order: 'fortran' }).data.slice(0, 8)], [0, 6, 2, 8, 1, 7, 3, 9]);
  assert.deepEqual(rows({ dtype: 'float32', padding: 1 }).shape, [12, 8]);
  assert.equal(rows({ dtype: 'float32' }).data.constructor, Float32Array);
  // All channels, whatever the groups.
  assert.deepEqual(convdot.unroll(x, [2, 2, 1, 2], { groups: 2 }), rows());
});

test("npDot: NumPy's value, or its words", () => {
  const square = convdot.npDot(tensor([2, 2], [1, 2, 3, 4]), tensor([2, 2], [5, 6, 7, 8]));
  assert.deepEqual(square, {
    ok: true,
    value: { shape: [2, 2], data: Float64Array.of(19, 22, 43, 50), dtype: 'float64' },
    repr: 'array([[19., 22.],\n       [43., 50.]])',
  });
  assert.deepEqual(convdot.npDot(tensor([3, 3, 4], 1), tensor([3, 3, 4], 1)), {
    ok: false,
    type: 'ValueError',
    message: 'shapes (3,3,4) and (3,3,4) not aligned: 4 (dim 2) != 3 (dim 1)',
  });
  assert.deepEqual(convdot.npDot(tensor([3], [1, 2, 3]), tensor([3], [4, 5, 6])), {
    ok: true,
    value: { shape: [], data: Float64Array.of(32), dtype: 'float64' },
    repr: '32.0',
  });
  assert.deepEqual(convdot.npDot(tensor([], [2]), tensor([2], [1, 2])).value.data, Float64Array.of(2, 4));
  assert.deepEqual(convdot.npDot(tensor([2, 0], []), tensor([0, 1], [])).value.data, Float64Array.of(0, 0));
});

test('npDot: float32 with float32 alone stays float32', () => {
  const single = tensor([1], Float32Array.of(0.1));
  const dtype = (a, w) => convdot.npDot(a, w).value.dtype;
  assert.equal(dtype(single, single), 'float32');
  assert.equal(dtype(single, tensor([1], Float64Array.of(0.1))), 'float64');
  assert.equal(dtype(single, tensor([1], [0.1])), 'float64');
  assert.equal(dtype(tensor([1], Int32Array.of(1)), single), 'float64');
  const product = convdot.npDot(single, single).value.data;
  assert.deepEqual(product, Float32Array.of(Math.fround(Math.fround(0.1) ** 2)));
});

test("evaluate: NumPy's value and print, or its words", () => {
  const [a, w] = [tensor([2, 2], [1, 2, 3, 4]), tensor([2, 2], [5, 6, 7, 8])];
  assert.deepEqual(convdot.evaluate('c = a * W\nnp.sum(c)', { a, W: w }), {
    ok: true,
    value: { shape: [], data: Float64Array.of(70), dtype: 'float64' },
    repr: '70.0',
  });
  assert.deepEqual(convdot.evaluate('np.dot(a, a[0, :1])', { a }), {
    ok: false,
    type: 'ValueError',
    message: 'shapes (2,2) and (1,) not aligned: 2 (dim 1) != 1 (dim 0)',
  });
  assert.deepEqual(convdot.evaluate('a / 0', { a }).warnings, ['RuntimeWarning: divide by zero encountered in divide']);
  assert.deepEqual(convdot.evaluate('a = 1', {}).repr, '');
  assert.deepEqual(convdot.evaluate('None', {}).value, { shape: [0], data: new Float64Array(0), dtype: 'object' });
});

test('evaluate: each dtype comes back as it was given', () => {
  const given = {
    float64: Float64Array.of(0.1, -0, Number.NaN),
    float32: Float32Array.of(0.1, -0, Infinity),
    int64: BigInt64Array.of(2n ** 63n - 1n, -(2n ** 63n), 0n),
    bool: Uint8Array.of(1, 0, 1),
  };
  for (const [dtype, data] of Object.entries(given)) {
    const { value } = convdot.evaluate('v', { v: { shape: [3], data, dtype } });
    assert.deepEqual(value, { shape: [3], data, dtype });
    assert.deepEqual(convdot.evaluate('v', { v: value }).value, value);
  }
});

test('evaluate: the dtype of data that says none; lists of numbers of each dtype', () => {
  const dtype = (data) => convdot.evaluate('v', { v: { shape: [2], data } }).value.dtype;
  assert.deepEqual(
    [[1, 2], Float64Array.of(1, 2), Uint8Array.of(1, 2), Float32Array.of(1, 2), BigInt64Array.of(1n, 2n)].map(dtype),
    ['float64', 'float64', 'float64', 'float32', 'int64'],
  );
  const print = (type, data, shape = [data.length]) => convdot.evaluate('v', { v: { shape, data, dtype: type } }).repr;
  assert.equal(print('int64', [1, -2]), 'array([ 1, -2])');
  assert.equal(print('int64', [2 ** 53 - 1], []), '9007199254740991');
  assert.equal(print('float32', [0.1]), 'array([0.1], dtype=float32)');
  assert.equal(print('int64', [1n, -(2n ** 63n)]), 'array([                   1, -9223372036854775808])');
  assert.equal(print('bool', [0, 1, true, false]), 'array([False,  True,  True, False])');
  assert.equal(print('float64', new Float64Array([0, 1, 2]).subarray(1)), 'array([1., 2.])');
  assert.equal(print('int64', new BigInt64Array([0n, 1n, 2n]).subarray(1)), 'array([1, 2])');
});

test('evaluate: numbers without axes are scalars', () => {
  const scalar = (data, dtype) => ({ shape: [], data: [data], dtype });
  assert.equal(convdot.evaluate('np.zeros(s, dtype=bool)', { s: scalar(2, 'int64') }).repr, 'array([False, False])');
  assert.equal(convdot.evaluate('b', { b: scalar(1.5) }).repr, '1.5');
});

test('evaluate: results are copies, and the next call is free of the last', () => {
  const data = Float64Array.of(1, 2);
  const first = convdot.evaluate('v', { v: { shape: [2], data } }).value;
  data[0] = 9;
  assert.equal(convdot.evaluate('c = np.zeros((1000, 1000))\nc.sum()', {}).repr, '0.0');
  assert.deepEqual([...first.data], [1, 2]);
  assert.equal(convdot.evaluate('c', {}).type, 'NameError');
});

test("randn: the course's numbers, each shape in turn", () => {
  const [a, b, c] = convdot.randn(1, [2, 2], [], [1]);
  assert.deepEqual(a, {
    shape: [2, 2],
    data: Float64Array.of(1.6243453636632417, -0.6117564136500754, -0.5281717522634557, -1.0729686221561705),
  });
  assert.deepEqual(b, { shape: [], data: Float64Array.of(0.8654076293246785) });
  assert.deepEqual(c, { shape: [1], data: Float64Array.of(-2.3015386968802827) });
  assert.deepEqual(convdot.randn(0), []);
  assert.deepEqual(convdot.randn(7, [0, 3]), [{ shape: [0, 3], data: new Float64Array(0) }]);
  assert.deepEqual(convdot.randn(2 ** 32 - 1, [3]), convdot.randn(2 ** 32 - 1, [3]));
});

test("randint: NumPy's whole numbers, each shape in turn", () => {
  const [a, b, c] = convdot.randint(1, 0, 10, [2, 3], [], [0, 2]);
  assert.deepEqual(a, { shape: [2, 3], data: Float64Array.of(5, 8, 9, 5, 0, 0) });
  assert.deepEqual(b, { shape: [], data: Float64Array.of(1) });
  assert.deepEqual(c, { shape: [0, 2], data: new Float64Array(0) });
  assert.deepEqual(convdot.randint(0, -3, -2, [4])[0].data, Float64Array.of(-3, -3, -3, -3));
  assert.deepEqual(convdot.randint(0, 0, 1), []);
  const most = Number.MAX_SAFE_INTEGER;
  for (const value of convdot.randint(3, -most, most, [1000])[0].data) assert.ok(Number.isSafeInteger(value) && value < most);
});

test('functions need no this, and their object cannot be changed', () => {
  const { conv2d, outputShape, plan } = convdot;
  assert.equal(conv2d(input, filter).data[0], 70);
  assert.deepEqual(outputShape([1, 2, 2, 1], [1, 1, 1, 1]).shape, [1, 2, 2, 1]);
  assert.deepEqual(plan([1, 2, 2, 1], filter).shape, [1, 1, 1, 1]);
  assert.throws(() => {
    convdot.conv2d = null;
  }, TypeError);
});
