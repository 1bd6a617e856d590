// Arguments that only a mistake or an attack makes: lists that are endless, full of holes, computed or detached, getters that throw,
// sources that are as long and as slow as they can be. Each call gives a result or a ConvDotError that names the fault, and the module
// still works. CONVDOT_SEED chooses other calls.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { ConvDotError, convdot, refused, works } from './package.mjs';

afterEach(() => works());

function detached(/** @type {any} */ array) {
  structuredClone(array.buffer, { transfer: [array.buffer] });
  return array;
}

/** A list of zeros that are computed as they are read, and how many have been. */
function computed(/** @type {number} */ length) {
  const count = { reads: 0, list: [] };
  count.list = new Proxy([], {
    get(target, key) {
      if (key === 'length') return length;
      if (typeof key === 'string' && /^\d+$/.test(key)) {
        count.reads++;
        return 0;
      }
      return Reflect.get(target, key);
    },
  });
  return count;
}

const x = () => ({ shape: [1, 3, 3, 1], data: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) });
const w = () => ({ shape: [2, 2, 1, 1], data: Float64Array.of(1, 0, 0, 1) });

// ---- lists ---------------------------------------------------------------------------------------------------------------

test('a list of absurd length is refused before it is read', () => {
  const LONG = 3e8;
  const calls = {
    stride: (list) => convdot.conv2d(x(), w(), { stride: list }),
    padding: (list) => convdot.conv2d(x(), w(), { padding: list }),
    dilation: (list) => convdot.conv2d(x(), w(), { dilation: list }),
    order: (list) => convdot.conv2d(x(), w(), { order: list }),
    'order.window': (list) => convdot.conv2d(x(), w(), { order: { window: list } }),
    bias: (list) => convdot.conv2d(x(), w(), { bias: list }),
    biasShape: (list) => convdot.outputShape([1, 3, 3, 1], [2, 2, 1, 1], { biasShape: list }),
    'unroll order': (list) => convdot.unroll(x(), [2, 2, 1, 1], { order: list }),
    filterShape: (list) => convdot.unroll(x(), list),
    shape: (list) => convdot.conv2d({ shape: list, data: [] }, w()),
    data: (list) => convdot.conv2d({ shape: [1, 3, 3, 1], data: list }, w()),
    'data that fits': (list) => convdot.conv2d({ shape: [1, LONG, 1, 1], data: list }, w()),
    'data of a negative shape': (list) => convdot.conv2d({ shape: [1, -1, LONG, 1], data: list }, w()),
    npDot: (list) => convdot.npDot({ shape: list, data: [] }, w()),
    randn: (list) => convdot.randn(1, list),
    randint: (list) => convdot.randint(1, 0, 2, list),
    plan: (list) => convdot.plan(list, w()),
    run: (list) => convdot.plan([1, 3, 3, 1], w()).run(list),
    values: (list) => convdot.toPixels(list, { channels: 1 }),
    minus: (list) => convdot.toPixels([1], { channels: 1, minus: list }),
    colours: (list) => convdot.toPixels([1], { channels: 1, colours: list }),
    'variable shape': (list) => convdot.evaluate('a', { a: { shape: list, data: [] } }),
    'variable data': (list) => convdot.evaluate('a', { a: { shape: [2], data: list } }),
    'int64 data that fits': (list) => convdot.evaluate('a', { a: { shape: [LONG], data: list, dtype: 'int64' } }),
    'bool data of a negative shape': (list) => convdot.evaluate('a', { a: { shape: [-1], data: list, dtype: 'bool' } }),
  };
  for (const [name, call] of Object.entries(calls)) {
    const { list, ...count } = computed(LONG);
    const sparse = new Array(LONG);
    for (const each of [list, sparse]) {
      assert.throws(
        () => call(each),
        (error) => error instanceof ConvDotError && error.code !== 'internal' && error.code !== 'memory',
        name,
      );
    }
    assert.ok(count.reads <= 32, `${name}: ${count.reads} numbers were read`);
  }
});

