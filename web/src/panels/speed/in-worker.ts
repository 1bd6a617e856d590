// How long a convolution takes here and now, in float32: one contestant at one size, in a fraction of a second, as others wait for the
// same worker. The result is checked against another contestant's.
import type { ConvDot, Method } from 'convdot';
import type { Contestant, ConvShape, Measurement } from '../../engine/contract.ts';
import { count, multiplyAdds, numbers, plainLoops, terms } from './plain-loops.ts';

/** Milliseconds: a sample is long beside a timer's interrupts, and this many times as long as the clock's step. */
const kSample = 4;
const kSteps = 20;
/** Milliseconds until engines have optimised what runs, and those that are measured then; each of both at least so many samples. */
const kWarmUp = 100;
const kMeasured = 120;
const kLeastSamples = 3;
/** Steps of the clock that are looked at. */
const kClockSteps = 5;
/** Of float32. */
const kBytes = 4;
const kRoundoff = 2 ** -24;

const now = () => performance.now();

export function measure(convdot: ConvDot, layer: ConvShape, contestant: Contestant): Measurement {
  const { input, filter } = numbers(layer, Float32Array);
  const { stride, padding } = layer;
  const planOf = (method: Method, data: Float32Array) =>
    convdot.plan(layer.input, { shape: layer.filter, data }, { stride, padding, dtype: 'float32', method });
  const own = contestant === 'loops' ? null : planOf(contestant, filter);
  const other = planOf(contestant === 'multiply-sum' ? 'unrolled-dot' : 'multiply-sum', filter);
  const magnitudes = planOf('multiply-sum', filter.map(Math.abs));
  try {
    const outputs = count(other.shape);
    const result = new Float32Array(outputs);
    const times = timed(own ? () => own.run(input, result) : () => plainLoops(layer, input, filter, result));
    const matrix = kBytes * (outputs / layer.filter[3]) * terms(layer);
    const once = kBytes * (input.length + filter.length + outputs);
    return {
      ...times,
      kernel: own?.kernel ?? null,
      agrees: agree(result, other.run(input), magnitudes.run(input.map(Math.abs)), terms(layer)),
      multiplyAdds: multiplyAdds(layer),
      inputBytes: kBytes * input.length,
      bytesMoved: contestant === 'unrolled-dot' ? once + 2 * matrix : once,
      matrixBytes: matrix,
    };
  } finally {
    for (const plan of [own, other, magnitudes]) plan?.dispose();
  }
}

/**
 * Each lies within γ(n) = n·u / (1 - n·u) times the sum of the products' magnitudes of the exact value (Higham 2002, section 3.1), and so
 * does that sum as it is computed.
 */
function agree(one: ArrayLike<number>, other: ArrayLike<number>, magnitudes: ArrayLike<number>, n: number): boolean {
  const bound = (2 * n * kRoundoff) / (1 - 2 * n * kRoundoff);
  for (let i = 0; i < one.length; i++) {
    if (!(Math.abs((one[i] as number) - (other[i] as number)) <= bound * (magnitudes[i] as number))) return false;
  }
  return true;
}

/** Seconds of one run: the median, and the quartiles as far apart as the clock's step allows. */
function timed(run: () => unknown): Pick<Measurement, 'seconds' | 'low' | 'high' | 'runs'> {
  const step = clockStep();
  const least = Math.max(kSample, kSteps * step);
  const sample = (runs: number) => {
    const began = now();
    for (let i = 0; i < runs; i++) run();
    return now() - began;
  };
  let runs = 1;
  const began = now();
  for (let taken = sample(runs); taken < least || now() - began < kWarmUp; taken = sample(runs)) {
    if (taken < least) runs *= 2;
  }
  const samples: number[] = [];
  for (let spent = 0; spent < kMeasured || samples.length < kLeastSamples; ) {
    const taken = sample(runs);
    // No sample is shorter than what it measures: the machine was busy, or the engine at work still, when so few runs seemed enough.
    if (taken < least / 2) {
      runs *= 2;
      samples.length = 0;
      spent = 0;
      continue;
    }
    samples.push(taken);
    spent += taken;
  }
  samples.sort((a, b) => a - b);
  const seconds = (q: number, apart: number) => ((samples[Math.round(q * (samples.length - 1))] as number) + apart) / runs / 1000;
  return { seconds: seconds(0.5, 0), low: seconds(0.25, -step), high: seconds(0.75, step), runs: runs * samples.length };
}

/**
 * Browsers make the clock coarse, by 0.1 to 100 ms. The shortest of some steps: on a busy machine one may take a hundred times as long,
 * and so would all that is measured by it.
 */
function clockStep(): number {
  const next = (from: number) => {
    let at = now();
    while (at <= from) at = now();
    return at;
  };
  let step = Infinity;
  for (let i = 0, edge = next(now()); i < kClockSteps; i++) {
    const following = next(edge);
    step = Math.min(step, following - edge);
    edge = following;
  }
  return step;
}
