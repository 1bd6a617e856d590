// The verdicts in words, for every view that states one.
import type { Evaluation, Verdict } from 'convdot';
import type { RawDot, Solution } from '../engine/contract.ts';
import type { Words } from '../words/words.ts';

export interface VerdictWords {
  verdict: Verdict;
  /** A word or two. */
  word: string;
  /** Why, or by how much. */
  reason: string;
}

/** The chosen step's two numbers. */
export function stepVerdict({ step }: Solution, words: Words): VerdictWords {
  const { verdict } = step;
  if (verdict === 'identical') return { verdict, word: words.identical, reason: words.sameProducts(step.n) };
  if (verdict === 'rounding') return { verdict, word: words.rounding, reason: words.roundingReason(step.ulp, step.bound) };
  const otherPairs = step.layout.window.some((index, k) => index !== step.layout.filter[k]);
  const reason = step.overflow ? words.overflowReason : otherPairs ? words.orderReason : words.notFiniteReason;
  return { verdict, word: words.different, reason };
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

/** The array's shape, or null where NumPy refuses: of the 2-D blocks where there is one channel, of the blocks as they are otherwise. */
export function rawShape({ slices, blocks }: RawDot): number[] | null {
  const shown: Evaluation = slices ?? blocks;
  return shown.ok ? shown.value.shape : null;
}
