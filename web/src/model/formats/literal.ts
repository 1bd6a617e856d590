// Arrays as programs write them: nested lists, np.array([...]), torch.tensor([...]), what print(a) shows (blanks in place of
// commas), and MATLAB's [1 2; 3 4] and cat(3, [...], [...]). The nesting is nested.ts's; here the text is made plain for it.

import { DEEPEST, parseNested, shapeOf, walk } from '../nested.ts';
import { quote } from '../schema.ts';
import { MOST_NUMBERS, readEntry, refused, type Table, type TableReading, tableOf } from './table.ts';

/** NumPy breaks the lines of a vector from this many characters on. */
const BROKEN_LINE = 60;
/** A longer rest than this after the last bracket is a program, not a type. */
const LONGEST_REST = 300;

const LABELS = /^(?:>>>.*|In \[\d*\]:.*)$/gm;
const OUTPUT = /^\s*Out\s?\[\d*\]:\s*/;
/** np.float64(1.5), tensor(1.5), float('nan'): a single number and its type. */
const SCALARS = /(?:\b(?:np|numpy|torch)\.)?\b(?:float|int|uint|bool|tensor|array)[\d_]*\(\s*([^()[\],]+)(?:,[^()[\]]*)?\)/g;
const BEFORE = /^\s*(?:[\p{L}_]\w*\s*=\s*)?(?:<tf\.\w+:.*?numpy=\s*)?(?:[\p{L}_][\w.]*\s*\(\s*)*$/su;
/** MATLAB's line that goes on in the next one. */
const CONTINUED = /\.\.\.[^\n]*(?:\n|$)/g;
const AFTER = /^(?:,(?:\([^()]*\)|[^,()[\]])*)*\s*\)*\s*>?\s*[;,]?\s*$/;

/** Without a prompt and its label, and without the types around single numbers. */
export function plainSource(text: string): string {
  return text.replace(LABELS, '').replace(OUTPUT, '').replace(SCALARS, '$1');
}

