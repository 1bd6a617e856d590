// Removes what mail, notebooks and programs put around numbers: quote marks, prompts, headings, labels, a declaration. FORMS is the
// table of them. A line that is removed stays as an empty one, so that messages can name lines. Removes no number without a note;
// anything that is not in the table stays, and the readers reject it.

import { quote } from '../../model/schema.ts';
import { type Declared, declaration } from './declaration.ts';
import { COLUMNS, joinColumns, joinPages, PAGE } from './matlab-output.ts';
import { LONGEST_LABEL, refused, type Table } from './table.ts';

type Refused = ReturnType<typeof refused>;

/** The lines that remain. */
export interface Stripped {
  readonly ok: true;
  readonly lines: readonly string[];
  readonly notes?: Table['notes'];
  readonly declared?: Declared;
}

type Strip = (lines: readonly string[]) => Stripped | Refused;

/** In this order: a quoted mail may hold a notebook's output, whose prompt precedes a label. */
const FORMS: Readonly<Record<string, Strip>> = {
  'quote marks of a mail': withoutQuoteMarks,
  'prompts of Python, IPython, Julia, MATLAB and Mathematica': withoutPrompts,
  'headings of PyTorch, TensorFlow.js and Julia, and imports': withoutHeadings,
  'lines about a shape or a type': withoutShapes,
  'a declaration in C, C++, Java, JavaScript or Rust': declaration,
  'pages of an array of three or four axes': joinPages,
  'labels: W =, Z[0,2,1] =': withoutLabels,
  'columns of a wide MATLAB matrix, and its common factor': joinColumns,
};

/** Removes everything around the numbers that FORMS knows. Lines end in '\n'. */
export function withoutSurroundings(
  text: string,
): { ok: true; text: string; notes: Table['notes']; declared?: Declared } | Refused {
  let stripped: Stripped = { ok: true, lines: text.split('\n') };
  for (const strip of Object.values(FORMS)) {
    const next = strip(stripped.lines);
    if (!next.ok) return next;
    stripped = { ...stripped, ...next, notes: [...(stripped.notes ?? []), ...(next.notes ?? [])] };
  }
  const { lines, notes = [], declared } = stripped;
  return { ok: true, text: lines.join('\n'), notes, ...(declared && { declared }) };
}

const kept = (lines: readonly string[]): Stripped => ({ ok: true, lines });
const isBlank = (line: string) => line.trim() === '';

const matchShort = (pattern: RegExp, line: string) => (line.length > LONGEST_LABEL ? null : pattern.exec(line));

// ---- mail ----

/** Where the first `most` quote marks of a line end, and how many there are. */
function quoteMarks(line: string, most: number): { marks: number; end: number } {
  let [marks, end] = [0, 0];
  for (let at = 0; at < line.length && marks < most; at += 1) {
    if (line[at] === '>') [marks, end] = [marks + 1, at + 1];
    else if (line[at] !== ' ') break;
  }
  return { marks, end: line[end] === ' ' && marks > 0 ? end + 1 : end };
}

/** The selection in a mail may begin after the first mark. */
function withoutQuoteMarks(lines: readonly string[]): Stripped {
  const filled = lines.filter((line) => !isBlank(line));
  const quoted = filled.filter((line) => line.trimStart().startsWith('>'));
  const unquoted = filled.findLastIndex((line) => !line.trimStart().startsWith('>'));
  if (quoted.length === 0 || unquoted > 0) return kept(lines);
  const level = quoted.reduce((least, line) => Math.min(least, quoteMarks(line, least).marks), Infinity);
  return kept(lines.map((line) => line.slice(quoteMarks(line, level).end)));
}

// ---- prompts ----

const PROMPT = /^[ \t]*(?:>>>|In ?\[\d*\]:=?|julia>|octave:\d+>|>>)[ \t]?/;
const CONTINUATION = /^[ \t]*\.\.\.(?::|(?=[ \t]|$))[ \t]?/;
const OUTPUT = /^[ \t]*Out ?\[\d*\](?:\/\/MatrixForm)?[:=][ \t]*/;

/** How many more brackets open than close, outside quotation marks. */
function openBrackets(line: string): number {
  const code = line.replace(/"[^"]*"|'[^']*'/g, '');
  return (code.match(/[[({]/g)?.length ?? 0) - (code.match(/[\])}]/g)?.length ?? 0);
}

/** What was typed is dropped if its output follows; otherwise only the prompts are. */
function withoutPrompts(lines: readonly string[]): Stripped {
  const typed = new Map<number, string>();
  let open = 0;
  for (const [index, line] of lines.entries()) {
    const after = typed.has(index - 1);
    const mark = PROMPT.exec(line) ?? (after ? CONTINUATION.exec(line) : null);
    if (mark === null && !(after && open > 0)) continue;
    const code = line.slice(mark?.[0].length ?? 0);
    open = (after ? open : 0) + openBrackets(code);
    typed.set(index, code);
  }
  const printed = lines.some((line, index) => !typed.has(index) && !isBlank(line));
  const left = lines.map((line, index) => (printed && typed.has(index) ? '' : (typed.get(index) ?? line)));
  const first = left.findIndex((line) => !isBlank(line));
  if (first >= 0) left[first] = left[first].replace(OUTPUT, '');
  return kept(left);
}

