// Numbers from a text that was pasted or from a file: which form it is, and what is in it.

import { readDelimited } from './delimited.ts';
import { plainSource, readLiteral, readMatlabRows } from './literal.ts';
import { isNpy, readNpy } from './npy.ts';
import { refused, type TableReading } from './table.ts';

export type { Table, TableReading } from './table.ts';

/** More than a million numbers with all their digits. */
export const MOST_BYTES = 32 * 1024 * 1024;

/** A text that was pasted: rows from a spreadsheet, CSV, TSV, a list or an array of Python or MATLAB, or what NumPy prints. */
export function readText(source: string): TableReading {
  const lines = plain(source);
  if (lines === null) return refused((blocks) => blocks.tooLong(MOST_BYTES));
  const text = plainSource(lines);
  if (text.trim() === '') return refused((blocks) => blocks.nothing);
  return readLiteral(text) ?? (endsRows(text.trim()) ? readMatlabRows(text) : readDelimited(text));
}

/** Whether semicolons end rows, as in '1 2; 3 4'. Elsewhere they stand between cells. */
function endsRows(text: string): boolean {
  if (!text.includes(';')) return false;
  if (text.includes('\n')) return !/;[ \t]*[^\s;]/.test(text);
  return text.split(';').some((row) => /[\s,]/.test(row.trim()));
}

/** A file by its first bytes, and by its name where those do not tell. */
export function readFile(name: string, bytes: Uint8Array): TableReading {
  if (isNpy(bytes)) return readNpy(bytes);
  if (bytes.length > MOST_BYTES) return refused((blocks) => blocks.tooLong(MOST_BYTES));
  if (bytes.length === 0) return refused((blocks) => blocks.nothing);
  if (/\.npy$/i.test(name)) return refused((blocks) => blocks.npyNot);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return refused((blocks) => blocks.zip); // 'PK': .npz, .xlsx, .ods
  const text = decode(bytes);
  if (text === null) return refused((blocks) => blocks.binary);
  // In a table of a file semicolons stand between cells, and a heading may have brackets.
  const isTable = /\.(?:csv|tsv|tab)$/i.test(name) && !/^\s*\[/.test(text);
  return isTable ? readDelimited(plain(text) ?? '') : readText(text);
}

/** Without a byte order mark, and with '\n' at the end of a line. */
function plain(text: string): string | null {
  return text.length > MOST_BYTES ? null : text.replace(/^\uFEFF/, '').replace(/\r\n?|[\u2028\u2029]/g, '\n');
}

/** The text of a file: UTF-8, or UTF-16 with its mark, as spreadsheets export it, or else Windows' Latin; null for what is no text. */
function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