test('a detached array is refused with a sentence of its own', () => {
  const nine = () => detached(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
  const float = convdot.plan([1, 3, 3, 1], w(), { dtype: 'float32' });
  const calls = {
    'input.data': () => convdot.conv2d({ shape: [1, 3, 3, 1], data: nine() }, w()),
    'filter.data': () => convdot.compare(x(), { shape: [2, 2, 1, 1], data: nine() }),
    'input.shape': () => convdot.conv2d({ shape: detached(Int32Array.of(1, 3, 3, 1)), data: [] }, w()),
    bias: () => convdot.step(x(), w(), { row: 0, column: 0 }, { bias: nine() }),
    'a.data': () => convdot.npDot({ shape: [0], data: nine() }, w()),
    'variables.v.data': () => convdot.evaluate('v', { v: { shape: [0], data: nine() } }),
    'variables.i.data': () => convdot.evaluate('i', { i: { shape: [0], data: detached(BigInt64Array.of(1n)) } }),
    'variables.m.data': () => convdot.evaluate('m', { m: { shape: [0], data: detached(Uint8Array.of(1)), dtype: 'bool' } }),
    data: () => float.run(nine()),
    out: () => float.run(new Float32Array(9), detached(new Float32Array(4))),
    pixels: () => convdot.fromPixels(detached(new Uint8Array(4)), 1),
    values: () => convdot.toPixels(nine(), { channels: 1 }),
    minus: () => convdot.toPixels([], { channels: 1, minus: nine() }),
    shapes: () => convdot.randn(1, detached(Int32Array.of(1))),
  };
  for (const [name, call] of Object.entries(calls)) refused(call, 'argument', name, 'is detached');
  refused(() => float.runPixels(detached(new Uint8ClampedArray(36))), 'argument', 'pixels is detached');
  refused(() => convdot.toPixels([1], { channels: 1 }, detached(new Uint8ClampedArray(4))), 'argument', 'out is detached');
});

test('what a getter throws is a refusal', () => {
  for (const thrown of [new Error('no'), 'no', null, { toString: null }, new TypeError('no.')]) {
    const throwing = (key) =>
      Object.defineProperty({}, key, {
        enumerable: true,
        get() {
          throw thrown;
        },
      });
    refused(() => convdot.conv2d(x(), w(), throwing('stride')), 'argument', 'could not be read');
    refused(() => convdot.conv2d({ ...x(), shape: throwing('length') }, w()), 'argument');
    refused(() => convdot.conv2d(Object.assign(throwing('data'), { shape: [1, 3, 3, 1] }), w()), 'argument', 'could not be read');
    refused(() => convdot.evaluate('a', throwing('a')), 'argument', 'could not be read');
    refused(() => convdot.plan([1, 3, 3, 1], w()).run(throwing('length')), 'argument', 'could not be read');
  }
});

test('a list that changes its length while it is read', () => {
  const shrinking = () => {
    let length = 2;
    return new Proxy([], {
      get: (target, key) => (key === 'length' ? length-- : /^\d+$/.test(String(key)) ? 1 : Reflect.get(target, key)),
    });
  };
  refused(() => convdot.conv2d(x(), w(), { stride: shrinking() }), 'argument', 'stride');
  refused(() => convdot.conv2d(x(), w(), { padding: shrinking() }), 'argument', 'padding');
});

test('a bias whose length changes after the checks', () => {
  const codes = new Set();
  for (let honest = 0; honest < 8; honest++) {
    let reads = 0;
    // Once all checks have passed, the module makes a vector for 2^31 numbers: more than any may have there.
    const bias = Object.defineProperty(new Float64Array(1), 'length', { get: () => (reads++ < honest ? 1 : 2 ** 31) });
    try {
      convdot.conv2d(x(), w(), { bias });
    } catch (error) {
      codes.add(error.code);
    }
    works();
  }
  assert.deepEqual([...codes], ['bias', 'memory']);
});

// ---- int64 and variables -------------------------------------------------------------------------------------------------

test('int64 takes every whole number that it holds, and says which those are', () => {
  const taken = (...data) => convdot.evaluate('a', { a: { shape: [data.length], dtype: 'int64', data } }).value.data;
  assert.deepEqual(
    taken(2 ** 53, -(2 ** 63), 2 ** 63 - 1024, -0),
    BigInt64Array.of(2n ** 53n, -(2n ** 63n), 2n ** 63n - 1024n, 0n),
  );
  assert.deepEqual(taken(2n ** 63n - 1n, 9007199254740993n), BigInt64Array.of(2n ** 63n - 1n, 9007199254740993n));
  for (const wrong of [2 ** 63, -(2 ** 63) - 2048, 2n ** 63n, 1.5, Number.NaN, Infinity, '1', true]) {
    refused(() => taken(0, wrong), 'argument', 'variables.a.data[1]', 'a whole number from -2^63 up to but not including 2^63');
  }
});

test('thousands of variables are taken, and more are refused', () => {
  const variables = (count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`v${i}`, { shape: [], data: [i] }]));
  assert.equal(convdot.evaluate('v0 + v9999', variables(10_000)).repr, '9999.0');
  const { ok, type, message } = convdot.evaluate('v0', variables(10_001));
  assert.deepEqual({ ok, type }, { ok: false, type: 'MemoryError' });
  assert.match(message, /10001 variables/);
});

