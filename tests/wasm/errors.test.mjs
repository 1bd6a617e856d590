// Everything that is refused: each code, with the offending value in the sentence; and the module goes on after each.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { ConvDotError, convdot, load, refused, rejected, tensor, works } from './package.mjs';

const input = tensor([1, 3, 3, 1], 1);
const filter = tensor([2, 2, 1, 1], 1);
const conv = (options, x = input, w = filter) => convdot.conv2d(x, w, options);
const shape = (options, x = [1, 3, 3, 1], w = [2, 2, 1, 1]) => convdot.outputShape(x, w, options);
const at = { row: 0, column: 0 };

afterEach(() => works());

// ---- what the core refuses -----------------------------------------------------------------------------------------------

test('shape', () => {
  refused(() => shape({}, [1, 3, 3, 2]), 'shape', '2');
  refused(() => shape({}, [1, 3, 3, 4], [2, 2, 3, 1]), 'shape', '3', '4');
  refused(() => shape({}, [1, 0, 3, 1]), 'shape', '0');
  refused(() => shape({}, [1, 3, 3, 1], [2, 0, 1, 1]), 'shape', '0');
  refused(() => shape({}, [1, 3, 3, 1], [2, 2, 1, 0]), 'shape', '0');
  refused(() => shape({}, [-1, 3, 3, 1]), 'shape', '-1');
  refused(() => shape({}, [1, 3, 3, 1], [2, 2, -7, 1]), 'shape', '-7');
  refused(() => conv({}, tensor([1, 3, 3, 0], [])), 'shape', '0');
  refused(() => conv({}, { shape: [1, -3, -3, 1], data: [] }), 'shape', '-3');
  refused(() => convdot.npDot({ shape: [-2], data: [] }, filter), 'shape', '-2');
  refused(() => convdot.randn(1, [2, -5]), 'shape', '-5');
});

test('shape: four axes', () => {
  refused(() => shape({}, [3, 3, 1]), 'shape', '(3, 3, 1)', 'inputShape', '(m, n_H, n_W, n_C)');
  refused(() => shape({}, [1, 3, 3, 1, 1]), 'shape', '(1, 3, 3, 1, 1)');
  refused(() => shape({}, []), 'shape', '()');
  refused(() => shape({}, [1, 3, 3, 1], [4]), 'shape', '(4,)', 'filterShape', '(f_H, f_W, n_C / groups, n_F)');
  refused(() => conv({}, tensor([3, 3], 1)), 'shape', '(3, 3)', 'input.shape');
  refused(() => conv({}, input, tensor([2, 2], 1)), 'shape', '(2, 2)', 'filter.shape');
  refused(() => convdot.compare(tensor([3, 3], 1), filter), 'shape', '(3, 3)');
  refused(() => convdot.step(tensor([3, 3], 1), filter, at), 'shape', '(3, 3)');
  refused(() => convdot.unroll(input, [2, 2]), 'shape', '(2, 2)');
});

test('bias', () => {
  refused(() => conv({ bias: [1, 2] }), 'bias', '2', '1');
  refused(() => conv({ bias: [] }), 'bias', '0', '1');
  refused(() => convdot.compare(input, filter, { bias: Float32Array.of(1, 2, 3) }), 'bias', '3', '1');
  refused(() => convdot.step(input, filter, at, { bias: [1, 2] }), 'bias', '2');
});

