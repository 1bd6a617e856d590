// Rows and columns from spreadsheets, CSV and TSV files, np.savetxt and MATLAB's output, separated by tabs, semicolons, commas or
// blanks. Headings above and on the left are dropped, with a note; decimal commas are read if nothing else is possible.

import { dsvFormat } from 'd3-dsv';
import { tidy } from '../../model/number.ts';
import { quote } from '../../model/schema.ts';
import { type Row, readEntry, refused, type Table, type TableReading, tableOf } from './table.ts';

/** Lines end in '\n'. */
export function readDelimited(text: string): TableReading {
  const { rows, firstColumn } = trimmed(rowsOf(text, delimiterOf(text)));
  const { body, column, notes } = withoutHeadings(rows, firstColumn);
  const numbers = withPoints(body, column);
  if (!numbers.ok) return numbers;
  return tableOf(numbers.rows, { bare: true, firstColumn: column, notes: [...notes, ...numbers.notes] });
}

/** null stands for blanks. */
function delimiterOf(text: string): string | null {
  const open = text.replace(/"[^"]*"/g, '0');
  if (open.includes('\t')) return '\t';
  if (open.includes(';')) return ';';
  // A comma in a sentence says nothing about the rows below it.
  const rows = open.split('\n').filter((line) => /\d/.test(line));
  if (!(rows.length > 0 ? rows.some((line) => line.includes(',')) : open.includes(','))) return null;
  const apart = rows.filter((line) => !line.includes(',') && /\d[ ]+[-+\u2212]?[.\d]/.test(line));
  if (apart.length > rows.length / 2) return null;
  // '1,5 2,5': blanks separate, and every comma is inside a number.
  const withinNumbers = !/,(?!\d)|(?:^|\D),/.test(open) && /\d[ ]+[-+\u2212]?\d/.test(open);
  return withinNumbers ? null : ',';
}

function rowsOf(text: string, delimiter: string | null): Row[] {
  const split =
    delimiter === null
      ? text.split('\n').map((line) => line.trim().split(/\s+/))
      : dsvFormat(delimiter).parseRows(text, (row) => row.map((cell) => cell.trim()));
  return split.map((cells, index) => ({ number: index + 1, cells }));
}

const blank = ({ cells }: Row) => cells.every((cell) => cell === '');

