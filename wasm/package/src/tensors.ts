// Shapes, and tensors as the caller gives them: { shape, data }.
import { ConvDotError } from './api.ts';
import { type NumericArray, numbers, wholes } from './arguments.ts';
import { refuse, shown } from './errors.ts';

export const INPUT_AXES = '(m, n_H, n_W, n_C)';
export const FILTER_AXES = '(f_H, f_W, n_C / groups, n_F)';

/** A tensor that has been checked, as the bindings read it. */
export interface Operand {
  shape: number[];
  data: NumericArray;
}

/** A shape as Python prints it. */
export const tuple = (shape: readonly number[]): string => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

/** A shape of four axes. Only their number is checked. */
export function shape4(value: unknown, name: string, axes: string): number[] {
  const shape = wholes(value, name, 'shape');
  if (shape.length !== 4) throw new ConvDotError('shape', `${name} must have four axes, ${axes}; got ${tuple(shape)}.`);
  return shape;
}

/** The number of elements; undefined where an axis is negative, which the core refuses before it reads any. */
export const elementCount = (shape: readonly number[]): number | undefined =>
  shape.some((axis) => axis < 0) ? undefined : shape.reduce((product, axis) => product * axis, 1);

/** `axes` names the four axes that the tensor must have. Without it the tensor may have any number. */
export function tensor(value: unknown, name: string, axes?: string): Operand {
  if (typeof value !== 'object' || value === null || !('shape' in value) || !('data' in value)) {
    return refuse(`${name} must be a tensor, { shape, data }; got ${shown(value)}.`);
  }
  const shape = axes ? shape4(value.shape, `${name}.shape`, axes) : wholes(value.shape, `${name}.shape`, 'shape');
  const count = elementCount(shape);
  const data =
    count === undefined ? new Float64Array() : numbers(value.data, `${name}.data`, count, `for its shape ${tuple(shape)}`);
  return { shape, data };
}