test('stride, padding, dilation, groups', () => {
  refused(() => conv({ stride: 0 }), 'stride', '0');
  refused(() => conv({ stride: [1, -2] }), 'stride', '-2');
  refused(() => shape({ stride: 2 ** 40 }), 'stride', String(2 ** 40));
  refused(() => shape({ stride: Number.MAX_SAFE_INTEGER }), 'stride', '9007199254740991');
  refused(() => conv({ dilation: 0 }), 'dilation', '0');
  refused(() => conv({ dilation: [-3, 1] }), 'dilation', '-3');
  refused(() => shape({ dilation: [1, 2 ** 50] }), 'dilation', String(2 ** 50));
  refused(() => conv({ padding: -1 }), 'padding', '-1');
  refused(() => conv({ padding: [0, -4] }), 'padding', '-4');
  refused(() => conv({ padding: [0, 0, 0, -5] }), 'padding', '-5');
  refused(() => shape({ padding: 10 ** 9 }), 'padding', '1000000000');
  refused(() => conv({ groups: 0 }), 'groups', '0');
  refused(() => conv({ groups: -2 }), 'groups', '-2');
  refused(() => shape({ groups: 2 }), 'groups', '2');
  refused(() => shape({ groups: 2 ** 53 - 1 }), 'groups', '9007199254740991');
  refused(() => shape({ groups: 3 }, [1, 4, 4, 6], [2, 2, 2, 4]), 'groups', '3', '4');
});

test('size', () => {
  refused(() => conv({}, tensor([1, 1, 3, 1], 1)), 'size', '2', '1');
  refused(() => conv({ dilation: [1, 5] }), 'size', '6', '3');
  refused(() => convdot.unroll(input, [4, 4, 1, 1]), 'size', '4', '3');
});

test('step', () => {
  const step = (index) => convdot.step(input, filter, index);
  refused(() => step({ row: 2, column: 0 }), 'step', '2');
  refused(() => step({ row: 0, column: -1 }), 'step', '-1');
  refused(() => step({ row: 0, column: 0, image: 1 }), 'step', '1');
  refused(() => step({ row: 0, column: 0, filter: 9 }), 'step', '9');
  refused(() => step({ row: 2 ** 53 - 1, column: 0 }), 'step', '9007199254740991');
});

test('limit', () => {
  refused(() => shape({}, [1, 2 ** 20, 2 ** 20, 1]), 'limit', '67108864');
  refused(() => shape({}, [2 ** 52, 2 ** 52, 2 ** 52, 1]), 'limit', '67108864');
  refused(() => shape({}, [1, 3, 3, 1], [2, 2, 1, 2 ** 30]), 'limit', '67108864');
  refused(() => shape({}, [1, 3, 3, 1], [2 ** 13, 2, 1, 1]), 'limit', '8192', '4096');
  refused(() => shape({}, [1, 2 ** 13, 2 ** 13, 1], [1, 1, 1, 2]), 'limit', '67108864');
  refused(() => convdot.randn(1, [2 ** 14, 2 ** 14]), 'limit', '(16384, 16384)', '67108864');
  refused(() => convdot.randn(1, [2 ** 53 - 1, 2 ** 53 - 1]), 'limit', '9007199254740991');
  refused(() => convdot.randn(1, [0, 2 ** 32]), 'limit', '(0, 4294967296)');
  refused(() => convdot.npDot(tensor([0, 2 ** 40], []), tensor([1], 1)), 'limit', '(0, 1099511627776)');
  const long = new Float32Array(2 ** 14);
  refused(() => convdot.npDot(tensor([2 ** 14, 1], long), tensor([1, 2 ** 14], long)), 'limit', '67108864');
  refused(() => convdot.unroll(tensor([1, 2048, 2048, 1], new Uint8Array(2 ** 22)), [32, 32, 1, 1]), 'limit', '67108864');
});

test('seed', () => {
  refused(() => convdot.randn(-1, [1]), 'seed', '-1');
  refused(() => convdot.randn(2 ** 32, [1]), 'seed', '4294967296');
  refused(() => convdot.randn(Number.MAX_SAFE_INTEGER, [1]), 'seed', '9007199254740991');
});

// ---- what JavaScript can get wrong: code 'argument' ----------------------------------------------------------------------

