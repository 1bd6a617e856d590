// The words of the image panel, which are loaded with it.
import type { Lang } from '../model/state.ts';
import type { image as english } from './image.en.ts';

export type ImageWords = typeof english;

const load: Record<Lang, () => Promise<ImageWords>> = {
  en: async () => (await import('./image.en.ts')).image,
  es: async () => (await import('./image.es.ts')).image,
};

export const imageWordsOf = (language: Lang): Promise<ImageWords> => load[language]();
