// The public types of element.js, written by hand.
export declare class ConvDotElement extends HTMLElement {}
declare global {
  interface HTMLElementTagNameMap {
    'conv-dot': ConvDotElement;
  }
}