test('tensors', () => {
  refused(() => conv({}, null), 'argument', 'input', 'null');
  refused(() => convdot.conv2d(), 'argument', 'input', 'undefined');
  refused(() => convdot.conv2d(input), 'argument', 'filter', 'undefined');
  refused(() => conv({}, [1, 2, 3]), 'argument', 'input', '[1, 2, 3]');
  refused(() => conv({}, 'image'), 'argument', '"image"');
  refused(() => conv({}, { shape: [1, 1, 1, 1] }), 'argument', 'data');
  refused(() => conv({}, { data: [1] }), 'argument', 'shape');
  refused(() => conv({}, { shape: 4, data: [1] }), 'argument', 'input.shape', '4');
  refused(() => conv({}, { shape: [1, 1.5, 1, 1], data: [1] }), 'argument', 'input.shape[1]', '1.5');
  refused(() => conv({}, { shape: [1, '1', 1, 1], data: [1] }), 'argument', 'input.shape[1]', '"1"');
  refused(() => conv({}, { shape: [1, , 1, 1], data: [1] }), 'argument', 'input.shape[1]', 'undefined');
  refused(() => conv({}, { shape: [1, Number.NaN, 1, 1], data: [1] }), 'argument', 'NaN');
  refused(() => conv({}, { shape: [1, Infinity, 1, 1], data: [1] }), 'argument', 'Infinity');
  refused(() => conv({}, { shape: [1, 1e300, 1, 1], data: [1] }), 'argument', '1e+300');
  refused(() => conv({}, { shape: [1, 1n, 1, 1], data: [1] }), 'argument', '1n');
  refused(() => conv({}, tensor([1, 3, 3, 1], [1, 2, 3])), 'argument', 'input.data', '9', '3', '(1, 3, 3, 1)');
  refused(() => conv({}, tensor([1, 3, 3, 1], new Float64Array(10))), 'argument', '9', '10');
  refused(() => conv({}, { shape: [1, 2 ** 30, 2 ** 30, 1], data: [] }), 'argument', 'input.data', '0');
  refused(() => conv({}, input, tensor([2, 2, 1, 1], [1, 2, 3, 4, 5])), 'argument', 'filter.data', '4', '5');
  refused(() => convdot.npDot(tensor([2], [1, 2, 3]), input), 'argument', 'a.data', '(2,)', '3');
  refused(() => convdot.npDot(input, tensor([], [])), 'argument', 'w.data', '()', '1', '0');
});

test('elements: a number at each index', () => {
  const nine = (index, value) => tensor([1, 3, 3, 1], Object.assign(new Array(9).fill(0), { [index]: value }));
  refused(() => conv({}, nine(4, '7')), 'argument', 'input.data[4]', '"7"');
  refused(() => conv({}, nine(0, null)), 'argument', 'input.data[0]', 'null');
  refused(() => conv({}, nine(8, true)), 'argument', 'input.data[8]', 'true');
  refused(() => conv({}, nine(2, [1])), 'argument', 'input.data[2]', '[1]');
  refused(() => conv({}, nine(2, 5n)), 'argument', 'input.data[2]', '5n');
  refused(() => conv({}, nine(2, {})), 'argument', 'input.data[2]', 'an object');
  refused(() => conv({}, nine(2, Symbol('x'))), 'argument', 'input.data[2]', 'symbol');
  refused(
    () =>
      conv(
        {},
        nine(2, () => 1),
      ),
    'argument',
    'input.data[2]',
    'function',
  );
  refused(() => conv({}, tensor([1, 3, 3, 1], new Array(9))), 'argument', 'input.data[0]', 'undefined');
  refused(() => conv({}, tensor([1, 3, 3, 1], 'abcdefghi')), 'argument', '"abcdefghi"');
  refused(() => conv({}, tensor([1, 3, 3, 1], new BigInt64Array(9))), 'argument', 'BigInt64Array');
  refused(() => conv({}, tensor([1, 3, 3, 1], new DataView(new ArrayBuffer(9)))), 'argument', 'DataView');
  refused(() => conv({}, tensor([1, 3, 3, 1], new ArrayBuffer(9))), 'argument', 'input.data');
  refused(() => conv({}, tensor([1, 3, 3, 1], { length: 9 })), 'argument', 'input.data[0]', 'undefined');
  refused(() => conv({}, tensor([1, 3, 3, 1], { length: '9' })), 'argument', 'input.data');
  refused(() => conv({ bias: ['1'] }), 'argument', 'bias[0]', '"1"');
  refused(() => conv({ bias: 1 }), 'argument', 'bias', '1');
  refused(() => conv({ bias: 'a' }), 'argument', 'bias', '"a"');
});

