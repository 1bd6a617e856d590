// What a learner can do to a whole block: put numbers into it, or fill it. Pure functions from one state to the next. Each returns
// a sentence about the change, or about why nothing changed.

import { clampStep, resize } from '../model/edits.ts';
import { checkShape } from '../model/limits.ts';
import { showNumber } from '../model/number.ts';
import type { Generator } from '../model/presets.ts';
import { fullShape } from '../model/schema.ts';
import { withOrigin } from '../model/seed-and-edits.ts';
import type { Block, BlockName, Run, State } from '../model/state.ts';
import type { BlockSentence } from '../words/words.ts';
import { type AxesRead, inPageOrder, type Order, readAxes } from './axes.ts';
import type { Table } from './formats/table.ts';

export type Put =
  | { readonly ok: true; readonly state: State; readonly said: BlockSentence; readonly axes: AxesRead | null }
  | { readonly ok: false; readonly problem: BlockSentence };

/** The visible channel, image and filter, and the cell at which numbers were pasted, if any. */
export interface Place {
  readonly channel: number;
  readonly image: number;
  readonly filter: number;
  readonly at: { readonly row: number; readonly column: number } | null;
}

/**
 * Puts numbers into a block. Bare rows and columns go into the visible channel, starting at the cell, if they fit there or have its
 * size. Otherwise they become the whole block if it has only one channel. Lists and arrays become the whole block. The filters
 * follow a new number of channels, and the bias a new number of filters, as in `resize`. `order` is the order of a list's axes that
 * the learner asked for.
 */
export function put(state: State, name: BlockName, table: Table, place: Place, order: Order | null = null): Put {
  if (name === 'b') return putBias(state, table, place.filter);
  const shape = table.shape.length === 1 ? [1, ...table.shape] : table.shape;
  if (!table.bare && table.shape.length > 1) return putWhole(state, name, table, readAxes(name, table, order));
  const [rows, columns] = shape;
  const [height, width, outer, channels] = sizesOf(name, state[name].shape);
  const { at } = place;
  const exact = rows === height && columns === width;
  const fits = at !== null && at.row + rows <= height && at.column + columns <= width;
  if (exact || fits) return putPart(state, name, table, shape, fits ? place : { ...place, at: null });
  if (outer * channels === 1) return putWhole(state, name, { ...table, shape }, null);
  return { ok: false, problem: (words) => words.blocks.doesNotFit(rows, columns, name, height, width) };
}

function sizesOf(name: 'x' | 'w', [first, second, third, fourth]: readonly number[]) {
  return name === 'x' ? [second, third, first, fourth] : [first, second, fourth, third];
}

function putBias(state: State, { data, typed, notes }: Table, filter: number): Put {
  const { length } = state.b.data;
  if (data.length !== length && data.length !== 1) {
    return { ok: false, problem: (words) => words.blocks.biasCount(data.length, length) };
  }
  const one = data.length === 1 && length > 1;
  const texts = new Map(one ? state.b.typed : typed);
  if (one) {
    texts.delete(filter);
    for (const text of typed.values()) texts.set(filter, text);
  }
  const b: Block = { shape: [length], data: one ? state.b.data.with(filter, data[0]) : data, typed: texts };
  return done({ ...state, b }, notes, (words) => words.blocks.biasNow(one ? 1 : length));
}

function putPart(state: State, name: 'x' | 'w', table: Table, [rows, columns]: readonly number[], place: Place): Put {
  const block = state[name];
  const [, second, third, fourth] = block.shape;
  const [, , outer, channels] = sizesOf(name, block.shape);
  const { row, column } = place.at ?? { row: 0, column: 0 };
  const data = [...block.data];
  const typed = new Map(block.typed);
  for (let index = 0; index < rows * columns; index += 1) {
    const [h, w] = [row + Math.floor(index / columns), column + (index % columns)];
    const to =
      name === 'x'
        ? ((place.image * second + h) * third + w) * fourth + place.channel
        : ((h * second + w) * third + place.channel) * fourth + place.filter;
    data[to] = table.data[index];
    const text = table.typed.get(index);
    if (text === undefined) typed.delete(to);
    else typed.set(to, text);
  }
  const part = {
    channel: channels > 1 ? place.channel : null,
    outer: outer > 1 ? (name === 'x' ? place.image : place.filter) : null,
  };
  return done({ ...state, [name]: { ...block, data, typed } }, table.notes, (words) =>
    words.blocks.wentInto(rows, columns, name, part),
  );
}

