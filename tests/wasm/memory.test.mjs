// Memory: results outlive its growth, a call that does not get enough of it is refused, and the module goes on after that and
// after anything else that throws inside it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { convdot, dist, load, ramp, refused, tensor, works } from './package.mjs';

const wasm = readFileSync(join(dist, 'convdot.wasm'));
const MEMORY_SECTION = 5;
const PAGE = 65536;

function unsigned(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at++) {
    value += (bytes[at] & 0x7f) * 2 ** shift;
    if (bytes[at] < 0x80) return { value, next: at + 1 };
  }
}

function encoded(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80);
  return [...bytes, value];
}

/** The limits of the module's one memory, in pages, and the same module with another maximum. */
function memory(bytes) {
  for (let at = 8; at < bytes.length; ) {
    const size = unsigned(bytes, at + 1);
    if (bytes[at] === MEMORY_SECTION) {
      assert.equal(bytes[size.next], 1, 'one memory');
      assert.equal(bytes[size.next + 1], 1, 'with a maximum');
      const initial = unsigned(bytes, size.next + 2);
      const maximum = unsigned(bytes, initial.next);
      const limitedTo = (pages) => {
        const body = [1, 1, ...encoded(initial.value), ...encoded(pages)];
        return Buffer.concat([
          bytes.subarray(0, at),
          Buffer.from([MEMORY_SECTION, ...encoded(body.length), ...body]),
          bytes.subarray(maximum.next),
        ]);
      };
      return { initial: initial.value, maximum: maximum.value, limitedTo };
    }
    at = size.next + size.value;
  }
  throw new Error('no memory section');
}

const small = () => load({ wasmBinary: memory(wasm).limitedTo((16 * 2 ** 20) / PAGE) });

test('starts small and may grow to the 4 GB that there are', () => {
  const { initial, maximum } = memory(wasm);
  assert.equal(initial * PAGE, 2 * 2 ** 20);
  assert.equal(maximum * PAGE, 4 * 2 ** 30);
});

test('results are copies: growth, later calls and the caller change nothing in them', async () => {
  const module = await load({ wasmBinary: wasm });
  const x = tensor([1, 2, 2, 1], [1, 2, 3, 4]);
  const w = tensor([2, 2, 1, 1], [5, 6, 7, 8]);
  const all = () => [
    module.conv2d(x, w),
    module.compare(x, w),
    module.step(x, w, { row: 0, column: 0 }),
    module.unroll(x, [2, 2, 1, 1]),
    module.npDot(x, w),
    module.randn(1, [3]),
    module.randint(1, 0, 9, [3]),
    module.outputShape([1, 2, 2, 1], [2, 2, 1, 1]),
  ];
  const before = all();
  const kept = structuredClone(before);
  for (const side of [512, 1024, 2048]) {
    const large = tensor([1, side, side, 1], new Float64Array(side * side).fill(1));
    assert.equal(module.conv2d(large, tensor([1, 1, 1, 1], [1]), { stride: side }).data[0], 1);
    assert.deepEqual(before, kept);
  }
  before[0].data[0] = -1;
  before[3].data.fill(-1);
  assert.deepEqual(all(), kept);
  for (const result of [kept[0].data, kept[3].data])
    assert.equal(result.buffer.byteLength, result.byteLength, 'memory of its own');
});

test("the caller's arrays are read, never kept and never written", () => {
  const data = Object.freeze([1, 2, 3, 4]);
  const shape = Object.freeze([1, 2, 2, 1]);
  const values = Float64Array.of(5, 6, 7, 8);
  const before = convdot.conv2d({ shape, data }, { shape: [2, 2, 1, 1], data: values });
  assert.deepEqual(values, Float64Array.of(5, 6, 7, 8));
  values.fill(0);
  assert.equal(before.data[0], 70);
  const gone = new Float64Array(4);
  structuredClone(gone, { transfer: [gone.buffer] });
  refused(() => convdot.conv2d({ shape, data: gone }, tensor([2, 2, 1, 1], 1)), 'argument', 'input.data', 'detached');
});

test('a failed allocation is refused, and the next call works', async () => {
  const module = await small();
  const large = tensor([1, 1024, 1024, 1], new Float64Array(2 ** 20));
  const one = tensor([1, 1, 1, 1], [1]);
  const calls = {
    conv2d: () => module.conv2d(large, one),
    unrolled: () => module.conv2d(large, one, { method: 'unrolled-dot' }),
    compare: () => module.compare(large, one),
    step: () => module.step(large, tensor([1024, 1024, 1, 1], large.data), { row: 0, column: 0 }),
    unroll: () => module.unroll(tensor([1, 512, 512, 1], large.data.subarray(2 ** 18, 2 ** 19)), [5, 5, 1, 1]),
    npDot: () => module.npDot(tensor([2 ** 12, 1], 1), tensor([1, 2 ** 12], 1)),
    randn: () => module.randn(1, [2 ** 22]),
    randint: () => module.randint(1, 0, 9, [2 ** 22]),
    plan: () => module.plan([1, 1024, 1024, 1], tensor([1024, 1024, 1, 1], large.data)),
  };
  for (const [name, call] of Object.entries(calls)) {
    for (let times = 0; times < 3; times++) {
      refused(call, 'memory', 'memory');
      works(module);
    }
    assert.ok(true, name);
  }
  for (const call of Object.values(calls)) refused(call, 'memory');
  works(module);
});

