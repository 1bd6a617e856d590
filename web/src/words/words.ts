// This folder has every text that the learner reads, in every language. A language is an object of strings, and of functions that
// put values into sentences. TypeScript checks that the other languages match English. The page loads only the reader's language,
// and a panel's words with the panel.
import type { Lang } from '../model/state.ts';
import type { BlockWords } from './blocks.en.ts';
import type { Words } from './en.ts';
import type { ImageWords } from './image.en.ts';
import type { NumpyWords } from './numpy.en.ts';
import type { ShareWords } from './share.en.ts';
import type { SpeedWords } from './speed.en.ts';

export type { BlockWords, ImageWords, NumpyWords, ShareWords, SpeedWords, Words };

/** A sentence whose language is chosen when it is shown. */
export type Sentence = (words: Words) => string;
/** A sentence about a block that was read or written. Every other Sentence is one, too. */
export type BlockSentence = (words: Words & BlockWords) => string;
export type ShareSentence = (words: ShareWords) => string;
export type ImageSentence = (words: ImageWords) => string;

/** The words that load together, by room: the page's own, and those of the parts that load when opened. */
interface Rooms {
  page: Words;
  blocks: BlockWords;
  image: ImageWords;
  numpy: NumpyWords;
  share: ShareWords;
  speed: SpeedWords;
}

const load: { [Room in keyof Rooms]: Record<Lang, () => Promise<Rooms[Room]>> } = {
  page: {
    en: async () => (await import('./en.ts')).words,
    es: async () => (await import('./es.ts')).words,
  },
  blocks: {
    en: async () => (await import('./blocks.en.ts')).blocks,
    es: async () => (await import('./blocks.es.ts')).blocks,
  },
  image: {
    en: async () => (await import('./image.en.ts')).image,
    es: async () => (await import('./image.es.ts')).image,
  },
  numpy: {
    en: async () => (await import('./numpy.en.ts')).numpy,
    es: async () => (await import('./numpy.es.ts')).numpy,
  },
  share: {
    en: async () => (await import('./share.en.ts')).share,
    es: async () => (await import('./share.es.ts')).share,
  },
  speed: {
    en: async () => (await import('./speed.en.ts')).speed,
    es: async () => (await import('./speed.es.ts')).speed,
  },
};

export const wordsOf = <Room extends keyof Rooms>(room: Room, language: Lang): Promise<Rooms[Room]> => load[room][language]();

/**
 * Passes on the words when they are loaded. If loading fails, nothing changes, and the page says that a part of it is missing
 * (`vite:preloadError`).
 */
export function withWords<Room extends keyof Rooms>(room: Room, language: Lang, take: (words: Rooms[Room]) => void): void {
  wordsOf(room, language).then(take, () => {});
}

/** The language to show: the requested one, else the browser's, if available; else English. */
export function languageOf(asked: string): Lang {
  const language = (asked === 'auto' || asked === '' ? navigator.language : asked).slice(0, 2);
  return language in load.page ? (language as Lang) : 'en';
}
