// The schema of the state, key by key: reads each value from the text of an address or from the plain data of a message, and writes
// it. `url.ts` combines the keys; `presets.ts` uses the same format. All input is checked; nothing here throws.

import type { DType, Order, Padding } from 'convdot';
import type { Sentence, Words } from '../words/words.ts';
import { typedText } from './edits.ts';
import { checkShape, PADDING_LIMIT } from './limits.ts';
import { DEEPEST, listText, nest, parseNested, shapeOf, walk } from './nested-lists.ts';
import { parseNumber, writeNumber } from './number.ts';
import type { Block, Pair, State, StepAt } from './state.ts';

export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Sentence };

type ProblemWords = Words['problem'];

const LONGEST_QUOTE = 40;
/** The most characters in the text of one number. A double needs at most 767 digits. */
const LONGEST_NUMBER = 1000;

export function good<T>(value: T): Reading<T> {
  return { ok: true, value };
}

export function bad(say: (problem: ProblemWords) => string): { readonly ok: false; readonly problem: Sentence } {
  return { ok: false, problem: (words) => say(words.problem) };
}

/** Quotes a value in a sentence: in the format of a link, on one line, at most 40 characters. */
export function quote(value: unknown): string {
  // A message's value may be huge or contain itself, so only as much as the quote shows is visited.
  const enough = 10 * LONGEST_QUOTE;
  let text = '';
  const write = (part: unknown) => {
    if (text.length > enough) return;
    if (typeof part === 'string') text += part.slice(0, enough);
    else if (typeof part === 'number') text += writeNumber(part);
    else if (!Array.isArray(part)) text += part === null || typeof part !== 'object' ? String(part) : 'object';
    else {
      text += '[';
      for (let index = 0; index < part.length && text.length <= enough; index += 1) {
        if (index > 0) text += ',';
        write(part[index]);
      }
      text += ']';
    }
  };
  write(value);
  // Control and formatting characters could reorder or break the sentence around them.
  const characters = [...text.replace(/[\p{C}\p{Z}]+/gu, ' ')];
  return characters.length <= LONGEST_QUOTE ? characters.join('') : `${characters.slice(0, LONGEST_QUOTE - 1).join('')}…`;
}

// ---- blocks ----

/** Parses the nested list in a text; text without brackets is returned unchanged. */
function nestedOf(key: string, text: string): Reading<unknown> {
  const nested = parseNested(text);
  if (nested === 'too deep') return bad((problem) => problem.depth(key, quote(text)));
  if (nested === 'malformed') return bad((problem) => problem.notAList(key, quote(text)));
  return good(nested.value);
}

/** Reads a number, and its text if that says more. */
export function readNumber(key: string, value: unknown): Reading<{ number: number; text: string | null }> {
  if (typeof value === 'number') return good({ number: value, text: null });
  const number = typeof value === 'string' && value.length <= LONGEST_NUMBER ? parseNumber(value) : null;
  if (number === null) return bad((problem) => problem.notANumber(key, quote(value)));
  return good({ number, text: typedText(value as string, number) });
}

/** The numbers of a nested list in C order. The list must have exactly this shape. */
function flatten(key: string, nested: unknown, shape: readonly number[]): Reading<Block> {
  const data: number[] = [];
  const typed = new Map<number, string>();
  let problem: Sentence | null = null;
  const misfit = walk(nested, shape, (entry) => {
    const read = readNumber(key, entry);
    if (!read.ok) problem = read.problem;
    else {
      if (read.value.text !== null) typed.set(data.length, read.value.text);
      data.push(read.value.number);
    }
    return read.ok;
  });
  if (misfit === null) return good({ shape, data, typed });
  if (problem !== null) return { ok: false, problem };
  return bad((words) => words.ragged(key, quote(misfit.part), shape[misfit.at.length]));
}

/** Completes the shape of a list with two, three or four levels: the axes of a single image or filter may be omitted. */
export function fullShape(key: 'x' | 'w', shape: readonly number[]): number[] {
  const [first, second, third = 1, fourth = 1] = shape;
  if (shape.length === 4) return [...shape];
  return key === 'x' ? [1, first, second, third] : [first, second, third, fourth];
}

