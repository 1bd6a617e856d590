// <convdot-undo>: two buttons. And the keys for it, wherever the focus is in the example but in a text field, whose own they are.
import { html } from 'lit';
import { ExamplePart } from '../cells/part.ts';
import type { Example } from '../model/example.ts';

const kTextFields = 'input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, [contenteditable]';

/** Ctrl+Z or Cmd+Z; Ctrl+Shift+Z, Cmd+Shift+Z or Ctrl+Y. Any other key, and one with nothing to undo, is left to the page. */
export function undoByKey(event: KeyboardEvent, example: Example): void {
  const key = event.key.toLowerCase();
  const [target] = event.composedPath();
  if (event.ctrlKey === event.metaKey || event.altKey || (key !== 'z' && key !== 'y')) return;
  if (event.defaultPrevented || (target instanceof Element && target.matches(kTextFields))) return;
  const redo = event.shiftKey || key === 'y';
  if (key === 'y' && event.metaKey) return;
  if (!(redo ? example.canRedo : example.canUndo)) return;
  event.preventDefault();
  if (redo) example.redo();
  else example.undo();
}

class ConvdotUndo extends ExamplePart {
  // What has nothing to do stays a place for the focus: it may have led to that itself.
  #button(label: string, path: string, able: boolean, act: () => void) {
    return html`<button class="icon-button" type="button" aria-label=${label} title=${label} aria-disabled=${String(!able)} @click=${act}
      ><svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg
    ></button>`;
  }

  override render() {
    const { example, words } = this;
    return [
      this.#button(words.undo, 'M6 3 2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7', example.canUndo, () => example.undo()),
      this.#button(words.redo, 'm10 3 3.5 3.5L10 10m3-3.5H6.5a3.5 3.5 0 0 0 0 7H9', example.canRedo, () => example.redo()),
    ];
  }
}
customElements.define('convdot-undo', ConvdotUndo);
