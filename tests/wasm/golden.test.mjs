// The golden cases, which the C++ tests share, through the package. Their format: tests/golden/README.md.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { convdot, count, number, same, tensor } from './package.mjs';

const golden = (name) => JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8'));
const read = ({ shape, data }, type = Float64Array) => ({ shape, data: type.from(data, number) });
const typed = (dtype) => (dtype === 'float32' ? Float32Array : Float64Array);

function convolution(each) {
  const { bias, stride, padding, dilation, groups, flip, dtype, order } = each;
  const options = { bias: bias?.map(number), stride, padding, dilation, groups, flip, dtype, ...(order && { order }) };
  const input = read(each.input);
  const filter = read(each.filter);
  const expected = read(each.output);

  const sum = convdot.conv2d(input, filter, options);
  assert.deepEqual(sum.shape, expected.shape);
  same(sum.data, expected.data, 'multiply-sum');
  // Not promised, but so: every kernel of a plan adds from left to right.
  const leftToRight = convdot.conv2d(input, filter, { ...options, order: {}, method: 'unrolled-dot' });
  same(convdot.plan(input.shape, filter, options).run(input.data), leftToRight.data, 'plan');

  const both = convdot.compare(input, filter, options);
  same(both.multiplySum.data, expected.data, 'compare');
  same(both.unrolledDot.data, convdot.conv2d(input, filter, { ...options, method: 'unrolled-dot' }).data, 'unrolled-dot');
  if (each.unrolledOutput) same(both.unrolledDot.data, each.unrolledOutput.map(number), 'unrolled-dot');
  if (each.verdict) assert.equal(both.verdict, each.verdict);
  else assert.ok(['identical', 'rounding'].includes(both.verdict), both.verdict);
  if (both.verdict === 'rounding') assert.ok(both.maxAbs <= both.bound * (both.total > 1 ? Infinity : 1));
}

function dot({ dtype, a, w, result, repr, error, sum, trace }) {
  const type = typed(dtype);
  const evaluation = convdot.npDot(read(a, type), read(w, type));
  if (error) return assert.deepEqual(evaluation, { ok: false, ...error });
  assert.ok(evaluation.ok, evaluation.message);
  assert.deepEqual(evaluation.value.shape, result.shape);
  assert.equal(evaluation.value.dtype, dtype);
  assert.equal(evaluation.value.data.constructor, type);
  same(evaluation.value.data, result.data.map(number));
  assert.equal(evaluation.repr, repr);
  const values = [...evaluation.value.data];
  if (sum !== undefined)
    assert.equal(
      values.reduce((total, value) => total + value, 0),
      sum,
    );
  if (trace !== undefined) {
    const side = result.shape[1] + 1;
    assert.equal(
      values.filter((_, index) => index % side === 0).reduce((total, value) => total + value, 0),
      trace,
    );
  }
}

const conv = golden('conv');
for (const each of conv.cases) test(`convolution: ${each.name}`, () => convolution(each));

const lessons = golden('lessons');
for (const each of lessons.conv) test(`lesson ${each.lesson}: ${each.name}`, () => convolution(each));
for (const each of lessons.npDot) test(`lesson ${each.lesson}, np.dot: ${each.name}`, () => dot(each));
for (const each of lessons.shapes) {
  test(`lesson ${each.lesson}, shape: ${each.name}`, () => {
    const { stride, padding, dilation, groups } = each;
    const {
      shape,
      padding: resolved,
      unread,
      reads,
    } = convdot.outputShape(each.input, each.filter, { stride, padding, dilation, groups });
    assert.deepEqual([shape, resolved, unread], [each.output, each.resolved, each.unread]);
    assert.deepEqual(
      [reads.rows, reads.columns].map((axis) => axis.filter((times) => times === 0).length),
      unread,
    );
  });
}

for (const each of golden('np_dot').cases) test(`np.dot: ${each.name}, ${each.dtype}`, () => dot(each));

for (const { dtype, seed, n, sum } of golden('np_sum').cases) {
  if (n === 0) continue; // no window is empty
  test(`np.sum of ${n}, ${dtype}`, () => {
    const cubes = convdot.randn(seed, [n])[0].data.map((value) => value * value * value);
    const step = convdot.step(
      tensor([1, 1, 1, n], typed(dtype).from(cubes)),
      tensor([1, 1, n, 1], 1),
      { row: 0, column: 0 },
      { dtype },
    );
    assert.equal(step.sum, number(sum));
  });
}

for (const { name, dtype, shape, data, repr } of golden('repr').cases) {
  // np.dot of 1 and an array is the array, but for negative zeros: it adds to 0.
  if (data.some((value) => Object.is(value, -0)) && data.length > 1) continue;
  test(`repr: ${name}`, () => {
    const type = typed(dtype);
    assert.equal(convdot.npDot({ shape: [], data: type.of(1) }, read({ shape, data }, type)).repr, repr);
  });
}

for (const { seed, first, at2000 } of golden('randn').cases) {
  test(`randn: seed ${seed}`, () => {
    const [{ data }] = convdot.randn(seed, [2001]);
    assert.deepEqual([...data.slice(0, first.length)], first);
    assert.equal(data[2000], at2000);
    const parts = convdot.randn(seed, [7], [], [3, 11]).flatMap((each) => [...each.data]);
    assert.deepEqual(parts, [...data.slice(0, parts.length)]);
  });
}

for (const { seed, low, high, first, at2000 } of golden('randint').cases) {
  test(`randint: seed ${seed}, from ${low} to ${high}`, () => {
    const [{ data }] = convdot.randint(seed, low, high, [2001]);
    assert.deepEqual([...data.slice(0, first.length)], first);
    assert.equal(data[2000], at2000);
    const parts = convdot.randint(seed, low, high, [7], [], [3, 11]).flatMap((each) => [...each.data]);
    assert.deepEqual(parts, [...data.slice(0, parts.length)]);
  });
}

const course = golden('course');
const seeded = ({ seed, input, filter, bias }) => convdot.randn(seed, input, filter, [bias]);
for (const each of course.steps) {
  test(`course: ${each.name}`, () => {
    const [input, filter, { data: bias }] = seeded(each);
    const step = convdot.step(input, filter, { row: 0, column: 0 }, { bias });
    assert.equal(step.multiplySum, each.output);
  });
}
const rounded = (value) => Math.round(value * 1e8) / 1e8;
const mean = (data) => data.reduce((total, value) => total + value, 0) / data.length;
for (const each of course.forwards) {
  test(`course: ${each.name}`, () => {
    const [input, filter, { data: bias }] = seeded(each);
    const { stride, padding } = each;
    const { shape, data } = convdot.conv2d(input, filter, { bias, stride, padding });
    assert.deepEqual(shape, each.output);
    assert.ok(Math.abs(mean(data) - each.mean) < 1e-13, `${mean(data)}`);
    const [image, row, column] = each.at;
    const values = data.slice(((image * shape[1] + row) * shape[2] + column) * shape[3]).slice(0, shape[3]);
    assert.deepEqual([...values].map(rounded), each.values.map(rounded));
  });
}
test('course: a flipped filter has the same mean', () => {
  const each = course.forwards.at(-1);
  const [input, filter, { data: bias }] = seeded(each);
  const { data } = convdot.conv2d(input, filter, { bias, stride: each.stride, padding: each.padding, flip: true });
  const flipped = course.mistakes.find(({ name }) => name === 'flipped');
  assert.ok(Math.abs(mean(data) - flipped.mean) < 1e-13);
  assert.equal(data.length, count(each.output));
});
