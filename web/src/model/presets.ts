// The cases that a slug stands for, as data: the keys of the address's schema, or a seed and shapes. Their titles and
// descriptions are in words/presets.*.ts, under the same slugs.

import type { Words } from '../words/words.ts';
import { defaultSettings, fullShape, type Reading, readBias, readBlock, readSettings, type Settings, zeros } from './schema.ts';
import type { Block, State } from './state.ts';

/** NumPy's np.random.seed(seed), then np.random.randn of each shape in turn: what the engine offers. */
export type Randn = (
  seed: number,
  shapes: readonly (readonly number[])[],
) => Promise<readonly { readonly shape: readonly number[]; readonly data: ArrayLike<number> }[]>;

export type Slug = keyof Words['preset'];
export type Group = keyof Words['presetGroup'];

export interface Preset {
  readonly slug: Slug;
  readonly group: Group;
  /** The number of the lesson that begins with it; its slug is the lesson's too. */
  readonly lesson?: number;
  /** The state in the address's schema. */
  readonly keys: Readonly<Record<string, string>>;
  /** In place of x, w and b in `keys`: drawn in this order from one seed, as the course does. */
  readonly seeded?: {
    readonly seed: number;
    readonly x: readonly number[];
    readonly w: readonly number[];
    readonly b: readonly number[];
  };
}

const ONES_3 = '[[[1,1,1],[1,1,1],[1,1,1]],[[1,1,1],[1,1,1],[1,1,1]],[[1,1,1],[1,1,1],[1,1,1]]]';
const LECTURE = '[[3,0,1,2,7,4],[1,5,8,9,3,1],[2,7,2,5,1,3],[0,1,3,1,7,8],[4,2,1,6,2,8],[2,4,5,2,3,9]]';
const VERTICAL = '[[1,0,-1],[1,0,-1],[1,0,-1]]';
// A bright square on a dark ground, off the middle, so that left and right, top and bottom differ.
const SQUARE =
  '[[0,0,0,0,0,0,0],[0,0,0,0,0,0,0],[0,9,9,9,9,0,0],[0,9,9,9,9,0,0],[0,9,9,9,9,0,0],[0,9,9,9,9,0,0],[0,0,0,0,0,0,0]]';

