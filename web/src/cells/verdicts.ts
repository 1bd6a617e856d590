// The verdicts as words, for every view that states one.
import type { Step, Verdict } from 'convdot';
import type { Product, RawDot, Solution } from '../engine/contract.ts';
import type { Words } from '../words/words.ts';

export interface VerdictWords {
  verdict: Verdict;
  /** One or two words. */
  word: string;
  /** The reason, or the size of the difference. */
  reason: string;
}

/** Whether the blocks are unrolled in different orders, so that the products pair cells from different places. */
export const otherPairs = ({ layout }: Step) => layout.window.some((index, k) => index !== layout.filter[k]);

/** The chosen step's two numbers. */
export function stepVerdict({ step }: Solution, words: Words): VerdictWords {
  const { verdict } = step;
  if (verdict === 'identical') return { verdict, word: words.identical, reason: words.sameProducts(step.n) };
  if (verdict === 'rounding') {
    const apart = Math.abs(step.multiplySum - step.unrolledDot);
    return { verdict, word: words.rounding, reason: words.roundingReason(apart, step.ulp, step.bound) };
  }
  const reason = step.overflow ? words.overflowReason : otherPairs(step) ? words.orderReason : words.notFiniteReason;
  return { verdict, word: words.different, reason };
}

/** The place of the chosen output value; names its filter and image if there are several. */
export function placeOf({ at, comparison }: Solution, words: Words): string {
  const [images, , , filters] = comparison.multiplySum.shape;
  return words.place(at.row, at.column, filters > 1 ? at.filter : null, images > 1 ? at.image : null);
}

/** All outputs by both routes. */
export function wholeVerdict({ comparison }: Solution, words: Words): VerdictWords {
  const { verdict } = comparison;
  return {
    verdict,
    word: words.wholeVerdict(comparison),
    reason: verdict === 'identical' ? '' : words.largestDifference(comparison),
  };
}

/**
 * The shape of the array, or null if NumPy raises an error: for the 2-D blocks with one channel, otherwise for the blocks as they
 * are.
 */
export function rawShape({ slices, blocks }: RawDot): number[] | null {
  const shown: Product = slices ?? blocks;
  return shown.ok ? shown.value.shape : null;
}
