// Declarations around numbers: int a[3][3] = {{...}}; of C, C++ and Java, const a = [[...]]; of JavaScript, let a: [f32; 3] = [...];
// of Rust. Removes the declaration. If its type or its sizes would change the numbers, it is rejected by name.

import { quote } from '../../model/schema.ts';
import { fitsType } from './calls.ts';
import type { Stripped } from './surroundings.ts';
import { LONGEST_LABEL, refused, type Table, type TableReading } from './table.ts';

/** What a declaration says of its numbers. */
export interface Declared {
  /** The declaration as written, without the numbers. */
  readonly name: string;
  /** NumPy's name of the type of each number, or null. */
  readonly type: string | null;
  /** The declared sizes: null where the declaration leaves one out. */
  readonly sizes: readonly (number | null)[];
}

const SCRIPT = /^(?:export\s+)?(?:const|let|var)\s+(?:mut\s+)?[\p{L}_$][\w$]*\s*(?::([\w<>[\];,. ]+))?=(?!=)\s*/u;
const SCALAR = String.raw`(?:unsigned\s+|signed\s+|long\s+|short\s+)*(?:int|char|long|short|float|double|bool|boolean|byte|auto|size_t|u?int\d+_t|unsigned)`;
const MODIFIER = String.raw`(?:static|const|constexpr|inline|extern|volatile|private|public|protected|final|readonly|__constant__|__device__)\s+`;
const C = new RegExp(
  String.raw`^(?:${MODIFIER})*((?:std::)?(?:vector|array|valarray)\s*<[\w:<>,\s]+>|${SCALAR}(?![\w]))\s*(?:const\s+)?(?:\[\s*\]\s*)*[*&]?\s*[A-Za-z_]\w*\s*((?:\[\s*\w*\s*\]\s*)*)(?:=\s*)?(?:new\s+\w+\s*(?:\[\s*\d*\s*\]\s*)+)?(?=\{)`,
);

/** Removes a declaration before the first numbers, and the comments around it. */
export function declaration(lines: readonly string[]): Stripped {
  const text = lines.join('\n');
  const begin = codeBegin(text);
  const head = text.slice(begin, begin + LONGEST_LABEL);
  const script = SCRIPT.exec(head);
  const found = script ?? C.exec(head);
  if (found === null) return { ok: true, lines };
  const [whole, type = '', sizes = ''] = found;
  const declared: Declared = {
    name: whole.replace(/\s*=?\s*$/, ''),
    type: scalarOf(type),
    sizes: script === null ? sizesOf(sizes) : [],
  };
  const end = begin + whole.length;
  const code = linesOf(text.slice(0, end)) + withoutComments(text.slice(end));
  return { ok: true, lines: code.split('\n'), declared };
}

/** The line breaks of a text that is removed. */
const linesOf = (text: string) => text.replace(/[^\n]+/g, '');

/** The end of a comment that begins at a position; its line break is not part of it. Null if no comment begins there. */
function commentEnd(text: string, at: number): number | null {
  const [mark, length] = text.startsWith('//', at) ? ['\n', 0] : text.startsWith('/*', at) ? ['*/', 2] : ['', 0];
  if (mark === '') return null;
  const end = text.indexOf(mark, at + 2);
  return end < 0 ? text.length : end + length;
}

/** Where the code begins after blanks and comments. */
function codeBegin(text: string): number {
  let at = 0;
  while (at < text.length) {
    const end = commentEnd(text, at) ?? (/\s/.test(text[at]) ? at + 1 : at);
    if (end === at) break;
    at = end;
  }
  return at;
}

function withoutComments(text: string): string {
  const parts: string[] = [];
  let [from, at] = [0, text.indexOf('/')];
  while (at >= 0) {
    const end = commentEnd(text, at);
    if (end !== null) {
      parts.push(text.slice(from, at), linesOf(text.slice(at, end)));
      from = end;
    }
    at = text.indexOf('/', end ?? at + 1);
  }
  return parts.join('') + text.slice(from);
}

const sizesOf = (brackets: string) =>
  [...brackets.matchAll(/\[\s*(\w*)\s*\]/g)].map(([, size]) => (/^\d{1,9}$/.test(size) ? Number(size) : null));

/** By NumPy's names. The first that a type contains: 'long double' is double. */
const SCALARS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:double|f64)\b/, 'float64'],
  [/\b(?:float|f32)\b/, 'float32'],
  [/\bbool(?:ean)?\b/, 'bool'],
  [/\b(?:char|byte|i8|int8_t)\b/, 'int8'],
  [/\b(?:u8|uint8_t)\b/, 'uint8'],
  [/\b(?:short|i16|int16_t)\b/, 'int16'],
  [/\b(?:u16|uint16_t)\b/, 'uint16'],
  [/\b(?:size_t|u64|uint64_t)\b/, 'uint64'],
  [/\b(?:long|i64|int64_t)\b/, 'int64'],
  [/\b(?:u32|uint32_t)\b/, 'uint32'],
  [/\b(?:int|unsigned|i32|int32_t)\b/, 'int32'],
];

function scalarOf(type: string): string | null {
  const name = SCALARS.find(([pattern]) => pattern.test(type))?.[1] ?? null;
  return name !== null && /\bunsigned\b/.test(type) ? `u${name}` : name;
}

/** The numbers as declared: a flat list takes the declared sizes. */
export function asDeclared(table: Table, { name, type, sizes }: Declared): TableReading {
  const { data, shape } = table;
  const fits = type === null ? null : fitsType(type, quote(name), data);
  if (fits !== null && !fits.ok) return fits;
  const notes = [...table.notes, ...(fits?.notes ?? [])];
  const asked = sizes.length > 1 && shape.length === 1 ? unflattened(sizes, data.length) : shape;
  const same =
    sizes.length === 0 || (asked.length === sizes.length && asked.every((size, axis) => size === (sizes[axis] ?? size)));
  if (!same) return refused((blocks) => blocks.changes(quote(name)));
  return { ok: true, value: { ...table, shape: asked, notes } };
}

/** The declared sizes, with the first from the number of entries if it is left out. */
function unflattened([first, ...inner]: readonly (number | null)[], length: number): readonly number[] {
  if (inner.includes(null)) return [length];
  const each = (inner as number[]).reduce((product, size) => product * size, 1);
  return Number.isInteger(length / each) && (first ?? length / each) * each === length
    ? [length / each, ...(inner as number[])]
    : [length];
}
