// A picture through a filter: makes the question for the core, and turns a place in the picture into a case of the example. It
// knows no element and no canvas, and computes no convolution itself.

import type { ConvOptions, PixelOptions } from 'convdot';
import type { Area, PictureAnswer, PictureQuestion } from '../../engine/contract.ts';
import { LIMITS } from '../../model/limits.ts';
import { numbers } from '../../model/preset-numbers.ts';
import { type Reading, readBlock } from '../../model/schema.ts';
import type { Block, Pair, State } from '../../model/state.ts';

/** The most rows and columns of a picture. */
export const LARGEST = 4096;
/** Rows and columns to take to the example: normally, if the filter needs no more, and at most. */
const TAKEN = 8;
export const MOST_TAKEN = LIMITS.height;

export const FILTERS = [
  'example',
  'identity',
  'box',
  'gaussian',
  'sharpen',
  'vertical-edge',
  'sobel-x',
  'sobel-y',
  'laplacian',
  'emboss',
] as const;
export type FilterName = (typeof FILTERS)[number];
/** Whether the filter has several sizes. */
export const isSized = (name: FilterName) => name === 'box' || name === 'gaussian';
export const SIZES = [3, 5, 7, 9, 11] as const;
export const RANGES = ['diverging', 'absolute', 'clamped'] as const satisfies readonly PixelOptions['range'][];

export interface Choices {
  readonly filter: FilterName;
  /** The rows and columns of a filter that has several sizes. */
  readonly size: number;
  readonly channels: 1 | 3;
  readonly range: (typeof RANGES)[number];
  /** null: the gain at which the largest possible output fits. */
  readonly gain: number | null;
}

// ---- filters ----

const square = (size: number, weight: (row: number, column: number) => string) =>
  `[${Array.from({ length: size }, (_, row) => `[${Array.from({ length: size }, (_, column) => weight(row, column))}]`)}]`;

/** n over k. */
const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n, k - 1) * (n - k + 1)) / k);

function weightsOf(name: FilterName, size: number): string {
  if (name === 'identity') return square(3, (row, column) => (row === 1 && column === 1 ? '1' : '0'));
  if (name === 'box') return square(size, () => `1/${size ** 2}`);
  if (name === 'gaussian') {
    const [last, sum] = [size - 1, 4 ** (size - 1)];
    return square(size, (row, column) => `${binomial(last, row) * binomial(last, column)}/${sum}`);
  }
  if (name === 'vertical-edge') return '[[1,0,-1],[1,0,-1],[1,0,-1]]';
  if (name === 'emboss') return '[[-2,-1,0],[-1,1,1],[0,1,2]]';
  return (numbers as Record<string, { w: string } | undefined>)[name]?.w ?? '';
}

/** Reads the project's own data, which a test reads completely. */
function read(reading: Reading<Block>): Block {
  if (!reading.ok) throw new Error('a filter is malformed');
  return reading.value;
}

/** A filter with one output channel and its bias: (f_H, f_W, n_C, 1). */
export interface Filter {
  readonly w: Block;
  readonly bias: number;
}

/** The example's filter is the one of the chosen step. */
export function filterOf({ filter, size }: Pick<Choices, 'filter' | 'size'>, state: State): Filter {
  if (filter !== 'example') return { w: read(readBlock('w', weightsOf(filter, size))), bias: 0 };
  const [height, width, depth, filters] = state.w.shape as [number, number, number, number];
  const { filter: chosen } = state.step;
  const data = state.w.data.filter((_, index) => index % filters === chosen);
  const typed = new Map<number, string>();
  for (const [index, text] of state.w.typed) if (index % filters === chosen) typed.set(Math.floor(index / filters), text);
  return { w: { shape: [height, width, depth, 1], data, typed }, bias: state.b.data[chosen] ?? 0 };
}

