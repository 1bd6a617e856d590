// English: the language that the others are held to.
import { bench } from './bench.en.ts';
import { presets } from './presets.en.ts';
import { problems } from './problems.en.ts';

export const words = { ...bench, ...presets, ...problems };
