// Pictures as numbers and back, and plans that are run over pictures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convdot, dist, load, refused, same, tensor, works } from './package.mjs';

/** Bytes of a picture without a pattern that a filter could hide. */
const picture = (count) => Uint8ClampedArray.from({ length: 4 * count }, (_, index) => (index * 7919) >> 3);
const weights = (index) => ((index * 31) % 11) - 5;

test('grey and the channels of pixels, in parts and whole', () => {
  assert.deepEqual([...convdot.fromPixels(Uint8Array.of(1, 2, 3, 4, 250, 251, 252, 0), 3)], [1, 2, 3, 250, 251, 252]);
  assert.deepEqual(
    [...convdot.fromPixels(Uint8Array.of(9, 9, 9, 0, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255), 1)],
    [9, 54, 182, 18],
  );
  const pixels = picture(50_000);
  const rgb = convdot.fromPixels(pixels, 3);
  same(
    rgb,
    pixels.filter((_, index) => index % 4 !== 3),
  );
  const grey = convdot.fromPixels(pixels, 1);
  same(
    grey,
    grey.map((_, at) => Math.round(0.2126 * rgb[3 * at] + 0.7152 * rgb[3 * at + 1] + 0.0722 * rgb[3 * at + 2])),
  );
  const out = new Float32Array(50_000);
  assert.equal(convdot.fromPixels(pixels, 1, out), out);
  same(out, grey);
});

test('a plan gives of pixels what it gives of their numbers, whole and portion by portion', () => {
  for (const [side, channels, options] of [
    [9, 1, { padding: 1 }],
    [600, 1, { padding: 'same', stride: [2, 1] }],
    [600, 3, { padding: [3, 0, 0, 1], bias: [7] }],
    [300, 3, { groups: 3, flip: true, dilation: 2 }],
  ]) {
    const shape = [1, side, side, channels];
    const { groups = 1 } = options;
    const filter = tensor([3, 3, channels / groups, groups], weights);
    const pixels = picture(side * side);
    for (const method of ['multiply-sum', 'unrolled-dot']) {
      const plan = convdot.plan(shape, filter, { ...options, method, dtype: 'float32' });
      const expected = plan.run(convdot.fromPixels(pixels, channels));
      same(plan.runPixels(pixels), expected);
      const out = new Float32Array(expected.length);
      assert.equal(plan.runPixels(pixels, out), out);
      same(out, expected);
      for (const [index, { firstOutput, outputs }] of plan.portions.entries()) {
        same(plan.runPixels(pixels, undefined, [index, index + 1]), expected.subarray(firstOutput, firstOutput + outputs));
      }
      assert.equal(plan.runPixels(pixels, undefined, [0, 0]).length, 0);
      same(plan.run(convdot.fromPixels(pixels, channels)), expected);
      plan.dispose();
    }
  }
});

test('numbers as pictures', () => {
  const draw = (values, options) => [...convdot.toPixels(values, options).pixels];
  assert.deepEqual(draw([-5, 300], { channels: 1 }), [0, 0, 0, 255, 255, 255, 255, 255]);
  assert.deepEqual(draw([-5, 5, -300], { channels: 3, range: 'absolute', gain: 2 }), [10, 10, 255, 255]);
  const colours = [0xff0000, 0x808080, 0x0000ff];
  assert.deepEqual(
    draw([-255, 0, 510], { channels: 1, range: 'diverging', colours }),
    [255, 0, 0, 255, 128, 128, 128, 255, 0, 0, 255, 255],
  );
  assert.deepEqual(draw([-100, 0, 100], { channels: 3, range: 'diverging', gain: 0.5 }), [103, 128, 153, 255]);
  assert.deepEqual(draw([1, 2], { channels: 1, minus: [1, 0.5], gain: 100 }), [0, 0, 0, 255, 150, 150, 150, 255]);
  const many = Float32Array.from({ length: 30_000 }, (_, index) => index % 256);
  const out = new Uint8ClampedArray(40_000);
  const { pixels, largest } = convdot.toPixels(many, { channels: 3 }, out);
  assert.equal(pixels, out);
  assert.equal(largest, 255);
  same(convdot.fromPixels(pixels, 3), many);
});

