// English: the reference for the other languages.
import type { Lang } from '../model/state.ts';
import { demonstration } from './demonstration.en.ts';
import { example } from './example.en.ts';
import { matrix } from './matrix.en.ts';
import { presets } from './presets.en.ts';
import { problems } from './problems.en.ts';
import { links } from './readout.en.ts';
import { timeline } from './timeline.en.ts';
import { verdicts } from './verdicts.en.ts';

export const words = {
  language: 'en' as Lang,
  ...demonstration,
  ...example,
  ...links,
  ...matrix,
  ...presets,
  ...problems,
  ...timeline,
  ...verdicts,
};
export type Words = typeof words;
