// The NumPy cell's editor: what it is, and what its keys do. One of codemirror.ts and textarea.ts is '#editor', by Vite's mode.

/** A name that completion offers: 'np.dot', '.reshape', 'W'; and what it is, in a line. */
export interface Name {
  readonly name: string;
  readonly help: string;
}

export interface EditorHost {
  /** Where the editor is drawn, in a document or in a shadow root. */
  readonly parent: HTMLElement;
  /** Ids of what names and describes it. */
  readonly labelledBy: string;
  readonly describedBy: string;
  readonly completionsLabel: string;
  names(): readonly Name[];
  run(): void;
  /** An earlier program, or a later one; null where there is none. */
  older(): string | null;
  newer(): string | null;
  edited(): void;
  /** The focus has left. */
  left(): void;
}

export interface Editor {
  readonly source: string;
  /** Replaces all of it. */
  show(source: string): void;
  /** At the caret, which gets the focus. */
  insert(text: string): void;
  focus(): void;
  /** It is gone, with all that it listens to. */
  remove(): void;
}

/**
 * One line that gives an answer: Enter runs it. An assignment, a comment and an open bracket wait for another line, and among
 * several lines Enter makes one more.
 */
export function isComplete(source: string): boolean {
  // Strings may hold any character.
  const code = source.replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, "''").replace(/#.*/, '');
  if (source.includes('\n') || code.trim() === '' || /^\s*[\p{L}_][\p{L}\p{N}_]*\s*=(?!=)/u.test(code)) return false;
  const count = (brackets: RegExp) => code.match(brackets)?.length ?? 0;
  return count(/[([{]/g) <= count(/[)\]}]/g);
}

/**
 * What a key does in an editor whose caret is `first` or `last` of its lines; null where the key is the editor's or the browser's own.
 * Tab is theirs: it leaves.
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

/** Does what a key means; true where it meant something. */
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