// ---- headings ----

const HEADINGS: readonly RegExp[] = [
  /^Parameter containing:$/, // PyTorch
  /^Tensor$|^(?:dtype: \w+|rank: \d+|values:)$/, // TensorFlow.js
  /^\d+(?:×\d+)*(?:-element)? \S*(?:Matrix|Vector|Array)\{.*:$/, // Julia
  /^import [\w.]+(?: as \w+)?;?$|^from [\w.]+ import [\w*, ]+;?$|^using [\w:, ]+$|^#include\b.*$/,
];

function withoutHeadings(lines: readonly string[]): Stripped {
  return kept(lines.map((line) => (HEADINGS.some((heading) => matchShort(heading, line.trim())) ? '' : line)));
}

const SHAPE_NAME = /^(?:[\p{L}_][\w.]*(?:\[[\d:, ]*\])*\.)?(?:shape|size|dtype|ndim)(?:\(\))?\s*[=:]\s*/u;
const SIZES = /^(?:(?:torch\.Size|TensorShape)\(\[[\d, ]*\]\)|[([][\d, ]*[)\]]|\d+)$/;
const TYPE = /^(?:(?:np|numpy|torch|tf)\.)?[a-z]+\d*$|^dtype\('[<>|=]?\w+'\)$/;

/** Drops 'x.shape = (2, 2)', also on two lines, with a note. */
function withoutShapes(lines: readonly string[]): Stripped {
  const left = [...lines];
  const dropped: string[] = [];
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    const name = matchShort(SHAPE_NAME, text);
    const alone = matchShort(SIZES, text) !== null && /^[a-zA-Z]/.test(text);
    if (name === null && !alone) continue;
    const value = name === null ? text : text.slice(name[0].length);
    const below = value === '' ? (lines[index + 1] ?? '').trim() : null;
    if (matchShort(SIZES, below ?? value) === null && matchShort(TYPE, below ?? value) === null) continue;
    dropped.push(below === null ? text : `${text} ${below}`);
    left[index] = '';
    if (below !== null) left[index + 1] = '';
  }
  if (dropped.length === 0) return kept(lines);
  const said = quote(dropped.join(', '));
  return { ok: true, lines: left, notes: [({ blocks }) => blocks.skipped(said)] };
}

// ---- labels ----

const LABEL =
  /^\s*([\p{L}_][\p{L}\w.'’]*(?: [\p{L}\w.'’]+){0,5}(?:\[[\d\s,:]*\]|\(\s*:\s*,\s*:\s*,[\d\s,]*\))*)\s*(=(?!=)|:(?!=))\s*/u;
/** An array after a label on its line; a number may follow it, too. */
const ARRAY = /^(?:[[{<]|[\p{L}_][\w.]*\s*\()/u;
const NUMBERS = /^[-+\u2212]?\.?\d[^[{(]*$/;

/** The label with which a line begins, and the text after it. */
export function labelOf(line: string): { readonly name: string; readonly sign: string; readonly rest: string } | null {
  const start = line.slice(0, LONGEST_LABEL);
  const [label, name, sign] = LABEL.exec(start) ?? [];
  if (label !== undefined) return { name, sign, rest: line.slice(label.length) };
  const [page] = PAGE.exec(start) ?? [];
  return page === undefined ? null : { name: page.trim(), sign: '=', rest: line.slice(page.length) };
}

/** Drops the label of one array: on a line of its own, or before the first numbers. Two labelled arrays are rejected. */
function withoutLabels(lines: readonly string[]): Stripped | Refused {
  const left = [...lines];
  const rows: number[] = []; // labels before numbers and after a colon, as in 'a: 1 2'
  let filled = false;
  for (const [index, line] of lines.entries()) {
    if (isBlank(line) || /^\s*(?:[#%]|\/\/)/.test(line)) continue;
    const label = COLUMNS.test(line) ? null : labelOf(line);
    const { rest = '', sign = '', name = '' } = label ?? {};
    const begins = label !== null && (isBlank(rest) || ARRAY.test(rest) || NUMBERS.test(rest));
    const isRow = begins && sign === ':' && NUMBERS.test(rest);
    if (isRow) rows.push(index);
    if (begins && filled && !isRow) return refused((blocks) => blocks.several(quote(name)));
    if (begins && !(isRow && filled)) left[index] = rest;
    filled ||= !begins || !isBlank(rest);
  }
  // Such labels above each other are headings of rows.
  if (rows.length > 1) for (const index of rows) left[index] = lines[index];
  return kept(left);
}
