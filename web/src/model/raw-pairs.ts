// Which elements np.dot pairs if neither block is unrolled. It sums over the last axis of its first argument and the second to last
// axis of the other (numpy.dot's reference), and keeps all other axes.

/** An element of the window and one of the filter's block, flat in (f_H, f_W, n_C). */
export type ElementPair = readonly [window: number, filter: number];

export interface RawPairs {
  /** The shape of np.dot's result: (f_H, f_W) with a single channel, whose axis is left out; else (f_H, f_W, f_H, n_C). */
  readonly shape: readonly number[];
  /** The result drawn as a grid: the axes of the window downwards, those of the filter to the right. */
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  /** All pairs of all numbers, and how many of them join two elements from the same place. */
  readonly pairs: number;
  readonly samePlace: number;
  /** The index of a number along each axis. */
  placeOf(index: number): number[];
  /** The pairs whose products add up to the number at a flat index. */
  of(index: number): ElementPair[];
}

/** null where the two axes differ in length, which NumPy refuses. */
export function rawPairs([height, width, channels]: readonly [number, number, number]): RawPairs | null {
  const single = channels === 1;
  if (width !== (single ? height : channels)) return null;
  const shape = single ? [height, width] : [height, width, height, channels];
  const count = shape.reduce((product, axis) => product * axis, 1);
  const placeOf = (index: number) => {
    let rest = index;
    return shape.map((_, axis) => {
      const size = shape.slice(axis + 1).reduce((product, each) => product * each, 1);
      const at = Math.floor(rest / size);
      rest %= size;
      return at;
    });
  };
  const range = Array.from({ length: width }, (_, t) => t);
  const of = (index: number): ElementPair[] => {
    const place = placeOf(index) as [number, number, number, number];
    if (single) return range.map((t) => [place[0] * width + t, t * width + place[1]]);
    const [i, j, k, m] = place;
    return range.map((t) => [(i * width + j) * channels + t, (k * width + t) * channels + m]);
  };
  return {
    shape,
    rows: single ? height : height * width,
    columns: single ? width : height * channels,
    count,
    pairs: count * width,
    samePlace: single ? height : height * width,
    placeOf,
    of,
  };
}

/** The number to show first: the largest one that contains no product of the convolution's step, if there is one. */
export function tellingNumber(raw: RawPairs, data: ArrayLike<number>): number {
  const size = (index: number) => Math.abs(data[index] as number) || 0;
  let [telling, largest] = [-1, 0];
  for (let index = 0; index < raw.count; index++) {
    if (size(index) > size(largest)) largest = index;
    const is = telling < 0 || size(index) > size(telling);
    if (is && raw.of(index).every(([a, w]) => a !== w)) telling = index;
  }
  return telling < 0 ? largest : telling;
}