/** Reads x or w: a nested list of numbers, or of texts such as '1/3', or its text. */
export function readBlock(key: 'x' | 'w', value: unknown): Reading<Block> {
  const nested = typeof value === 'string' ? nestedOf(key, value) : good(value);
  if (!nested.ok) return nested;
  if (!Array.isArray(nested.value)) return bad((problem) => problem.notAList(key, quote(value)));
  const shape = shapeOf(nested.value);
  if (shape.includes(0)) return bad((problem) => problem.empty(key, quote(value)));
  if (shape.length < 2 || shape.length > DEEPEST) return bad((problem) => problem.depth(key, quote(value)));
  const full = fullShape(key, shape);
  const tooLarge = checkShape(key, full);
  if (tooLarge !== null) return { ok: false, problem: tooLarge };
  const block = flatten(key, nested.value, shape);
  return block.ok ? good({ ...block.value, shape: full }) : block;
}

/** Reads b: one number for all filters, or a list with one for each. */
export function readBias(value: unknown, filters: number): Reading<Block> {
  const nested = typeof value === 'string' ? nestedOf('b', value) : good(value);
  if (!nested.ok) return bad((problem) => problem.bias(quote(value), filters));
  if (Array.isArray(nested.value)) {
    if (nested.value.length !== filters || Array.isArray(nested.value[0])) {
      return bad((problem) => problem.bias(quote(value), filters));
    }
    return flatten('b', nested.value, [filters]);
  }
  const one = readNumber('b', nested.value);
  if (!one.ok) return one;
  const { number, text } = one.value;
  const indices = Array.from({ length: filters }, (_, index) => index);
  const typed = new Map(text === null ? [] : indices.map((index) => [index, text]));
  return good({ shape: [filters], data: indices.map(() => number), typed });
}

export function zeros(shape: readonly number[]): Block {
  const total = shape.reduce((product, size) => product * size, 1);
  return { shape, data: new Array<number>(total).fill(0), typed: new Map() };
}

/** The fewest levels with which x or w reads back unchanged. */
export function leastShape(key: 'x' | 'w', shape: readonly number[]): readonly number[] {
  if (key === 'x') {
    const [images, height, width, channels] = shape;
    if (images !== 1) return shape;
    return channels === 1 ? [height, width] : [height, width, channels];
  }
  const [height, width, channels, filters] = shape;
  if (filters !== 1) return shape;
  return channels === 1 ? [height, width] : [height, width, channels];
}

/** The text of a cell: the typed text if it is a number, otherwise the number. */
export function textOf({ data, typed }: Pick<Block, 'data' | 'typed'>, index: number): string {
  const text = typed.get(index);
  return text !== undefined && parseNumber(text) !== null ? text : writeNumber(data[index]);
}

const texts = (block: Block) => block.data.map((_, index) => textOf(block, index));

export function writeBlock(key: 'x' | 'w', block: Block): string {
  return listText(nest(texts(block), leastShape(key, block.shape)));
}

/** null if the bias is the default, 0. */
export function writeBias(block: Block): string | null {
  const [first, ...others] = texts(block);
  if (others.some((text) => text !== first)) return listText(texts(block));
  return first === '0' ? null : first;
}

/** As nested lists of numbers, or of text if JSON would lose part of the number. */
export function writeNested(key: 'x' | 'w' | 'b', block: Block): unknown {
  const entries = texts(block).map((text, index) => (text === JSON.stringify(block.data[index]) ? block.data[index] : text));
  return nest<number | string>(entries, key === 'b' ? block.shape : leastShape(key, block.shape));
}

// ---- options ----

/** A state without its blocks and its preset. */
export type Settings = Omit<State, 'x' | 'w' | 'b' | 'preset'>;

export const defaultSettings: Settings = {
  stride: [1, 1],
  dilation: [1, 1],
  pad: 'valid',
  groups: 1,
  flip: false,
  dtype: 'float64',
  order: { window: 'hwc', filter: 'hwc' },
  step: { image: 0, row: 0, column: 0, filter: 0 },
};

const DTYPES: readonly DType[] = ['float64', 'float32'];
const ORDERS: readonly Order[] = ['hwc', 'chw', 'fortran'];
const PADS: readonly Padding[] = ['valid', 'same', 'same-lower'];

/** The entries of an array, of text with commas, or a single entry; null if there are more than `most`. */
export function entriesOf(value: unknown, most: number): unknown[] | null {
  if (Array.isArray(value)) return value.length > most ? null : value;
  if (typeof value !== 'string') return [value];
  const entries = value.split(',', most + 1).map((entry) => entry.trim());
  return entries.length > most ? null : entries;
}

/** Whole numbers from `least`, or null. More than nine digits cannot be a size; the core rejects smaller ones. */
function wholeNumbers(value: unknown, least: number): number[] | null {
  const entries = entriesOf(value, 4);
  if (entries === null) return null;
  const numbers = entries.map((entry) => {
    if (typeof entry === 'number') return entry + 0; // no -0
    return typeof entry === 'string' && /^\d{1,9}$/.test(entry) ? Number(entry) : Number.NaN;
  });
  return numbers.every((number) => Number.isInteger(number) && number >= least && number < 1e9) ? numbers : null;
}

