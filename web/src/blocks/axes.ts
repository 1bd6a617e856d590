// The order of the axes of a pasted list: channels last, as the page and NumPy's users have it, or channels first, as PyTorch has
// it. The text may say which; if it does not, the page says how it read the text and offers the other order.

import { checkShape } from '../model/limits.ts';
import { fullShape } from '../model/schema.ts';
import type { BlockSentence, BlockWords } from '../words/words.ts';
import type { Table } from './formats/table.ts';

export type Order = 'channels last' | 'channels first';
type Axes = keyof BlockWords['blocks']['axes'];

/** How the axes of a list were read. `other` is null if the other order gives the same block or one beyond the limits. */
export interface AxesRead {
  readonly order: Order;
  readonly said: BlockSentence;
  readonly other: { readonly order: Order; readonly label: BlockSentence } | null;
}

/** The axes of the page's block, in its order, as places in the list's shape. */
const MOVES: Readonly<Record<Axes, readonly number[]>> = {
  hwc: [0, 1, 2],
  chw: [1, 2, 0],
  nhwc: [0, 1, 2, 3],
  nchw: [0, 2, 3, 1],
  hwio: [0, 1, 2, 3],
  oihw: [2, 3, 1, 0],
};

function axesOf(name: 'x' | 'w', levels: number, order: Order): Axes {
  const last = order === 'channels last';
  if (levels === 3) return last ? 'hwc' : 'chw';
  if (name === 'x') return last ? 'nhwc' : 'nchw';
  return last ? 'hwio' : 'oihw';
}

/**
 * Decides how to read the axes of a list of three or four levels: as asked, or else as its text suggests, or else in the only order
 * within the limits. Null for other tables, and for MATLAB's, whose order is known.
 */
export function readAxes(name: 'x' | 'w', table: Table, asked: Order | null): AxesRead | null {
  const { shape, from } = table;
  if (shape.length < 3 || from === 'matlab') return null;
  const axes = (order: Order) => axesOf(name, shape.length, order);
  const fits = (order: Order) => {
    const moved = MOVES[axes(order)].map((axis) => shape[axis]);
    return checkShape(name, fullShape(name, moved)) === null;
  };
  const usual: Order = from === 'torch' ? 'channels first' : 'channels last';
  const unusual: Order = from === 'torch' ? 'channels last' : 'channels first';
  const order = asked ?? (!fits(usual) && fits(unusual) ? unusual : usual);
  const other = order === usual ? unusual : usual;
  const why = asked !== null ? 'asked' : order !== usual ? 'fits' : from === 'torch' ? 'torch' : 'usual';
  const single = shape.every((size) => size === 1);
  return {
    order,
    said: ({ blocks }) => blocks.readAs(blocks.axes[axes(order)], why),
    other: single || !fits(other) ? null : { order: other, label: ({ blocks }) => blocks.readInstead(blocks.axes[axes(other)]) },
  };
}

/** The numbers of a list in the page's order of axes. */
export function inPageOrder(name: 'x' | 'w', table: Table, order: Order | undefined): Pick<Table, 'shape' | 'data' | 'typed'> {
  const levels = table.shape.length;
  if (order !== undefined) return moved(table, MOVES[axesOf(name, levels, order)]);
  return name === 'x' && levels === 4 && table.from === 'matlab' ? moved(table, [3, 0, 1, 2]) : table;
}

/** Moves the axes as np.transpose(a, axes) does. */
function moved({ shape, data, typed }: Table, axes: readonly number[]): Pick<Table, 'shape' | 'data' | 'typed'> {
  if (axes.every((axis, place) => axis === place)) return { shape, data, typed };
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = axes.map((axis) => shape[axis]);
  let sources = [0];
  for (const axis of axes) {
    sources = sources.flatMap((source) => Array.from({ length: shape[axis] }, (_, index) => source + index * strides[axis]));
  }
  const texts = new Map<number, string>();
  if (typed.size > 0) {
    sources.forEach((source, index) => {
      const text = typed.get(source);
      if (text !== undefined) texts.set(index, text);
    });
  }
  return { shape: sizes, data: sources.map((source) => data[source]), typed: texts };
}
