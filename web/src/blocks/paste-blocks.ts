// <convdot-paste>: a dialog for a learner's own two blocks, a window and a filter. Loaded at its first use.
import { html, nothing, type PropertyValues, unsafeCSS } from 'lit';
import { tuple } from '../cells/cells.ts';
import { ExamplePart } from '../cells/part.ts';
import { writeNumber } from '../model/number.ts';
import { openingState } from '../model/presets.ts';
import type { State } from '../model/state.ts';
import { type BlockSentence, type BlockWords, wordsOf } from '../words/words.ts';
import { put } from './blocks.ts';
import { readText, type Table } from './formats/read.ts';
import pasteCss from './paste-blocks.css?inline';

const sheet = unsafeCSS(pasteCss).styleSheet as CSSStyleSheet;
/** Larger blocks would fill the boxes with more than anybody reads. */
const kShown = 49;
const kNowhere = { channel: 0, image: 0, filter: 0, at: null };

/** Two blocks of one shape as a case of their own: one step. */
function stateOf(window: Table, filter: Table): { ok: true; state: State } | { ok: false; problem: BlockSentence } {
  const [a, w] = [window, filter].map((table) => ({
    ...table,
    shape: table.shape.length === 1 ? [1, ...table.shape] : table.shape,
    bare: false,
  })) as [Table, Table];
  if (String(a.shape) !== String(w.shape))
    return { ok: false, problem: ({ blocks }) => blocks.unlikeShapes(tuple(a.shape), tuple(w.shape)) };
  if (a.shape.length > 3) return { ok: false, problem: ({ blocks }) => blocks.manyAxes(tuple(a.shape)) };
  const first = put({ ...openingState, preset: null }, 'x', a, kNowhere);
  return first.ok ? put(first.state, 'w', w, kNowhere) : first;
}

export class ConvdotPaste extends ExamplePart {
  static override properties = {
    ...ExamplePart.properties,
    blockWords: { state: true },
    window: { state: true },
    filter: { state: true },
    problem: { state: true },
  };
  declare private blockWords: BlockWords | undefined;
  declare private window: string;
  declare private filter: string;
  declare private problem: BlockSentence | null;
  #loading: Promise<void> | undefined;

  constructor() {
    super();
    this.window = '';
    this.filter = '';
    this.problem = null;
  }

  override willUpdate(changed: PropertyValues<this>) {
    super.willUpdate(changed);
    if (changed.has('words')) this.#loading = this.#load();
  }

  async #load() {
    const { language } = this.words;
    const words = await wordsOf('blocks', language);
    if (language === this.words.language) this.blockWords = words;
  }

  /** Opens with the numbers of the chosen step. */
  async open(): Promise<void> {
    const root = this.getRootNode() as ShadowRoot;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    const { solution } = this.example;
    const [a, w] = [solution?.step.window, solution?.step.block].map((block) => {
      if (!block || block.data.length > kShown) return '';
      const [height, width, channels] = block.shape as [number, number, number];
      const pixel = (i: number) => Array.from(block.data.slice(i * channels, (i + 1) * channels), writeNumber);
      const row = (r: number) =>
        Array.from({ length: width }, (_, s) =>
          channels === 1 ? pixel(r * width + s)[0] : `[${pixel(r * width + s).join(', ')}]`,
        );
      const rows = Array.from({ length: height }, (_, r) => row(r).join(channels === 1 ? ' ' : ', '));
      return channels === 1 ? rows.join('\n') : `[${rows.map((each) => `[${each}]`).join(',\n ')}]`;
    }) as [string, string];
    Object.assign(this, { window: a, filter: w, problem: null });
    await this.updateComplete;
    await this.#loading;
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
    this.querySelector('textarea')?.select();
  }

  #use() {
    const [a, w] = [readText(this.window), readText(this.filter)];
    const failed = a.ok ? (w.ok ? null : { name: 'filter' as const, reading: w }) : { name: 'window' as const, reading: a };
    if (failed && !failed.reading.ok) {
      const { problem } = failed.reading;
      const { name } = failed;
      this.problem = (words) => `${words[name]}: ${problem(words)}`;
      return;
    }
    if (!a.ok || !w.ok) return;
    const made = stateOf(a.value, w.value);
    if (!made.ok) {
      this.problem = made.problem;
      return;
    }
    this.example.replace(made.state);
    this.querySelector('dialog')?.close();
    this.dispatchEvent(new CustomEvent('blocks-pasted', { bubbles: true }));
  }

  #box(name: 'window' | 'filter', letter: string) {
    return html`<label
      ><span>${this.words[name]} <code>${letter}</code></span
      ><textarea rows="6" spellcheck="false" autocapitalize="off" .value=${this[name]} aria-describedby="paste-problem"
        @input=${({ target }: Event) => {
          this[name] = (target as HTMLTextAreaElement).value;
          this.problem = null;
        }}
        @keydown=${(event: KeyboardEvent) => {
          event.stopPropagation();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#use();
        }}
      ></textarea></label
    >`;
  }

  override render() {
    const { words, blockWords } = this;
    if (!blockWords) return nothing;
    const { blocks } = blockWords;
    return html`<dialog class="paste-blocks" aria-labelledby="paste-title">
      <h2 id="paste-title">${blocks.pasteBoth}</h2>
      <p class="muted">${blocks.pasteBothHint}</p>
      <div class="boxes">${this.#box('window', 'a')}${this.#box('filter', 'W')}</div>
      <p id="paste-problem" class="paste-problem" role="status">${this.problem?.({ ...words, ...blockWords })}</p>
      <div class="actions"
        ><button class="button primary" type="button" @click=${() => this.#use()}>${blocks.useBoth}</button
        ><button class="button" type="button" @click=${() => this.querySelector('dialog')?.close()}>${blocks.cancel}</button></div
      >
    </dialog>`;
  }
}
customElements.define('convdot-paste', ConvdotPaste);
