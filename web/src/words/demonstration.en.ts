// The words of the demonstration and of the things to try beside it. Text in backticks is code, text in asterisks is bold.
import { phrasesOf } from './phrases.ts';

const { count } = phrasesOf('en-GB');

const orders = { hwc: 'row by row', chw: 'channel by channel', fortran: 'column by column' };

export const demonstration = {
  demonstration: 'One step, three ways',
  acts: { sum: 'Multiply, then sum', unroll: 'Unroll, then dot', raw: 'np.dot as is' },
  rawCount: (numbers: number) => count(numbers, 'number', 'numbers'),
  rawName: (numbers: number) => `np.dot as is: ${count(numbers, 'number', 'numbers').replace(' ', '\u00a0')}`,
  numpyError: 'NumPy: ValueError',

  watch: 'Watch it unroll',
  watchAgain: 'Watch again',
  pauseWatching: 'Pause',
  goOn: 'Go on',
  nextWay: 'Next way',

  windowA: 'window `a`',
  filterW: 'filter `W`',
  rowShort: (row: number) => `row ${row}`,
  channelShort: (channel: number) => `channel ${channel}`,
  productsAddUp: (n: number) => `${count(n, 'product adds', 'products add')} up to`,

  eachMeets: (n: number, sum: string, total: string | null) =>
    `Each cell of the window meets the filter cell in the same place. The ${count(n, 'product adds', 'products add')} up to ${sum}.${total === null ? '' : ` With the bias: ${total}.`}`,
  pointAtCell: 'Point at a cell, or tap it, to see its pair.',
  pairSamePlace: (product: string, place: string) => `${product}. Both are at ${place}.`,
  pairOtherPlaces: (product: string, place: string, other: string) => `${product}. The places differ: ${place} and ${other}.`,
  cellPlace: (row: number, column: number, channel: number | null) =>
    `row ${row}, column ${column}${channel === null ? '' : `, channel ${channel}`}`,

  layouts: orders,
  entriesMeet: (n: number, order: keyof typeof orders) =>
    `Each block is laid out ${orders[order]}. Entry \`k\` meets entry \`k\`, so the same ${count(n, 'pair meets', 'pairs meet')}: the same products, the same sum.`,
  addedOtherwise: 'The two ways add the products in different orders, so their last digits differ.',
  otherPairsMeet: (a: keyof typeof orders, w: keyof typeof orders, others: number, n: number, dot: string, sum: string) =>
    `\`a\` goes ${orders[a]}, \`W\` ${orders[w]}. ${others} of the ${n} pairs are other pairs: *${dot}*, not ${sum}.`,
  unrollW: 'Unroll `W`',

  numbersNotOne: (numbers: number) => (numbers === 1 ? '*One number, in an array.*' : `*${numbers} numbers, not one.*`),
  rowMeetsColumn: (row: number, column: number) => `A matrix product: row ${row} of \`a\` meets column ${column} of \`W\`.`,
  channelsMeetRow: (row: number, column: number, filterRow: number, channel: number) =>
    `The channels of \`a[${row}, ${column}]\` meet row ${filterRow} of \`W\`, channel ${channel}:`,
  inSamePlace: (same: number, pairs: number) =>
    same === 0
      ? pairs === 1
        ? 'This pair is not in the same place in both blocks.'
        : `None of these ${pairs} pairs is in the same place in both blocks.`
      : same === pairs
        ? pairs === 1
          ? 'This pair is in the same place in both blocks.'
          : `All ${pairs} pairs are in the same place in both blocks.`
        : `Only ${same} of these ${pairs} pairs ${same === 1 ? 'is' : 'are'} in the same place in both blocks.`,
  pairsInAll: (numbers: number, each: number, same: number) =>
    `${numbers} × ${each} = ${count(numbers * each, 'pair', 'pairs')}, only ${same} in the same place.`,
  numbersAddUp: (numbers: number, sum: string, right: string, equal: boolean) =>
    `Even added up, the ${count(numbers, 'number gives', 'numbers give')} ${sum}${equal ? ', by chance the same.' : `, not ${right}.`}`,
  chooseRaw: 'Number of np.dot',
  rawNumberSpoken: (place: string, value: string) => `${place}: ${value}`,
  previousNumber: 'Previous number',
  nextNumber: 'Next number',
  whyRefusedShort: (channels: number, width: number) =>
    `np.dot would pair the ${count(channels, 'channel', 'channels')} of \`a\` with the rows of \`W\`, which are ${width} long. NumPy needs the same length, so it stops.`,
  whySlicesRefused: (width: number, height: number) =>
    `np.dot would pair each row of \`a\` (${width} long) with each column of \`W\` (${height} long). NumPy needs the same length, so it stops.`,

  ofExample: (place: string) => `Output ${place} of the example below.`,
  onlyOutput: 'One window, one filter.',
  show3Channels: 'Show blocks with 3 channels',
  show1Channel: 'Show blocks with 1 channel',

  courseMeans:
    'In a course, “dot product” means the dot product of the unrolled blocks. `np.dot` of the blocks themselves multiplies rows by columns, so it pairs different cells.',
  pasteOwn: 'Paste your own',
  thingsToTry: 'Three things to try',
  tries: {
    watch: 'Watch the window become a row',
    order: 'Unroll one block in another order: it breaks',
    paste: 'Paste your own blocks',
  },
  done: 'done',
};
export type DemonstrationWords = typeof demonstration;
