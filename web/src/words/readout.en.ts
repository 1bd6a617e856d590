// The sentence about the highlighted number. Places and values arrive as text.
import { phrasesOf } from './phrases.ts';

const { count } = phrasesOf('en-GB');
const windows = (n: number) => count(n, 'window', 'windows');

export const links = {
  paddingCell: (row: number, column: number) => `padding (${row}, ${column})`,
  inputPlace: (place: string, isPadding: boolean) => `${isPadding ? 'padding' : 'input'} ${place}`,
  filterPlace: (place: string, filter: number | null) => `filter${filter === null ? '' : ` ${filter}`} ${place}`,
  outputPlace: (place: string) => `output ${place}`,
  isEntry: (number: string, row: number, entry: number, meets: string) =>
    `${number} is row ${row}, entry ${entry} of the unrolled matrix; it is multiplied by ${meets}.`,
  /** One product of the chosen step. `entry`: null if the two factors are not the same entry of both vectors. */
  isProduct: (input: string, filter: string, entry: number | null, product: string) =>
    `${input} times ${filter}${entry === null ? '' : `, entry ${entry} of both vectors`}: ${product} in this step`,
  alsoRead: (others: number) =>
    others === 0 ? '; no other window reads it.' : `; also in ${count(others, 'other window', 'other windows')}.`,
  readElsewhere: (number: string, n: number) =>
    n === 0 ? `No window reads ${number}.` : `${number} is read by ${windows(n)}, but not by the chosen one.`,
  isFilterEntry: (number: string, entry: number) => `${number} is entry ${entry} of the unrolled filter.`,
  isOutput: (number: string, row: number) => `${number} is row ${row} of the unrolled matrix times the unrolled filter.`,
};
export type LinksWords = typeof links;
