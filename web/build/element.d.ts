// The public types of element.js, written by hand.
import type { Result, State, StateInput } from 'convdot/messages';

export type { Result, State, StateInput };

/** What a `convdot-change` event carries: the state, and the core's answer to it. */
export interface ConvDotChange {
  state: State;
  result: Result;
}

/** What a `convdot-problem` event carries: why something was refused, in sentences of the reader's language. */
export interface ConvDotProblem {
  problems: string[];
}

/** What a `convdot-panels` event carries: the new values of the attributes. */
export interface ConvDotPanels {
  open: string;
  expr: string;
}

/** The events that <conv-dot> sends besides those of every element. */
export interface ConvDotEventMap {
  /** After every change that has been computed. It bubbles, out of shadow roots too. */
  'convdot-change': CustomEvent<ConvDotChange>;
  /** A value was refused. What is shown in its place comes as a change, if it is another case. It bubbles, out of shadow roots too. */
  'convdot-problem': CustomEvent<ConvDotProblem>;
  /** The learner has numbered the cells, or no longer wants them numbered: the new value of `display`. */
  'convdot-display': CustomEvent<string>;
  /** The learner has opened or closed a panel, or run something in the NumPy cell. */
  'convdot-panels': CustomEvent<ConvDotPanels>;
}

/** What <conv-dot> takes as attributes, where it is text, and as properties of the same names. */
export interface ConvDotAttributes {
  x?: StateInput['x'];
  w?: StateInput['w'];
  b?: StateInput['b'];
  stride?: StateInput['stride'];
  dilation?: StateInput['dilation'];
  pad?: StateInput['pad'];
  groups?: StateInput['groups'];
  flip?: StateInput['flip'];
  dtype?: StateInput['dtype'];
  order?: StateInput['order'];
  step?: StateInput['step'];
  preset?: StateInput['preset'];
  lesson?: StateInput['lesson'];
  seed?: StateInput['seed'];
  edit?: StateInput['edit'];
  /** Panels that are open: numpy, speed. */
  open?: StateInput['open'];
  /** Parts that are not shown: answer, example, step, matrix, timeline, numpy, speed. */
  hide?: StateInput['hide'];
  /** What the NumPy cell begins with; alone it opens the cell. */
  expr?: StateInput['expr'];
  lang?: StateInput['lang'];
  theme?: StateInput['theme'];
  /** How numbers are shown: plain (no colours), numbered (each cell by its place), large (for a projector). */
  display?: StateInput['display'];
  /** Origins whose messages are answered, with spaces between: 'https://lms.example'. Where there are none, no message is. */
  allow?: string | null | undefined;
}

/** <conv-dot>. A property may be set at any time, before the element is defined too; it tells what was given last. */
export declare class ConvDotElement extends HTMLElement implements Omit<ConvDotAttributes, 'lang'> {
  x: StateInput['x'];
  w: StateInput['w'];
  b: StateInput['b'];
  stride: StateInput['stride'];
  dilation: StateInput['dilation'];
  pad: StateInput['pad'];
  groups: StateInput['groups'];
  flip: StateInput['flip'];
  dtype: StateInput['dtype'];
  order: StateInput['order'];
  step: StateInput['step'];
  preset: StateInput['preset'];
  lesson: StateInput['lesson'];
  seed: StateInput['seed'];
  edit: StateInput['edit'];
  open: StateInput['open'];
  hide: StateInput['hide'];
  expr: StateInput['expr'];
  theme: StateInput['theme'];
  display: StateInput['display'];
  allow: string | null | undefined;
  /** The learner's case. What is set is checked as an address is; what it refuses is shown. */
  get state(): State;
  set state(state: StateInput);
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-dot': ConvDotElement;
  }
  interface HTMLElementEventMap extends ConvDotEventMap {}
  /** Of the document and the window: it bubbles. */
  interface GlobalEventHandlersEventMap extends Pick<ConvDotEventMap, 'convdot-change' | 'convdot-problem'> {}
}
