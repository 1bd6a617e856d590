// Spanish.
import { bench } from './bench.es.ts';
import { presets } from './presets.es.ts';
import { problems } from './problems.es.ts';
import type { Words } from './words.ts';

export const words: Words = { ...bench, ...presets, ...problems };
