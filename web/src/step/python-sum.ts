// One output number as a line of Python. Loaded when it is copied.
import type { DType } from 'convdot';
import { writeNumber } from '../model/number.ts';
import { bracketed, type Summed, sumFromLeft, writeSum } from './written-products.ts';

/** Larger whole numbers are not all doubles. Python's integers have no such bound. */
const kExact = Number.MAX_SAFE_INTEGER;

/**
 * '3*1 + 0*0 + 1*(-1) # = -5': a line of Python. In float64 its value is that of `sumFromLeft` to the last bit, the sign of a zero aside;
 * Python knows no float32. The bias is its last term where it is not 0.
 */
export function pythonSum(step: Summed, dtype: DType): string {
  const { window, block, terms, runningMultiplySum, bias } = step;
  const { length } = terms;
  const small = (value: number) => Math.abs(value) <= kExact;
  const exact = terms.every(small) && runningMultiplySum.every(small) && small(bias);
  const factor = (value: number) => bracketed(python(value, exact));
  const sum = writeSum(window.data, block.data, 0, length, '*', factor) + (bias === 0 ? '' : ` + ${factor(bias)}`);
  return `${sum} # = ${writeNumber(sumFromLeft(step, dtype) + 0)}${dtype === 'float32' ? ' in float32' : ''}`;
}

/** A number as Python reads it. Whole numbers are integers where the sum of them is `exact`, -0 is none. */
function python(value: number, exact: boolean): string {
  const text = writeNumber(value);
  if (!Number.isFinite(value)) return `float('${text}')`;
  return /^-?\d+$/.test(text) && (!exact || Object.is(value, -0)) ? `${text}.0` : text;
}
