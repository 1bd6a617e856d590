// Writes one output number out as a sum, for reading. It adds only the bias, to the running sum from the core. `python-sum.ts`
// writes it for Python.
import type { DType, Step } from 'convdot';
import { forReading, writeNumber } from '../model/number.ts';

/** The parts of a step that this uses. */
export type Summed = Pick<Step, 'window' | 'block' | 'terms' | 'runningMultiplySum' | 'bias'>;

/** The products of `window` and `block` from `first` to `end`, in height, width, channel order: '3·1 + 0·0 + 1·(−1)'. */
export function writeProducts({ window, block }: Summed, first: number, end: number): string {
  const factor = (value: number) => forReading(bracketed(writeNumber(value)));
  return writeSum(window.data, block.data, first, end, '·', factor);
}

/** The value of the written sum, added from left to right, with the bias. */
export function sumFromLeft({ runningMultiplySum, bias }: Summed, dtype: DType): number {
  const sum = (runningMultiplySum.at(-1) ?? 0) + bias;
  return dtype === 'float32' ? Math.fround(sum) : sum;
}

/** The products of `a` and `w` from `first` to `end`, one after the other. */
export function writeSum(
  a: ArrayLike<number>,
  w: ArrayLike<number>,
  first: number,
  end: number,
  times: string,
  factor: (value: number) => string,
): string {
  const term = (_: unknown, i: number) => factor(a[first + i] as number) + times + factor(w[first + i] as number);
  return Array.from({ length: end - first }, term).join(' + ');
}

export const bracketed = (text: string) => (text.startsWith('-') ? `(${text})` : text);
