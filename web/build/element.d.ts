// The public types of element.js, written by hand.
import type { Result, State, StateInput } from 'convdot/messages';

export type { Result, State, StateInput };

/** Detail of `convdot-change`: the state, and the core's answer. */
export interface ConvDotChange {
  state: State;
  result: Result;
}

/** Detail of `convdot-problem`: why a value was rejected, as sentences in the reader's language. */
export interface ConvDotProblem {
  problems: string[];
}

/** Detail of `convdot-panels`: the new values of the attributes. */
export interface ConvDotPanels {
  open: string;
  expr: string;
}

/** The events of <conv-dot>, in addition to those of every element. */
export interface ConvDotEventMap {
  /** Sent after every computed change. Bubbles and is composed. */
  'convdot-change': CustomEvent<ConvDotChange>;
  /** A value was rejected. If another case replaces it, a `convdot-change` follows. Bubbles and is composed. */
  'convdot-problem': CustomEvent<ConvDotProblem>;
  /** The learner turned cell numbers on or off: the new value of `display`. */
  'convdot-display': CustomEvent<string>;
  /** The learner opened or closed a panel, or ran something in the NumPy cell. */
  'convdot-panels': CustomEvent<ConvDotPanels>;
}

/** The attributes of <conv-dot>, if they are text, and its properties of the same names. */
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
  /** Open panels: numpy, image, speed. */
  open?: StateInput['open'];
  /** Hidden parts: answer, demonstration, bench, step, matrix, timeline, numpy, image, speed. */
  hide?: StateInput['hide'];
  /** The initial expression of the NumPy cell; without `open`, it opens the cell. */
  expr?: StateInput['expr'];
  lang?: StateInput['lang'];
  theme?: StateInput['theme'];
  /** The display: plain (no colours), numbered (cell numbers), large (for a projector). */
  display?: StateInput['display'];
  /** Origins whose messages get an answer, separated by spaces: 'https://lms.example'. Without it, no message does. */
  allow?: string | null | undefined;
}

/** <conv-dot>. You may set a property at any time, even before the element is defined; it returns the last given value. */
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
  /** The learner's case. A new value is checked like a link; the element shows the problems. */
  get state(): State;
  set state(state: StateInput);
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-dot': ConvDotElement;
  }
  interface HTMLElementEventMap extends ConvDotEventMap {}
  /** For the document and the window, which the events reach by bubbling. */
  interface GlobalEventHandlersEventMap extends Pick<ConvDotEventMap, 'convdot-change' | 'convdot-problem'> {}
}
