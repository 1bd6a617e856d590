// NumPy as the judge: hundreds of random cases, each with what a NumPy beside this test makes of it (numpy_judge.py).
// CONVDOT_SEED chooses other cases, CONVDOT_PYTHON the Python that has NumPy.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { convdot, refused, same, sums } from './package.mjs';

const seed = process.env.CONVDOT_SEED ?? '20161';
const judge = fileURLToPath(new URL('numpy_judge.py', import.meta.url));

const candidates = process.env.CONVDOT_PYTHON ? [process.env.CONVDOT_PYTHON] : ['python3', '/usr/bin/python3'];
const python = candidates.find((each) => spawnSync(each, ['-c', 'import numpy']).status === 0);

if (!python) {
  test('NumPy as the judge', { skip: `NumPy is missing (looked for by ${candidates.join(', ')}): nothing was compared with it` });
} else {
  const run = spawnSync(python, [judge, seed], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  assert.equal(run.status, 0, run.stderr);
  compare(JSON.parse(run.stdout));
}

function unpacked({ shape, dtype, base64 }) {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return { shape, data: new { float64: Float64Array, float32: Float32Array }[dtype](bytes.buffer) };
}

/** From the exact bound up to a millionth above it: never rounded below its true value. Fractions as whole numbers. */
function within(bound, exact, results, message) {
  if (!Number.isFinite(bound)) {
    const claimable = results.every(Number.isFinite) && BigInt(exact[0]) < BigInt(exact[1]) * 10n ** 290n;
    return assert.ok(!claimable, `${message}: none is claimed`);
  }
  const scale = 2n ** 1100n;
  // A double is a whole number of 2^-1074.
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, bound);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const mantissa = exponent === 0n ? bits & 0xfffffffffffffn : (bits & 0xfffffffffffffn) | 0x10000000000000n;
  const scaled = (mantissa << ((exponent === 0n ? 1n : exponent) - 1n)) * (scale >> 1074n);
  const [numerator, denominator] = exact.map(BigInt);
  assert.ok(scaled * denominator >= numerator * scale, `${message}: below its true value`);
  // Subnormal bounds are whole numbers of the smallest one, and cannot be so close.
  if (bound > 1e-300)
    assert.ok(scaled * denominator * 1_000_000n <= numerator * scale * 1_000_001n, `${message}: ${bound} is far above it`);
}

