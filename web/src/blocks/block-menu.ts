// <convdot-block-menu>: the menu at a block's head that pastes, opens, fills, copies and saves numbers. Also handles pasting at a
// cell and dropping on a block, and shows a line with the result. Loaded, with the formats and their words, at the learner's first
// such action.
import { html, nothing, type PropertyValues, unsafeCSS } from 'lit';
import { live } from 'lit/directives/live.js';
import { chosen } from '../cells/chosen.ts';
import { copyField, saveFile } from '../cells/copy-and-save.ts';
import { ExamplePart } from '../cells/part.ts';
import { boxOf, zoomOf } from '../cells/zoom.ts';
import { connect } from '../engine/engine.ts';
import type { BlockName, State } from '../model/state.ts';
import type { Words } from '../words/words.ts';
import { type BlockSentence, type BlockWords, withWords, wordsOf } from '../words/words.ts';
import type { Order } from './axes.ts';
import blocksCss from './block-menu.css?inline';
import { draw, FILLS, type Fill, fill, fillDrawn, type Put, put, type Random, readRandom } from './blocks.ts';
import { readFile, readText, type TableReading } from './formats/read.ts';
import { type FileForm, isFlat, TEXT_FORMS, type Written, writeFile, writeText } from './formats/write.ts';

/** The input channel, image and filter that the volumes show. */
export interface Shown {
  readonly channel: number;
  readonly image: number;
  readonly filter: number;
}

type Source = BlockName | 'output';
type At = { readonly row: number; readonly column: number } | null;

/** A change to a block. The line that reports it also offers to undo it. */
interface Done {
  readonly said: BlockSentence;
  readonly before: State;
  readonly after: State;
  /** The offer to read the axes of the same list in the other order. */
  readonly again: Again | null;
}

/** Numbers that were put into a block, to be read again in the other order of axes. */
interface Again {
  readonly label: BlockSentence;
  readonly read: () => void;
}

const kNames = { x: 'input', w: 'filter', b: 'bias', output: 'output' } as const;
const kForms: readonly FileForm[] = [...TEXT_FORMS, 'npy'];
/** Longer text is copied without being shown. */
const kLongestShown = 100_000;
/** Pixels between the panel, the button and the window's edge. */
const kGap = 8;
/** The height of a block's head, which stays in view. */
const kHead = 72;

const sheet = unsafeCSS(blocksCss).styleSheet as CSSStyleSheet;

/**
 * The bar at the bottom makes the example scroll so that the focus stays visible. The panel is above the bar and needs no scroll.
 */
const keepScroll = (event: Event) => event.stopPropagation();

const sameBlocks = (one: State, other: State) => one.x === other.x && one.w === other.w && one.b === other.b;

export class BlockMenu extends ExamplePart {
  static override properties = {
    ...ExamplePart.properties,
    shown: { attribute: false },
    blockWords: { state: true },
    opened: { state: true },
    source: { state: true },
    text: { state: true },
    order: { state: true },
    form: { state: true },
    random: { state: true },
    seeds: { state: true },
    problem: { state: true },
    notice: { state: true },
    whole: { state: true },
    done: { state: true },
    failed: { state: true },
  };
  declare shown: Shown;
  declare private blockWords: BlockWords | undefined;
  /** The panel is open; it is not rendered before. */
  declare private opened: boolean;
  /** The block whose panel is open, or was last open. */
  declare private source: Source;
  /** The text pasted or typed into the panel. */
  declare private text: string;
  /** The order of axes that the learner chose for the text. */
  declare private order: Order | null;
  declare private form: FileForm;
  declare private random: { readonly low: string; readonly high: string };
  /** One for each block: with the same seed all of them would begin with the same numbers. */
  declare private seeds: Readonly<Record<BlockName, string>>;
  /** Why the panel's last action failed. */
  declare private problem: BlockSentence | null;
  /** The message after copying or saving. */
  declare private notice: BlockSentence | null;
  /** Shows a long text anyway, so that the learner can select it. */
  declare private whole: boolean;
  declare private done: Done | null;
  /** Why dropped numbers, or numbers pasted at a cell, were rejected. */
  declare private failed: BlockSentence | null;

