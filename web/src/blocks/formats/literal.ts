// Arrays as programs write them: nested lists, np.array([...]), torch.tensor([...]), the output of print(a) with blanks instead of
// commas, and MATLAB's [1 2; 3 4] and cat(3, [...], [...]). Turns the text into plain nested lists, which model/nested-lists.ts
// reads.

import { DEEPEST, parseNested, shapeOf, walk } from '../../model/nested-lists.ts';
import { quote } from '../../model/schema.ts';
import { type Call, changes, isKnown, isSigned, isTorch, judge } from './calls.ts';
import { labelOf } from './surroundings.ts';
import { inTheWay, MOST_NUMBERS, readEntry, refused, type Table, type TableReading, tableOf } from './table.ts';

/** More calls around a list, or more arguments in one, are a program. */
const MOST_CALLS = 16;
/** NumPy breaks the lines of a vector after this many characters. */
const BROKEN_LINE = 60;

/** np.float64(1.5), tensor(1.5), -float('inf'): a sign, a name and the text in the parentheses, as an entry by itself. */
const SCALARS = /(?<=^|[\s,;[({])([-+\u2212]?)([\p{L}_][\w.]*)\(([^()[\]]*)\)(?=$|[\s,;\])}])/gu;
/** A line that MATLAB continues on the next one. */
const CONTINUED = /\.\.\.[ \t]*\n/g;

