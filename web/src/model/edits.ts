// What a learner can do to the state: pure functions from one state to the next. After an edit of the numbers or of an option, the
// state is no longer a preset; choosing a step does not change that.

import type { Case } from '../engine/contract.ts';
import type { Sentence } from '../words/words.ts';
import { checkSizes, type Sizes } from './limits.ts';
import { parseNumber, tidy, writeNumber } from './number.ts';
import type { Block, BlockName, State, StepAt } from './state.ts';

export type { Sizes } from './limits.ts';

export type Options = Pick<State, 'stride' | 'dilation' | 'pad' | 'flip' | 'dtype' | 'order'>;

/** The result of an edit that can be rejected: the next state, or the reason. */
export type Edited = { readonly ok: true; readonly state: State } | { readonly ok: false; readonly problem: Sentence };

export interface InvalidCell {
  readonly block: BlockName;
  readonly index: number;
  readonly text: string;
}

// Longer text than any double needs says nothing more than the number.
const LONGEST_TYPED = 40;

/** The text to keep beside a valid number, or null if the number says it all. */
export function typedText(text: string, value: number): string | null {
  const tidied = tidy(text);
  return tidied === writeNumber(value) || tidied.length > LONGEST_TYPED ? null : tidied;
}

/**
 * Sets the text of a cell. A number becomes the value, and its text is kept if it says more ('1/3'). Any other text is only kept,
 * and the value remains the last valid one. Invalid text, or the value that was there before, leaves the state a preset.
 */
export function setCell(state: State, block: BlockName, index: number, text: string): State {
  const before = state[block];
  if (!Number.isInteger(index) || index < 0 || index >= before.data.length) return state;
  const value = parseNumber(text);
  const kept = value === null ? text : typedText(text, value);
  const same = value === null || Object.is(value, before.data[index]);
  if (same && before.typed.get(index) === (kept ?? undefined)) return state;

  const data = [...before.data];
  if (value !== null) data[index] = value;
  const after: Block = { ...before, data, typed: withText(before.typed, index, kept) };
  return { ...state, [block]: after, preset: value === null || (same && kept === null) ? state.preset : null };
}

/** Restores the cell's last valid value if its text is not a number. */
export function resetCell(state: State, block: BlockName, index: number): State {
  const before = state[block];
  const text = before.typed.get(index);
  if (text === undefined || parseNumber(text) !== null) return state;
  return { ...state, [block]: { ...before, typed: withText(before.typed, index, null) } };
}

/**
 * Changes the sizes. Numbers inside both the old and the new size stay; new ones are small and varied, in the bias 0. If channels
 * or groups are given, the filters' channels become channels / groups, rounded down, at least 1; the core then explains a mismatch.
 */
export function resize(state: State, sizes: Partial<Sizes>): Edited {
  const problem = checkSizes(sizes);
  if (problem !== null) return { ok: false, problem };
  const to = { ...sizesOf(state), ...sizes };
  const follow = sizes.channels !== undefined || sizes.groups !== undefined;
  const filterChannels = follow ? Math.max(1, Math.floor(to.channels / to.groups)) : state.w.shape[2];
  const x = reshaped('x', state.x, [to.images, to.height, to.width, to.channels]);
  const w = reshaped('w', state.w, [to.filterHeight, to.filterWidth, filterChannels, to.filters]);
  const b = reshaped('b', state.b, [to.filters]);
  if (x === state.x && w === state.w && b === state.b && to.groups === state.groups) return { ok: true, state };
  return { ok: true, state: { ...state, x, w, b, groups: to.groups, preset: null } };
}

export function sizesOf(state: State): Sizes {
  const [images, height, width, channels] = state.x.shape;
  const [filterHeight, filterWidth, , filters] = state.w.shape;
  return { height, width, channels, images, filterHeight, filterWidth, filters, groups: state.groups };
}

export function setOptions(state: State, options: Partial<Options>): State {
  const keys = Object.keys(options) as (keyof Options)[];
  if (keys.every((key) => JSON.stringify(options[key]) === JSON.stringify(state[key]))) return state;
  return { ...state, ...options, preset: null };
}

export function chooseStep(state: State, step: Partial<StepAt>): State {
  const next = { ...state.step, ...step };
  const same = (Object.keys(next) as (keyof StepAt)[]).every((key) => next[key] === state.step[key]);
  return same ? state : { ...state, step: next };
}

/** Moves the step to an existing image and filter. The core adjusts the row and column. */
export function clampStep(state: State): State {
  const image = Math.min(state.step.image, state.x.shape[0] - 1);
  return chooseStep(state, { image, filter: Math.min(state.step.filter, state.w.shape[3] - 1) });
}

