// Reads numbers from pasted text or from a file: recognises the form and calls its reader.

import { tidy } from '../../model/number.ts';
import { asDeclared } from './declaration.ts';
import { readDelimited } from './delimited.ts';
import { readLiteral, readMatlabRows, withoutTypes } from './literal.ts';
import { isNpy, readNpy } from './npy.ts';
import { withoutSurroundings } from './surroundings.ts';
import { refused, type TableReading } from './table.ts';

export type { Table, TableReading } from './table.ts';

/** Enough for more than a million numbers with all their digits. */
export const MOST_BYTES = 32 * 1024 * 1024;

/** Reads pasted text: rows from a spreadsheet, CSV, TSV, a list or array of a program, or what a program or a notebook prints. */
export function readText(source: string): TableReading {
  const lines = plain(source);
  if (lines === null) return refused((blocks) => blocks.tooLong(MOST_BYTES));
  const stripped = withoutSurroundings(lines);
  if (!stripped.ok) return stripped;
  const told = withoutTypes(stripped.text);
  if (!told.ok) return told;
  if (told.text.trim() === '') return refused((blocks) => blocks.nothing);
  const reading = readLiteral(told.text) ?? readRows(told.text);
  if (!reading.ok) return reading;
  const value = { ...reading.value, notes: [...stripped.notes, ...told.notes, ...reading.value.notes] };
  return stripped.declared ? asDeclared(value, stripped.declared) : { ok: true, value };
}

function readRows(text: string): TableReading {
  const unclear = unclearSeparator(text);
  if (unclear !== null) {
    const [first, second] = unclear.split(',');
    return refused((blocks) => blocks.unclearSeparator(unclear, `${first}.${second}`, first, second));
  }
  return endsRows(text.trim()) ? readMatlabRows(text) : readDelimited(text);
}

/** Whether semicolons end rows, as in '1 2; 3 4'. Otherwise they separate cells. */
function endsRows(text: string): boolean {
  if (!text.includes(';')) return false;
  if (text.includes('\n')) return !/;[ \t]*[^\s;]/.test(text);
  const rows = text.split(';').map((row) => row.trim());
  // '1,5;2;3,25' cannot be rows of two numbers and of one, so the semicolons separate cells.
  if (rows.every(isOneNumber) && !rows.every((row) => row.includes(','))) return false;
  return rows.some((row) => /[\s,]/.test(row));
}

/**
 * A pair from a text whose commas may all be decimal points or all be separators: every row, or every part between semicolons that
 * may end rows, is two whole numbers with only a comma between them. Otherwise null.
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

/** Reads a file by its first bytes, and by its name if those are ambiguous. */
export function readFile(name: string, bytes: Uint8Array): TableReading {
  if (isNpy(bytes)) return readNpy(bytes);
  if (bytes.length > MOST_BYTES) return refused((blocks) => blocks.tooLong(MOST_BYTES));
  if (bytes.length === 0) return refused((blocks) => blocks.nothing);
  if (/\.npy$/i.test(name)) return refused((blocks) => blocks.npyNot);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return refused((blocks) => blocks.zip); // 'PK': .npz, .xlsx, .ods
  const text = decode(bytes);
  if (text === null) return refused((blocks) => blocks.binary);
  // In a table file semicolons separate cells, and a heading may contain brackets.
  const isTable = /\.(?:csv|tsv|tab)$/i.test(name) && !/^\s*\[/.test(text);
  return isTable ? readDelimited(plain(text) ?? '') : readText(text);
}

/** Removes a byte order mark, and makes every line end in '\n'. */
function plain(text: string): string | null {
  return text.length > MOST_BYTES ? null : text.replace(/^\uFEFF/, '').replace(/\r\n?|[\u2028\u2029]/g, '\n');
}

/** Decodes UTF-8, UTF-16 with its mark, as spreadsheets export it, or else Windows' Latin; null if it is not text. */
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
