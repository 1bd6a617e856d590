// What is measured: small cases of teaching, layers of well-known networks, images. One set of numbers, made from indices alone,
// for every contestant; NHWC. Knows no contestant.

export interface Workload {
  name: string;
  kind: 'small' | 'layer' | 'image';
  /** (m, n_H, n_W, n_C) and (f_H, f_W, n_C, n_F) */
  input: readonly [number, number, number, number];
  filter: readonly [number, number, number, number];
  stride: number;
  padding: number;
}

const workload = (
  kind: Workload['kind'],
  name: string,
  input: Workload['input'],
  filter: Workload['filter'],
  stride = 1,
  padding = 0,
): Workload => ({ kind, name, input, filter, stride, padding });

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

const count = (shape: readonly number[]) => shape.reduce((product, axis) => product * axis, 1);

export function outputShape({ input, filter, stride, padding }: Workload): [number, number, number, number] {
  const side = (axis: 1 | 2) => Math.floor(((input[axis] + 2 * padding - filter[axis === 1 ? 0 : 1]) as number) / stride) + 1;
  return [input[0], side(1), side(2), filter[3]];
}

/** Multiplications and additions of one run. */
export const operations = (work: Workload) => 2 * count(outputShape(work)) * work.filter[0] * work.filter[1] * work.filter[2];

export type Floats = Float32Array | Float64Array;
export type FloatsOf = { new (length: number): Floats };

export interface Numbers {
  input: Floats;
  filter: Floats;
}

/** Between -1 and 1, and not the same in any two places that a wrong index might mix up. */
export function numbers(work: Workload, Type: FloatsOf): Numbers {
  const filled = (length: number, step: number) => {
    const array = new Type(length);
    for (let i = 0; i < length; i++) array[i] = Math.sin(step * i);
    return array;
  };
  return { input: filled(count(work.input), 1), filter: filled(count(work.filter), 0.7) };
}

/** The convolution by the loops that one writes first. In the type of `output`; padding is skipped. */
export function plainLoops(work: Workload, input: Floats, filter: Floats, output: Floats): void {
  const [images, height, width, channels] = work.input;
  const [filterHeight, filterWidth, , filters] = work.filter;
  const [, rows, columns] = outputShape(work);
  let at = 0;
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        for (let f = 0; f < filters; f++) {
          let sum = 0;
          for (let h = 0; h < filterHeight; h++) {
            const y = row * work.stride - work.padding + h;
            if (y < 0 || y >= height) continue;
            for (let w = 0; w < filterWidth; w++) {
              const x = column * work.stride - work.padding + w;
              if (x < 0 || x >= width) continue;
              const pixel = ((image * height + y) * width + x) * channels;
              const tap = (h * filterWidth + w) * channels;
              for (let c = 0; c < channels; c++) {
                sum += (input[pixel + c] as number) * (filter[(tap + c) * filters + f] as number);
              }
            }
          }
          output[at++] = sum;
        }
      }
    }
  }
}

/** Throws where `output` is further from the loops' result than rounding explains. */
export function check(work: Workload, output: ArrayLike<number>, who: string, Type: FloatsOf, expected: Expected): void {
  const terms = work.filter[0] * work.filter[1] * work.filter[2];
  const unit = new Type(1) instanceof Float32Array ? 2 ** -24 : 2 ** -53;
  // Twice the bound of one order of adding; the loops' own error in float64 is a small part of it for float32, the other half for float64.
  const bound = (2 * terms * unit) / (1 - terms * unit);
  if (output.length !== expected.sums.length) throw new Error(`${who} gives ${output.length} numbers for ${work.name}.`);
  for (let i = 0; i < output.length; i++) {
    const error = Math.abs((output[i] as number) - (expected.sums[i] as number));
    if (!(error <= bound * (expected.magnitudes[i] as number))) {
      throw new Error(`${who} is wrong for ${work.name}: ${output[i]} at ${i}, where ${expected.sums[i]} is right.`);
    }
  }
}

export interface Expected {
  sums: Float64Array;
  /** The sums of the products' absolute values. */
  magnitudes: Float64Array;
}

export function expectedOf(work: Workload, { input, filter }: Numbers): Expected {
  const length = count(outputShape(work));
  const sums = new Float64Array(length);
  const magnitudes = new Float64Array(length);
  plainLoops(work, input, filter, sums);
  plainLoops(work, input.map(Math.abs), filter.map(Math.abs), magnitudes);
  return { sums, magnitudes };
}
