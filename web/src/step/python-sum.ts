// Writes the chosen output number as a Python script: the step's blocks, the three lanes, and the written-out sum. The script needs
// only NumPy. Loaded when the learner copies it.
import type { DType, Tensor } from 'convdot';
import type { Product, Solution } from '../engine/contract.ts';
import { writeNumber } from '../model/number.ts';
import { ravel } from '../model/ravel.ts';
import type { State } from '../model/state.ts';
import type { Words } from '../words/words.ts';
import { bracketed, type Summed, sumFromLeft, writeSum } from './written-products.ts';

/** Larger whole numbers are not all exact doubles, but Python's integers are unlimited. */
const kExact = Number.MAX_SAFE_INTEGER;
/** A result of np.dot with more numbers than this is printed as its shape. */
const kListed = 25;
/** Python and NumPy write a number with an exponent from this power of ten on, and below that one. */
const kExponents = { least: -4, most: 16 };

/**
 * A script that computes the output by the three lanes' ways, and as the written-out sum. Each line that prints has the page's
 * value as its comment. NumPy may add in another order in np.dot, so the last digits can differ. `place`: of the output, in words.
 */
export function pythonScript(
  { step, raw }: Pick<Solution, 'step' | 'raw'>,
  { dtype, order }: Pick<State, 'dtype' | 'order'>,
  place: string,
  words: Pick<Words, 'thisStep' | 'multiplyThenSum' | 'unrollThenDot' | 'notUnrolled' | 'writtenOut'>,
): string {
  const { window, block, bias } = step;
  const plus = bias === 0 ? '' : ' + b';
  const [sum, value] = writtenSum(step, dtype);
  return [
    `# ${words.thisStep(place)}`,
    'import numpy as np',
    '',
    arrayOf('a', window, dtype),
    arrayOf('W', block, dtype),
    ...(bias === 0 ? [] : [`b = np.${dtype}(${element(bias)})`]),
    '',
    `# ${words.multiplyThenSum}`,
    `print(np.sum(a * W)${plus})  # ${printed(step.multiplySum + 0, dtype)}`,
    `# ${words.unrollThenDot}`,
    `print(np.dot(${ravel('a', order.window)}, ${ravel('W', order.filter)})${plus})  # ${printed(step.unrolledDot + 0, dtype)}`,
    `# ${words.notUnrolled}`,
    ...(raw.slices ? dotOf('np.dot(a[..., 0], W[..., 0])', raw.slices) : []),
    ...dotOf('np.dot(a, W)', raw.blocks),
    `# ${words.writtenOut(place)}`,
    `print(${sum})  # ${value}`,
    '',
  ].join('\n');
}

/**
 * '3*1 + 0*0 + 1*(-1) # = -5': a line of Python. In float64 its value equals `sumFromLeft` to the last bit, except for the sign of
 * a zero; Python has no float32. The bias is the last term unless it is 0.
 */
export const pythonSum = (step: Summed, dtype: DType): string => writtenSum(step, dtype).join(' # ');

function writtenSum(step: Summed, dtype: DType): [expression: string, value: string] {
  const { window, block, terms, runningMultiplySum, bias } = step;
  const { length } = terms;
  const small = (value: number) => Math.abs(value) <= kExact;
  const exact = terms.every(small) && runningMultiplySum.every(small) && small(bias);
  const factor = (value: number) => bracketed(python(value, exact));
  const sum = writeSum(window.data, block.data, 0, length, '*', factor) + (bias === 0 ? '' : ` + ${factor(bias)}`);
  return [sum, `= ${writeNumber(sumFromLeft(step, dtype) + 0)}${dtype === 'float32' ? ' in float32' : ''}`];
}

/** A number as Python reads it. Whole numbers become integers if their sum is `exact`, except -0. */
function python(value: number, exact: boolean): string {
  const text = writeNumber(value);
  if (!Number.isFinite(value)) return `float('${text}')`;
  return /^-?\d+$/.test(text) && (!exact || Object.is(value, -0)) ? `${text}.0` : text;
}

/** A number in a call of NumPy that gives the dtype. */
function element(value: number): string {
  if (Number.isNaN(value)) return 'np.nan';
  if (!Number.isFinite(value)) return value > 0 ? 'np.inf' : '-np.inf';
  return Object.is(value, -0) ? '-0.0' : writeNumber(value);
}

/** A block of shape (f_H, f_W, n_C) as an assignment, with one line for each row. */
function arrayOf(name: string, { shape, data }: Tensor, dtype: DType): string {
  const [height, width, channels] = shape as [number, number, number];
  const list = (items: readonly string[]) => `[${items.join(', ')}]`;
  const of = <T>(count: number, item: (index: number) => T) => Array.from({ length: count }, (_, index) => item(index));
  const pixel = (row: number, column: number) =>
    list(of(channels, (channel) => element(data[(row * width + column) * channels + channel] as number)));
  const rows = of(height, (row) => `    ${list(of(width, (column) => pixel(row, column)))},\n`);
  return `${name} = np.array([\n${rows.join('')}], dtype=np.${dtype})`;
}

/** Lines that print a call of np.dot, or its error. */
function dotOf(call: string, product: Product): string[] {
  if (!product.ok)
    return ['try:', `    print(${call}.shape)`, `except ${product.type} as error:`, `    print(error)  # ${product.message}`];
  const { shape, data } = product.value;
  const values = Array.from(data as ArrayLike<number>);
  if (shape.length !== 2 || values.length > kListed) return [`print(${call}.shape)  # (${shape.join(', ')})`];
  const columns = shape[1] as number;
  const rows = Array.from({ length: shape[0] as number }, (_, row) => values.slice(row * columns, (row + 1) * columns));
  const listed = rows.map((row) => `[${row.map((value) => printed(value, 'float64')).join(', ')}]`);
  return [`print(${call}.tolist())  # [${listed.join(', ')}]`];
}

/** A number as Python prints a float, or NumPy one of its scalars: the shortest digits that read back as the value. */
function printed(value: number, dtype: DType): string {
  if (!Number.isFinite(value)) return writeNumber(value);
  const digits = dtype === 'float32' ? Array.from({ length: 9 }, (_, count) => value.toExponential(count)) : [];
  const text = digits.find((each) => Math.fround(Number(each)) === Math.fround(value)) ?? value.toExponential();
  const [mantissa, exponent] = text.split('e') as [string, string];
  const power = Number(exponent);
  if (value !== 0 && (power < kExponents.least || power >= kExponents.most))
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  const whole = writeNumber(Object.is(value, -0) ? value : Number(text));
  return whole.includes('.') ? whole : `${whole}.0`;
}
