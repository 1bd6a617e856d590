// How long a worker may be silent under each question, in milliseconds, before it is taken for dead. A worker that was ended from outside,
// or by the system for want of memory, sends nothing, and one that computes cannot answer a ping: only time tells them apart. A deadline
// that was too short for a slow machine costs a restart, as the question is asked again with `PATIENCE` times as long.
import type { Case } from './contract.ts';

export const PATIENCE = 10;

/** For whatever takes milliseconds: a worker that has not had its turn for so long on a busy machine has one soon. */
const kLeast = 2000;
/** A multiply-add by both routes: the slowest laptop of 2026 takes about 15 ns, a cheap phone ten times that. */
const kMultiplyAdd = 100e-6;
/** A random number, likewise. */
const kNumber = 3e-3;

const countOf = (shape: readonly number[]) => shape.reduce((count, axis) => count * axis, 1);

export const deadlines = {
  /** By an upper bound of its multiply-adds: as if the stride were 1. */
  solve: ({ input, filter, options }: Case): number => {
    const [images = 1, height = 1, width = 1] = input.shape;
    // 'same' makes no output larger than the input; sides are numbers.
    const sides = [options.padding ?? 0].flat().filter((side) => typeof side === 'number');
    const most = 2 * Math.max(0, ...sides);
    return kLeast + images * (height + most) * (width + most) * countOf(filter.shape) * kMultiplyAdd;
  },
  numbers: (shapes: readonly (readonly number[])[]): number =>
    kLeast + shapes.reduce((count, shape) => count + countOf(shape), 0) * kNumber,
  /** The core ends a program after a second or two of work on a laptop; the learner can stop it sooner. */
  evaluate: 10_000,
  /** Until the next part is done, which is told as progress: its work is milliseconds, and packing a filter is seconds at most. */
  filterPicture: 20_000,
  /** Ten runs of a million outputs, without a word. */
  timePicture: 60_000,
  pictureNumbers: 10_000,
  releasePicture: 10_000,
  /** Four runs of one that took a quarter of a second at the size before, three plans and the check. */
  measure: 60_000,
};
