// A plan: one filter, run over many inputs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { convdot, dist, load, ramp, refused, same, tensor, works } from './package.mjs';

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
  assert.deepEqual(
    [...plan.run(values, values)],
    [...data].map((value) => value * 2),
  );
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

test('says which kernel does the work', () => {
  assert.equal(convdot.plan([1, 9, 9, 1], tensor([3, 3, 1, 1], 1)).kernel, 'one-channel stencil');
  assert.equal(convdot.plan([1, 9, 9, 1], tensor([3, 3, 1, 4], 1), { method: 'unrolled-dot' }).kernel, 'unrolled matrix');
});

/** Whole numbers from -9 to 9, so that every order of adding is exact. */
const digits = (index) => ((index * 7919) % 19) - 9;

test('gives what conv2d gives by every kernel, in both types', () => {
  const cases = [
    [[1, 6, 6, 1], [3, 3, 1, 1], {}],
    [[2, 9, 21, 1], [5, 5, 1, 1], { padding: 'same' }],
    [[2, 9, 21, 3], [3, 3, 3, 1], { padding: [2, 0, 1, 3], bias: [7] }],
    [[3, 8, 7, 6], [3, 2, 3, 18], { groups: 2, stride: [2, 1], dilation: [1, 2], padding: 2, flip: true }],
    [[1, 5, 5, 4], [3, 3, 1, 4], { groups: 4, padding: 1 }],
    [[1, 1, 1, 1], [1, 1, 1, 1], { padding: 3, stride: 2 }],
  ];
  for (const [shape, filterShape, options] of cases) {
    const x = tensor(shape, digits);
    const w = tensor(filterShape, digits);
    for (const dtype of ['float64', 'float32']) {
      const expected = convdot.conv2d(x, w, { ...options, dtype }).data;
      for (const method of ['multiply-sum', 'unrolled-dot']) {
        const plan = convdot.plan(shape, w, { ...options, dtype, method });
        const result = plan.run(x.data);
        assert.equal(result.constructor, expected.constructor);
        same(result, expected, `${shape}, ${filterShape}, ${plan.kernel}`);
      }
    }
  }
});

test('the orders of unrolling count as they do in conv2d', () => {
  const x = tensor([1, 2, 2, 2], ramp);
  const w = tensor([2, 2, 2, 1], ramp);
  for (const window of ['hwc', 'chw', 'fortran']) {
    const options = { order: { window }, method: 'unrolled-dot' };
    same(convdot.plan(x.shape, w, options).run(x.data), convdot.conv2d(x, w, options).data);
    same(convdot.plan(x.shape, w, { ...options, method: 'multiply-sum' }).run(x.data), [140]);
  }
});

test('an input of many portions, into out, into a new array and into the array that it is read from', () => {
  const side = 500;
  const shape = [2, side, side, 1];
  const values = Float32Array.from({ length: 2 * side * side }, (_, index) => digits(index));
  const plan = convdot.plan(shape, tensor([3, 3, 1, 1], [0, 0, 0, 0, 0, 0, 0, 0, 1]), { dtype: 'float32', padding: 1 });
  const expected = values.map((_, index) => {
    const row = Math.floor(index / side) % side;
    return row + 1 < side && (index % side) + 1 < side ? values[index + side + 1] : 0;
  });
  same(plan.run(values), expected);
  const out = new Float64Array(values.length);
  assert.equal(plan.run(values, out), out);
  same(out, expected);
  assert.equal(plan.run(values, values), values);
  same(values, expected);
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

test('runs go on while memory grows under the plan', async () => {
  const module = await load({ url: new URL('convdot.wasm', `file://${dist}`).href });
  const plan = module.plan([1, 3, 3, 1], filter);
  const expected = plan.run(data);
  for (const side of [512, 1024, 2048]) {
    module.unroll(tensor([1, side, side, 1], new Float64Array(side * side)), [1, 1, 1, 1]);
    same(plan.run(data), expected);
  }
});

// In a process of its own, whose collector can be called and whose memory nobody else uses.
function alone(code) {
  const source = `
    const memories = [];
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...values) => {
      const made = await instantiate(...values);
      memories.push(Object.values(made.exports).find((each) => each instanceof WebAssembly.Memory));
      return made;
    };
    const { load } = await import(${JSON.stringify(new URL('index.js', `file://${dist}`).href)});
    const convdot = await load();
    const filter = { shape: [3, 3, 16, 16], data: new Float64Array(9 * 16 * 16).fill(1) };
    const make = (options) => convdot.plan([1, 32, 32, 16], filter, options);
    const input = new Float64Array(32 * 32 * 16).fill(1);
    const bytes = () => memories[0].buffer.byteLength;
    ${code}`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', source], {
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

test('a thousand runs allocate nothing in the module', () => {
  const [before, after] = alone(`
    const plans = ['multiply-sum', 'unrolled-dot'].map((method) => make({ method, padding: 1 }));
    const before = bytes();
    for (let times = 0; times < 1000; times++) for (const plan of plans) plan.run(input);
    console.log(JSON.stringify([before, bytes()]));`);
  assert.equal(after, before);
});

test('plans that are disposed of give their memory back', () => {
  const [one, thousand] = alone(`
    make().dispose();
    const one = bytes();
    for (let times = 0; times < 1000; times++) {
      const plan = make();
      plan.run(input);
      plan.dispose();
    }
    console.log(JSON.stringify([one, bytes()]));`);
  assert.equal(thousand, one);
});

test('plans that nobody holds give their memory back, and a run that is held keeps its plan', () => {
  const [two, hundreds, kept] = alone(`
    make();
    const { run } = make();
    const two = bytes();
    for (let times = 0; times < 200; times++) {
      make();
      gc();
      await new Promise((done) => setImmediate(done));  // finalizers run between tasks
    }
    console.log(JSON.stringify([two, bytes(), run(input)[0]]));`);
  assert.ok(hundreds <= 2 * two, `${two} bytes with two plans, ${hundreds} after hundreds`);
  assert.equal(kept, 9 * 16);
});

test('an empty batch', () => {
  assert.deepEqual(convdot.plan([0, 3, 3, 1], filter).run(new Float64Array(0)), new Float64Array(0));
});