/** The same filter for each of three channels separately: (f_H, f_W, 1, 3). */
function threefold({ shape, data, typed }: Block): Block {
  const [height, width] = shape as [number, number];
  return {
    shape: [height, width, 1, 3],
    data: data.flatMap((value) => [value, value, value]),
    typed: new Map([...typed].flatMap(([index, text]) => [0, 1, 2].map((channel) => [3 * index + channel, text] as const))),
  };
}

// ---- the question ----

/** The question; or the filter's number of channels, if the picture has another. */
export type Asked = { readonly ok: true; readonly question: PictureQuestion } | { readonly ok: false; readonly depth: number };

export function asked(choices: Choices, state: State, colours: PixelOptions['colours']): Asked {
  const { channels, range } = choices;
  const { w, bias } = filterOf(choices, state);
  const depth = w.shape[2] as number;
  const apart = channels === 3 && depth === 1;
  if (depth !== channels && !apart) return { ok: false, depth };
  const filter = apart ? threefold(w) : w;
  const options: ConvOptions = {
    bias: bias === 0 ? null : filter.shape[3] === 3 ? [bias, bias, bias] : [bias],
    stride: state.stride,
    padding: state.pad,
    dilation: state.dilation,
    groups: apart ? 3 : 1,
    flip: state.flip,
    order: state.order,
  };
  // The largest possible sums of products with bytes.
  const most = (sign: 1 | -1) =>
    w.data.reduce((sum, value) => sum + Math.max(0, sign * value), 0) * 255 + Math.max(0, sign * bias);
  const [up, down] = [most(1), most(-1)];
  const gain = choices.gain ?? (range === 'clamped' ? 1 : fitting(Math.max(up, down)));
  return {
    ok: true,
    question: {
      channels,
      filter: { shape: filter.shape, data: filter.data },
      options,
      drawing: { range, gain, ...(colours && { colours }) },
      // Full colour at four units in the last place of the largest possible sum.
      differenceGain: fitting((up + down) * 2 ** -22),
    },
  };
}

/** The gain at which the largest number has full colour. */
export const fitting = (largest: number): number => (largest > 0 && largest < Infinity ? 255 / largest : 1);

// ---- places ----

/** The last answer's geometry along one axis. */
export interface Along {
  /** Rows (or columns) of the picture. */
  readonly input: number;
  /** The start of each output's window: negative in the padding. */
  readonly origins: Int32Array;
  /** From the first row of a window to its last. */
  readonly extent: number;
  readonly stride: number;
}

export interface Places {
  readonly height: Along;
  readonly width: Along;
}

export function placesOf(
  picture: { readonly width: number; readonly height: number },
  { options }: PictureQuestion,
  { geometry: { origins, offsets } }: Pick<PictureAnswer, 'geometry'>,
): Places {
  const [down, across] = options.stride as Pair;
  const extent = (along: Int32Array) => (along.at(-1) as number) + 1;
  return {
    height: { input: picture.height, origins: origins.rows, extent: extent(offsets.rows), stride: down },
    width: { input: picture.width, origins: origins.columns, extent: extent(offsets.columns), stride: across },
  };
}

export const originOf = ({ origins }: Along, output: number): number => origins[output] as number;

/** An output is drawn over the middle of its window, as large as a stride: the place where the cell of output 0 begins. */
export const firstCell = (along: Along): number => originOf(along, 0) + (along.extent - along.stride) / 2;

/** The output over a place of the picture, or the nearest one. */
export const outputAt = (along: Along, place: number): number =>
  Math.max(0, Math.min(along.origins.length - 1, Math.floor((place - firstCell(along)) / along.stride)));

// ---- to the example ----

interface Part {
  readonly from: number;
  readonly length: number;
  /** The index of the same output in the part. */
  readonly output: number;
}

/**
 * Rows around a window, such that a case with only these rows has the same window at one of its outputs, with the same padding:
 * they begin a multiple of the stride after the picture's first row, and end a multiple before its last. null: more than the
 * example can hold.
 */
