// A plan: one filter, run over many inputs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convdot, refused, same, tensor, works } from './package.mjs';

const filter = tensor([2, 2, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
const data = Float64Array.from({ length: 9 }, (_, index) => index);

test('gives what conv2d gives, run after run', () => {
  for (const method of ['multiply-sum', 'unrolled-dot']) {
    const options = { method, bias: [10, 20], padding: 1, stride: 2 };
    const plan = convdot.plan([1, 3, 3, 1], filter, options);
    assert.deepEqual(plan.shape, [1, 2, 2, 2]);
    for (const scale of [1, -2, 0.5]) {
      const values = data.map((value) => value * scale);
      same(plan.run(values), convdot.conv2d(tensor([1, 3, 3, 1], values), filter, options).data);
    }
    plan.dispose();
  }
});

test('fills out and returns it, in the type that out has', () => {
  const plan = convdot.plan([1, 3, 3, 1], filter);
  const expected = [...plan.run(data)];
  for (const out of [new Float64Array(8), new Float32Array(8)]) {
    assert.equal(plan.run(data, out), out);
    assert.deepEqual([...out], expected);
  }
  assert.notEqual(plan.run(data), plan.run(data));
  plan.dispose();
});

test('out may be the input itself', () => {
  const plan = convdot.plan([1, 3, 3, 1], tensor([1, 1, 1, 1], [2]));
  const values = data.slice();
  assert.deepEqual([...plan.run(values, values)], [...data].map((value) => value * 2));
});

test('converts to its dtype', () => {
  const plan = convdot.plan([1, 1, 1, 1], tensor([1, 1, 1, 1], [3]), { dtype: 'float32' });
  const expected = Float32Array.of(Math.fround(Math.fround(1 / 3) * 3));
  assert.deepEqual(plan.run(Float64Array.of(1 / 3)), expected);
  assert.deepEqual(plan.run(Float32Array.of(1 / 3)), expected);
  assert.equal(convdot.plan([1, 1, 1, 1], tensor([1, 1, 1, 1], [3])).run(Float32Array.of(2)).constructor, Float64Array);
});

test('keeps its own copy of filter, bias and shape', () => {
  const weights = Float64Array.of(2);
  const bias = Float64Array.of(1);
  const shape = [1, 1, 1, 1];
  const plan = convdot.plan(shape, { shape: [1, 1, 1, 1], data: weights }, { bias });
  weights[0] = 99;
  bias[0] = 99;
  shape[0] = 99;
  assert.deepEqual([...plan.run(Float64Array.of(5))], [11]);
});

test('many plans live side by side', () => {
  const plans = Array.from({ length: 20 }, (_, index) => convdot.plan([1, 3, 3, 1], tensor([3, 3, 1, 1], index)));
  for (const [index, plan] of plans.entries()) assert.deepEqual([...plan.run(data)], [36 * index]);
  for (const plan of plans) plan.dispose();
  works();
});

test('refuses what does not fit', () => {
  const plan = convdot.plan([1, 3, 3, 1], filter);
  refused(() => plan.run(new Float64Array(8)), 'argument', '8', '9', '(1, 3, 3, 1)');
  refused(() => plan.run(data, new Float64Array(7)), 'argument', '7', '8', 'out');
  refused(() => plan.run(data, [0, 0, 0, 0, 0, 0, 0, 0]), 'argument', 'out');
  refused(() => plan.run(data, new Int32Array(8)), 'argument', 'Int32Array');
  refused(() => plan.run('012345678'), 'argument', '"012345678"');
  refused(() => plan.run(), 'argument', 'undefined');
  refused(() => convdot.plan([1, 3, 3], filter), 'shape', '(1, 3, 3)');
  refused(() => convdot.plan([1, 3, 3, 2], filter), 'shape', '2');
  refused(() => convdot.plan([1, 1, 1, 1], filter), 'size', '2', '1');
  refused(() => convdot.plan([1, 3, 3, 1], filter, { bias: [1] }), 'bias', '1', '2');
  refused(() => convdot.plan([1, 3, 3, 1], filter, { biasShape: [2] }), 'argument', 'biasShape');
  assert.equal(plan.run(data).length, 8);
});

test('is of no use after dispose, which may be called twice', () => {
  const plan = convdot.plan([1, 3, 3, 1], filter);
  plan.dispose();
  plan.dispose();
  refused(() => plan.run(data), 'disposed', '(1, 3, 3, 1)');
  assert.deepEqual(plan.shape, [1, 2, 2, 2]);
  works();
});

test('an empty batch', () => {
  assert.deepEqual(convdot.plan([0, 3, 3, 1], filter).run(new Float64Array(0)), new Float64Array(0));
});
