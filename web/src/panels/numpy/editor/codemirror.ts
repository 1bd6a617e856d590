// The editor with CodeMirror 6: highlighting, completion, closing brackets. Loaded when the cell is opened.
import {
  autocompletion,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
  selectedCompletionIndex,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { python } from '@codemirror/legacy-modes/mode/python';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, tooltips } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { act, type Editor, type EditorHost } from './editor.ts';

// The page's own colours: numbers and strings use hues near those of values, but without their meaning.
const highlighting = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--convdot-ink-2)', fontStyle: 'italic' },
  { tag: tags.number, color: 'color-mix(in oklab, var(--convdot-pos-bar) 60%, var(--convdot-ink))' },
  { tag: [tags.string, tags.special(tags.string)], color: 'color-mix(in oklab, var(--convdot-neg-bar) 50%, var(--convdot-ink))' },
  { tag: [tags.keyword, tags.bool, tags.null], fontWeight: '700' },
  { tag: tags.operator, color: 'var(--convdot-ink-2)' },
]);

const theme = EditorView.theme({
  '&': { color: 'var(--convdot-ink)', background: 'var(--convdot-page)', maxHeight: '240px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: '500 13px / 20px var(--convdot-mono)', overflow: 'auto' },
  '.cm-content': { padding: '7px 0', caretColor: 'var(--convdot-ink)' },
  '.cm-line': { padding: '0 10px' },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--convdot-zero)', outline: '1px solid var(--convdot-line-edit)' },
  '&.cm-focused .cm-nonmatchingBracket': { background: 'none', outline: '1px solid var(--convdot-differ)' },
  '.cm-tooltip': {
    border: '1px solid var(--convdot-line-edit)',
    background: 'var(--convdot-page)',
    color: 'var(--convdot-ink)',
    zIndex: '20',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    font: '13px / 18px var(--convdot-mono)',
    maxWidth: 'min(440px, 88vw)',
    maxHeight: '220px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', lineHeight: '18px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--convdot-ink)', color: 'var(--convdot-page)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': {
    fontFamily: 'var(--convdot-sans)',
    fontStyle: 'normal',
    fontSize: '12px',
    color: 'var(--convdot-ink-2)',
    marginLeft: '12px',
  },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
});

export function createEditor(host: EditorHost): Editor {
  const { parent } = host;
  // After 'np.' or another module, its contents; after any other point, methods and attributes; otherwise everything that begins
  // with a name.
  const complete: CompletionSource = ({ state, pos, explicit }) => {
    const line = state.doc.lineAt(pos);
    const [, path = '', typed = ''] =
      /((?:[\p{L}\p{N}_)\]]+\.|\.)*)([\p{L}\p{N}_]*)$/u.exec(line.text.slice(0, pos - line.from)) ?? [];
    const begun = path + typed;
    if (/^\d[\d.]*e?\d*$/i.test(begun) || (begun === '' && !explicit)) return null; // inside a number
    const all = host.names();
    const known = all.some(({ name }) => name.startsWith(path)) ? path : '.';
    const options = all
      .filter(({ name }) => name.startsWith(known) && (known !== '' || !name.startsWith('.')))
      .map(({ name, help }) => ({ label: name.slice(known.length), detail: help }));
    return { from: pos - typed.length, options, validFor: /^[\p{L}\p{N}_]*$/u };
  };
  const view: EditorView = new EditorView({
    parent,
    root: parent.getRootNode() as ShadowRoot,
    state: EditorState.create({
      extensions: [
        // Before completion's own keys, which it needs while an entry is selected.
        Prec.highest(
          EditorView.domEventHandlers({
            keydown: (event) => {
              const { state } = view;
              // Enter accepts the selected completion; the arrows select.
              const arrow = event.key !== 'Enter' && completionStatus(state) === 'active';
              if (arrow || selectedCompletionIndex(state) !== null) return false;
              const { number } = state.doc.lineAt(state.selection.main.head);
              const acted = act(host, editor, event, { first: number === 1, last: number === state.doc.lines });
              if (acted) closeCompletion(view);
              return acted;
            },
            blur: () => host.left(),
          }),
        ),
        history(),
        StreamLanguage.define(python),
        syntaxHighlighting(highlighting),
        bracketMatching(),
        closeBrackets(),
        // Nothing is selected automatically, so that Enter runs the typed text and no key is taken by mistake.
        autocompletion({ override: [complete], selectOnOpen: false, interactionDelay: 0, icons: false }),
        EditorState.phrases.of({ Completions: host.completionsLabel }),
        tooltips({ position: 'absolute' }),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-labelledby': host.labelledBy, 'aria-describedby': host.describedBy }),
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged) host.edited();
        }),
        theme,
      ],
    }),
  });
  const editor: Editor = {
    get source() {
      return view.state.doc.toString();
    },
    show: (source) => {
      const { length } = view.state.toText(source);
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: source },
        selection: { anchor: length },
        scrollIntoView: true,
      });
    },
    insert: (text) => {
      view.focus();
      view.dispatch(view.state.replaceSelection(text), { userEvent: 'input' });
    },
    focus: () => view.focus(),
    remove: () => view.destroy(),
  };
  return editor;
}
