import assert from 'node:assert/strict';
import { type MockTracker, test } from 'node:test';
import type { ConvDot, Plan } from 'convdot';
import type { Contestant, ConvShape } from '../../../web/src/engine/contract.ts';
import { measure } from '../../../web/src/panels/speed/in-worker.ts';
import { count, plainLoops } from '../../../web/src/panels/speed/plain-loops.ts';

const layer: ConvShape = { input: [2, 5, 4, 3], filter: [3, 2, 3, 2], output: [2, 5, 5, 2], stride: 1, padding: 1 };
const shape = layer.output;

/** The measured part of the package, computed by the loops; `wrong` is an error in one number of one route. */
function packageOf(wrong = 0) {
  const plans = { made: 0, disposed: 0 };
  const plan: ConvDot['plan'] = (_, { data }, options) => {
    plans.made += 1;
    return {
      shape: [...shape],
      kernel: `by ${options?.method}`,
      run: (input: Float32Array | Float64Array, out: Float32Array | Float64Array = new Float32Array(count(shape))) => {
        plainLoops(layer, input as Float32Array, data as Float32Array, out);
        if (options?.method === 'unrolled-dot') out[7] = (out[7] as number) + wrong;
        return out;
      },
      dispose: () => {
        plans.disposed += 1;
      },
    } as Partial<Plan> as Plan;
  };
  return { plans, convdot: { plan } as ConvDot };
}

for (const [contestant, kernel, moved] of [
  ['multiply-sum', 'by multiply-sum', 4 * (120 + 36 + 100)],
  ['unrolled-dot', 'by unrolled-dot', 4 * (120 + 36 + 100 + 2 * 50 * 18)],
  ['loops', null, 4 * (120 + 36 + 100)],
] as const satisfies [Contestant, string | null, number][]) {
  test(`${contestant}: a time, its quartiles, and what is counted`, () => {
    const { plans, convdot } = packageOf();
    const found = measure(convdot, layer, contestant);
    assert.ok(found.low <= found.seconds && found.seconds <= found.high && found.low > 0 && found.high < Infinity, String(found));
    assert.ok(found.runs >= 3);
    const { agrees, multiplyAdds, inputBytes, bytesMoved, matrixBytes } = found;
    assert.deepEqual(
      { kernel: found.kernel, agrees, multiplyAdds, inputBytes, bytesMoved, matrixBytes },
      { kernel, agrees: true, multiplyAdds: 100 * 18, inputBytes: 480, bytesMoved: moved, matrixBytes: 4 * 50 * 18 },
    );
    assert.equal(plans.disposed, plans.made);
  });
}

test('a result that rounding does not explain does not count', () => {
  assert.equal(measure(packageOf(1e-6).convdot, layer, 'unrolled-dot').agrees, true);
  assert.equal(measure(packageOf(1e-4).convdot, layer, 'unrolled-dot').agrees, false);
  assert.equal(measure(packageOf(1e-4).convdot, layer, 'multiply-sum').agrees, false);
  assert.equal(measure(packageOf(Number.NaN).convdot, layer, 'unrolled-dot').agrees, false);
  // The loops are checked against multiply-sum.
  assert.equal(measure(packageOf(1e-4).convdot, layer, 'loops').agrees, true);
});

/** A clock of 1 ms, as in Firefox and WebKit. A run takes 10 µs, and the first one longer, because the machine delays it. */
const coarse = (mock: MockTracker, heldUp: { look?: number; run?: number }) => {
  let time = 0;
  let looks = 0; // 1000 of them are one tick
  let { look = 0, run: first = 0 } = heldUp;
  mock.method(performance, 'now', () => {
    time += 0.001;
    looks += 1;
    if (looks > 1500) {
      time += look;
      look = 0;
    }
    return Math.floor(time);
  });
  const { convdot } = packageOf();
  const plan: ConvDot['plan'] = (...given) => {
    const made = convdot.plan(...given);
    const run: Plan['run'] = (input: Float32Array | Float64Array, out?: Float32Array | Float64Array) => {
      time += 0.01 + first;
      first = 0;
      return made.run(input as Float32Array, out as Float32Array);
    };
    return { ...made, run } as Plan;
  };
  return { ...convdot, plan } as ConvDot;
};

for (const [what, heldUp] of [
  ['one run', { run: 150 }],
  ['one look at the clock', { look: 150 }],
] as const) {
  test(`${what} that the machine delays is not taken for a long one`, ({ mock }) => {
    const { low, high, runs } = measure(coarse(mock, heldUp), layer, 'multiply-sum');
    assert.ok(low > 0 && low < 1e-5 && high > 1e-5 && high < 1.2e-5, JSON.stringify({ low, high }));
    assert.ok(runs < 50_000, `${runs} runs of 10 µs`);
  });
}
