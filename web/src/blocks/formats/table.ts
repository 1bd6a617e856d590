// The result of every reader, and the conversion of rows of text to numbers. A cell that is not a number, or a row of another
// length, is reported by its place; nothing is guessed.

import { typedText } from '../../model/edits.ts';
import { LIMITS } from '../../model/limits.ts';
import { parseNumber } from '../../model/number.ts';
import { quote } from '../../model/schema.ts';
import type { BlockSentence, BlockWords } from '../../words/words.ts';

/** Numbers read from text or a file. */
export interface Table {
  readonly shape: readonly number[];
  /** In C order. */
  readonly data: readonly number[];
  /** By flat index, the text of cells that say more than their number ('1/3'). */
  readonly typed: ReadonlyMap<number, string>;
  /** Rows and columns without brackets, as from a spreadsheet: they may be part of a block. */
  readonly bare: boolean;
  /** The program whose order of axes it has: MATLAB's is height, width, channel, image or filter; PyTorch's has channels first. */
  readonly from?: 'matlab' | 'torch';
  /** Notes for the learner, such as a dropped row or rounded numbers. */
  readonly notes: readonly BlockSentence[];
}

export type TableReading = { readonly ok: true; readonly value: Table } | { readonly ok: false; readonly problem: BlockSentence };

/** A row of a text, with its number, from 1. */
export interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

/** Larger texts are rejected without reading every number: no block can hold them. */
export const MOST_NUMBERS = LIMITS.images * LIMITS.height * LIMITS.width * LIMITS.channels;

/** Longer lines are no headings, labels or declarations. Limits the time that their patterns take. */
export const LONGEST_LABEL = 200;

export function refused(say: (blocks: BlockWords['blocks']) => string): { readonly ok: false; readonly problem: BlockSentence } {
  return { ok: false, problem: (words) => say(words.blocks) };
}

/**
 * Reads a number as tables and literals write it: everything that a grid's cell accepts, and True, np.inf, 'nan' in quotes. `kept`
 * is the text if it says more than the number: a fraction, but not the '1.' that NumPy prints for 1.
 */
export function readEntry(text: string): { readonly value: number; readonly kept: string | null } | null {
  const plain = text
    .trim()
    .replace(/^([+-]?)(['"])(.*)\2$/, '$1$3')
    .replace(/^([+-]?)(?:np|numpy|math|torch)\.(?=nan$|inf$)/i, '$1');
  if (/^(?:true|false)$/i.test(plain)) return { value: plain.length === 4 ? 1 : 0, kept: null };
  const value = parseNumber(plain);
  return value === null ? null : { value, kept: plain.includes('/') ? typedText(plain, value) : null };
}

/** The most frequent length of a row; in a tie, the first. */
function usualOf(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  const most = Math.max(...times.values());
  return counts.find((count) => times.get(count) === most) as number;
}

/** Marks for numbers that a program did not print. */
const OMITTED = /^(?:\.{3}|[…⋮⋯⋱])$/;

const notANumber = (row: number, column: number, text: string) =>
  refused((blocks) => (OMITTED.test(text) ? blocks.omitted(text) : blocks.notANumber(blocks.place(row, column), quote(text))));

/** Names the first cell that is not a number in rows of different lengths, and counts the numbers; null if all are numbers. */
function notNumbers(rows: readonly Row[], bare: boolean, firstColumn: number): ReturnType<typeof refused> | null {
  let first: { readonly row: number; readonly column: number; readonly text: string } | null = null;
  const counts: number[] = [];
  for (const { number, cells } of rows) {
    let numbers = 0;
    for (const [index, text] of cells.entries()) {
      if (readEntry(text) !== null) numbers += 1;
      else first ??= { row: number, column: firstColumn + index, text };
    }
    if (numbers > 0) counts.push(numbers);
  }
  if (first === null) return null;
  const { row, column, text } = first;
  if (text === '' || OMITTED.test(text)) return notANumber(row, column, text);
  return inTheWay(text, (blocks) => (bare ? blocks.inLine(row) : blocks.inRow(row)), counts);
}

/** Rejects a text that is not a number by its place, and counts the numbers of each row. */
export function inTheWay(text: string, place: (blocks: BlockWords['blocks']) => string, counts: readonly number[]) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const sizes = counts.length > 1 ? [...new Set(counts)] : [];
  return refused((blocks) => blocks.inTheWay(quote(text), place(blocks), total, sizes.length > MOST_SIZES ? [] : sizes));
}

/** More row lengths tell a reader nothing. */
const MOST_SIZES = 4;

/** Makes a table of two axes from rows of text. Columns count from `firstColumn`. */
export function tableOf(
  rows: readonly Row[],
  form: { bare: boolean; firstColumn?: number; notes?: Table['notes'] },
): TableReading {
  const counts = rows.map(({ cells }) => cells.length);
  if (rows.length === 0 || counts.every((count) => count === 0)) return refused((blocks) => blocks.nothing);
  const columns = usualOf(counts);
  if (rows.length * columns > MOST_NUMBERS) return refused((blocks) => blocks.tooMany(rows.length * columns, MOST_NUMBERS));
  const odd = rows.find(({ cells }) => cells.length !== columns);
  if (odd !== undefined) {
    const words = notNumbers(rows, form.bare, form.firstColumn ?? 1);
    if (words !== null) return words;
    const others = counts.filter((count) => count !== columns).length === 1 && rows.length > 2 ? 'others' : 'most';
    return refused((blocks) => blocks.ragged(odd.number, odd.cells.length, columns, rows.length === 2 ? 'other' : others));
  }
  const data: number[] = [];
  const typed = new Map<number, string>();
  for (const { number, cells } of rows) {
    for (const [column, text] of cells.entries()) {
      const entry = readEntry(text);
      const place = (form.firstColumn ?? 1) + column;
      if (entry === null) return notANumber(number, place, text);
      if (entry.kept !== null) typed.set(data.length, entry.kept);
      data.push(entry.value);
    }
  }
  return { ok: true, value: { shape: [rows.length, columns], data, typed, bare: form.bare, notes: form.notes ?? [] } };
}
