// The cases of the slugs, as data: the keys of a link, or a seed and shapes. Their titles and descriptions are in
// words/presets.*.ts, under the same slugs.

import type { Words } from '../words/words.ts';
import { defaultSettings, fullShape, type Reading, readBias, readBlock, readSettings, type Settings, zeros } from './schema.ts';
import { withOrigin } from './seed-and-edits.ts';
import type { Block, State } from './state.ts';

/** The engine's NumPy: np.random.seed(seed), then np.random.randn for each shape in turn. */
export type Randn = (
  seed: number,
  shapes: readonly (readonly number[])[],
) => Promise<readonly { readonly shape: readonly number[]; readonly data: ArrayLike<number> }[]>;

/** The engine's version of NumPy's legacy generator. As in NumPy, `high` itself is never drawn. */
export interface Generator {
  readonly randn: Randn;
  readonly randint: (seed: number, low: number, high: number, shapes: Parameters<Randn>[1]) => ReturnType<Randn>;
}

export type Slug = keyof Words['preset'];
export type Group = keyof Words['presetGroup'];

/** The numbers of a preset, in the format of a link. */
export interface Numbers {
  readonly x: string;
  readonly w: string;
  readonly b?: string;
}

export interface Preset {
  readonly slug: Slug;
  readonly group: Group;
  /** The number of the lesson that begins with this preset; they share the slug. */
  readonly lesson?: number;
  /** The settings, in the format of a link; the numbers are in preset-numbers.ts. */
  readonly keys: Readonly<Record<string, string>>;
  /** Instead of numbers: draws them in this order from one seed, as the course does. */
  readonly seeded?: {
    readonly seed: number;
    readonly x: readonly number[];
    readonly w: readonly number[];
    readonly b: readonly number[];
  };
}

/** The lecture's image and its vertical-edge filter. */
const kOpening: Numbers = {
  x: '[[3,0,1,2,7,4],[1,5,8,9,3,1],[2,7,2,5,1,3],[0,1,3,1,7,8],[4,2,1,6,2,8],[2,4,5,2,3,9]]',
  w: '[[1,0,-1],[1,0,-1],[1,0,-1]]',
};

export const presets: readonly Preset[] = [
  { slug: 'vertical-edge', group: 'first', keys: {} },
  { slug: 'blocks-2d', group: 'first', lesson: 1, keys: {} },
  { slug: 'blocks-3d', group: 'first', lesson: 2, keys: {} },
  { slug: 'blocks-3d-integers', group: 'first', keys: {} },
  { slug: 'bias-once', group: 'first', lesson: 3, keys: {} },
  { slug: 'one-by-one', group: 'first', lesson: 4, keys: {} },
  { slug: 'flip', group: 'first', lesson: 5, keys: { flip: '1' } },

  { slug: 'same-padding', group: 'sizes', keys: { pad: 'same' } },
  {
    slug: 'stride-2',
    group: 'sizes',
    keys: {
      stride: '2',
    },
  },
  {
    slug: 'same-shape-other-values',
    group: 'sizes',
    lesson: 6,
    keys: { stride: '2', pad: 'same' },
  },
  { slug: 'unread', group: 'sizes', lesson: 7, keys: { stride: '2' } },
  {
    slug: 'hidden-ring',
    group: 'sizes',
    lesson: 10,
    keys: {
      pad: '1',
    },
  },

  { slug: 'sobel-x', group: 'filters', keys: {} },
  { slug: 'sobel-y', group: 'filters', keys: {} },
  { slug: 'laplacian', group: 'filters', keys: {} },
  {
    slug: 'blur',
    group: 'filters',
    keys: { pad: 'same', step: '2,1' },
  },
  { slug: 'sharpen', group: 'filters', keys: { pad: 'same', step: '2,1' } },

  {
    slug: 'order',
    group: 'numbers',
    lesson: 8,
    keys: { order: 'chw,hwc' },
  },
  {
    slug: 'rounding',
    group: 'numbers',
    lesson: 9,
    keys: { dtype: 'float32', order: 'fortran,fortran' },
  },
  {
    slug: 'slice-2d',
    group: 'numbers',
    lesson: 12,
    keys: {},
  },

  {
    slug: 'course-single-step',
    group: 'course',
    keys: {},
    seeded: { seed: 1, x: [4, 4, 3], w: [4, 4, 3], b: [1, 1, 1] },
  },
  {
    slug: 'course-conv-forward',
    group: 'course',
    lesson: 11,
    keys: { pad: '1', stride: '2' },
    seeded: { seed: 1, x: [2, 5, 7, 4], w: [3, 3, 4, 8], b: [1, 1, 1, 8] },
  },
  {
    slug: 'course-conv-forward-2018',
    group: 'course',
    keys: { pad: '2', stride: '2' },
    seeded: { seed: 1, x: [10, 4, 4, 3], w: [2, 2, 3, 8], b: [1, 1, 1, 8] },
  },
];

export function findPreset(slug: string): Preset | null {
  return presets.find((preset) => preset.slug === slug) ?? null;
}

/** A preset's settings, which need no engine. */
export function presetSettings(preset: Preset): Settings {
  return readSettings(new Map(Object.entries(preset.keys)), defaultSettings).settings;
}

/** The state of a preset. Throws a RangeError for an unknown slug, and whatever `randn` throws. */
export async function loadPreset(slug: string, randn: Randn): Promise<State> {
  const preset = findPreset(slug);
  if (preset === null) throw new RangeError(`no preset: ${slug}`);
  if (preset.seeded === undefined) {
    return fromNumbers(preset, (await import('./preset-numbers.ts')).numbers[preset.slug] ?? kOpening);
  }
  const { seed, x, w, b } = preset.seeded;
  const [input, filter, bias] = await randn(seed, [x, w, b]);
  const wShape = fullShape('w', w);
  return stateOf(preset, drawn(fullShape('x', x), input.data), drawn(wShape, filter.data), drawn([wShape[3]], bias.data));
}

function fromNumbers(preset: Preset, numbers: Numbers): State {
  const x = read(readBlock('x', numbers.x));
  const w = read(readBlock('w', numbers.w));
  const filters = w.shape[3];
  const b = numbers.b === undefined ? zeros([filters]) : read(readBias(numbers.b, filters));
  return stateOf(preset, x, w, b);
}

function stateOf(preset: Preset, x: Block, w: Block, b: Block): State {
  const { slug } = preset;
  return { x: withOrigin(x, slug), w: withOrigin(w, slug), b: withOrigin(b, slug), ...presetSettings(preset), preset: slug };
}

/** Reads the project's own data, which a test reads completely, so an error needs no message for learners. */
function read(reading: Reading<Block>): Block {
  if (!reading.ok) throw new Error('a preset is malformed');
  return reading.value;
}

function drawn(shape: readonly number[], data: ArrayLike<number>): Block {
  return { shape, data: Array.from(data), typed: new Map() };
}

/** The opening state: the lecture's image and its vertical-edge filter. */
export const openingState: State = fromNumbers(presets[0], kOpening);