export const presets: readonly Preset[] = [
  { slug: 'vertical-edge', group: 'first', keys: { x: LECTURE, w: VERTICAL } },
  { slug: 'blocks-2d', group: 'first', lesson: 1, keys: { x: '[[1,2],[3,4]]', w: '[[5,6],[7,8]]' } },
  { slug: 'blocks-3d', group: 'first', lesson: 2, keys: { x: ONES_3, w: ONES_3 } },
  { slug: 'bias-once', group: 'first', lesson: 3, keys: { x: ONES_3, w: ONES_3, b: '1' } },
  { slug: 'one-by-one', group: 'first', lesson: 4, keys: { x: '[[[1,2,3]]]', w: '[[[10,1,-1]]]' } },
  { slug: 'flip', group: 'first', lesson: 5, keys: { x: '[[1,2],[3,4]]', w: '[[0,1],[2,3]]', flip: '1' } },

  { slug: 'same-padding', group: 'sizes', keys: { x: LECTURE, w: VERTICAL, pad: 'same' } },
  {
    slug: 'stride-2',
    group: 'sizes',
    keys: {
      x: '[[2,3,7,4,6,2,9],[6,6,9,8,7,4,3],[3,4,8,3,8,9,7],[7,8,3,6,6,3,4],[4,2,1,8,3,4,6],[3,2,4,1,9,8,3],' + '[0,1,3,9,2,1,4]]',
      w: '[[3,4,4],[1,0,2],[-1,0,3]]',
      stride: '2',
    },
  },
  {
    slug: 'same-shape-other-values',
    group: 'sizes',
    lesson: 6,
    keys: { x: '[[1,1],[1,1]]', w: '[[0,1,2],[3,4,5],[6,7,8]]', stride: '2', pad: 'same' },
  },
  { slug: 'unread', group: 'sizes', lesson: 7, keys: { x: LECTURE, w: VERTICAL, stride: '2' } },
  {
    slug: 'hidden-ring',
    group: 'sizes',
    lesson: 10,
    keys: {
      x: '[[[1,10,100],[2,20,200],[3,30,300]],[[4,40,400],[5,50,500],[6,60,600]],[[7,70,700],[8,80,800],[9,90,900]]]',
      w: ONES_3,
      pad: '1',
    },
  },

  { slug: 'sobel-x', group: 'filters', keys: { x: SQUARE, w: '[[-1,0,1],[-2,0,2],[-1,0,1]]' } },
  { slug: 'sobel-y', group: 'filters', keys: { x: SQUARE, w: '[[-1,-2,-1],[0,0,0],[1,2,1]]' } },
  { slug: 'laplacian', group: 'filters', keys: { x: SQUARE, w: '[[0,1,0],[1,-4,1],[0,1,0]]' } },
  {
    slug: 'blur',
    group: 'filters',
    keys: { x: SQUARE, w: '[[1/9,1/9,1/9],[1/9,1/9,1/9],[1/9,1/9,1/9]]', pad: 'same', step: '2,1' },
  },
  { slug: 'sharpen', group: 'filters', keys: { x: SQUARE, w: '[[0,-1,0],[-1,5,-1],[0,-1,0]]', pad: 'same', step: '2,1' } },

  {
    slug: 'order',
    group: 'numbers',
    lesson: 8,
    keys: { x: '[[[0,1],[2,3]],[[4,5],[6,7]]]', w: '[[[0,1],[2,3]],[[4,5],[6,7]]]', order: 'chw,hwc' },
  },
  {
    // 2^24 + 1 is 2^24 in float32. Row by row: 1 + 2^24 + 1 - 2^24 is 0; column by column: 1 + 1 + 2^24 - 2^24 is 2.
    slug: 'rounding',
    group: 'numbers',
    lesson: 9,
    keys: { x: '[[1,16777216],[1,-16777216]]', w: '[[1,1],[1,1]]', dtype: 'float32', order: 'fortran,fortran' },
  },
  {
    slug: 'slice-2d',
    group: 'numbers',
    lesson: 12,
    keys: {
      x: '[[[0,0,0],[1,1,1],[2,2,2]],[[3,3,3],[4,4,4],[5,5,5]],[[6,6,6],[7,7,7],[8,8,8]]]',
      w: '[[[0,1,2],[3,4,5],[6,7,8]],[[9,10,11],[12,13,14],[15,16,17]],[[18,19,20],[21,22,23],[24,25,26]]]',
    },
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

/** The state of a preset. Throws a RangeError where there is none of that slug, and what `randn` throws. */
export async function loadPreset(slug: string, randn: Randn): Promise<State> {
  const preset = findPreset(slug);
  if (preset === null) throw new RangeError(`no preset: ${slug}`);
  if (preset.seeded === undefined) return fromKeys(preset);
  const { seed, x, w, b } = preset.seeded;
  const [input, filter, bias] = await randn(seed, [x, w, b]);
  const wShape = fullShape('w', w);
  return {
    x: drawn(fullShape('x', x), input.data),
    w: drawn(wShape, filter.data),
    b: drawn([wShape[3]], bias.data),
    ...presetSettings(preset),
    preset: preset.slug,
  };
}

function fromKeys(preset: Preset): State {
  const x = must(readBlock('x', preset.keys.x));
  const w = must(readBlock('w', preset.keys.w));
  const filters = w.shape[3];
  const b = preset.keys.b === undefined ? zeros([filters]) : must(readBias(preset.keys.b, filters));
  return { x, w, b, ...presetSettings(preset), preset: preset.slug };
}

/** The project's own data, which a test reads whole: no message for a learner. */
function must(reading: Reading<Block>): Block {
  if (!reading.ok) throw new Error('a preset is malformed');
  return reading.value;
}

function drawn(shape: readonly number[], data: ArrayLike<number>): Block {
  return { shape, data: Array.from(data), typed: new Map() };
}

/** What the page begins with: the lecture's image and its vertical-edge filter. */
export const openingState: State = fromKeys(presets[0]);