// Matches at a given position in the text.
const TENSORFLOW = /<tf\.[^[]*?numpy=\s*/y;
const CALL = /([\p{L}_][\w.]*)\s*\(\s*/uy;
const CAT = /cat\s*\(\s*([34])\s*,\s*/y;
const BLANKS = /\s*/y;
const BETWEEN = /\s*(,?)\s*/y;

function from(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Removes the types around single numbers. */
export function withoutTypes(
  text: string,
): { readonly ok: true; readonly text: string; readonly notes: Table['notes'] } | ReturnType<typeof refused> {
  const found: { problem?: ReturnType<typeof refused>; notes: Table['notes'] } = { notes: [] };
  const plain = text.replace(SCALARS, (whole, sign: string, name: string, inside: string) => {
    const [first, ...args] = argumentsOf(inside, 0).args;
    const entry = first === undefined ? null : readEntry(first);
    // -np.uint8(1) is 255.
    if (entry === null || !isKnown(name) || (sign !== '' && !isSigned(name))) return whole;
    const judged = judge({ name, args }, [], [entry.value]);
    if (!judged.ok) found.problem ??= judged;
    else if (found.notes.length === 0) found.notes = judged.notes;
    return sign + first;
  });
  return found.problem ?? { ok: true, text: plain, notes: found.notes };
}

/** Reads text from `withoutTypes` whose lines end in '\n'; null if it is not a literal. */
export function readLiteral(source: string): TableReading | null {
  const told = withoutComments(source);
  let text = told.includes('[') ? told : fromBraces(told);
  let at = from(BLANKS, text, 0)?.[0].length ?? 0;
  const tensorflow = from(TENSORFLOW, text, at);
  if (tensorflow !== null) at = TENSORFLOW.lastIndex;
  const names: string[] = [];
  for (let call = from(CALL, text, at); call !== null && from(CAT, text, at) === null; call = from(CALL, text, at)) {
    names.push(call[1]);
    at = CALL.lastIndex;
  }
  const unknown = names.find((name) => !isKnown(name));
  if (from(CAT, text, at) !== null) {
    text = text.slice(at).replace(CONTINUED, ' ');
    at = 0;
  } else if (text[at] !== '[') {
    const before = text.slice(0, Math.max(0, text.indexOf('['))).trim();
    const code = /[(=+\-*/@~]$/.test(before) || (names.length > 0 && before.endsWith(','));
    if (!code && !isWordsBefore(before, text)) return null;
    return unknown === undefined ? refused((blocks) => blocks.programBefore(quote(before))) : changes(unknown);
  }
  if (unknown !== undefined) return changes(unknown);
  if (names.length === 0) text = inOneList(text, at) ?? text;
  const { reading, end } = readPart(text, at, 0);
  if (!reading.ok) return reading;

  const calls = callsAround(names, text, end, tensorflow !== null);
  if (calls === null) return more(text.slice(end));
  const { shape, data } = reading.value;
  const notes = [...reading.value.notes];
  for (const call of calls) {
    const judged = judge(call, shape, data);
    if (!judged.ok) return judged;
    notes.push(...judged.notes);
  }
  const torch = names.some(isTorch) ? ({ from: 'torch' } as const) : null;
  return { ok: true, value: { ...reading.value, notes, ...torch } };
}

/** Whether words without a number precede a list that ends the text. In a table, a heading may hold brackets. */
function isWordsBefore(before: string, text: string): boolean {
  if (before === '' || /[\d\n\t]/.test(before)) return false;
  const close = closing(text, text.indexOf('['));
  return close >= 0 && /^[\s;,]*$/.test(text.slice(close + 1));
}

/** Braces of C++ and Mathematica as brackets. Numbers may end in C's f, and Mathematica writes 1.5*^-7. */
function fromBraces(text: string): string {
  if (!text.includes('{')) return text;
  const numbers = text.replace(/(?<=\d\.?)[fFlLuU]{1,2}(?=\s*[,}])/g, '').replace(/\*\^(?=[-+]?\d)/g, 'e');
  return numbers.replaceAll('{', '[').replaceAll('}', ']');
}

/** Rejects what follows the first array: another array, or code. */
function more(text: string): TableReading {
  const [closed] = /^[\s)]*/.exec(text) as RegExpExecArray;
  const [below] = text.slice(closed.length).split('\n', 1);
  const next = closed.includes('\n') ? (labelOf(below)?.name ?? (/^[\w.]+\([[(]/.test(below) ? below : null)) : null;
  return refused((blocks) => (next === null ? blocks.program(quote(text.trim())) : blocks.several(quote(next))));
}

/**
 * '[1 2 3], [4 5 6]' as one list of the lists from a position to the end. Without commas, as a loop prints rows, each list is a row
 * of two or more numbers on a line of its own: '[5]' below an array may be an index. Null for a single list and for other text.
 */
function inOneList(text: string, begin: number): string | null {
  const lists: string[] = [];
  let rows = true;
  for (let at = begin; at < text.length; at = BETWEEN.lastIndex) {
    const close = text[at] === '[' ? closing(text, at) : -1;
    if (close < 0) return null;
    const list = text.slice(at, close + 1);
    lists.push(list);
    rows &&= /^\[[^[]*[^[\s,][\s,]+[^[\s,\]]/.test(list);
    const [between, comma] = from(BETWEEN, text, close + 1) as RegExpExecArray;
    const last = BETWEEN.lastIndex === text.length;
    if (!last && comma === '' && !(rows && between.includes('\n'))) return null;
  }
  return lists.length < 2 || text.includes(';') ? null : `[${lists.join(',')}]`;
}

/**
 * Removes comments: after '#', and after MATLAB's '%'. Unless a semicolon shows that the text is MATLAB, '%' before a number, a
 * bracket or a name may be Python's remainder and stays.
 */
function withoutComments(text: string): string {
  const semicolon = text.indexOf(';');
  return text.replace(/(^|[\s,;[\](){}])([#%])(.*)$/gm, (whole, before: string, sign: string, rest: string, at: number) => {
    const matlab = semicolon >= 0 && semicolon < at + before.length;
    const begins = text.slice(text.lastIndexOf('\n', at) + 1, at).trim() === '' && before.trim() === '';
    const operand = /^\s*(?:[-+~\d.([]|[\p{L}_][\w.]*\s*(?:$|[-+*/%@,;[\]()]))/u.test(rest);
    return sign === '#' || matlab || begins || !operand ? before : whole;
  });
}

/** The calls of these names with the arguments after the numbers, which end at `end`; null if anything else follows. */
function callsAround(names: readonly string[], text: string, end: number, tensorflow: boolean): Call[] | null {
  const calls = names.map((name) => ({ name, args: [] as readonly string[] }));
  let open = calls.length;
  let at = end;
  for (;;) {
    from(BLANKS, text, at);
    at = BLANKS.lastIndex;
    if (text[at] === ')') at += 1;
    else if (text[at] === ',' && open > 0) {
      const { args, end } = argumentsOf(text, at + 1);
      calls[open - 1].args = args;
      at = end + 1;
    } else break;
    open -= 1;
  }
  const rest = text.slice(at).trim();
  if (calls.length > MOST_CALLS || calls.some(({ args }) => args.length > MOST_CALLS)) return null;
  return rest === '' || rest === ',' || rest === ';' || (tensorflow && rest === '>') ? calls : null;
}

/** The arguments from a position to the closing parenthesis, or to the end of the text. Drops empty ones. */
function argumentsOf(text: string, at: number): { args: string[]; end: number } {
  const args: string[] = [];
  let begin = at;
  let depth = 0;
  let quoted = '';
  let end = at;
  const take = () => {
    const argument = text.slice(begin, end).trim();
    if (argument !== '') args.push(argument);
    begin = end + 1;
  };
  for (; end < text.length; end += 1) {
    const character = text[end];
    if (quoted !== '') quoted = character === quoted ? '' : quoted;
    else if (character === '"' || character === "'") quoted = character;
    else if ('([{'.includes(character)) depth += 1;
    else if (depth > 0 && ')]}'.includes(character)) depth -= 1;
    else if (character === ')') break;
    else if (character === ',' && depth === 0) take();
  }
  take();
  return { args, end };
}

/** The position that closes the bracket at `at`, or -1. */
function closing(text: string, at: number): number {
  let depth = 0;
  for (let index = at; index < text.length; index += 1) {
    if (text[index] === '[') depth += 1;
    else if (text[index] === ']') depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

/** Reads a list in brackets, or MATLAB's cat(3, ...) of several, from a position in the text. */
function readPart(text: string, at: number, depth: number): { reading: TableReading; end: number } {
  const cat = depth < DEEPEST - 2 ? from(CAT, text, at) : null;
  if (cat !== null) return readStacked(text, CAT.lastIndex, cat[1] === '4' ? 4 : 3, depth);
  const close = text[at] === '[' ? closing(text, at) : -1;
  const line = depth > 0 ? null : text.slice(0, at).split('\n').length;
  const reading =
    close < 0 ? refused((blocks) => blocks.brackets(quote(text.slice(at)))) : readBrackets(text.slice(at, close + 1), line);
  return { reading, end: close + 1 };
}

/** Reads rows of MATLAB without surrounding brackets: '1 2; 3 4'. */
export function readMatlabRows(text: string): TableReading {
  return tableOf(matlabRows(text), { bare: false });
}

/** `line` is the number of the first line; null within cat(...), whose parts have numbers of their own. */
function readBrackets(source: string, line: number | null): TableReading {
  const [, name] = /(?<![\p{L}\w.])([\p{L}_][\w.]*)\(/u.exec(source) ?? [];
  if (name !== undefined && !isKnown(name)) return changes(name);
  const text = source
    .replace(/(?<=[\s,;[(])\(\s*([^\s()[\],;]+)\s*\)(?=[\s,;\])])/g, '$1') // a number in parentheses is not a tuple
    .replaceAll('(', '[') // Python's tuples
    .replaceAll(')', ']');
  const inner = text.slice(1, -1);
  if (text.includes(';')) {
    return isMatrix(text) ? readMatlabRows(text.replace(/[[\]]/g, ' ')) : refused((blocks) => blocks.brackets(quote(source)));
  }
  if (/(?:^|[\s[\],])(?:\.\.\.|…)(?:$|[\s[\],])/.test(text)) return refused((blocks) => blocks.leftOut);

  const lines = inner.trim().split('\n');
  const rows = /[[\]]/.test(inner) || lines.length < 2 ? [] : matlabRows(inner);
  const alike = new Set(rows.map(({ cells }) => cells.length)).size === 1;
  if (alike && lines.every((line) => line.length < BROKEN_LINE)) return tableOf(rows, { bare: false });

  const listed = withCommas(text.replace(/,(?=\s*\])/g, ''));
  const nested = listed === null ? 'malformed' : parseNested(listed);
  if (nested === 'too deep') return refused((blocks) => blocks.tooDeep(DEEPEST));
  if (nested === 'malformed') return wordIn(text, line) ?? refused((blocks) => blocks.brackets(quote(source)));
  return readNested(nested.value);
}

/** Names the first text in brackets that is not a number; null if there is none. */
function wordIn(text: string, line: number | null): TableReading | null {
  let [first, at, numbers] = ['', 0, 0];
  for (const { 0: token, index } of text.matchAll(/[^[\],\s]+/g)) {
    if (readEntry(token) !== null) numbers += 1;
    else if (first === '') [first, at] = [token, index];
  }
  if (first === '') return null;
  const row = line === null ? null : line + text.slice(0, at).split('\n').length - 1;
  return inTheWay(first, (blocks) => (row === null ? '' : blocks.inLine(row)), [numbers]);
}

interface Level {
  /** Between the entries: a comma, blanks, or not known yet. */
  mode: ',' | ' ' | '';
  /** There are commas at this level or below it. */
  commas: boolean;
}

/**
 * Adds the commas that print(a) omits. Null if one list has some of them, as in '1, 2 3', or if lists with commas have only blanks
 * between them.
 */
function withCommas(text: string): string | null {
  const tokens = text.match(/[[\],]|[^[\],\s]+/g) ?? [];
  const levels: Level[] = [{ mode: '', commas: false }];
  const out: string[] = [];
  let before = '[';
  for (const token of tokens) {
    const level = levels[levels.length - 1];
    const ends = before === '[' || before === ',';
    const separator = token === ',' ? ',' : token === ']' || ends ? '' : ' ';
    if (separator !== '') {
      if (level.mode !== '' && level.mode !== separator) return null;
      level.mode = separator;
      level.commas ||= separator === ',';
    }
    if (level.mode === ' ' && level.commas) return null;
    out.push(separator === ' ' ? `,${token}` : token);
    if (token === '[') levels.push({ mode: '', commas: false });
    else if (token === ']' && levels.length > 1) {
      levels.pop();
      levels[levels.length - 1].commas ||= level.commas;
      if (levels[levels.length - 1].mode === ' ' && level.commas) return null;
    }
    before = token;
  }
  return out.join('');
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

/** Whether all rows belong to one matrix. Brackets beside it, or inside a row, would put matrices side by side. */
function isMatrix(text: string): boolean {
  let depth = 0;
  let rows = 0; // the depth of the brackets around the semicolons
  let lists = 0; // at this depth
  let odd = /[^\s,;[\]]\[/.test(text);
  const first = text.indexOf(';');
  for (let index = 0; index < first; index += 1) rows += text[index] === '[' ? 1 : text[index] === ']' ? -1 : 0;
  for (const character of text) {
    if (character === ']') depth -= 1;
    else if (character === '[') {
      depth += 1;
      if (depth === rows) lists += 1;
    } else if (character === ';') odd ||= depth !== rows;
    else if (depth < rows) odd ||= !/[\s,]/.test(character);
  }
  return !odd && lists === 1;
}

/** The matrices of cat(3, ...), one for each channel, or of cat(4, ...), one for each image or filter. */
function readStacked(text: string, begin: number, axis: 3 | 4, depth: number): { reading: TableReading; end: number } {
  const parts: Table[] = [];
  let at = begin;
  for (;;) {
    const part = readPart(text, at, depth + 1);
    const { reading } = part;
    if (!reading.ok) {
      const number = parts.length + 1;
      return { reading: { ok: false, problem: (words) => words.blocks.inPart(number, reading.problem(words)) }, end: part.end };
    }
    const { shape } = reading.value;
    const flat = shape.length === 1 ? [1, ...shape] : shape;
    parts.push({ ...reading.value, shape: axis === 4 && flat.length === 2 ? [...flat, 1] : flat });
    from(BLANKS, text, part.end);
    const next = BLANKS.lastIndex;
    from(BLANKS, text, next + 1);
    at = BLANKS.lastIndex;
    if (text[next] === ')') return { reading: stacked(parts, axis), end: next + 1 };
    if (text[next] !== ',') return { reading: refused((blocks) => blocks.program(quote(text.slice(next).trim()))), end: next };
  }
}

function stacked(parts: readonly Table[], axis: 3 | 4): TableReading {
  const [first, ...others] = parts;
  const odd = others.findIndex(({ shape }) => String(shape) !== String(first.shape));
  if (odd >= 0) {
    const sizes = [others[odd], first].map(({ shape }) => shape.join(' × '));
    return refused((blocks) => blocks.unequalParts(odd + 2, sizes[0], sizes[1]));
  }
  if (first.shape.length !== axis - 1) return changes('cat');
  const typed = new Map<number, string>();
  parts.forEach((part, which) => {
    for (const [index, kept] of part.typed) typed.set(index * parts.length + which, kept);
  });
  const data = first.data.flatMap((_, index) => parts.map((part) => part.data[index]));
  return {
    ok: true,
    value: { shape: [...first.shape, parts.length], data, typed, bare: false, from: 'matlab', notes: [] },
  };
}
