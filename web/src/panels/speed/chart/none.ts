// No charts, for the single file and element.iife.js, where size matters. The table has the same numbers.
import type { CreateChart } from './chart.ts';

export const createChart: CreateChart | null = null;
