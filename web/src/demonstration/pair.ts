// The pair of numbers that the reader points at.
import type { Step } from 'convdot';
import type { Solution } from '../engine/contract.ts';
import type { Links, Pointed } from '../model/correspondence.ts';
import { showNumber } from '../model/number.ts';
import type { ElementPair } from '../model/raw-pairs.ts';
import type { Words } from '../words/words.ts';
import type { Act } from './layout.ts';

/** The pair that contains the number that is pointed at, in an act; null if the chosen step has none. */
export function pairOf(pointed: Pointed, links: Links, { step, at }: Solution, act: Act): ElementPair | null {
  const meets = (a: number) => [a, act === 2 ? (step.layout.filter[links.entryOfWindow(a)] as number) : a] as const;
  switch (pointed.kind) {
    case 'product':
      return [pointed.window, pointed.filter];
    case 'input': {
      const element = links.elementOf(pointed.place);
      return element === null ? null : meets(element);
    }
    case 'filter': {
      const { element, filter } = links.elementOfFilter(pointed.index);
      if (element < 0 || filter !== at.filter) return null;
      return act === 2 ? [step.layout.window[links.entryOfFilter(element)] as number, element] : [element, element];
    }
    default:
      return null;
  }
}

/** A pair in words: its product, and where both stand. */
export function pairInWords(words: Words, step: Step, [a, w]: ElementPair): string {
  const [, width, channels] = step.window.shape as [number, number, number];
  const place = (element: number) => {
    const pixel = Math.floor(element / channels);
    return words.cellPlace(Math.floor(pixel / width), pixel % width, channels > 1 ? element % channels : null);
  };
  const [one, other] = [step.window.data[a] as number, step.block.data[w] as number];
  const bracketed = other < 0 ? `(${showNumber(other)})` : showNumber(other);
  const product = `${showNumber(one)} × ${bracketed} = ${showNumber(one * other + 0)}`;
  return a === w ? words.pairSamePlace(product, place(a)) : words.pairOtherPlaces(product, place(a), place(w));
}
