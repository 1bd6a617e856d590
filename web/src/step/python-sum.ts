// Writes one output number as a line of Python. Loaded when the learner copies it.
import type { DType } from 'convdot';
import { writeNumber } from '../model/number.ts';
import { bracketed, type Summed, sumFromLeft, writeSum } from './written-products.ts';

/** Larger whole numbers are not all exact doubles, but Python's integers are unlimited. */
const kExact = Number.MAX_SAFE_INTEGER;

/**
 * '3*1 + 0*0 + 1*(-1) # = -5': a line of Python. In float64 its value equals `sumFromLeft` to the last bit, except for the sign of
 * a zero; Python has no float32. The bias is the last term unless it is 0.
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

/** A number as Python reads it. Whole numbers become integers if their sum is `exact`, except -0. */
function python(value: number, exact: boolean): string {
  const text = writeNumber(value);
  if (!Number.isFinite(value)) return `float('${text}')`;
  return /^-?\d+$/.test(text) && (!exact || Object.is(value, -0)) ? `${text}.0` : text;
}