test('every array-like of numbers is taken', () => {
  const square = (data) => convdot.conv2d({ shape: [1, 1, 1, 2], data }, tensor([1, 1, 2, 1], [10, 1])).data[0];
  const types = [
    Array,
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
  ];
  for (const type of types) assert.equal(square(type.from([3, 4])), 34, type.name);
  assert.equal(square({ length: 2, 0: 3, 1: 4 }), 34);
  assert.equal(square(new Float64Array([0, 3, 4]).subarray(1)), 34);
  assert.equal(square(new Float64Array(new SharedArrayBuffer(16)).fill(2)), 22);
  assert.equal(convdot.conv2d({ shape: Int32Array.of(1, 1, 1, 1), data: [2] }, tensor([1, 1, 1, 1], 3)).data[0], 6);
});

test('options: forms', () => {
  refused(() => conv(null), 'argument', 'options', 'null');
  refused(() => conv(3), 'argument', 'options', '3');
  refused(() => conv([1]), 'argument', 'options', '[1]');
  for (const name of ['stride', 'dilation']) {
    for (const value of ['1', 1.5, null, true, [1], [1, 2, 3], [], { 0: 1 }, 1n, Number.NaN])
      refused(() => conv({ [name]: value }), 'argument', name);
    refused(() => conv({ [name]: '2' }), 'argument', name, '"2"');
    refused(() => conv({ [name]: [1, '2'] }), 'argument', `${name}[1]`, '"2"');
    refused(() => conv({ [name]: [1, 2, 3] }), 'argument', name, '[1, 2, 3]');
  }
  for (const value of ['full', 'SAME', 1.5, '1', null, [1], [1, 2, 3], [1, 2, 3, 4, 5], {}])
    refused(() => conv({ padding: value }), 'argument', 'padding');
  refused(() => conv({ padding: 'full' }), 'argument', '"full"', "'same-lower'");
  refused(() => conv({ padding: [1, 2, 3] }), 'argument', '[1, 2, 3]');
  refused(() => conv({ padding: [1, 0.5] }), 'argument', 'padding[1]', '0.5');
  refused(() => conv({ groups: '1' }), 'argument', 'groups', '"1"');
  refused(() => conv({ groups: [1] }), 'argument', 'groups', '[1]');
  refused(() => conv({ flip: 1 }), 'argument', 'flip', '1');
  refused(() => conv({ flip: 'false' }), 'argument', 'flip', '"false"');
  refused(() => conv({ dtype: 'float16' }), 'argument', 'dtype', '"float16"', "'float32'");
  refused(() => conv({ dtype: Float32Array }), 'argument', 'dtype', 'a function');
  refused(() => conv({ method: 'im2col' }), 'argument', 'method', '"im2col"', "'unrolled-dot'");
  refused(() => conv({ order: 'chw' }), 'argument', 'order', '"chw"');
  refused(() => conv({ order: null }), 'argument', 'order', 'null');
  refused(() => conv({ order: { window: 'wch' } }), 'argument', 'order.window', '"wch"', "'fortran'");
  refused(() => conv({ order: { filter: 1 } }), 'argument', 'order.filter', '1');
  refused(() => conv({ order: { windows: 'hwc' } }), 'argument', 'order', '"windows"', 'window, filter');
  refused(() => convdot.unroll(input, [2, 2, 1, 1], { order: 'C' }), 'argument', 'order', '"C"');
  refused(() => convdot.unroll(input, [2, 2, 1, 1], { order: { window: 'chw' } }), 'argument', 'order');
  refused(() => shape({ biasShape: 1 }), 'argument', 'biasShape', '1');
  refused(() => shape({ biasShape: ['1'] }), 'argument', 'biasShape[0]', '"1"');
});

