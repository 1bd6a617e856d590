// Output that a program splits into parts: MATLAB's and Octave's columns of a wide matrix, their common factor, and the pages of an
// array of three or four axes, which Julia and Python programs print alike. Joins the parts into one matrix or into one cat(...).

import { parseNumber } from '../../model/number.ts';
import { quote } from '../../model/schema.ts';
import type { Stripped } from './surroundings.ts';
import { LONGEST_LABEL, refused, type Table } from './table.ts';

type Refused = ReturnType<typeof refused>;

const FACTOR = /^\s*(1\.0*e([-+]?\d{1,3}))\s*\*\s*$/i;
/** 'Columns 1 through 8', and Octave's 'Columns 9 and 10:'. */
export const COLUMNS = /^\s*Columns?\s+(\d{1,9})(?:\s+(?:through|and|to)\s+(\d{1,9}))?:?\s*$/;
/** 'ans(:,:,2) =', 'x[:, :, 0, 1] =', and Julia's '[:, :, 1] ='. */
export const PAGE = /^\s*(?:[\p{L}_][\w.]*)?\s*[([]\s*:\s*,\s*:\s*,\s*(\d{1,9})\s*(?:,\s*(\d{1,9})\s*)?[)\]]\s*(?:=(?!=)|:)\s*/u;

const isBlank = (line: string) => line.trim() === '';
const cellsOf = (line: string) => line.trim().split(/\s+/);

/** Joins the columns of a matrix and multiplies by its common factor, with a note. */
export function joinColumns(lines: readonly string[]): Stripped | Refused {
  const scaled = withFactor(lines);
  const joined = columnsJoined(scaled.lines);
  return joined.ok ? { ...joined, ...(scaled.notes && { notes: scaled.notes }) } : joined;
}

/** '1.0e+03 *' above a matrix. */
function withFactor(lines: readonly string[]): { lines: readonly string[]; notes?: Table['notes'] } {
  const first = lines.findIndex((line) => !isBlank(line));
  const [, factor, exponent] = (first < 0 ? null : FACTOR.exec(lines[first])) ?? [];
  if (factor === undefined) return { lines };
  const scaled = lines.map((line, index) => {
    if (index <= first) return '';
    return isBlank(line) || COLUMNS.test(line)
      ? line
      : cellsOf(line)
          .map((cell) => times(cell, Number(exponent), factor))
          .join(' ');
  });
  return { lines: scaled, notes: [({ blocks }) => blocks.factor(factor)] };
}

const NUMBER = /^([-+\u2212]?(?:\d+(?:\.\d*)?|\.\d+))(?:e([-+]?\d+))?$/i;

/** A number times a power of ten, by its exponent, so that its digits stay. Any other cell becomes a text that no reader accepts. */
function times(cell: string, exponent: number, factor: string): string {
  const [, digits, own = '0'] = NUMBER.exec(cell) ?? [];
  if (digits !== undefined) return `${digits}e${Number(own) + exponent}`;
  return Number.isFinite(parseNumber(cell) ?? Number.NaN) ? `${cell}*${factor}` : cell;
}

/** 'Columns 1 through 8' and the rows below it, 'Columns 9 through 12' and so on, side by side. */
function columnsJoined(lines: readonly string[]): Stripped | Refused {
  const first = lines.findIndex((line) => !isBlank(line));
  if (first < 0 || !COLUMNS.test(lines[first])) return { ok: true, lines };
  const groups: { readonly header: string; readonly from: number; readonly to: number; readonly rows: number[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const [header, from, to = from] = COLUMNS.exec(line) ?? [];
    if (header !== undefined) groups.push({ header: quote(header.trim()), from: Number(from), to: Number(to), rows: [] });
    else if (!isBlank(line)) groups.at(-1)?.rows.push(index);
  }
  const joined = groups[0].rows.map((): string[] => []);
  for (const [which, { header, from, to, rows }] of groups.entries()) {
    const expected = which === 0 ? from : groups[which - 1].to + 1;
    if (from !== expected) return refused((blocks) => blocks.columnsGap(header, expected));
    if (rows.length !== joined.length) return refused((blocks) => blocks.columnsRows(header, rows.length, joined.length));
    for (const [row, index] of rows.entries()) {
      const { length } = cellsOf(lines[index]);
      if (length !== to - from + 1) return refused((blocks) => blocks.columnsCount(header, length));
      joined[row].push(lines[index].trim());
    }
  }
  const left = lines.map(() => '');
  for (const [row, index] of groups[0].rows.entries()) left[index] = joined[row].join(' ');
  return { ok: true, lines: left };
}

interface Page {
  readonly label: string;
  readonly third: number;
  readonly fourth: number | null;
  readonly lines: string[];
}

/** Two or more pages become one cat(3, ...) or cat(4, ...). */
export function joinPages(lines: readonly string[]): Stripped | Refused {
  const pages: Page[] = [];
  const above: string[] = [];
  for (const line of lines) {
    const found = PAGE.exec(line.slice(0, LONGEST_LABEL));
    if (found !== null) {
      const [label, third, fourth] = found;
      const page = { label: quote(label.trim()), third: Number(third), fourth: fourth === undefined ? null : Number(fourth) };
      pages.push({ ...page, lines: [line.slice(label.length)] });
    } else (pages.at(-1)?.lines ?? above).push(line);
  }
  const unread: Stripped = { ok: true, lines };
  // Octave prints 'ans =' above all pages.
  if (pages.length < 2 || !above.every((line) => /^\s*(?:[\p{L}_]\w*\s*=\s*)?$/u.test(line))) return unread;
  const depth = pages.findIndex(({ fourth }) => fourth !== pages[0].fourth);
  const each = depth < 0 ? pages.length : depth;
  const { third, fourth } = pages[0];
  const odd = pages.find(
    (page, index) =>
      page.third !== third + (index % each) || page.fourth !== (fourth === null ? null : fourth + Math.floor(index / each)),
  );
  if (odd !== undefined || pages.length % each !== 0) {
    const { label } = odd ?? (pages.at(-1) as Page);
    return refused((blocks) => blocks.pageGap(label));
  }
  const notes: Table['notes'][number][] = [];
  const texts: string[] = [];
  for (const page of pages) {
    const joined = joinColumns(page.lines);
    if (!joined.ok) return joined;
    if (notes.length === 0) notes.push(...(joined.notes ?? []));
    const rows = joined.lines.filter((line) => !isBlank(line)).map((line) => line.trim());
    if (rows[0]?.startsWith('[')) texts.push(rows.join('\n').replace(/[;,]$/, ''));
    else if (rows.some((row) => /[[\](){};]/.test(row))) return unread;
    else texts.push(`[${rows.join('; ')};]`);
  }
  const stacks = Array.from({ length: pages.length / each }, (_, index) => {
    const inner = texts.slice(index * each, (index + 1) * each);
    return `cat(3, ${inner.join(', ')})`;
  });
  return { ok: true, lines: [fourth === null ? stacks[0] : `cat(4, ${stacks.join(', ')})`], notes };
}
