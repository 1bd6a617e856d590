// The editor as a native text field, for the single file and element.iife.js, where size matters.
import { act, type Editor, type EditorHost } from './editor.ts';

/** The least number of visible lines. */
const kLeast = 2;
const kMost = 12;

export function createEditor(host: EditorHost): Editor {
  const field = document.createElement('textarea');
  field.spellcheck = false;
  field.autocapitalize = 'off';
  field.setAttribute('autocorrect', 'off');
  field.setAttribute('aria-labelledby', host.labelledBy);
  field.setAttribute('aria-describedby', host.describedBy);
  host.parent.append(field);
  const fit = () => {
    field.rows = Math.min(kMost, Math.max(kLeast, field.value.split('\n').length));
  };
  const put = (text: string, start: number, end: number) => {
    field.setRangeText(text, start, end, 'end');
    fit();
    host.edited();
  };
  const editor: Editor = {
    get source() {
      return field.value;
    },
    show: (source) => put(source, 0, field.value.length),
    insert: (text) => {
      field.focus();
      put(text, field.selectionStart, field.selectionEnd);
    },
    focus: () => field.focus(),
    remove: () => field.remove(),
  };
  field.addEventListener('input', () => {
    fit();
    host.edited();
  });
  field.addEventListener('blur', () => host.left());
  field.addEventListener('keydown', (event) => {
    const first = !field.value.slice(0, field.selectionStart).includes('\n');
    const last = !field.value.slice(field.selectionEnd).includes('\n');
    if (act(host, editor, event, { first, last })) event.preventDefault();
  });
  fit();
  return editor;
}