// ---- sources -------------------------------------------------------------------------------------------------------------

const LENGTH = 10_000;
const filled = (start, part, end = '') =>
  start + part.repeat(Math.floor((LENGTH - start.length - end.length) / part.length)) + end;
const array = 'A = np.zeros(4000000)\n';
const text = `s = 'abcdefgh'\n${'s = s + s;'.repeat(20)}`;

const sources = {
  'a name': 'a'.repeat(LENGTH),
  'an attribute of np': filled('np.', 'a'),
  'an attribute of scipy.signal': filled('scipy.signal.', 'correlate2d'),
  'an attribute of an array': filled('np.ones(2).', 'reshape'),
  'a name among many': filled('', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab=1;', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'),
  'many names': `${Array.from({ length: 1400 }, (_, i) => `a${i}=1;`).join('')}a`.slice(0, LENGTH),
  'a keyword argument': filled('np.sum(', 'a', '=1)'),
  'many keyword arguments': `np.sum(${Array.from({ length: 1200 }, (_, i) => `a${i}=1,`).join('')})`,
  'a number': '1'.repeat(LENGTH),
  'a fraction': filled('1.', '1'),
  'a small fraction': filled('0.', '0', '1e-9999'),
  'small fractions': filled('', '1e-300,'),
  'a string': filled("'", 'a', "'"),
  strings: filled('', "'a' "),
  quotes: `'${'"\''.repeat(4000)}`,
  blanks: ' '.repeat(LENGTH),
  lines: '\n'.repeat(LENGTH),
  comments: '#\n'.repeat(LENGTH / 2),
  'lines in brackets': filled('[', '\n', ']'),
  sums: filled('1', '+1'),
  signs: '-'.repeat(LENGTH),
  comparisons: filled('1', '<2'),
  brackets: '('.repeat(LENGTH),
  'closed lists': filled('', '[],'),
  calls: filled('np.ones', '(1)'),
  subscripts: filled('np.ones(1)', '[:]'),
  'continued lines': filled('1', '\\\n'),
  imports: filled('', 'import numpy as np;'),
  'an import': filled('from scipy import ', 'a'),
  'beyond ASCII': 'é'.repeat(LENGTH / 2),
  'copies of an array': filled(array, 'np.ndim(A);', '1'),
  'sums of an array': filled(array, 'np.sum(A);', '1'),
  'arrays cast': filled(array, 'A.astype(int);', '1'),
  'powers of an array': filled('A = np.zeros(1000000, int)\n', 'np.power(A, 9**15);', '1'),
  'exponentials of an array': filled(`A = np.full(1000000, 0.1)\n`, 'np.exp(A);', '1'),
  'logarithms of an array': filled(`A = np.full(1000000, 0.1)\n`, 'np.log(A);', '1'),
  'fractional powers': filled(`A = np.full(1000000, 0.1)\n`, 'A ** 1.1;', '1'),
  'remainders of an array': filled(`A = np.full(1000000, 1e308)\n`, 'A % 1e-308;', '1'),
  'a list of arrays': `${array}[A] * 10000`,
  'a list of short arrays': '[np.full(1000, 0.1)] * 10000',
  'many arrays joined': `${array}np.concatenate([A] * 1000)`,
  'many operands': filled(`${array}np.einsum('i', A`, ', A', ')'),
  'products of nothing': filled('A = np.zeros((1, 4000000)); B = np.zeros((4000000, 0))\n', 'A @ B;', '1'),
  'short products': filled('A = np.ones((1000000, 1)); B = np.ones((1, 1))\n', 'A @ B;', '1'),
  'a large product': 'np.ones((2000, 2000)) @ np.ones((2000, 2000))',
  'a sum along nothing': 'np.zeros((10**17, 0)).cumsum(1)',
  'a list of nothing': 'np.zeros((10**17, 0)).tolist()',
  'a product of nothing': filled('A = np.zeros((10**7, 0)); B = np.zeros((0, 1))\n', 'np.dot(A, B);', '1'),
  'an array of many axes': 'np.full((2,) * 22, 0.1)',
  'padding many axes': filled('A = np.zeros((1,) * 31 + (1000000,))\n', 'np.pad(A, 0);', '1'),
  'padding by reflection': filled('A = np.zeros((1,) * 31 + (1000000,))\n', "np.pad(A, 1, 'reflect');", '1'),
  'a long string': filled(text, 's;', '1'),
  'long strings compared': filled(text, 's==s;', '1'),
  'long strings in lists': filled(text, '[s]*9;', '1'),
  'a long string of subscripts': filled(`${text.replace('abcdefgh', '        ')}`, "np.einsum('i->'+s,[1]);", '1'),
  'a long list': '[0.1] * 1000000',
  'lists within lists': `${filled('a = [1, 1];', 'a = [a, a];').slice(0, 600)}\na`,
  'lists within lists as an array': `a = [1];${'a = [a] * 9;'.repeat(20)}np.array(a)`,
  'lists within lists compared': `a = [1];${'a = [a] * 9;'.repeat(20)}a == a`,
  'a sum of items': 'sum(np.arange(1000000))',
  'a sum of fewer items': 'sum(np.arange(400000))',
  'a sum of lists': 'sum([[1] * 1000] * 1000, [])',
  'the largest item': 'max(np.arange(500000))',
  'many axes to reduce': `${array}np.mean(A, (0,) * 100000)`,
  'an array of items': filled('a = [0.1] * 100000\n', 'np.array(a);', '1'),
  'many indices': filled('A = np.arange(1000000)\n', 'A[A];', '1'),
  'many flags': filled('A = np.ones((100, 100, 100)) > 0\n', 'A[A];', '1'),
  windows: filled('A = np.zeros((1000, 1000))\n', 'np.lib.stride_tricks.sliding_window_view(A, (1, 1));', '1'),
  'a large correlation': 'scipy.signal.correlate2d(np.ones((1000, 1000)), np.ones((100, 100)))',
};

