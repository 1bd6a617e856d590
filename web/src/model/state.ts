// The state of the example: the learner's numbers and hyperparameters, as immutable data. It knows neither the page nor the
// address bar, and computes nothing of a convolution. `url.ts` reads and writes it.

import type { DType, Order, Padding } from 'convdot';

/** A block of numbers as the learner sees it. */
export interface Block {
  readonly shape: readonly number[];
  /** The last valid value of each cell, in C order. */
  readonly data: readonly number[];
  /** The text of cells whose number alone does not tell it: '1/3', or what was typed and is not a number. By flat index. */
  readonly typed: ReadonlyMap<number, string>;
  /** The block with what lay beyond its present sizes, after it was made smaller: it returns with the sizes. */
  readonly beyond?: Block;
  /** Where its numbers came from before single cells were edited; none where they were given as a list, or the sizes changed. */
  readonly origin?: Origin;
}

/** A block as a preset has it, or as it was drawn. A link names where it came from and the cells that differ. */
export interface Origin extends Pick<Block, 'data' | 'typed'> {
  /** The slug of the preset, or the run that drew it. */
  readonly of: string | Run;
}

/** NumPy's np.random.seed(seed), and then one draw for each block in turn. */
export interface Run {
  readonly seed: number;
  /** np.random.randint(low, high): `high` itself is never drawn. null: np.random.randn. */
  readonly between: readonly [low: number, high: number] | null;
  /** Their shapes are those of the blocks. */
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
export type Lang = 'en' | 'es';
/** Numbers without colours; with their place in the cell; everything as large as a projector needs it. */
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
  /** The slug of the preset that x and w are, while they are untouched. */
  readonly preset: string | null;
}

/** What the address asks of the page around the example. */
export interface View {
  readonly open: readonly string[];
  readonly hide: readonly string[];
  /** 'auto' follows the browser. */
  readonly lang: Lang | 'auto';
  readonly theme: Theme;
  readonly display: readonly Display[];
  /** The slug of the lesson that is open. */
  readonly lesson: string | null;
  /** What the NumPy cell begins with. */
  readonly expr: string | null;
}

/** Detail of the event 'panels-change': what the learner has changed of the panels. */
export type PanelsChange = Partial<Pick<View, 'open' | 'expr'>>;

/** Which block a cell belongs to: the keys of the address's schema. */
export type BlockName = 'x' | 'w' | 'b';
