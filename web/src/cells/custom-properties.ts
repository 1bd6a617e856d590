// Sets custom properties on an element through the CSSOM: a host page whose content security policy lacks 'unsafe-inline' for
// styles would block a style attribute.
import { type ElementPart, noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

class Vars extends Directive {
  readonly #set = new Map<string, string>();

  override render(_values: Record<string, string | number>) {
    return noChange;
  }
  override update(part: ElementPart, [values]: [Record<string, string | number>]) {
    const { style } = part.element as HTMLElement | SVGElement;
    for (const [name, value] of Object.entries(values)) {
      const text = String(value);
      if (this.#set.get(name) === text) continue;
      this.#set.set(name, text);
      style.setProperty(name, text);
    }
    return noChange;
  }
}

/** `<i ${vars({ '--rows': 3 })}>` */
export const vars = directive(Vars);
