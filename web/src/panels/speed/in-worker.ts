// Times a convolution on this machine, in float32: one contestant at one size, in a fraction of a second, because other questions
// wait for the same worker. Checks the result against another contestant's.
import type { ConvDot, Method } from 'convdot';
import type { Contestant, ConvShape, Measurement } from '../../engine/contract.ts';
import { count, multiplyAdds, numbers, plainLoops, terms } from './plain-loops.ts';

/** The least milliseconds of a sample, so that a timer's interrupts don't matter, and its least length in steps of the clock. */
const kSample = 4;
const kSteps = 20;
/** Milliseconds for engines to optimise the code, and milliseconds to measure after that; both take at least kLeastSamples samples. */
const kWarmUp = 100;
const kMeasured = 120;
const kLeastSamples = 3;
/** The number of clock steps to observe. */
const kClockSteps = 5;
/** The size of a float32. */
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
 * Each result lies within γ(n) = n·u / (1 - n·u) times the sum of the products' magnitudes of the exact value (Higham 2002, section
 * 3.1), and so does that sum as it is computed.
 */
function agree(one: ArrayLike<number>, other: ArrayLike<number>, magnitudes: ArrayLike<number>, n: number): boolean {
  const bound = (2 * n * kRoundoff) / (1 - 2 * n * kRoundoff);
  for (let i = 0; i < one.length; i++) {
    if (!(Math.abs((one[i] as number) - (other[i] as number)) <= bound * (magnitudes[i] as number))) return false;
  }
  return true;
}

/** Seconds of one run: the median and the quartiles, at least as far apart as the clock's step. */
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
    // A sample shorter than expected: the machine was busy, or the engine still optimising, when so few runs seemed enough.
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
 * Browsers coarsen the clock, to 0.1 to 100 ms. Takes the shortest of several steps: on a busy machine one step may take a hundred
 * times as long, and so would every measurement based on it.
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