test('options: names', () => {
  refused(() => conv({ strides: 2 }), 'argument', '"strides"', 'stride, padding');
  refused(() => conv({ pad: 1 }), 'argument', '"pad"');
  refused(() => conv({ biasShape: [1] }), 'argument', '"biasShape"');
  refused(() => shape({ method: 'unrolled-dot' }), 'argument', '"method"');
  refused(() => convdot.compare(input, filter, { method: 'unrolled-dot' }), 'argument', '"method"');
  refused(() => convdot.step(input, filter, at, { method: 'unrolled-dot' }), 'argument', '"method"');
  refused(() => convdot.unroll(input, [2, 2, 1, 1], { method: 'unrolled-dot' }), 'argument', '"method"');
});

test('options: what is undefined takes its default', () => {
  const nothing = Object.fromEntries(
    ['bias', 'stride', 'padding', 'dilation', 'groups', 'flip', 'dtype', 'order', 'method'].map((name) => [name, undefined]),
  );
  assert.deepEqual(conv(nothing), conv());
  assert.deepEqual(conv({ bias: null, order: { window: undefined } }), conv());
});

test('at', () => {
  const step = (index) => convdot.step(input, filter, index);
  refused(() => step(), 'argument', 'at', 'undefined');
  refused(() => step([0, 0]), 'argument', 'at', '[0, 0]');
  refused(() => step({ row: 0 }), 'argument', 'at.column', 'undefined');
  refused(() => step({ column: 0 }), 'argument', 'at.row', 'undefined');
  refused(() => step({ row: '0', column: 0 }), 'argument', 'at.row', '"0"');
  refused(() => step({ row: 0.5, column: 0 }), 'argument', 'at.row', '0.5');
  refused(() => step({ row: 0, column: 0, channel: 0 }), 'argument', '"channel"');
  refused(() => step({ row: 0, column: 0, image: null }), 'argument', 'at.image', 'null');
});

test('evaluate', () => {
  const given = (variable) => () => convdot.evaluate('v', { v: variable });
  refused(() => convdot.evaluate(), 'argument', 'source', 'undefined');
  refused(() => convdot.evaluate(1, {}), 'argument', 'source', '1');
  refused(() => convdot.evaluate('1', null), 'argument', 'variables', 'null');
  for (const name of ['', '1a', 'a.b', 'a b', 'é', 'a\n', 'lambda', 'None']) {
    refused(() => convdot.evaluate('1', { [name]: input }), 'argument', JSON.stringify(name));
  }
  refused(given(1), 'argument', 'variables.v', '1');
  refused(given({ shape: [1] }), 'argument', 'variables.v');
  refused(given({ data: [1] }), 'argument', 'variables.v');
  refused(given({ ...input, dtype: 'float16' }), 'argument', 'variables.v.dtype', '"float16"', "'bool'");
  refused(given({ ...input, dtype: 'object' }), 'argument', 'variables.v.dtype', '"object"');
  refused(given(tensor([2], [1, 2, 3])), 'argument', 'variables.v.data', '(2,)', '3');
  refused(given(tensor([2], BigInt64Array.of(1n))), 'argument', 'variables.v.data', '(2,)', '1');
  refused(given({ shape: [1], data: BigInt64Array.of(1n), dtype: 'float64' }), 'argument', 'variables.v.data', 'BigInt64Array');
  refused(given({ shape: [2], data: [1, 0.5], dtype: 'int64' }), 'argument', 'variables.v.data[1]', '0.5');
  refused(given({ shape: [1], data: [2 ** 63], dtype: 'int64' }), 'argument', 'variables.v.data[0]', '9223372036854776000');
  refused(given({ shape: [1], data: [2n ** 63n], dtype: 'int64' }), 'argument', 'variables.v.data[0]', '9223372036854775808n');
  refused(given({ shape: [1], data: [2], dtype: 'bool' }), 'argument', 'variables.v.data[0]', '2');
  refused(given({ shape: [1], data: 'a', dtype: 'bool' }), 'argument', 'variables.v.data', '"a"');
  refused(given({ shape: [-2], data: [] }), 'shape', '-2');
  refused(given({ shape: [0, 2 ** 40], data: [] }), 'limit', '(0, 1099511627776)');
});

