// The unrolling of a block as NumPy code, for the lane and for the copied script.
import type { Order } from 'convdot';

/** The vector of the block `name`, of shape (f_H, f_W, n_C), in an order. */
export const ravel = (name: string, order: Order): string =>
  ({ hwc: `${name}.ravel()`, chw: `${name}.transpose(2, 0, 1).ravel()`, fortran: `${name}.ravel(order='F')` })[order];
