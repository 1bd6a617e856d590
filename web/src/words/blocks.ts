// The words of getting numbers in and out, which are loaded with what says them: not before the learner asks for it.
import type { Lang } from '../model/state.ts';
import type { blocks as english } from './blocks.en.ts';
import type { Words } from './words.ts';

export type BlockWords = typeof english;

/** A sentence about a block that was read or written. Any other Sentence is one, too. */
export type BlockSentence = (words: Words & BlockWords) => string;

const load: Record<Lang, () => Promise<BlockWords>> = {
  en: async () => (await import('./blocks.en.ts')).blocks,
  es: async () => (await import('./blocks.es.ts')).blocks,
};

export const blockWordsOf = (language: Lang): Promise<BlockWords> => load[language]();