function putWhole(state: State, name: 'x' | 'w', table: Table, axes: AxesRead | null): Put {
  const { shape, data, typed } = inPageOrder(name, table, axes?.order);
  const full = fullShape(name, shape);
  const problem = checkShape(name, full);
  if (problem !== null) return { ok: false, problem };
  const before = state[name].shape;
  const next = { ...state, [name]: { shape: full, data, typed } };
  const [first, second, third, fourth] = full;
  // The input's channels and the number of filters are both last.
  const follows = before[3] !== fourth;
  const sized = follows
    ? resize(next, name === 'x' ? { channels: fourth } : { filters: fourth })
    : ({ ok: true, state: next } as const);
  if (!sized.ok) return sized;
  const { w, b } = sized.state;
  const notes = axes === null ? table.notes : [axes.said, ...table.notes];
  const said: BlockSentence = ({ blocks }) => {
    if (name === 'x') {
      const also = w === state.w ? '' : ` ${blocks.depthFollows(w.shape[2], w.shape[3])}`;
      return `${blocks.inputNow(second, third, fourth, first)}${also}`;
    }
    const also = b === state.b ? '' : ` ${blocks.biasFollows(b.shape[0])}`;
    return `${blocks.filterNow(first, second, third, fourth)}${also}`;
  };
  return done(sized.state, notes, said, axes);
}

function done(state: State, notes: Table['notes'], said: BlockSentence, axes: AxesRead | null = null): Put {
  return {
    ok: true,
    axes,
    state: clampStep({ ...state, preset: null }),
    said: (words) => [said, ...notes].map((sentence) => sentence(words)).join(' '),
  };
}

// ---- filling ----

export const FILLS = ['zeros', 'ones', 'arange', 'identity'] as const;
export type Fill = (typeof FILLS)[number];

/** Fills a whole block. 'identity' sets 1 on the diagonal of each channel; for filters see `passesOn`. */
export function fill(state: State, name: BlockName, what: Fill): Put {
  const { shape, data } = state[name];
  const value = {
    zeros: () => 0,
    ones: () => 1,
    arange: (index: number) => index,
    identity: (index: number) => {
      if (name === 'b') return 1;
      const [, second, third, fourth] = shape;
      if (name === 'w') return passesOn(state, index) ? 1 : 0;
      const column = Math.floor(index / fourth) % third;
      return Math.floor(index / (fourth * third)) % second === column ? 1 : 0;
    },
  }[what];
  return filled(
    state,
    name,
    { shape, data: data.map((_, index) => value(index)), typed: new Map() },
    (words) => words.blocks.fills[what],
  );
}

/**
 * Whether a weight is 1 in the filters that change nothing (Dirac filters): 1 at the centre of the channel that the filter passes
 * on. An even size has its centre at the upper left of the middle four, where 'same' padding puts it.
 */
function passesOn({ w, groups }: State, index: number): boolean {
  const [height, width, depth, filters] = w.shape;
  const [filter, channel] = [index % filters, Math.floor(index / filters) % depth];
  const [row, column] = [Math.floor(index / (filters * depth * width)), Math.floor(index / (filters * depth)) % width];
  const each = Math.max(1, Math.floor(filters / groups));
  return row === (height - 1) >> 1 && column === (width - 1) >> 1 && channel === filter % each;
}

export type Random =
  | { readonly kind: 'normals'; readonly seed: number }
  /** From low to high, both included. */
  | { readonly kind: 'integers'; readonly seed: number; readonly low: number; readonly high: number };

/** Reads a typed seed and typed bounds. NumPy's seeds are whole numbers of 32 bits. */
export function readRandom(
  kind: Random['kind'],
  text: { seed: string; low: string; high: string },
): { readonly ok: true; readonly value: Random } | { readonly ok: false; readonly problem: BlockSentence } {
  const whole = (entry: string) =>
    /^\s*[-\u2212+]?\d{1,15}\s*$/.test(entry) ? Number(entry.replace('\u2212', '-')) : Number.NaN;
  const seed = whole(text.seed);
  if (!(seed >= 0 && seed < 2 ** 32)) return { ok: false, problem: (words) => words.blocks.seed(text.seed.trim()) };
  if (kind === 'normals') return { ok: true, value: { kind, seed } };
  const [low, high] = [whole(text.low), whole(text.high)];
  if (!(low <= high)) return { ok: false, problem: (words) => words.blocks.bounds(text.low.trim(), text.high.trim()) };
  return { ok: true, value: { kind, seed, low, high } };
}

/** Draws as many numbers as the shape has, after np.random.seed. Rejects as the engine does. */
export async function draw(random: Random, shape: readonly number[], generator: Generator): Promise<number[]> {
  const { seed } = random;
  const [drawn] =
    random.kind === 'normals'
      ? await generator.randn(seed, [shape])
      : await generator.randint(seed, random.low, random.high + 1, [shape]);
  return Array.from(drawn.data);
}

/** Puts the numbers of `draw` into the block that they were drawn for. */
export function fillDrawn(state: State, name: BlockName, random: Random, data: readonly number[]): Put {
  const { shape } = state[name];
  const between = random.kind === 'normals' ? null : ([random.low, random.high + 1] as const);
  const run: Run = { seed: random.seed, between, draws: [{ block: name, shape }] };
  return filled(state, name, withOrigin({ shape, data, typed: new Map() }, run), (words) =>
    random.kind === 'normals'
      ? words.blocks.normalsFilled(random.seed)
      : words.blocks.integersFilled(showNumber(random.low), showNumber(random.high), random.seed),
  );
}

function filled(state: State, name: BlockName, block: Block, what: BlockSentence): Put {
  return done({ ...state, [name]: block }, [], (words) => words.blocks.filledWith(name, what(words)));
}
