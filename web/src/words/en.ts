// English: the language that the others are held to.
import { bench } from './bench.en.ts';
import { links } from './links.en.ts';
import { matrix } from './matrix.en.ts';
import { presets } from './presets.en.ts';
import { problems } from './problems.en.ts';
import { timeline } from './timeline.en.ts';

export const words = { ...bench, ...links, ...matrix, ...presets, ...problems, ...timeline };
