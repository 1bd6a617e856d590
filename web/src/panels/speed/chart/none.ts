// No charts, where there is no room for them: in the single file and in element.iife.js. The table has the same numbers.
import type { CreateChart } from './chart.ts';

export const createChart: CreateChart | null = null;
