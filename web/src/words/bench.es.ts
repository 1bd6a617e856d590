import type { BenchWords } from './bench.en.ts';
import { bench as en } from './bench.en.ts';
export const bench: BenchWords = { ...en };
