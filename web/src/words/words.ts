// Everything that the learner reads, in every language, is in this folder. A language is an object of strings and of
// functions that put values into a sentence; TypeScript holds the other languages to the English one. The reader's language is
// loaded, and no other.
import type { Lang } from '../model/state.ts';
import type { words as english } from './en.ts';

export type Words = typeof english;

const load: Record<Lang, () => Promise<Words>> = {
  en: async () => (await import('./en.ts')).words,
  es: async () => (await import('./es.ts')).words,
};

/** The language to show: the one asked for, or else the browser's, where it is here; else English. */
export function languageOf(asked: string): Lang {
  const language = (asked === 'auto' || asked === '' ? navigator.language : asked).slice(0, 2);
  return language in load ? (language as Lang) : 'en';
}

export const wordsOf = (language: Lang): Promise<Words> => load[language]();

/** A sentence whose language is chosen when it is shown. */
export type Sentence = (words: Words) => string;