test('randn', () => {
  refused(() => convdot.randn(), 'argument', 'seed', 'undefined');
  refused(() => convdot.randn('1', [1]), 'argument', 'seed', '"1"');
  refused(() => convdot.randn(1.5, [1]), 'argument', 'seed', '1.5');
  refused(() => convdot.randn(1, 3), 'argument', 'shapes[0]', '3');
  refused(() => convdot.randn(1, [2], [2, '3']), 'argument', 'shapes[1][1]', '"3"');
});

test('randint', () => {
  refused(() => convdot.randint(1, 5, 5, [1]), 'argument', 'low 5', 'high 5');
  refused(() => convdot.randint(1, 3, -7, [1]), 'argument', 'low 3', 'high -7');
  refused(() => convdot.randint(1, 0, 0), 'argument', '0');
  refused(() => convdot.randint(1, 0), 'argument', 'high', 'undefined');
  refused(() => convdot.randint(1, 0, [2, 2]), 'argument', 'high', '[2, 2]');
  refused(() => convdot.randint(1, 0.5, 3), 'argument', 'low', '0.5');
  refused(() => convdot.randint(1, '0', 3), 'argument', 'low', '"0"');
  refused(() => convdot.randint(1, 0, 2 ** 53, [1]), 'argument', 'high', '2^53', '9007199254740992');
  refused(() => convdot.randint(1, -(2 ** 53), 0, [1]), 'argument', 'low', '2^53', '-9007199254740992');
  refused(() => convdot.randint(1, 0, Infinity, [1]), 'argument', 'high', 'Infinity');
  refused(() => convdot.randint(1, 0, 9, [2, '3']), 'argument', 'shapes[0][1]', '"3"');
  refused(() => convdot.randint(1.5, 0, 9, [2]), 'argument', 'seed', '1.5');
  refused(() => convdot.randint(-1, 0, 9, [2]), 'seed', '-1');
  refused(() => convdot.randint(1, 0, 9, [-2]), 'shape', '-2');
  refused(() => convdot.randint(1, 0, 9, [2 ** 14, 2 ** 14]), 'limit', '(16384, 16384)');
});

test('load', async () => {
  await rejected(load(null), 'argument', 'null');
  await rejected(load({ wasm: 1 }), 'argument', '"wasm"');
  await rejected(load({ url: 3 }), 'argument', 'url', '3');
  await rejected(load({ wasmBinary: 'AGFzbQ==' }), 'argument', 'wasmBinary', '"AGFzbQ=="');
  await rejected(load({ wasmBinary: [0, 97, 115, 109] }), 'argument', 'wasmBinary');
});

test('a long value is cut in the sentence', () => {
  const message = (call) => {
    try {
      call();
    } catch (error) {
      return error.message;
    }
    return '';
  };
  assert.ok(message(() => conv({ padding: 'x'.repeat(1e6) })).length < 300);
  assert.ok(message(() => conv({ stride: new Array(1e6).fill(1) })).length < 300);
  assert.ok(message(() => conv({}, input, new Array(1e6).fill('y'.repeat(1e3)))).length < 800);
  assert.ok(message(() => conv({ ['z'.repeat(1e6)]: 1 })).length < 400);
});

test('markup in a value stays text of the sentence', () => {
  refused(() => conv({ '<img src=x>': 1 }), 'argument', '"<img src=x>"');
});

test('ConvDotError is an Error with a code and a cause', () => {
  const cause = new Error('why');
  const error = new ConvDotError('load', 'What.', { cause });
  assert.deepEqual([error.name, error.code, error.message, error.cause], ['ConvDotError', 'load', 'What.', cause]);
  assert.equal(String(error), 'ConvDotError: What.');
});