/** A text of `plainSource` whose lines end in '\n'; null where it is no literal. */
export function readLiteral(source: string): TableReading | null {
  const text = source.includes('[') ? source : source.replaceAll('{', '[').replaceAll('}', ']'); // C++
  const stacked = /^\s*(?:[\p{L}_]\w*\s*=\s*)?(cat\s*\([\s\S]*\))\s*;?\s*$/u.exec(text);
  if (stacked !== null) return readStacked(stacked[1].replace(CONTINUED, ' '));
  const open = text.indexOf('[');
  if (open < 0 || !BEFORE.test(text.slice(0, open))) return null;

  const close = text.lastIndexOf(']');
  const rest = text.slice(close + 1).replace(/[#%].*$/gm, '');
  if (close < open) return refused((blocks) => blocks.brackets(quote(text)));
  if (rest.length > LONGEST_REST || !AFTER.test(rest.trim())) return refused((blocks) => blocks.program(quote(rest.trim())));
  return readBrackets(text.slice(open, close + 1));
}

/** Rows of MATLAB without brackets around them: '1 2; 3 4'. */
export function readMatlabRows(text: string): TableReading {
  return tableOf(matlabRows(text), { bare: false });
}

function readBrackets(source: string): TableReading {
  const text = source
    .replace(/(^|[\s,;])[#%].*$/gm, '$1') // comments
    .replaceAll('(', '[') // Python's tuples
    .replaceAll(')', ']');
  const inner = text.slice(1, -1);
  if (text.includes(';')) return readMatlabRows(text.replace(/[[\]]/g, ' '));
  if (/(?:^|[\s[\],])(?:\.\.\.|…)(?:$|[\s[\],])/.test(text)) return refused((blocks) => blocks.leftOut);

  const lines = inner.trim().split('\n');
  const rows = /[[\]]/.test(inner) || lines.length < 2 ? [] : matlabRows(inner);
  const alike = new Set(rows.map(({ cells }) => cells.length)).size === 1;
  if (alike && lines.every((line) => line.length < BROKEN_LINE)) return tableOf(rows, { bare: false });

  const nested = parseNested(text.includes(',') ? text.replace(/,(?=\s*\])/g, '') : withCommas(text));
  if (nested === 'too deep') return refused((blocks) => blocks.tooDeep(DEEPEST));
  if (nested === 'malformed') return refused((blocks) => blocks.brackets(quote(source)));
  return readNested(nested.value);
}

/** What print(a) shows, with the commas that it leaves out. */
function withCommas(text: string): string {
  const tokens = text.match(/[[\]]|[^[\]\s]+/g) ?? [];
  return tokens.map((token, index) => (index === 0 || token === ']' || tokens[index - 1] === '[' ? token : `,${token}`)).join('');
}

function readNested(nested: unknown): TableReading {
  const shape = shapeOf(nested);
  if (shape.includes(0)) return refused((blocks) => blocks.nothing);
  if (shape.length > DEEPEST) return refused((blocks) => blocks.tooDeep(DEEPEST));
  const lists = nested as unknown[];
  if (shape.length === 2 && lists.every((row) => Array.isArray(row) && !row.some(Array.isArray))) {
    return tableOf(
      (lists as string[][]).map((cells, index) => ({ number: index + 1, cells })),
      { bare: false },
    );
  }
  const total = shape.reduce((product, size) => product * size, 1);
  if (total > MOST_NUMBERS) return refused((blocks) => blocks.tooMany(total, MOST_NUMBERS));
  const data: number[] = [];
  const typed = new Map<number, string>();
  const misfit = walk(nested, shape, (part) => {
    const entry = typeof part === 'string' ? readEntry(part) : null;
    if (entry === null) return false;
    if (entry.kept !== null) typed.set(data.length, entry.kept);
    data.push(entry.value);
    return true;
  });
  if (misfit === null) return { ok: true, value: { shape, data, typed, bare: false, notes: [] } };
  const { at, part } = misfit;
  const place = at.map((index) => `[${index}]`).join('');
  if (at.length === shape.length && !Array.isArray(part)) return refused((blocks) => blocks.notANumber(place, quote(part)));
  return refused((blocks) =>
    Array.isArray(part) && at.length < shape.length
      ? blocks.raggedList(place, part.length, shape[at.length])
      : blocks.unevenList(place, quote(part)),
  );
}

// ---- MATLAB ----

function matlabRows(text: string) {
  const lines = text.replace(CONTINUED, ' ').split(/[;\n]/);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => ({ number: index + 1, cells: line.split(/\s*,\s*|\s+/) }));
}

/** cat(3, ...) of matrices, one for each channel; cat(4, ...) of those, one for each image or filter. */
function readStacked(text: string): TableReading {
  const call = /^\s*cat\s*\(\s*([34])\s*,([\s\S]*)\)\s*$/.exec(text);
  if (call === null) {
    const matrix = /^\s*(\[[\s\S]*\])\s*$/.exec(text);
    return matrix === null ? refused((blocks) => blocks.brackets(quote(text))) : readBrackets(matrix[1]);
  }
  const axis = Number(call[1]);
  const parts: Table[] = [];
  for (const argument of topLevelArguments(call[2])) {
    const part = readStacked(argument);
    if (!part.ok) {
      const number = parts.length + 1;
      return { ok: false, problem: (words) => words.blocks.inPart(number, part.problem(words)) };
    }
    const { shape } = part.value;
    const flat = shape.length === 1 ? [1, ...shape] : shape;
    parts.push({ ...part.value, shape: axis === 4 && flat.length === 2 ? [...flat, 1] : flat });
  }
  const [first, ...others] = parts;
  const odd = others.findIndex(({ shape }) => String(shape) !== String(first.shape));
  if (odd >= 0) {
    const sizes = [others[odd], first].map(({ shape }) => shape.join(' × '));
    return refused((blocks) => blocks.unequalParts(odd + 2, sizes[0], sizes[1]));
  }
  if (first.shape.length !== axis - 1) return refused((blocks) => blocks.brackets(quote(text)));
  const typed = new Map<number, string>();
  parts.forEach((part, which) => {
    for (const [index, kept] of part.typed) typed.set(index * parts.length + which, kept);
  });
  const data = first.data.flatMap((_, index) => parts.map((part) => part.data[index]));
  return {
    ok: true,
    value: { shape: [...first.shape, parts.length], data, typed, bare: false, imagesLast: axis === 4, notes: [] },
  };
}

function topLevelArguments(text: string): string[] {
  const found = [''];
  let depth = 0;
  for (const character of text) {
    if ('(['.includes(character)) depth += 1;
    if (')]'.includes(character)) depth -= 1;
    if (character === ',' && depth === 0) found.push('');
    else found[found.length - 1] += character;
  }
  return found;
}
