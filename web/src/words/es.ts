// Spanish.

import { demonstration } from './demonstration.es.ts';
import type { Words } from './en.ts';
import { example } from './example.es.ts';
import { matrix } from './matrix.es.ts';
import { presets } from './presets.es.ts';
import { problems } from './problems.es.ts';
import { links } from './readout.es.ts';
import { timeline } from './timeline.es.ts';
import { verdicts } from './verdicts.es.ts';

export const words: Words = {
  language: 'es',
  ...demonstration,
  ...example,
  ...links,
  ...matrix,
  ...presets,
  ...problems,
  ...timeline,
  ...verdicts,
};
