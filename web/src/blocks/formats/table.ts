// What every reader gives back, and how rows of text become numbers: a cell that is no number and a row of another length are
// named, nothing is guessed.

import { typedText } from '../../model/edits.ts';
import { LIMITS } from '../../model/limits.ts';
import { parseNumber } from '../../model/number.ts';
import { quote } from '../../model/schema.ts';
import type { BlockSentence, BlockWords } from '../../words/words.ts';

/** Numbers that were read. */
export interface Table {
  readonly shape: readonly number[];
  /** In C order. */
  readonly data: readonly number[];
  /** The text of cells whose number alone does not tell it ('1/3'), by flat index. */
  readonly typed: ReadonlyMap<number, string>;
  /** Rows and columns without brackets around them, as from a spreadsheet: part of a block rather than the whole of it. */
  readonly bare: boolean;
  /** Four axes as MATLAB has them: height, width, channel, image or filter. */
  readonly imagesLast?: boolean;
  /** What else the learner should know of it: a row that was left out, numbers that had to be rounded. */
  readonly notes: readonly BlockSentence[];
}

export type TableReading = { readonly ok: true; readonly value: Table } | { readonly ok: false; readonly problem: BlockSentence };

/** A row of a text, and its number in it, from 1. */
export interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

/** More numbers than any block holds are not looked at one by one. */
export const MOST_NUMBERS = LIMITS.images * LIMITS.height * LIMITS.width * LIMITS.channels;

export function refused(say: (blocks: BlockWords['blocks']) => string): { readonly ok: false; readonly problem: BlockSentence } {
  return { ok: false, problem: (words) => say(words.blocks) };
}

/**
 * The number of a text, as tables and literals have them: what a cell of the grid takes, and True, np.inf, 'nan' in quotes.
 * `kept` is its text where the number alone does not tell it: a fraction, but not the '1.' that NumPy prints for 1.
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

/** The number that most of the rows have; the first of two that are as frequent. */
function usualOf(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  const most = Math.max(...times.values());
  return counts.find((count) => times.get(count) === most) as number;
}

/** Rows of texts as a table of two axes. Columns are counted from `firstColumn`. */
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
    const others = counts.filter((count) => count !== columns).length === 1 && rows.length > 2 ? 'others' : 'most';
    return refused((blocks) => blocks.ragged(odd.number, odd.cells.length, columns, rows.length === 2 ? 'other' : others));
  }
  const data: number[] = [];
  const typed = new Map<number, string>();
  for (const { number, cells } of rows) {
    for (const [column, text] of cells.entries()) {
      const entry = readEntry(text);
      const place = (form.firstColumn ?? 1) + column;
      if (entry === null) return refused((blocks) => blocks.notANumber(blocks.place(number, place), quote(text)));
      if (entry.kept !== null) typed.set(data.length, entry.kept);
      data.push(entry.value);
    }
  }
  return { ok: true, value: { shape: [rows.length, columns], data, typed, bare: form.bare, notes: form.notes ?? [] } };
}