test('any source of 10,000 characters answers soon', (t) => {
  const taken = [];
  for (const [name, source] of Object.entries(sources)) {
    assert.ok(source.length <= LENGTH, name);
    const begin = performance.now();
    const answer = convdot.evaluate(source, {});
    taken.push([performance.now() - begin, `${name}: ${answer.ok ? 'a value' : answer.type}`]);
  }
  taken.sort(([a], [b]) => b - a);
  for (const [time, name] of taken.slice(0, 12)) t.diagnostic(`${(time / 1000).toFixed(2)} s ${name}`);
  // Two seconds on a machine that does nothing else; a loop that nothing counts takes minutes.
  assert.ok(taken[0][0] < 20_000, `${taken[0][1]} after ${taken[0][0] / 1000} s`);
});

// ---- calls at random -----------------------------------------------------------------------------------------------------

const seed = Number(process.env.CONVDOT_SEED ?? 20162);
const CALLS = 4000;

/** Marsaglia's xorshift. */
function generator(state) {
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const options = () => ({
  bias: [1],
  stride: [1, 1],
  padding: [0, 0, 0, 0],
  dilation: 1,
  groups: 1,
  flip: false,
  dtype: 'float64',
  order: { window: 'hwc', filter: 'chw' },
});
const functions = {
  outputShape: () => [[1, 3, 3, 1], [2, 2, 1, 1], { ...options(), biasShape: [1] }],
  conv2d: () => [x(), w(), { ...options(), method: 'unrolled-dot' }],
  compare: () => [x(), w(), options()],
  step: () => [x(), w(), { image: 0, row: 0, column: 1, filter: 0 }, options()],
  unroll: () => [x(), [2, 2, 1, 1], { stride: 1, order: 'chw' }],
  npDot: () => [
    { shape: [2, 2], data: [1, 2, 3, 4] },
    { shape: [2], data: Float32Array.of(1, 2) },
  ],
  evaluate: () => [
    'a + b',
    {
      a: { shape: [2], data: [1, 2] },
      b: { shape: [2], data: [1, 2], dtype: 'int64' },
      c: { shape: [1], data: [true], dtype: 'bool' },
    },
  ],
  randn: () => [1, [2, 3], [1]],
  randint: () => [1, -2, 9, [2, 3]],
  plan: () => [[1, 3, 3, 1], w(), { ...options(), method: 'multiply-sum' }],
  run: () => [Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), new Float64Array(4)],
  runPixels: () => [new Uint8ClampedArray(36), new Float32Array(4), [0, 1]],
  fromPixels: () => [new Uint8ClampedArray(8), 3, new Float32Array(6)],
  toPixels: () => [
    [1, 2, 3],
    { channels: 3, range: 'diverging', gain: 2, colours: [1, 2, 3], minus: [0, 0, 0] },
    new Uint8ClampedArray(4),
  ],
};

