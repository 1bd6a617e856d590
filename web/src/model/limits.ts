// The sizes that the page can show and edit cell by cell. The core has limits of its own (core/include/convdot/limits.hpp).

import type { Sentence } from '../words/words.ts';

/** The sizes that the learner can set. Each filter has channels / groups channels. */
export interface Sizes {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly images: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly filters: number;
  readonly groups: number;
}

export const LIMITS: Sizes = {
  height: 64,
  width: 64,
  channels: 16,
  images: 16,
  filterHeight: 11,
  filterWidth: 11,
  filters: 16,
  groups: 16, // as many as channels, since groups must divide them
};

/** For each side: the ring is drawn cell by cell. */
export const PADDING_LIMIT = 16;

/** A sentence about the first size that is not a whole number from 1 to its limit, or null. */
export function checkSizes(sizes: Partial<Sizes>): Sentence | null {
  for (const [name, limit] of Object.entries(LIMITS) as [keyof Sizes, number][]) {
    const value = sizes[name];
    if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= limit)) continue;
    return (words) => words.problem.size(words.problem.sizes[name], value, limit);
  }
  return null;
}

/** The same for the shape of an input (m, n_H, n_W, n_C) or of a filter (f_H, f_W, channels, n_F). */
export function checkShape(block: 'x' | 'w', shape: readonly number[]): Sentence | null {
  const [first, second, third, fourth] = shape;
  if (block === 'x') return checkSizes({ images: first, height: second, width: third, channels: fourth });
  return checkSizes({ filterHeight: first, filterWidth: second, channels: third, filters: fourth });
}