test('the largest difference', () => {
  const values = Float32Array.from({ length: 40_000 }, (_, index) => index);
  const others = values.slice();
  assert.equal(convdot.toPixels(values, { channels: 1, minus: others }).largest, 0);
  others[39_999] += 8;
  others[3] = Number.NaN;
  assert.equal(convdot.toPixels(values, { channels: 1, minus: others }).largest, 8);
});

test('refuses what does not fit', () => {
  const pixels = picture(9);
  const filter = tensor([1, 1, 1, 1], 1);
  const plan = convdot.plan([1, 3, 3, 1], filter, { dtype: 'float32' });
  refused(() => plan.runPixels(picture(8)), 'argument', '36', '32', '(1, 3, 3, 1)');
  refused(() => plan.runPixels([...pixels]), 'argument', 'Uint8ClampedArray', '[');
  refused(() => plan.runPixels(pixels, new Float64Array(9)), 'argument', 'Float32Array', 'Float64Array');
  refused(() => plan.runPixels(pixels, new Float32Array(8)), 'argument', '9', '8');
  const shared = new ArrayBuffer(72);
  refused(() => plan.runPixels(new Uint8Array(shared, 0, 36), new Float32Array(shared, 36, 9)), 'argument', 'memory of its own');
  for (const part of [[0, 2], [-1, 1], [1, 0], [0], 1, [0, 0.5]])
    refused(() => plan.runPixels(pixels, undefined, part), 'argument', 'part');
  plan.dispose();
  refused(() => plan.runPixels(pixels), 'disposed', '(1, 3, 3, 1)');
  refused(() => convdot.plan([1, 3, 3, 1], filter).runPixels(pixels), 'shape', 'float64');
  refused(
    () => convdot.plan([1, 3, 3, 2], tensor([1, 1, 2, 1], 1), { dtype: 'float32' }).runPixels(pixels),
    'shape',
    '(1, 3, 3, 2)',
  );
  refused(() => convdot.fromPixels(Uint8Array.of(1, 2, 3), 1), 'argument', '3');
  refused(() => convdot.fromPixels(pixels, 2), 'argument', '2');
  refused(() => convdot.fromPixels(pixels, 1, new Float32Array(3)), 'argument', '9', '3');
  refused(() => convdot.toPixels([1, 2], { channels: 3 }), 'argument', '3', '2');
  refused(() => convdot.toPixels([1, 2], {}), 'argument', 'channels', 'undefined');
  refused(() => convdot.toPixels(['1'], { channels: 1 }), 'argument', '"1"');
  refused(() => convdot.toPixels([1], { channels: 1, range: 'signed' }), 'argument', '"signed"');
  refused(() => convdot.toPixels([1], { channels: 1, gain: -1 }), 'argument', '-1');
  refused(() => convdot.toPixels([1], { channels: 1, colours: [0, 0, 0x1000000] }), 'argument', 'colours');
  refused(() => convdot.toPixels([1], { channels: 1, minus: [1, 2] }), 'argument', '1', '2');
  refused(() => convdot.toPixels([1], { channels: 1, plus: [1] }), 'argument', 'plus');
  works();
});

test('goes on while memory grows', async () => {
  const module = await load({ url: new URL('convdot.wasm', `file://${dist}`).href });
  const pixels = picture(9);
  const plan = module.plan([1, 3, 3, 1], tensor([1, 1, 1, 1], 1), { dtype: 'float32' });
  const expected = module.fromPixels(pixels, 1);
  same(plan.runPixels(pixels), expected);
  for (const side of [512, 1024]) {
    module.unroll(tensor([1, side, side, 1], new Float64Array(side * side)), [1, 1, 1, 1]);
    same(plan.runPixels(pixels), expected);
    same(module.fromPixels(module.toPixels(expected, { channels: 1 }).pixels, 1), expected);
  }
});
