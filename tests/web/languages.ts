// Every language of the page, for tests of its words.
import { words as en } from '../../web/src/words/en.ts';
import { words as es } from '../../web/src/words/es.ts';

export const languages = { en, es };
