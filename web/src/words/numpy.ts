// The words of the NumPy cell, which are loaded with it.
import type { Lang } from '../model/state.ts';
import type { numpy as english } from './numpy.en.ts';

export type NumpyWords = typeof english;

const load: Record<Lang, () => Promise<NumpyWords>> = {
  en: async () => (await import('./numpy.en.ts')).numpy,
  es: async () => (await import('./numpy.es.ts')).numpy,
};

export const numpyWordsOf = (language: Lang): Promise<NumpyWords> => load[language]();
