// The options of a convolution, in the one form that the bindings read (marshal.hpp).
import { ConvDotError, type DType, type Method, type Order } from './api.ts';
import { isWhole, numbers, oneOf, record, whole, wholes } from './arguments.ts';
import { refuse, shown } from './errors.ts';
import { tuple } from './tensors.ts';

const DTYPES: readonly DType[] = ['float64', 'float32'];
export const ORDERS: readonly Order[] = ['hwc', 'chw', 'fortran'];
const METHODS: readonly Method[] = ['multiply-sum', 'unrolled-dot'];

export const OPTIONS = ['bias', 'stride', 'padding', 'dilation', 'groups', 'flip', 'dtype', 'order'];

/** One whole number for both axes, or one for each. */
function pair(value: unknown, name: string): number[] {
  if (isWhole(value)) return [value, value];
  const list = Array.isArray(value) && value.length === 2 ? wholes(value, name) : [];
  return list.length === 2 ? list : refuse(`${name} must be a whole number or two, [height, width]; got ${shown(value)}.`);
}

function padding(value: unknown): string | number[] {
  if (value === 'same') return 'same-upper';
  if (value === 'valid' || value === 'same-upper' || value === 'same-lower') return value;
  if (isWhole(value)) return [value, value, value, value];
  const sides = Array.isArray(value) && (value.length === 2 || value.length === 4) ? wholes(value, 'padding') : [];
  if (sides.length === 4) return sides;
  if (sides.length === 2) return [...sides, ...sides];
  return refuse(
    `padding must be 'valid', 'same', 'same-upper', 'same-lower', a whole number, [height, width] or [top, left, bottom, right]; got ${shown(value)}.`,
  );
}

export type Hyperparameters = ReturnType<typeof hyperparameters>;

/** The options with every default filled in. `another` is the name of an option that one function takes beside the common ones. */
export function hyperparameters(value: unknown, another?: string) {
  const options = record(value, another ? [...OPTIONS, another] : OPTIONS, 'options');
  const { bias = null, stride = 1, padding: pad = 'valid', dilation = 1, groups = 1, flip = false } = options;
  const { dtype = 'float64', order = {}, method = 'multiply-sum' } = options;
  const { window = 'hwc', filter = 'hwc' } = record(order, ['window', 'filter'], 'order');
  return {
    flip: typeof flip === 'boolean' ? flip : refuse(`flip must be true or false; got ${shown(flip)}.`),
    bias: bias === null ? null : numbers(bias, 'bias'),
    stride: pair(stride, 'stride'),
    padding: padding(pad),
    dilation: pair(dilation, 'dilation'),
    groups: whole(groups, 'groups'),
    dtype: oneOf(dtype, DTYPES, 'dtype'),
    windowOrder: oneOf(window, ORDERS, 'order.window'),
    filterOrder: oneOf(filter, ORDERS, 'order.filter'),
    method: oneOf(method, METHODS, 'method'),
  };
}

/** The number of values of a bias of that shape: (n_F,), or (1, 1, 1, n_F) as the course holds it. */
export function biasLength(value: unknown): number {
  const shape = wholes(value, 'biasShape', 'bias');
  if (shape.length === 1 || (shape.length === 4 && shape[0] === 1 && shape[1] === 1 && shape[2] === 1))
    return shape[shape.length - 1];
  throw new ConvDotError('bias', `biasShape must be (n_F,) or (1, 1, 1, n_F); got ${tuple(shape)}.`);
}