function compare({ numpy, convolutions, dots, printed, normals, integers }) {
  const of = `seed ${seed}, NumPy ${numpy}`;

  test(`convolutions: ${convolutions.length} cases, ${of}`, () => {
    let refusals = 0;
    for (const each of convolutions) {
      const { index, options, refused: code } = each;
      const name = `case ${index}, ${each.kind}, ${JSON.stringify(options)}, input ${each.input.shape}, filter ${each.filter.shape}`;
      const input = unpacked(each.input);
      const filter = unpacked(each.filter);
      const given = { ...options, bias: each.bias && unpacked(each.bias).data };
      if (code) {
        refused(() => convdot.conv2d(input, filter, given), code);
        refusals++;
        continue;
      }
      const sum = unpacked(each.multiplySum);
      const dot = unpacked(each.unrolledDot);

      const found = convdot.conv2d(input, filter, given);
      assert.deepEqual(found.shape, sum.shape, name);
      assert.equal(found.data.constructor, sum.data.constructor, name);
      same(found.data, sum.data, `multiply-sum, ${name}`);
      same(convdot.conv2d(input, filter, { ...given, method: 'unrolled-dot' }).data, dot.data, `unrolled-dot, ${name}`);

      const both = convdot.compare(input, filter, given);
      same(both.multiplySum.data, sum.data, name);
      same(both.unrolledDot.data, dot.data, name);
      assert.equal(both.identical, each.identical, name);
      assert.equal(both.total, sum.data.length, name);
      assert.equal(both.maxUlp, each.maxUlp === 'inf' ? Infinity : Number(each.maxUlp), name);
      assert.equal(both.maxAbs, unpacked(each.maxAbs).data[0], name);
      assert.equal(both.overflow, each.overflow, name);
      const mixed = (options.order.window ?? 'hwc') !== (options.order.filter ?? 'hwc');
      if (each.identical === both.total) assert.equal(both.verdict, 'identical', name);
      else if (each.maxUlp === 'inf') assert.equal(both.verdict, 'different', name);
      else if (!mixed) assert.equal(both.verdict, 'rounding', name);
      else assert.notEqual(both.verdict, 'identical', name);

      const geometry = convdot.outputShape(input.shape, filter.shape, given);
      assert.deepEqual([geometry.shape, geometry.padding, geometry.unread], [sum.shape, each.padding, each.unread], name);
      const { origins, offsets } = geometry;
      assert.deepEqual([sums(origins.rows, offsets.rows), sums(origins.columns, offsets.columns)], each.positions, name);

      for (const [order, rows] of Object.entries(each.unrolled)) {
        const matrix = convdot.unroll(input, filter.shape, { ...given, order });
        assert.deepEqual(matrix.shape, rows.shape, name);
        same(matrix.data, unpacked(rows).data, `unroll ${order}, ${name}`);
      }

      const step = convdot.step(input, filter, each.step.at, given);
      const { image, row, column, filter: channel } = each.step.at;
      const flat = ((image * sum.shape[1] + row) * sum.shape[2] + column) * sum.shape[3] + channel;
      same([step.multiplySum, step.unrolledDot], [sum.data[flat], dot.data[flat]], `step, ${name}`);
      for (const part of ['window', 'block']) {
        assert.deepEqual(step[part].shape, each.step[part].shape, name);
        same(step[part].data, unpacked(each.step[part]).data, `${part}, ${name}`);
      }
      assert.deepEqual([...step.source], each.step.source, name);
      assert.deepEqual([...step.filterSource], each.step.filterSource, name);
      assert.equal(step.firstChannel, each.step.firstChannel, name);
      same(step.terms, unpacked(each.step.terms).data, `terms, ${name}`);
      same([step.sum], unpacked(each.step.sum).data, `sum, ${name}`);
      if (each.step.bound) within(step.bound, each.step.bound, [step.multiplySum, step.unrolledDot], `bound, ${name}`);
      else assert.equal(step.bound, Infinity, name);
    }
    assert.ok(refusals > 0 && refusals < convolutions.length / 3, `${refusals} refusals`);
  });

  test(`np.dot: ${dots.length} cases, ${of}`, () => {
    let refusals = 0;
    for (const { index, a, w, type, message, result, repr } of dots) {
      const name = `case ${index}, ${a.dtype} (${a.shape}) with ${w.dtype} (${w.shape})`;
      const evaluation = convdot.npDot(unpacked(a), unpacked(w));
      if (type) {
        assert.deepEqual(evaluation, { ok: false, type, message }, name);
        refusals++;
        continue;
      }
      assert.ok(evaluation.ok, `${name}: ${evaluation.message}`);
      assert.deepEqual(evaluation.value.shape, result.shape, name);
      assert.equal(evaluation.value.dtype, result.dtype, name);
      same(evaluation.value.data, unpacked(result).data, name);
      assert.equal(evaluation.repr, repr, name);
    }
    assert.ok(refusals > dots.length / 20 && refusals < dots.length / 2, `${refusals} refusals`);
  });

  test(`repr: ${printed.length} cases, ${of}`, () => {
    for (const { index, array, repr } of printed) {
      const value = unpacked(array);
      const one = { shape: [], data: value.data.constructor.of(1) };
      assert.equal(convdot.npDot(one, value).repr, repr, `case ${index}, ${array.dtype} (${array.shape})`);
    }
  });

  // The C library's log decides the last bits. NumPy on a processor with fused multiply-add differs in about one number of
  // twenty thousand, by at most two units in the last place, from NumPy on one without, which is what the package equals.
  test(`randn: ${normals.length} seeds, ${of}`, () => {
    let total = 0;
    let unequal = 0;
    for (const { seed: start, shapes, arrays } of normals) {
      const found = convdot.randn(start, ...shapes);
      assert.deepEqual(
        found.map(({ shape }) => shape),
        shapes,
      );
      arrays.map(unpacked).forEach(({ data }, index) => {
        data.forEach((value, at) => {
          const other = found[index].data[at];
          total++;
          if (other === value) return;
          unequal++;
          const ulp = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 52);
          assert.ok(Math.abs(other - value) <= 2 * ulp, `seed ${start}: ${other}, not ${value}`);
        });
      });
    }
    assert.ok(unequal <= total / 5000, `${unequal} of ${total} numbers differ`);
  });

  test(`randint: ${integers.length} ranges, ${of}`, () => {
    for (const { seed: start, low, high, shapes, arrays } of integers) {
      assert.deepEqual(
        convdot.randint(start, low, high, ...shapes),
        arrays.map(unpacked),
        `seed ${start}, from ${low} to ${high}`,
      );
    }
  });
}
