// The words of the unrolled matrix.
import { inBytes } from './short.ts';

export const matrix = {
  allSteps: (n: number) => (n === 1 ? 'The one step as a matrix' : `All ${n.toLocaleString('en')} steps at once`),
  allStepsHint: 'Each window is one row of the unrolled matrix (im2col), each filter one column.',
  ofGroup: (group: number, groups: number) => ` Here: group ${group}. Each of the ${groups} groups has its own matrix.`,
  stepColumn: 'step',
  unrolledMatrix: (rows: number, entries: number) => `unrolled matrix, ${rows} × ${entries}`,
  unrolledFilters: (from: number) => (from === 0 ? 'W' : `W[${from}:]`),
  unrolledFiltersSpoken: 'unrolled filters, as columns',
  matrixSpoken: 'unrolled matrix: each row a window. Enter chooses its step.',
  rowSpoken: (row: number, place: string) => `row ${row}, output ${place}`,
  entrySpoken: (row: number, entry: number) => `row ${row}, entry ${entry}`,
  rows: 'rows',
  columns: 'columns',
  entries: 'entries',
  partOf: (name: string, first: number, last: number, total: number) =>
    first === last ? `${name}: ${first}, of ${total} in all` : `${name}: ${first} to ${last}, of ${total} in all`,
  printed: (parts: string) => `Only part of it fits here: ${parts}.`,
  copies: 'Windows overlap, so numbers are copied. The map counts how many windows read each.',
  noCopies: 'No number is copied: no window overlaps another.',
  readMap: 'how many windows read each input cell',
  inputSize: 'input',
  matrixSize: 'unrolled matrix',
  ofThesePadding: 'of which padding',
  largerBy: 'compared with input',
  times: (factor: string) => (factor === '1' ? 'the same size' : `${factor} times as large`),
  numbersAndBytes: (numbers: number, bytes: number) => `${numbers.toLocaleString('en')} (${inBytes(bytes, 'en')})`,
};

export type MatrixWords = typeof matrix;
