// The interface of the NumPy cell's editor, and the meaning of its keys. Vite's mode resolves '#editor' to codemirror.ts or
// textarea.ts.

/** A name that completion offers: 'np.dot', '.reshape', 'W'; with a one-line description. */
export interface Name {
  readonly name: string;
  readonly help: string;
}

export interface EditorHost {
  /** The parent of the editor, in a document or in a shadow root. */
  readonly parent: HTMLElement;
  /** Ids of the elements that name and describe it. */
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly completionsLabel: string;
  names(): readonly Name[];
  run(): void;
  /** An earlier or later program; null if there is none. */
  older(): string | null;
  newer(): string | null;
  edited(): void;
  /** The focus has left. */
  left(): void;
}

export interface Editor {
  readonly source: string;
  /** Replaces the whole text. */
  show(source: string): void;
  /** Inserts at the caret, and focuses the editor. */
  insert(text: string): void;
  focus(): void;
  /** Removes the editor and its listeners. */
  remove(): void;
}

/**
 * Whether Enter runs the text: one line that gives an answer. After an assignment, a comment or an open bracket Enter starts
 * another line, and so it does among several lines.
 */
export function isComplete(source: string): boolean {
  // Strings may contain any character.
  const code = source.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, "''").replace(/#.*/, '');
  if (source.includes('\n') || code.trim() === '' || /^\s*[\p{L}_][\p{L}\p{N}_]*\s*=(?!=)/u.test(code)) return false;
  const count = (brackets: RegExp) => code.match(brackets)?.length ?? 0;
  return count(/[([{]/g) <= count(/[)\]}]/g);
}

/**
 * The meaning of a key when the caret is on the `first` or `last` line; null if the editor or the browser handles the key. Tab is
 * theirs: it leaves.
 */
export function meaning(
  event: KeyboardEvent,
  source: string,
  caret: { first: boolean; last: boolean },
): 'run' | 'older' | 'newer' | null {
  const { key, shiftKey, ctrlKey, metaKey, altKey, isComposing } = event;
  if (isComposing || altKey) return null;
  const plain = !shiftKey && !ctrlKey && !metaKey;
  if (key === 'Enter') return !plain || isComplete(source) ? 'run' : null;
  if (!plain) return null;
  return key === 'ArrowUp' && caret.first ? 'older' : key === 'ArrowDown' && caret.last ? 'newer' : null;
}

/** Performs a key's action; true if it had one. */
export function act(host: EditorHost, editor: Editor, event: KeyboardEvent, caret: { first: boolean; last: boolean }): boolean {
  const what = meaning(event, editor.source, caret);
  if (what === null) return false;
  if (what === 'run') {
    host.run();
    return true;
  }
  const source = host[what]();
  if (source !== null) editor.show(source);
  return source !== null;
}
