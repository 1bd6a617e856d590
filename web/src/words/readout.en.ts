// The sentence about the highlighted number. Places and values arrive as text.
import { phrasesOf } from './phrases.ts';

const { agree, count } = phrasesOf('en-GB');
const windows = (n: number) => count(n, 'window', 'windows');

export const links = {
  paddingCell: (row: number, column: number) => `padding (${row}, ${column})`,
  inputPlace: (place: string, isPadding: boolean) => `${isPadding ? 'padding' : 'input'} ${place}`,
  filterPlace: (place: string, filter: number | null) => `filter${filter === null ? '' : ` ${filter}`} ${place}`,
  outputPlace: (place: string) => `output ${place}`,
  isEntry: (number: string, row: number, entry: number, meets: string) =>
    `${number} is row ${row}, entry ${entry} of the unrolled matrix; it meets ${meets}.`,
  alsoRead: (n: number) => `In all, ${windows(n)} ${agree(n, 'reads', 'read')} it.`,
  readElsewhere: (number: string, n: number) =>
    n === 0 ? `No window reads ${number}.` : `${number} is read by ${windows(n)}, but not by the chosen one.`,
  isFilterEntry: (number: string, entry: number, meets: string | null) =>
    `${number} is entry ${entry} of the unrolled filter${meets === null ? '' : `; in this step it meets ${meets}`}.`,
  isProduct: (input: string, filter: string, product: string, entry: number | null) =>
    `${input} times ${filter} is ${product}${entry === null ? '' : `: entry ${entry} of both vectors`}.`,
  isOutput: (number: string, row: number) => `${number} is row ${row} of the unrolled matrix times the unrolled filter.`,
};
export type LinksWords = typeof links;
