// The public types of element.js, written by hand.

/** The keys and values of the address's schema: x, w, b, stride, pad, dilation, groups, flip, dtype, order, step, preset. */
export type State = Record<string, unknown>;

/** What a `convdot-change` event carries: the state, and the core's answer to it. */
export interface ConvDotChange {
  state: State;
  result: {
    shape: number[];
    multiplySum: number[];
    unrolledDot: number[];
    verdict: 'identical' | 'rounding' | 'different';
  };
}

/** <conv-dot>. Its attributes are the keys of the state, and hide, lang, theme and display. */
export declare class ConvDotElement extends HTMLElement {
  /** Parts that are not shown: answer, bench, step; comma separated. */
  hide: string;
  /** light, dark or auto. */
  theme: string;
  /** How numbers are shown: plain (no colours), numbered (each cell by its place), large (for a projector); comma separated. */
  display: string;
  /** Once the element is connected. What is set is checked as an address is; what it refuses is shown. */
  get state(): State;
  set state(state: State);
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-dot': ConvDotElement;
  }
  interface HTMLElementEventMap {
    'convdot-change': CustomEvent<ConvDotChange>;
  }
}