const own = convdot.plan([1, 3, 3, 1], w());
const pictures = convdot.plan([1, 3, 3, 1], w(), { dtype: 'float32' });
const called = (name, values) =>
  name === 'run' ? own.run(...values) : name === 'runPixels' ? pictures.runPixels(...values) : convdot[name](...values);

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
};
const outOfBounds = () => {
  const buffer = new ArrayBuffer(72, { maxByteLength: 72 });
  const array = new Float64Array(buffer, 0, 9);
  buffer.resize(8);
  return array;
};
const throwing = () =>
  new Proxy([], {
    get() {
      throw new RangeError('a trap');
    },
  });

const hostile = [
  ...[
    undefined,
    null,
    Number.NaN,
    Infinity,
    -Infinity,
    -0,
    0,
    1.5,
    -1,
    7,
    2 ** 31,
    2 ** 32 + 1,
    2 ** 53,
    -(2 ** 63),
    1e300,
    1n,
    2n ** 70n,
  ].map((each) => () => each),
  ...['', '3', 'same', 'float32', 'fortran', 'é'.repeat(1000), 'a\0b', true, false].map((each) => () => each),
  () => Symbol('s'),
  () => () => 1,
  () => [],
  () => [[1]],
  () => [1, , 3],
  () => [1, '2'],
  () => new Array(3e8),
  () => new Array(40).fill(1),
  () => computed(2 ** 40).list,
  () => computed(2).list,
  () => ({ length: 3e8 }),
  () => ({ length: -1 }),
  () => ({ length: Number.NaN }),
  () => ({ length: '2', 0: 1, 1: 1 }),
  () => ({ shape: [1], data: { length: 1 } }),
  () => ({ shape: [-1, 3], data: [] }),
  () => ({ shape: [0, 2 ** 52], data: [] }),
  () => Object.create(null),
  () => Object.assign(Object.create({ constructor: null }), { a: 1 }),
  () => ({ toString: null, valueOf: null }),
  () => detached(Float64Array.of(1, 2)),
  () => detached(Uint8ClampedArray.of(1, 2, 3, 4)),
  () => new Float64Array(9),
  () => new Float32Array(new SharedArrayBuffer(36)),
  () => BigInt64Array.of(1n, 2n),
  () => new DataView(new ArrayBuffer(8)),
  () => new ArrayBuffer(8),
  () => new Date(0),
  () => new Map([[1, 2]]),
  () => new String('hwc'),
  outOfBounds,
  revoked,
  throwing,
];

