// Keeps a <select> at a value. The `selected` attribute of an option is not enough: once the reader has chosen an option, the
// attribute changes nothing, so after an undo the select would show a value that no longer applies.
import { type ElementPart, noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

class Chosen extends Directive {
  /** The reader has chosen an option. */
  #touched = false;
  #watched = false;

  override render(_value: string) {
    return noChange;
  }
  override update(part: ElementPart, [value]: [string]) {
    const select = part.element as HTMLSelectElement;
    if (!this.#watched)
      select.addEventListener('change', () => {
        this.#touched = true;
      });
    this.#watched = true;
    // After its options are rendered.
    queueMicrotask(() => {
      if (select.value === value) return;
      select.value = value;
      if (this.#touched) forgetLastChoice(select);
    });
    return noChange;
  }
}

/**
 * WebKit sends no event when the reader chooses the same option as the last time, even if a script has changed the value since. It
 * forgets that option when the select gets the focus. Does nothing while another element has the focus.
 */
function forgetLastChoice(select: HTMLSelectElement) {
  const focused = select.matches(':focus');
  if (!focused && document.activeElement !== document.body) return;
  select.blur();
  select.focus({ preventScroll: true });
  if (!focused) select.blur();
}

/** `<select ${chosen('same')}>` */
export const chosen = directive(Chosen);
