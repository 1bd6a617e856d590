// Everything that the learner reads, in every language, is in this folder. A language is an object of strings and of
// functions that put values into a sentence; TypeScript holds the other languages to the English one.

import { bench as enBench } from './bench.en.ts';
import { bench as esBench } from './bench.es.ts';
import { presets as enPresets } from './presets.en.ts';
import { presets as esPresets } from './presets.es.ts';
import { problems as enProblems } from './problems.en.ts';
import { problems as esProblems } from './problems.es.ts';

const en = { ...enBench, ...enProblems, ...enPresets };
export type Words = typeof en;

export const languages: { readonly en: Words; readonly es: Words } = { en, es: { ...esBench, ...esProblems, ...esPresets } };

/** A sentence whose language is chosen when it is shown. */
export type Sentence = (words: Words) => string;