  #opener: HTMLElement | null = null;
  /** The cell at which the panel's text was pasted. */
  #at: At = null;
  /** The panel's text as read, and the result of putting it into the block. */
  #reading: TableReading | null = null;
  #result: Put | null = null;
  #language = '';

  constructor() {
    super();
    this.opened = false;
    this.source = 'x';
    this.text = '';
    this.order = null;
    this.form = 'numpy';
    this.random = { low: '-9', high: '9' };
    this.seeds = { x: '1', w: '2', b: '3' };
    this.problem = null;
    this.notice = null;
    this.whole = false;
    this.done = null;
    this.failed = null;
  }

  override connectedCallback() {
    super.connectedCallback();
    const root = this.getRootNode() as ShadowRoot | Document;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }

  override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (this.#language !== this.words.language) {
      this.#language = this.words.language;
      withWords('blocks', this.words.language, (words) => {
        this.blockWords = words;
      });
    }
    const { done } = this;
    if (this.opened && this.source !== 'output') {
      this.#reading = this.text.trim() === '' ? null : readText(this.text);
      this.#result = this.#reading && this.#read(this.source, this.#reading, this.#at, this.order);
    }
    // Undo no longer refers to the reported change once another edit follows.
    if (done && !sameBlocks(this.example.state, done.after) && !sameBlocks(this.example.state, done.before)) this.done = null;
  }

  // ---- called by the volumes ----

  open(source: Source, opener: HTMLElement): void {
    this.#opener = opener;
    this.#at = null;
    if (source !== this.source) this.#write('');
    this.source = source;
    this.problem = null;
    this.failed = null;
    this.notice = null;
    this.whole = false;
    void this.#show();
  }

  /** Text pasted at a cell. If it is rejected, the panel opens with it, so that the learner can correct it. */
  paste(name: BlockName, text: string, at: At): void {
    if (this.#take(name, readText(text), at)) return;
    this.open(name, this.closest('convdot-volumes')?.querySelector(`[data-block="${name}"] [tabindex="0"]`) as HTMLElement);
    this.#at = at;
    this.#write(text);
  }

  #write(text: string) {
    this.text = text;
    this.order = null;
  }

  drop(name: BlockName, dropped: File | string): void {
    if (typeof dropped !== 'string') void this.#takeFile(name, dropped);
    else if (dropped.trim() !== '') this.paste(name, dropped, null);
  }

  // ---- numbers in ----

  async #takeFile(name: BlockName, file: File) {
    const arrival = this.example.arrivals.setOut();
    const bytes = new Uint8Array(await file.arrayBuffer());
    const reading = readFile(file.name, bytes);
    if (this.example.arrivals.isLate(arrival)) return;
    if (this.#take(name, reading, null)) return;
    const { problem } = this;
    this.failed = (words) => words.blocks.inFile(file.name, problem?.(words) ?? '');
  }

  #read(name: BlockName, reading: TableReading, at: At, order: Order | null = null, state = this.example.state): Put {
    if (!reading.ok) return reading;
    const channel = name === 'w' ? this.shown.channel % (state.w.shape[2] as number) : this.shown.channel;
    return put(state, name, reading.value, { ...this.shown, channel, at }, order);
  }

  /** Returns whether the numbers were accepted; if not, `problem` has the reason. */
  #take(name: BlockName, reading: TableReading, at: At, order: Order | null = null): boolean {
    const { x, w, b } = this.example.state;
    const take = (asked: Order | null): boolean => {
      // Another reading starts from the blocks before the first.
      const result = this.#read(name, reading, at, asked, { ...this.example.state, x, w, b });
      const other = result.ok ? result.axes?.other : null;
      return this.#use(result, other ? { label: other.label, read: () => take(other.order) } : null);
    };
    return take(order);
  }

  /** Accepts a change. `again` offers another reading of the same numbers. */
  #use(result: Put, again: Again | null = null): boolean {
    this.problem = result.ok ? null : result.problem;
    if (!result.ok) return false;
    const before = this.example.state;
    this.example.replace(result.state);
    this.failed = null;
    this.#write('');
    this.#panel?.hidePopover();
    // Screen readers announce a status only if its element existed before.
    void this.updateComplete.then(() => {
      this.done = { said: result.said, before, after: this.example.state, again };
    });
    return true;
  }

  #apply() {
    if (!this.#take(this.source as BlockName, readText(this.text), this.#at, this.order)) this.#field?.focus();
  }

  async #openFile({ currentTarget }: Event) {
    const input = currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    await this.#takeFile(this.source as BlockName, file);
    this.problem = this.failed;
    this.failed = null;
    input.value = '';
  }

  async #fillRandom(kind: Random['kind']) {
    const name = this.source as BlockName;
    const read = readRandom(kind, { ...this.random, seed: this.seeds[name] });
    if (!read.ok) {
      this.problem = read.problem;
      return;
    }
    const { arrivals, state } = this.example;
    const arrival = arrivals.setOut();
    try {
      const data = await draw(read.value, state[name].shape, connect());
      if (!arrivals.isLate(arrival)) this.#use(fillDrawn(this.example.state, name, read.value, data));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.problem = (words) => words.problem.engine(message);
    }
  }

  // ---- numbers out ----

  get #written(): Written | null {
    const { example, source, shown } = this;
    const { state, solution, solved } = example;
    if (source !== 'output') {
      const channel = source === 'w' ? shown.channel % (state.w.shape[2] as number) : shown.channel;
      return { block: state[source], axes: source, dtype: state.dtype, shown: { ...shown, channel } };
    }
    if (!solution || !solved) return null;
    const { shape, data } = solution.comparison.multiplySum;
    const { image, filter } = solution.at;
    // The sign of a zero affects no sum, so it is not shown.
    const block = { shape, data: Array.from(data, (value) => (value === 0 ? 0 : value)), typed: new Map<number, string>() };
    return { block, axes: 'x', dtype: solved.dtype, shown: { image, filter, channel: filter } };
  }

  #textOut(): string {
    const written = this.#written;
    return written && this.form !== 'npy' ? writeText(this.form, written) : '';
  }

  async #copy({ currentTarget }: Event) {
    const button = currentTarget as HTMLElement;
    this.whole = true;
    await this.updateComplete;
    const copied = await copyField(this.querySelector<HTMLTextAreaElement>('.text-out') as HTMLTextAreaElement);
    if (copied) button.focus();
    this.notice = (words) => (copied ? words.blocks.copied : words.blocks.selected);
  }

  #save() {
    const written = this.#written;
    if (!written) return;
    const file = writeFile(this.form, this.words[kNames[this.source]], written);
    saveFile(file);
    this.notice = (words) => words.blocks.saved(file.name);
  }

  // ---- the panel ----

  get #panel() {
    return this.querySelector<HTMLElement>('.block-menu');
  }
  get #field() {
    return this.querySelector<HTMLTextAreaElement>('.text-in');
  }

  async #show() {
    this.blockWords ??= await wordsOf('blocks', this.words.language);
    this.opened = true;
    await this.updateComplete;
    const panel = this.#panel;
    if (!panel || !this.#opener) return;
    if (!panel.matches(':popover-open')) panel.showPopover();
    this.#place(panel, this.#opener);
    // On a phone the keyboard would cover half of the page.
    const first = matchMedia('(pointer: coarse)').matches ? panel : (this.#field ?? panel.querySelector('select'));
    first?.focus({ preventScroll: true });
    panel.scrollIntoView({ block: boxOf(panel).height > innerHeight - kHead ? 'start' : 'nearest' });
  }

  /** Below the button, within the window's width. The panel is above the page and scrolls with it. */
  #place(panel: HTMLElement, opener: HTMLElement) {
    const button = boxOf(opener);
    const { width } = boxOf(panel);
    const zoom = zoomOf(panel);
    const edge = document.documentElement.clientWidth - width - kGap;
    panel.style.left = `${(Math.max(kGap, Math.min(button.left, edge)) + scrollX) / zoom}px`;
    panel.style.top = `${(button.bottom + kGap / 2 + scrollY) / zoom}px`;
  }

  // If the focus was in the panel, it returns to the button; WebKit does not do this by itself.
  #returning = false;
  readonly #beforeToggle = ({ newState }: ToggleEvent) => {
    this.#returning = newState === 'closed' && this.#panel?.matches(':focus-within') === true;
  };
  readonly #toggled = ({ newState }: ToggleEvent) => {
    if (newState === 'open' || this.#panel?.matches(':popover-open')) return;
    this.opened = false;
    // The event arrives a moment later, when something else may have the focus.
    const { activeElement } = this.getRootNode() as ShadowRoot;
    if (this.#returning && (activeElement === null || this.contains(activeElement))) this.#opener?.focus({ preventScroll: true });
  };

  #random(label: string, name: 'seed' | 'low' | 'high') {
    const block = this.source as BlockName;
    return html`<label
      >${label}<input
        class="number-field"
        inputmode=${name === 'seed' ? 'numeric' : 'text'}
        autocomplete="off"
        .value=${live(name === 'seed' ? this.seeds[block] : this.random[name])}
        @input=${({ target }: Event) => {
          const { value } = target as HTMLInputElement;
          if (name === 'seed') this.seeds = { ...this.seeds, [block]: value };
          else this.random = { ...this.random, [name]: value };
          this.problem = null;
        }}
    /></label>`;
  }

  get #axes() {
    return this.#result?.ok ? this.#result.axes : null;
  }

  #check(words: Words & BlockWords) {
    if (this.problem) return this.problem(words);
    if (this.#result?.ok === false) return this.#result.problem(words);
    if (!this.#reading?.ok) return words.blocks.forms;
    const { shape, notes } = this.#reading.value;
    const axes = this.#axes ? [this.#axes.said] : [];
    return [words.blocks.found(shape.join(' × ')), ...[...axes, ...notes].map((note) => note(words))].join(' ');
  }

  #in(words: Words & BlockWords) {
    const { blocks } = words;
    const bad = this.problem !== null || this.#result?.ok === false;
    const other = this.#axes?.other;
    const button = (label: string, act: () => void, primary = false) =>
      html`<button class="button ${primary ? 'primary' : ''}" type="button" @click=${act}>${label}</button>`;
    return html`<div class="part" role="group" aria-labelledby="block-paste">
        <h4 id="block-paste">${blocks.paste}</h4>
        <textarea
          class="text-in"
          rows="4"
          spellcheck="false"
          autocapitalize="off"
          placeholder=${this.source === 'b' ? '[1, 2, 3]' : '[[1, 2],\n [3, 4]]'}
          aria-labelledby="block-paste"
          aria-describedby="block-check"
          aria-invalid=${this.#result?.ok === false ? 'true' : nothing}
          .value=${live(this.text)}
          @input=${({ target }: Event) => {
            this.#write((target as HTMLTextAreaElement).value);
            this.problem = null;
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#apply();
          }}
        ></textarea>
        <p id="block-check" class=${bad ? 'bad' : 'caption'} role="status">${this.#check(words)}</p>
        ${
          other
            ? html`<div class="actions axes">${button(other.label(words), () => {
                this.order = other.order;
              })}</div>`
            : nothing
        }
        <div class="actions"
          >${button(blocks.putIn, () => this.#apply(), true)}<label class="button"
            >${blocks.open}<input class="visually-hidden" type="file" accept=".npy,.csv,.tsv,.txt,text/*" @change=${this.#openFile} /></label
        ></div>
      </div>
      <div class="part" role="group" aria-labelledby="block-fill">
        <h4 id="block-fill">${blocks.fill}</h4>
        <div class="actions"
          >${FILLS.filter((what) => this.source !== 'b' || what !== 'identity').map((what: Fill) =>
            button(blocks.fillNames[what], () => this.#use(fill(this.example.state, this.source as BlockName, what))),
          )}</div
        ><div class="actions"
          >${this.#random(blocks.seedLabel, 'seed')}${button(blocks.normals, () => void this.#fillRandom('normals'))}</div
        ><div class="actions"
          >${this.#random(blocks.from, 'low')}${this.#random(blocks.to, 'high')}${button(blocks.integers, () => void this.#fillRandom('integers'))}</div
        >
      </div>`;
  }

  #out(words: Words & BlockWords) {
    const { blocks } = words;
    const written = this.#written;
    if (!written) return html`<p class="caption">${words.noOutput}</p>`;
    const text = this.#textOut();
    const long = text.length > kLongestShown && !this.whole;
    const [outer, channels] = written.axes === 'w' ? [3, 2] : [0, 3];
    const several =
      written.axes !== 'b' && (written.block.shape[outer] as number) * (written.block.shape[channels] as number) > 1;
    return html`<div class="part" role="group" aria-labelledby="block-out">
      <h4 id="block-out">${blocks.copyOrSave}</h4>
      <div class="actions"
        ><label
          >${blocks.as}<select class="select" ${chosen(this.form)} @change=${({ target }: Event) => {
            this.form = (target as HTMLSelectElement).value as FileForm;
            this.notice = null;
            this.whole = false;
          }}
            >${kForms.map((form) => html`<option value=${form}>${blocks.formNames[form]}</option>`)}</select
        ></label
        >${
          this.form === 'npy' ? nothing : html`<button class="button" type="button" @click=${this.#copy}>${blocks.copy}</button>`
        }<button class="button" type="button" @click=${this.#save}>${blocks.save}</button
      ></div>
      ${
        this.form === 'npy' || long
          ? html`<p class="caption">${long ? blocks.long(text.length) : blocks.npyOut}</p>`
          : html`<textarea class="text-out" rows="4" readonly spellcheck="false" aria-label=${blocks.text} .value=${text}></textarea>`
      }
      <p class="caption" role="status">${this.notice ? this.notice(words) : isFlat(this.form) && several ? blocks.flat : nothing}</p>
    </div>`;
  }

  #status(words: Words & BlockWords) {
    const { example, done, failed } = this;
    const undone = done !== null && !sameBlocks(example.state, done.after);
    return html`<p class="done" role="status"
        >${
          done
            ? html`${undone ? words.blocks.undone : done.said(words)} <button class="button" type="button" @click=${() => (undone ? example.redo() : example.undo())}>${undone ? words.redo : words.undo}</button>${
                done.again && !undone
                  ? html` <button class="button" type="button" @click=${done.again.read}>${done.again.label(words)}</button>`
                  : nothing
              }`
            : nothing
        }</p
      ><p class="problem" role="alert" ?hidden=${failed === null}>${failed?.(words)}</p>`;
  }

  override render() {
    if (!this.blockWords) return nothing;
    const words = { ...this.words, ...this.blockWords };
    return html`${this.#status(words)}
      <div
        class="block-menu"
        popover
        role="dialog"
        aria-labelledby="block-menu"
        tabindex="-1"
        @focusin=${keepScroll}
        @beforetoggle=${this.#beforeToggle}
        @toggle=${this.#toggled}
      >
        <div class="menu-head"
          ><h3 id="block-menu">${words.numbersInOut(words[kNames[this.source]])}</h3
          ><button class="icon-button" type="button" aria-label=${words.blocks.close} title=${words.blocks.close} @click=${() => this.#panel?.hidePopover()}
            ><svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4 4 8 8m0-8-8 8" /></svg></button
        ></div>
        ${this.opened && this.source !== 'output' ? this.#in(words) : nothing}${this.opened ? this.#out(words) : nothing}
      </div>`;
  }
}
customElements.define('convdot-block-menu', BlockMenu);
