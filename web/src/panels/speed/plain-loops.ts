// A convolution as seven plain loops, the simplest code; and the numbers on which all contestants are timed. The benchmark and the
// page's speed panel use both.
import type { ConvShape } from '../../engine/contract.ts';

export type Floats = Float32Array | Float64Array;
export type FloatsOf = { new (length: number): Floats };

export const count = (shape: readonly number[]) => shape.reduce((product, axis) => product * axis, 1);

/** The products of one output. */
export const terms = ({ filter: [height, width, channels] }: ConvShape) => height * width * channels;
/** The multiply-adds of all outputs. */
export const multiplyAdds = (layer: ConvShape) => count(layer.output) * terms(layer);

/** Between -1 and 1, and different at any two places that a wrong index might confuse. */
export function numbers<T extends Floats>(layer: ConvShape, Type: { new (length: number): T }): { input: T; filter: T } {
  const filled = (length: number, step: number) => {
    const array = new Type(length);
    for (let i = 0; i < length; i++) array[i] = Math.sin(step * i);
    return array;
  };
  return { input: filled(count(layer.input), 1), filter: filled(count(layer.filter), 0.7) };
}

/** Computes in the type of `output`; skips padding. */
export function plainLoops(layer: ConvShape, input: Floats, filter: Floats, output: Floats): void {
  const [images, height, width, channels] = layer.input;
  const [filterHeight, filterWidth, , filters] = layer.filter;
  const [, rows, columns] = layer.output;
  const { stride, padding } = layer;
  let at = 0;
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        for (let f = 0; f < filters; f++) {
          let sum = 0;
          for (let h = 0; h < filterHeight; h++) {
            const y = row * stride - padding + h;
            if (y < 0 || y >= height) continue;
            for (let w = 0; w < filterWidth; w++) {
              const x = column * stride - padding + w;
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
