// Other projects' published cases, where CONVDOT_SUITES names the folder that holds them (its README.md says in which form):
// each convolution by both routes within its tolerance, each shape taken or refused.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConvDotError, convdot, number } from './package.mjs';

const folder = process.env.CONVDOT_SUITES;

/** For the padding modes that the case's author resolved, the padding it came to must be ours too; 'same' is asked for by name. */
function optionsOf({ stride, dilation, groups, flip = false, padding, padding_mode: mode }) {
  return { stride, dilation, groups, flip, padding: mode === 'explicit' ? padding : mode };
}

function convolution(each) {
  const numbers = (list) => list.map(number);
  const input = { shape: each.input_shape, data: numbers(each.input) };
  const filter = { shape: each.filter_shape, data: numbers(each.filter) };
  const options = { ...optionsOf(each), bias: each.bias && numbers(each.bias) };
  const expected = numbers(each.output);
  const { abs, rel } = each.exact_integer ? { abs: 0, rel: 0 } : each.tolerance;
  assert.deepEqual(convdot.outputShape(input.shape, filter.shape, options).padding, each.padding);
  for (const method of ['multiply-sum', 'unrolled-dot']) {
    const { shape, data } = convdot.conv2d(input, filter, { ...options, method });
    assert.deepEqual(shape, each.output_shape);
    assert.equal(data.length, expected.length);
    expected.forEach((value, index) => {
      const near = Object.is(data[index], value) || Math.abs(data[index] - value) <= abs + rel * Math.abs(value);
      assert.ok(near, `${method} at ${index}: ${data[index]}, not ${value}`);
    });
  }
  assert.notEqual(convdot.compare(input, filter, options).verdict, 'different');
}

function shape(each) {
  const ask = () =>
    convdot.outputShape(each.input_shape, each.filter_shape, {
      ...optionsOf(each),
      ...(each.bias_shape && { biasShape: each.bias_shape }),
    });
  if (each.expect === 'error') return assert.throws(ask, ConvDotError);
  const { shape: found, padding } = ask();
  assert.deepEqual(found, each.output_shape);
  assert.deepEqual(padding, each.padding);
}

const readers = { 'conv-case-v1': convolution, 'conv-shape-case-v1': shape };

if (!folder) {
  test("other projects' cases", { skip: "CONVDOT_SUITES is not set: other projects' cases were not run" });
} else {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  test('there are cases', () => assert.ok(files.length > 0));
  for (const file of files) {
    const { suite, format, cases, count } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    if (format === 'numpy-case-v1') continue; // for the NumPy cell
    test(suite, async (t) => {
      assert.equal(cases.length, count);
      for (const each of cases) await t.test(each.name, () => readers[format](each));
    });
  }
}
