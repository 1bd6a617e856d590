// Numbers from a text that was pasted or from a file: which form it is, and what is in it.

import { tidy } from '../../model/number.ts';
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
  const told = plainSource(lines);
  if (!told.ok) return told;
  if (told.text.trim() === '') return refused((blocks) => blocks.nothing);
  const reading = readLiteral(told.text) ?? readRows(told.text);
  return reading.ok ? { ok: true, value: { ...reading.value, notes: [...told.notes, ...reading.value.notes] } } : reading;
}

function readRows(text: string): TableReading {
  const unclear = unclearSeparator(text);
  if (unclear !== null) {
    const [first, second] = unclear.split(',');
    return refused((blocks) => blocks.unclearSeparator(unclear, `${first}.${second}`, first, second));
  }
  return endsRows(text.trim()) ? readMatlabRows(text) : readDelimited(text);
}

/** Whether semicolons end rows, as in '1 2; 3 4'. Elsewhere they stand between cells. */
function endsRows(text: string): boolean {
  if (!text.includes(';')) return false;
  if (text.includes('\n')) return !/;[ \t]*[^\s;]/.test(text);
  const rows = text.split(';').map((row) => row.trim());
  // '1,5;2;3,25': rows of two numbers and of one are none, cells are.
  if (rows.every(isOneNumber) && !rows.every((row) => row.includes(','))) return false;
  return rows.some((row) => /[\s,]/.test(row));
}

/**
 * A pair in a text whose commas may all be decimal points or all be separators: where each row, or what is between semicolons that
 * may end rows, is two whole numbers with nothing but a comma between them. Else null.
 */
function unclearSeparator(text: string): string | null {
  const rows = text
    .split(/[;\n]/)
    .map((row) => row.trim())
    .filter((row) => row !== '' && !/^[#%]/.test(row));
  const several = text.includes(';') && /\n/.test(text.trim()) && !endsRows(text.trim());
  return !several && rows.length > 0 && rows.every((row) => row.includes(',') && isOneNumber(row)) ? tidy(rows[0]) : null;
}

/** '15', or '1,5' without a blank. */
const isOneNumber = (text: string) => /^[+-]?\d+(?:,\d+(?:e[+-]?\d+)?)?$/i.test(tidy(text));

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