/** Every place within the arguments that can hold something else. */
function places(of, path = []) {
  if (path.length > 0 && (typeof of !== 'object' || of === null || ArrayBuffer.isView(of))) return [path];
  return [...(path.length > 0 ? [path] : []), ...Object.keys(of).flatMap((key) => places(of[key], [...path, key]))];
}

function replace(values, path, value) {
  let holder = values;
  for (const key of path.slice(0, -1)) {
    if (typeof holder !== 'object' || holder === null || ArrayBuffer.isView(holder)) return;
    const next = Object.getOwnPropertyDescriptor(holder, key);
    if (!next || !('value' in next)) return;
    holder = next.value;
  }
  if (typeof holder !== 'object' || holder === null || ArrayBuffer.isView(holder)) return;
  Reflect.defineProperty(holder, path.at(-1), value);
}

test(`${CALLS} calls with hostile arguments, seed ${seed}`, (t) => {
  const below = generator(seed);
  const names = Object.keys(functions);
  const codes = new Map();
  for (let call = 0; call < CALLS; call++) {
    const name = names[below(names.length)];
    const values = functions[name]();
    const all = places(values);
    const changed = [];
    for (let changes = 1 + below(2); changes > 0; changes--) {
      const path = all[below(all.length)];
      const which = below(hostile.length + 1);
      const get = () => {
        throw which;
      };
      const descriptor = which === hostile.length ? { get } : { value: hostile[which](), writable: true };
      replace(values, path, { ...descriptor, enumerable: true, configurable: true });
      changed.push(`${path.join('.')}: ${hostile[which] ?? 'a getter that throws'}`);
    }
    if (values.length !== functions[name]().length) continue;
    let code = 'a result';
    let taken;
    try {
      taken = values.map((value) => value); // a getter among the arguments themselves throws here
    } catch {
      continue;
    }
    try {
      assert.notEqual(called(name, taken), undefined);
    } catch (error) {
      assert.ok(error instanceof ConvDotError, `${name}, ${changed}: ${error?.stack ?? error}`);
      assert.match(error.message, /^\S.*\.$/s, `${name}, ${changed}`);
      code = error.code;
      assert.ok(code !== 'internal' && code !== 'memory', `${name}, ${changed}: ${error.message}`);
    }
    codes.set(code, (codes.get(code) ?? 0) + 1);
    if (call % 100 === 0) works();
  }
  t.diagnostic([...codes].map(([code, count]) => `${count} ${code}`).join(', '));
  assert.ok(codes.get('a result') > CALLS / 50 && codes.get('argument') > CALLS / 4);
});