/** The cells whose text is not a number: input, filter, bias, each in C order. */
export function invalidCells(state: State): InvalidCell[] {
  return (['x', 'w', 'b'] as const).flatMap((block) =>
    [...state[block].typed]
      .filter(([, text]) => parseNumber(text) === null)
      .sort(([one], [other]) => one - other)
      .map(([index, text]) => ({ block, index, text })),
  );
}

/** The question for the core: in typed arrays, which cross to its worker at the cost of a copy. A bias of only zeros is omitted. */
export function toCase(state: State): Case {
  return {
    input: { shape: state.x.shape, data: new Float64Array(state.x.data) },
    filter: { shape: state.w.shape, data: new Float64Array(state.w.data) },
    options: {
      bias: state.b.data.every((value) => value === 0) ? null : state.b.data,
      stride: state.stride,
      padding: state.pad,
      dilation: state.dilation,
      groups: state.groups,
      flip: state.flip,
      dtype: state.dtype,
      order: state.order,
    },
    at: state.step,
  };
}

function withText(typed: ReadonlyMap<number, string>, index: number, text: string | null): ReadonlyMap<number, string> {
  const next = new Map(typed);
  if (text === null) next.delete(index);
  else next.set(index, text);
  return next;
}

/** The block in another shape. Cut-off numbers are remembered and return with the sizes; new cells get fresh numbers. */
function reshaped(name: BlockName, block: Block, shape: readonly number[]): Block {
  if (shape.every((size, axis) => size === block.shape[axis])) return block;
  const whole = overlaid(name, block.beyond, block);
  return { ...overlaid(name, undefined, whole, shape), beyond: whole };
}

/** Puts `block` over the numbers beneath it, in a shape that holds both unless `shape` is given. */
function overlaid(
  name: BlockName,
  beneath: Block | undefined,
  block: Block,
  shape: readonly number[] = unionOf(beneath?.shape ?? [], block.shape),
): Block {
  const data = fresh(name, shape);
  const typed = new Map<number, string>();
  for (const layer of beneath ? [beneath, block] : [block]) {
    layer.data.forEach((value, from) => {
      const to = moved(from, layer.shape, shape);
      if (to === null) return;
      data[to] = value;
      const text = layer.typed.get(from);
      if (text === undefined) typed.delete(to);
      else typed.set(to, text);
    });
  }
  return { shape, data, typed };
}

/**
 * The numbers of new cells: a cycle, and how far one place along each axis moves in it. A number depends on its place alone, so the
 * same sizes give the same numbers. 17 is more than the most channels, filters or images, so each of these begins elsewhere in the
 * cycle. The nine cells of a 3 x 3 part are at nine places of the cycle. A filter's numbers are never 0, so that every new channel
 * changes the output. Rows that repeat a cycle keep packed links short.
 */
const FRESH: Record<BlockName, { cycle: readonly number[]; along: readonly number[] }> = {
  x: { cycle: [4, 0, 7, -2, 5, 1, 9, -1, 3, 6, 2, -3, 8, 1, 5, 0, 2], along: [11, 5, 1, 7] },
  w: { cycle: [1, -1, 2, 1, -1, 1, 2, -1, 1, -1, 2, -1, 1, 2, 1, -1, 2], along: [5, 1, 7, 3] },
  b: { cycle: [0], along: [0] },
};

function fresh(name: BlockName, shape: readonly number[]): number[] {
  const { cycle, along } = FRESH[name];
  const data: number[] = [];
  const fill = (axis: number, place: number) => {
    for (let at = 0; at < shape[axis]; at += 1) {
      if (axis < shape.length - 1) fill(axis + 1, place + at * along[axis]);
      else data.push(cycle[(place + at * along[axis]) % cycle.length]);
    }
  };
  fill(0, 0);
  return data;
}

const unionOf = (one: readonly number[], other: readonly number[]) => other.map((size, axis) => Math.max(size, one[axis] ?? 0));

/** The flat index, in another shape, of the element at a flat index, or null if it is outside. */
function moved(index: number, from: readonly number[], to: readonly number[]): number | null {
  let rest = index;
  let at = 0;
  let stride = 1;
  for (let axis = from.length - 1; axis >= 0; axis -= 1) {
    const along = rest % from[axis];
    if (along >= to[axis]) return null;
    rest = Math.floor(rest / from[axis]);
    at += along * stride;
    stride *= to[axis];
  }
  return at;
}
