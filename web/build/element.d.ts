// The public types of element.js, written by hand.
import type { Result, State, StateInput } from 'convdot/messages';

export type { Result, State, StateInput };

/** What a `convdot-change` event carries: the state, and the core's answer to it. */
export interface ConvDotChange {
  state: State;
  result: Result;
}

/** The events that <conv-dot> sends besides those of every element. */
export interface ConvDotEventMap {
  /** After every change that has been computed. It bubbles, out of shadow roots too. */
  'convdot-change': CustomEvent<ConvDotChange>;
  /** The learner has numbered the cells, or no longer wants them numbered: the new value of `display`. */
  'convdot-display': CustomEvent<string>;
}

/** The attributes of <conv-dot>, as markup has them. */
export interface ConvDotAttributes {
  x?: string;
  w?: string;
  b?: string | number;
  stride?: string | number;
  dilation?: string | number;
  pad?: string | number;
  groups?: string | number;
  flip?: '0' | '1' | 0 | 1;
  dtype?: string;
  order?: string;
  step?: string;
  preset?: string;
  hide?: string;
  lang?: string;
  theme?: string;
  display?: string;
}

/** <conv-dot>. Its attributes are the keys of the state, and hide, lang, theme and display. */
export declare class ConvDotElement extends HTMLElement {
  /** Parts that are not shown: answer, bench, step, matrix, timeline; comma separated. */
  hide: string;
  /** light, dark or auto. */
  theme: string;
  /** How numbers are shown: plain (no colours), numbered (each cell by its place), large (for a projector); comma separated. */
  display: string;
  /** Once the element is connected. What is set is checked as an address is; what it refuses is shown. */
  get state(): State;
  set state(state: StateInput);
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-dot': ConvDotElement;
  }
  interface HTMLElementEventMap extends ConvDotEventMap {}
  /** Of the document and the window: it bubbles. */
  interface GlobalEventHandlersEventMap extends Pick<ConvDotEventMap, 'convdot-change'> {}
}