function partOf(along: Along, output: number): Part | null {
  const { input, extent, stride } = along;
  const least = Math.max(TAKEN, extent + stride);
  const length = Math.min(input, least + ((((input - least) % stride) + stride) % stride));
  if (length > MOST_TAKEN) return null;
  const middle = originOf(along, output) + extent / 2;
  const most = Math.floor((input - length) / stride);
  const steps = Math.max(0, Math.min(most, Math.round((middle - length / 2) / stride)));
  return { from: steps * stride, length, output: output - steps };
}

/** The part of the picture that becomes the example's input, or null if a window is larger than the example's limit. */
export function takenArea({ height, width }: Places, at: { row: number; column: number }): (Area & { step: Pair }) | null {
  const [rows, columns] = [partOf(height, at.row), partOf(width, at.column)];
  if (!rows || !columns) return null;
  return {
    row: rows.from,
    column: columns.from,
    rows: rows.length,
    columns: columns.length,
    step: [rows.output, columns.output],
  };
}

/** The example with that part as its input, and with the filter; everything else stays. */
export function taken(state: State, choices: Choices, area: Area & { step: Pair }, values: ArrayLike<number>): State {
  const { channels } = choices;
  const { w, bias } = filterOf(choices, state);
  const x: Block = { shape: [1, area.rows, area.columns, channels], data: Array.from(values), typed: new Map() };
  const at = { image: 0, row: area.step[0], column: area.step[1] };
  // The example keeps all its filters if each of them reads all channels.
  if (choices.filter === 'example' && w.shape[2] === channels)
    return { ...state, x, groups: 1, step: { ...at, filter: state.step.filter }, preset: null };
  const apart = channels === 3;
  const b = { shape: [apart ? 3 : 1], data: apart ? [bias, bias, bias] : [bias], typed: new Map() };
  return { ...state, x, w: apart ? threefold(w) : w, b, groups: apart ? 3 : 1, step: { ...at, filter: 0 }, preset: null };
}

// ---- charts ----

export const CHARTS = ['house', 'zone', 'checker', 'ramps', 'text'] as const;
export type ChartName = (typeof CHARTS)[number];
/** Charts that a canvas draws. The others are numbers. */
type Drawn = 'house' | 'text';
export const CHART_SIZES = [256, 512, 1024, 2048, 4096] as const;

/** Rows of a chart as RGBA bytes. */
export function chartRows(
  name: Exclude<ChartName, Drawn>,
  size: number,
  first: number,
  rows: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint32Array(size * rows);
  const paint = painters[name](size);
  for (let row = 0, index = 0; row < rows; row += 1)
    for (let column = 0; column < size; column += 1, index += 1) pixels[index] = paint(first + row, column);
  return new Uint8ClampedArray(pixels.buffer);
}

/** An opaque pixel as one number: all browsers run on little-endian machines. */
const rgb = (red: number, green: number, blue: number) => (255 << 24) | (blue << 16) | (green << 8) | red;
const grey = (value: number) => rgb(value, value, value);

const painters: Record<Exclude<ChartName, Drawn>, (size: number) => (row: number, column: number) => number> = {
  // The frequency grows from 0 in the middle to half a wave per pixel at the middle of each side.
  zone: (size) => (row, column) => {
    const square = (row - size / 2) ** 2 + (column - size / 2) ** 2;
    return grey(Math.round(127.5 + 127.5 * Math.cos((Math.PI * square) / size)));
  },
  checker: (size) => (row, column) => grey((Math.floor((row * 8) / size) + Math.floor((column * 8) / size)) % 2 === 0 ? 255 : 0),
  // Grey, red, green, blue, and grey in eight steps.
  ramps: (size) => (row, column) => {
    const value = Math.round((column * 255) / (size - 1));
    const band = Math.floor((row * 5) / size);
    if (band === 4) return grey(Math.round((Math.floor((column * 8) / size) * 255) / 7));
    return band === 0 ? grey(value) : rgb(band === 1 ? value : 0, band === 2 ? value : 0, band === 3 ? value : 0);
  },
};

/** The size of a copy within the limit. */
export function scaledDown(width: number, height: number): { width: number; height: number } {
  const scale = LARGEST / Math.max(width, height);
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}
