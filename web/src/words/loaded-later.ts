// The words of what is loaded after the example: so few that both languages come at once.
import type { Lang } from '../model/state.ts';
import { later as english, type LaterWords } from './loaded-later.en.ts';
import { later as spanish } from './loaded-later.es.ts';

export const laterWords: Record<Lang, LaterWords> = { en: english, es: spanish };
