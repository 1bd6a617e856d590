// The words of the speed panel, which are loaded with it.
import type { Lang } from '../model/state.ts';
import type { speed as english } from './speed.en.ts';

export type SpeedWords = typeof english;

const load: Record<Lang, () => Promise<SpeedWords>> = {
  en: async () => (await import('./speed.en.ts')).speed,
  es: async () => (await import('./speed.es.ts')).speed,
};

export const speedWordsOf = (language: Lang): Promise<SpeedWords> => load[language]();
