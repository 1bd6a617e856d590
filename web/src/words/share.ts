// The words of what is shared and asked, which are loaded with what says them.
import type { Lang } from '../model/state.ts';
import type { share as english } from './share.en.ts';

export type ShareWords = typeof english;
export type ShareSentence = (words: ShareWords) => string;

const load: Record<Lang, () => Promise<ShareWords>> = {
  en: async () => (await import('./share.en.ts')).share,
  es: async () => (await import('./share.es.ts')).share,
};

export const shareWordsOf = (language: Lang): Promise<ShareWords> => load[language]();
