// The public types of the state, and of the messages between the page and the page around it, written by hand. The sources are
// checked against them.
import type { DType, Order, Padding, Verdict } from 'convdot';

/** A number, or its text if that says more: '1/3', '-0', '1e-3', 'nan', 'inf'. */
export type Entry = number | string;
type List<T> = readonly T[];

/** The complete state, as the page returns it: every key of the case, and of the view. */
export interface State {
  v: 1;
  /** H x W, H x W x C, or m x H x W x C. */
  x: Entry[][] | Entry[][][] | Entry[][][][];
  /** f_H x f_W, f_H x f_W x n_C / groups, or that x n_F. */
  w: Entry[][] | Entry[][][] | Entry[][][][];
  /** n_F values. */
  b: Entry[];
  stride: [h: number, w: number];
  dilation: [h: number, w: number];
  pad: Padding;
  groups: number;
  flip: 0 | 1;
  dtype: DType;
  /** The orders of the window and of the filter. */
  order: `${Order},${Order}`;
  step: [image: number, row: number, column: number, filter: number];
  lesson?: string;
  expr?: string;
  open: string[];
  hide: string[];
  lang: 'auto' | 'en' | 'es';
  theme: 'auto' | 'light' | 'dark';
  display: ('plain' | 'numbered' | 'large')[];
}

/** A state to set: any of its keys, each as plain data or as the text in a link. Missing keys have their defaults. */
export interface StateInput {
  v?: 1 | '1';
  x?: string | List<List<Entry>> | List<List<List<Entry>>> | List<List<List<List<Entry>>>>;
  w?: string | List<List<Entry>> | List<List<List<Entry>>> | List<List<List<List<Entry>>>>;
  b?: Entry | List<Entry>;
  stride?: Entry | List<Entry>;
  dilation?: Entry | List<Entry>;
  pad?: Padding | string;
  groups?: Entry;
  flip?: boolean | 0 | 1 | '0' | '1';
  dtype?: DType;
  order?: `${Order},${Order}` | readonly [window: Order, filter: Order];
  /** row and column, optionally with the image before them and the filter after them. */
  step?: string | List<Entry>;
  /** A slug, instead of x and w. */
  preset?: string;
  /**
   * Instead of x, w or b: a seed and the shapes that NumPy draws from it, '1,x.4.4.3,w.3.3.3'; by randint: '1.randint.-9.10,x.4.4'.
   */
  seed?: string | List<Entry>;
  /** Cells changed after a preset, a lesson or a seed: block, flat index, number, 'x.12.5,w.3.-1'. */
  edit?: string | List<string>;
  lesson?: string;
  expr?: string;
  open?: string | List<string>;
  hide?: string | List<string>;
  lang?: 'auto' | 'en' | 'es';
  theme?: 'auto' | 'light' | 'dark';
  display?: string | List<string>;
}

/** The core's answer to a state: all outputs by both routes, flat, in C order. */
export interface Result {
  /** (m, n_H', n_W', n_F) */
  shape: number[];
  multiplySum: number[];
  unrolledDot: number[];
  verdict: Verdict;
}

/**
 * Messages from ConvDot. It sends ready, resize and answer to the page around it by itself, and the others to the window that
 * asked.
 */
export type MessageOut =
  | { type: 'convdot:ready'; v: 1 }
  /** In CSS pixels. */
  | { type: 'convdot:resize'; v: 1; height: number }
  /** The learner answered a lesson's question. */
  | { type: 'convdot:answer'; v: 1; lesson: string; correct: boolean }
  | { type: 'convdot:state'; v: 1; state: State; result: Result }
  /**
   * 'version', 'state', 'engine', 'superseded' (by newer states), or a code of ConvDotError. The sentence names the offending
   * value.
   */
  | { type: 'convdot:error'; v: 1; code: string; message: string };

/** Messages to ConvDot. It answers each with convdot:state or convdot:error. */
export type MessageIn = { type: 'convdot:get'; v: 1 } | { type: 'convdot:set'; v: 1; state: StateInput };