test('an array-like that claims to be longer than memory is refused by its length', () => {
  refused(
    () => convdot.conv2d({ shape: [1, 2 ** 20, 2 ** 20, 1], data: { length: 2 ** 40 } }, tensor([1, 1, 1, 1], 1)),
    'limit',
    'input.data',
    String(2 ** 40),
  );
  refused(
    () => convdot.conv2d(tensor([1, 1, 1, 1], 1), tensor([1, 1, 1, 1], 1), { bias: { length: 2 ** 50 } }),
    'limit',
    'bias',
    String(2 ** 50),
  );
  works();
});

test('a plan outlives what happens to the module', async () => {
  const module = await small();
  const plan = module.plan([1, 2, 2, 1], tensor([2, 2, 1, 1], [5, 6, 7, 8]), { bias: [1] });
  refused(() => module.randn(1, [2 ** 22]), 'memory');
  assert.deepEqual([...plan.run(Float64Array.of(1, 2, 3, 4))], [71]);
});

test('a plan for which there is no memory any more says so, and works when there is', async () => {
  const module = await small();
  const large = () => module.plan([1, 256, 256, 1], tensor([256, 256, 1, 1], new Float64Array(2 ** 16).fill(1)));
  const values = new Float64Array(2 ** 16).fill(2);
  const first = large();
  refused(() => module.randn(1, [2 ** 22]), 'memory');
  const others = [large()];
  refused(() => {
    for (;;) others.push(large());
  }, 'memory');
  others.at(-1).dispose();
  assert.deepEqual(first.run(values), Float64Array.of(2 ** 17));
});

test('nothing is left behind: hundreds of calls and refusals fit where ten do', async () => {
  const module = await small();
  const x = tensor([1, 256, 256, 1], new Float64Array(2 ** 16));
  const w = tensor([3, 3, 1, 1], 1);
  for (let times = 0; times < 200; times++) {
    const stride = 85;
    assert.equal(module.compare(x, w, { stride }).total, 9);
    refused(() => module.conv2d(x, w, { stride, bias: [1, 2] }), 'bias');
    refused(() => module.step(x, w, { row: 300, column: 0 }), 'step', '300');
    module.npDot(tensor([4, 4], ramp), tensor([4], ramp));
  }
});

/** Has the next results of the module throw, as a trap in it would. */
function thrownInside(error, call) {
  const { slice } = Object.getPrototypeOf(Float64Array.prototype);
  Object.getPrototypeOf(Float64Array.prototype).slice = () => {
    throw error;
  };
  try {
    call();
  } finally {
    Object.getPrototypeOf(Float64Array.prototype).slice = slice;
  }
}

test('after whatever is thrown inside, a new instance takes over without a word', async (t) => {
  const module = await load({ wasmBinary: wasm });
  const instances = t.mock.method(WebAssembly, 'Instance');
  const again = () => works(module);
  for (const [error, code] of [
    [new RangeError('Array buffer allocation failed'), 'memory'],
    [new RangeError('Maximum call stack size exceeded'), 'internal'],
    [new WebAssembly.RuntimeError('memory access out of bounds'), 'internal'],
    [new WebAssembly.RuntimeError('Out of memory: Cannot allocate Wasm memory for new instance'), 'memory'],
    [new WebAssembly.RuntimeError('unreachable'), 'internal'],
    [new TypeError('what'), 'internal'],
    ['not even an error', 'internal'],
  ]) {
    thrownInside(error, () => refused(again, code, error.message ?? error));
    again();
    again();
  }
  assert.equal(instances.mock.callCount(), 7);
});

test('a stack that is used up is refused', async () => {
  const module = await load({ wasmBinary: wasm });
  const deepest = () => {
    try {
      return deepest();
    } catch {
      try {
        return works(module);
      } catch (error) {
        return error;
      }
    }
  };
  deepest();
  works(module);
});

const enough = freemem() > 6 * 2 ** 30;

test('addresses above 2 GB', { skip: !enough && 'needs 6 GB of free memory' }, async () => {
  const module = await load({ wasmBinary: wasm });
  // Input, filter, the padded image, the turned filter and the products: five times 512 MB.
  const shape = [4096, 4096, 4];
  const x = { shape: [1, ...shape], data: new Uint8Array(2 ** 26).fill(1) };
  const w = { shape: [...shape, 1], data: new Uint8Array(2 ** 26).fill(2) };
  x.data[2 ** 26 - 1] = 200;
  assert.deepEqual(module.conv2d(x, w).data, Float64Array.of(2 * (2 ** 26 - 1) + 400));
  works(module);
});
