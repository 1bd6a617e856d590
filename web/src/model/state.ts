// The state of the example: the learner's numbers and hyperparameters, as immutable data. It knows neither the page nor the address
// bar, and computes no convolution. `url.ts` reads and writes it.

import type { DType, Order, Padding } from 'convdot';

/** A block of numbers as the learner sees it. */
export interface Block {
  readonly shape: readonly number[];
  /** The last valid value of each cell, in C order. */
  readonly data: readonly number[];
  /** By flat index, the text of cells that say more than their number: '1/3', or invalid text. */
  readonly typed: ReadonlyMap<number, string>;
  /** The block with the numbers beyond its current sizes, from before it was made smaller: they return with the sizes. */
  readonly beyond?: Block;
  /** The origin of its numbers before single cells were edited; none if they came as a list, or the sizes changed. */
  readonly origin?: Origin;
}

/** A block as in its preset, or as drawn. A link names the origin and the cells that differ. */
export interface Origin extends Pick<Block, 'data' | 'typed'> {
  /** The slug of the preset, or the run that drew it. */
  readonly of: string | Run;
}

/** NumPy's np.random.seed(seed), then one draw for each block in turn. */
export interface Run {
  readonly seed: number;
  /** np.random.randint(low, high), which never draws `high` itself. null: np.random.randn. */
  readonly between: readonly [low: number, high: number] | null;
  /** The shapes are those of the blocks. */
  readonly draws: readonly { readonly block: BlockName; readonly shape: readonly number[] }[];
}

export interface StepAt {
  readonly image: number;
  readonly row: number;
  readonly column: number;
  readonly filter: number;
}

export type Pair = readonly [h: number, w: number];
export type Theme = 'auto' | 'light' | 'dark';
/** The languages of the page. */
export const LANGUAGES = ['en', 'es'] as const;
export type Lang = (typeof LANGUAGES)[number];
/** Without colours; with the place of each number in its cell; large enough for a projector. */
export type Display = 'plain' | 'numbered' | 'large';

export interface State {
  /** (m, n_H, n_W, n_C) */
  readonly x: Block;
  /** (f_H, f_W, n_C / groups, n_F) */
  readonly w: Block;
  /** (n_F) */
  readonly b: Block;
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly pad: Padding;
  readonly groups: number;
  readonly flip: boolean;
  readonly dtype: DType;
  readonly order: { readonly window: Order; readonly filter: Order };
  readonly step: StepAt;
  /** The slug of the preset, as long as the learner has not edited it. */
  readonly preset: string | null;
}

/** The parts of a link that concern the page around the example. */
export interface View {
  readonly open: readonly string[];
  readonly hide: readonly string[];
  /** 'auto' follows the browser. */
  readonly lang: Lang | 'auto';
  readonly theme: Theme;
  readonly display: readonly Display[];
  /** The slug of the open lesson. */
  readonly lesson: string | null;
  /** The initial expression of the NumPy cell. */
  readonly expr: string | null;
}

/** Detail of the event 'panels-change': the learner's changes to the panels. */
export type PanelsChange = Partial<Pick<View, 'open' | 'expr'>>;

/** The block of a cell, by its key in a link. */
export type BlockName = 'x' | 'w' | 'b';