function readPair(key: string, value: unknown): Reading<Pair> {
  const [h, w = h, ...more] = wholeNumbers(value, 1) ?? [];
  return h === undefined || more.length > 0 ? bad((problem) => problem.pair(key, quote(value))) : good([h, w]);
}

function readPad(value: unknown): Reading<Padding> {
  if (value === 'same-upper') return good('same');
  const mode = PADS.find((pad) => pad === value);
  if (mode !== undefined) return good(mode);
  const read = wholeNumbers(value, 0);
  const numbers = read?.every((side) => side <= PADDING_LIMIT) ? read : null;
  if (numbers?.length === 1) return good(numbers[0]);
  if (numbers?.length === 2 || numbers?.length === 4) return good(numbers as unknown as Padding);
  return bad((problem) => problem.pad(quote(value), PADDING_LIMIT));
}

function readStep(value: unknown): Reading<StepAt> {
  const numbers = wholeNumbers(value, 0) ?? [];
  if (numbers.length < 2) return bad((problem) => problem.step(quote(value)));
  const [image, row, column, filter = 0] = numbers.length === 2 ? [0, ...numbers] : numbers;
  return good({ image, row, column, filter });
}

function readFlip(value: unknown): Reading<boolean> {
  if (value === true || value === 1 || value === '1') return good(true);
  if (value === false || value === 0 || value === '0') return good(false);
  return bad((problem) => problem.choice('flip', quote(value), '0, 1'));
}

function readOrder(value: unknown): Reading<State['order']> {
  const [window, filter] = (entriesOf(value, 2) ?? []).map((entry) => ORDERS.find((order) => order === entry));
  if (window === undefined || filter === undefined) return bad((problem) => problem.order(quote(value)));
  return good({ window, filter });
}

/** Reads one of several words. */
export function readChoice<T extends string>(key: string, value: unknown, choices: readonly T[]): Reading<T> {
  const choice = choices.find((one) => one === value);
  return choice === undefined ? bad((problem) => problem.choice(key, quote(value), choices.join(', '))) : good(choice);
}

type Readers = { readonly [Key in keyof Settings]: (value: unknown) => Reading<Settings[Key]> };

const readers: Readers = {
  stride: (value) => readPair('stride', value),
  dilation: (value) => readPair('dilation', value),
  pad: readPad,
  groups: (value) => {
    const numbers = wholeNumbers(value, 1);
    return numbers?.length === 1 ? good(numbers[0]) : bad((problem) => problem.groups(quote(value)));
  },
  flip: readFlip,
  dtype: (value) => readChoice('dtype', value, DTYPES),
  order: readOrder,
  step: readStep,
};

export const settingKeys = Object.keys(readers) as (keyof Settings)[];

/** Reads the settings in the entries; the others come from `base`. A malformed one is ignored. */
export function readSettings(
  entries: ReadonlyMap<string, unknown>,
  base: Settings,
): { settings: Settings; problems: Sentence[] } {
  const problems: Sentence[] = [];
  const read = <Key extends keyof Settings>(key: Key): Settings[Key] => {
    if (!entries.has(key)) return base[key];
    const reading = readers[key](entries.get(key));
    if (reading.ok) return reading.value;
    problems.push(reading.problem);
    return base[key];
  };
  const settings: Settings = {
    stride: read('stride'),
    dilation: read('dilation'),
    pad: read('pad'),
    groups: read('groups'),
    flip: read('flip'),
    dtype: read('dtype'),
    order: read('order'),
    step: read('step'),
  };
  return { settings, problems };
}

/** Writes a setting in the format of a link. */
export function writeSetting(key: keyof Settings, settings: Settings): string {
  const { step, order } = settings;
  switch (key) {
    case 'stride':
    case 'dilation': {
      const [h, w] = settings[key];
      return h === w ? String(h) : `${h},${w}`;
    }
    case 'pad':
      return settings.pad === 'same-upper' ? 'same' : String(settings.pad);
    case 'flip':
      return settings.flip ? '1' : '0';
    case 'order':
      return `${order.window},${order.filter}`;
    case 'step': {
      const place = `${step.row},${step.column}`;
      if (step.filter !== 0) return `${step.image},${place},${step.filter}`;
      return step.image !== 0 ? `${step.image},${place}` : place;
    }
    default:
      return String(settings[key]);
  }
}
