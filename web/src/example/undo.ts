// <convdot-undo>: two buttons. Also the keys for them, anywhere in the example except in a text field, which has its own undo.
import { html } from 'lit';
import { ExamplePart } from '../cells/part.ts';
import type { Example } from '../model/example.ts';

const kTextFields = 'input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, [contenteditable]';

/** Ctrl+Z or Cmd+Z; Ctrl+Shift+Z, Cmd+Shift+Z or Ctrl+Y. The page receives any other key, and these if there is nothing to undo. */
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
  // A button without an action stays focusable: a press may have taken back the last edit.
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
