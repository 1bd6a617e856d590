// The verdicts in words, and why.
import type { Comparison } from 'convdot';
import { phrasesOf } from './phrases.ts';
import { short } from './short.ts';

const { agree, count } = phrasesOf('en-GB');

export const verdicts = {
  identical: 'identical to the last bit',
  sameProducts: (n: number) => (n === 1 ? 'the same one product' : `the same ${n} products, the same sum`),
  rounding: 'differ by rounding alone',
  roundingReason: (apart: number, ulp: number, bound: number) =>
    `${short(apart)} apart (${count(ulp, 'unit', 'units', short(ulp))} in the last place): np.sum adds in pairs, the dot product from left to right, which explains up to ${short(bound)}`,
  different: 'different',
  overflowReason: 'overflow: one sum is finite and the other is not',
  notFiniteReason: 'one is infinite, the other not a number',
  orderReason: 'the blocks are unrolled in different orders, so different pairs are multiplied',
  wholeVerdict: ({ verdict, identical, total }: Comparison) =>
    verdict === 'identical'
      ? `${identical} of ${count(total, 'output', 'outputs')} identical by both routes`
      : verdict === 'rounding'
        ? `${total - identical} of ${count(total, 'output', 'outputs')} ${agree(total - identical, 'differs', 'differ')}, by rounding alone`
        : `${total - identical} of ${count(total, 'output', 'outputs')} ${agree(total - identical, 'differs', 'differ')}`,
  largestDifference: ({ maxAbs, maxUlp, overflow, verdict }: Comparison) =>
    overflow
      ? 'overflow: some sums are finite by one route only'
      : `by up to ${short(maxAbs)}${verdict === 'rounding' ? `, ${count(maxUlp, 'unit', 'units', short(maxUlp))} in the last place` : ''}`,
};
export type VerdictWords = typeof verdicts;