/** Drops comments, empty rows and columns at the edges, and blank lines between rows of several cells. */
function trimmed(all: readonly Row[]): { rows: Row[]; firstColumn: number } {
  const told = all.map((row) => (/^[#%]/.test(row.cells[0]) ? { ...row, cells: [''] } : row));
  const from = told.findIndex((row) => !blank(row));
  const inner = told.slice(from < 0 ? told.length : from, told.findLastIndex((row) => !blank(row)) + 1);
  const single = inner.every(({ cells }) => cells.length === 1);
  const rows = inner
    .filter(({ cells }) => single || cells.length > 1 || cells[0] !== '')
    .map((row) => ({ ...row, cells: row.cells.slice(0, row.cells.findLastIndex((cell) => cell !== '') + 1) }))
    // In a single column a blank line is an empty cell, which must be reported.
    .map((row) => (row.cells.length === 0 ? { ...row, cells: [''] } : row));
  const empty = rows.reduce((least, { cells }) => Math.min(least, leadingBlanks(cells)), Infinity);
  if (rows.length === 0 || empty === 0) return { rows, firstColumn: 1 };
  return { rows: rows.map((row) => ({ ...row, cells: row.cells.slice(empty) })), firstColumn: 1 + empty };
}

/** The number of empty cells on the left; the last cell always counts as a cell. */
function leadingBlanks(cells: readonly string[]): number {
  const first = cells.findIndex((cell) => cell !== '');
  return first < 0 ? cells.length - 1 : first;
}

/** A call that continues in other cells is not a heading. */
const isWord = (cell: string) => /\p{L}/u.test(cell) && readEntry(cell) === null && isClosed(cell);

function isClosed(cell: string): boolean {
  let depth = 0;
  for (const character of cell) {
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
const isCount = (cells: readonly string[]) => cells.every((cell, index) => cell === String(index));

/**
 * A first row that has only words, above numbers, is a heading, and so is a first column that has only words. So are the counts 0,
 * 1, 2... that pandas writes, which leave the corner empty.
 */
function withoutHeadings(rows: readonly Row[], firstColumn: number): { body: Row[]; column: number; notes: Table['notes'] } {
  const notes: Table['notes'][number][] = [];
  let body = [...rows];
  let column = firstColumn;
  const firstOf = (some: readonly Row[]) => some.map(({ cells }) => cells[0]);
  const [above, ...below] = rows;
  if (below.length === 0) return { body, column, notes };

  const corner = above.cells[0] === '' && above.cells.length > 1;
  const titles = corner ? above.cells.slice(1) : above.cells;
  if ((titles.every(isWord) && below.some(({ cells }) => !cells.every(isWord))) || (corner && isCount(titles))) {
    const left = quote(above.cells.join(' ').trim());
    notes.push((words) => words.blocks.headingRow(left));
    body = below;
  }
  const labelled = body.length > 1 && body.every(({ cells }) => cells.length > 1);
  const labels = firstOf(body);
  if (labelled && ((labels.every(isWord) && !body.every(({ cells }) => cells.every(isWord))) || (corner && isCount(labels)))) {
    const left = quote(labels.join(' '));
    notes.push((words) => words.blocks.headingColumn(left));
    body = body.map((row) => ({ ...row, cells: row.cells.slice(1) }));
    column += 1;
  }
  return { body, column, notes };
}

const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/;
const DECIMAL = /^[+-]?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d*),\d+(?:e[+-]?\d+)?$/i;

type Pointed = { ok: true; rows: readonly Row[]; notes: Table['notes'] } | Extract<TableReading, { ok: false }>;

/** Reads '1,5' as 1.5 or '1,234.5' as 1234.5 if the other cells confirm it; otherwise ('1,234' alone) the learner is asked. */
function withPoints(rows: readonly Row[], firstColumn: number): Pointed {
  const cells = rows.flatMap(({ number, cells }) =>
    cells.map((text, index) => ({ number, column: firstColumn + index, text: tidy(text) })),
  );
  const commas = cells.filter(({ text }) => text.includes(','));
  if (commas.length === 0) return { ok: true, rows, notes: [] };
  const decimal = commas.some(({ text }) => DECIMAL.test(text) && !GROUPED.test(text));
  const grouped =
    commas.some(({ text }) => GROUPED.test(text) && !DECIMAL.test(text)) ||
    cells.some(({ text }) => text.includes('.') && !text.includes(','));
  const unclear = commas.find(({ text }) => GROUPED.test(text) && DECIMAL.test(text));
  if (unclear !== undefined && decimal === grouped) {
    const { number, column, text } = unclear;
    return refused((blocks) =>
      blocks.unclearComma(blocks.place(number, column), text, text.replace(',', '.'), text.replaceAll(',', '')),
    );
  }
  const form = decimal ? DECIMAL : GROUPED;
  const plain = (text: string) => {
    const tidied = tidy(text);
    if (!form.test(tidied)) return text;
    return decimal ? tidied.replaceAll('.', '').replace(',', '.') : tidied.replaceAll(',', '');
  };
  if (decimal) {
    // Beside decimal commas, the meaning of a point is uncertain.
    const mixed = cells.find(({ text }) => text.includes('.') && !DECIMAL.test(text));
    if (mixed !== undefined) {
      return refused((blocks) => blocks.pointAndComma(blocks.place(mixed.number, mixed.column), quote(mixed.text)));
    }
  }
  if (!commas.some(({ text }) => form.test(text))) return { ok: true, rows, notes: [] };
  const note = decimal ? 'decimalCommas' : 'groupedDigits';
  return {
    ok: true,
    rows: rows.map((row) => ({ ...row, cells: row.cells.map(plain) })),
    notes: [(words) => words.blocks[note]],
  };
}
