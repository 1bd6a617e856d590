// The workloads: small teaching cases, layers of well-known networks, images; and a check of every contestant's result for the same
// numbers. NHWC. Knows no contestant.

import type { ConvShape } from '../../../web/src/engine/contract.ts';
import { count, type Floats, type FloatsOf, multiplyAdds, plainLoops, terms } from '../../../web/src/panels/speed/plain-loops.ts';

export interface Workload extends ConvShape {
  name: string;
  kind: 'small' | 'layer' | 'image';
}

const workload = (
  kind: Workload['kind'],
  name: string,
  input: Workload['input'],
  filter: Workload['filter'],
  stride = 1,
  padding = 0,
): Workload => {
  const side = (axis: 0 | 1) => Math.floor(((input[1 + axis] as number) + 2 * padding - (filter[axis] as number)) / stride) + 1;
  return { kind, name, input, filter, output: [input[0], side(0), side(1), filter[3]], stride, padding };
};

export const workloads: readonly Workload[] = [
  workload('small', '6x6, 3x3', [1, 6, 6, 1], [3, 3, 1, 1]),
  workload('small', 'the course: 10 of 4x4x3, 2x2, 8, pad 2, stride 2', [10, 4, 4, 3], [2, 2, 3, 8], 2, 2),
  workload('small', '28x28, 5x5, 8', [1, 28, 28, 1], [5, 5, 1, 8]),
  workload('small', '64x64x3, 3x3, 8, stride 2, pad 1', [1, 64, 64, 3], [3, 3, 3, 8], 2, 1),
  workload('layer', '56x56x64, 3x3, 64', [1, 56, 56, 64], [3, 3, 64, 64], 1, 1),
  workload('layer', '28x28x128, 3x3, 128', [1, 28, 28, 128], [3, 3, 128, 128], 1, 1),
  workload('layer', '14x14x256, 3x3, 256', [1, 14, 14, 256], [3, 3, 256, 256], 1, 1),
  workload('layer', '56x56x64, 1x1, 256', [1, 56, 56, 64], [1, 1, 64, 256]),
  workload('layer', '224x224x3, 7x7, 64, stride 2, pad 3', [1, 224, 224, 3], [7, 7, 3, 64], 2, 3),
  workload('image', '1080p RGB to 1, 3x3', [1, 1080, 1920, 3], [3, 3, 3, 1]),
  workload('image', '1080p grey, 5x5', [1, 1080, 1920, 1], [5, 5, 1, 1]),
];

/** Multiplications and additions of one run. */
export const operations = (work: Workload) => 2 * multiplyAdds(work);

export interface Numbers {
  input: Floats;
  filter: Floats;
}

/** Throws if `output` differs from the loops' result by more than rounding explains. */
export function check(work: Workload, output: ArrayLike<number>, who: string, Type: FloatsOf, expected: Expected): void {
  const unit = new Type(1) instanceof Float32Array ? 2 ** -24 : 2 ** -53;
  // Twice the bound for one order of adding. The loops' own float64 error is a small part of it for float32, and the other half for
  // float64.
  const bound = (2 * terms(work) * unit) / (1 - terms(work) * unit);
  if (output.length !== expected.sums.length) throw new Error(`${who} gives ${output.length} numbers for ${work.name}.`);
  for (let i = 0; i < output.length; i++) {
    const error = Math.abs((output[i] as number) - (expected.sums[i] as number));
    if (!(error <= bound * (expected.magnitudes[i] as number))) {
      throw new Error(`${who} is wrong for ${work.name}: got ${output[i]} at ${i}, expected ${expected.sums[i]}.`);
    }
  }
}

export interface Expected {
  sums: Float64Array;
  /** The sums of the products' absolute values. */
  magnitudes: Float64Array;
}

export function expectedOf(work: Workload, { input, filter }: Numbers): Expected {
  const length = count(work.output);
  const sums = new Float64Array(length);
  const magnitudes = new Float64Array(length);
  plainLoops(work, input, filter, sums);
  plainLoops(work, input.map(Math.abs), filter.map(Math.abs), magnitudes);
  return { sums, magnitudes };
}
