// <convdot-numpy>: the NumPy cell. Shows a program on the page's numbers, NumPy's answer, and whether it equals the step's value.
// Loaded when it is opened. `expr` is its initial expression; sends `panels-change` with the program last run, or left in the
// editor.
import { html, nothing, type PropertyValues, unsafeCSS } from 'lit';
import { block, glyph, scaleOf, tuple } from '../../cells/cells.ts';
import { ExamplePart } from '../../cells/part.ts';
import { connect } from '../../engine/engine.ts';
import { showNumber } from '../../model/number.ts';
import type { Lang, PanelsChange } from '../../model/state.ts';
import { LONGEST_EXPRESSION } from '../../model/url.ts';
import { type NumpyWords, withWords, wordsOf } from '../../words/words.ts';
import type { Editor, Name } from './editor/editor.ts';
import numpyCss from './numpy.css?inline';
import {
  blocksOf,
  CHIPS,
  compared,
  FIRST_PROGRAM,
  type Kept,
  NumpyCell,
  type Variable,
  type VariableName,
  variablesOf,
} from './numpy-cell.ts';

/** Loads everything that it needs, in the current language. */
export const prepare = (language: Lang) => Promise.all([import('#editor'), wordsOf('numpy', language)]);

const sheet = unsafeCSS(numpyCss).styleSheet as CSSStyleSheet;
/** An answer with longer lines, in characters, scrolls. */
const kFits = 36;

class ConvdotNumpy extends ExamplePart {
  static override properties = {
    ...ExamplePart.properties,
    expr: { attribute: false },
    numpyWords: { state: true },
    over: { state: true },
    spoken: { state: true },
  };
  declare expr: string;
  declare private numpyWords: NumpyWords | undefined;
  /** The characters in the editor, if they are too many for a link; otherwise 0. */
  declare private over: number;
  /** The text of the live region: the answer to the learner's last program. */
  declare private spoken: string;

  #cell: NumpyCell | undefined;
  #editor: Editor | undefined;
  /** The contents of the last editor, which was removed with its page. */
  #before: string | undefined;
  /** The contents of the editor, as last reported. */
  #told = '';
  /** All programs that were run, oldest first; the editor's position in them; and the unfinished text before that. */
  readonly #history: string[] = [];
  #back = 0;
  #draft = '';

  constructor() {
    super();
    this.over = 0;
    this.spoken = '';
  }

  readonly #redraw = () => this.requestUpdate();
  readonly #answered = (event: Event) => {
    this.spoken = this.#say((event as CustomEvent<Kept>).detail);
  };

  override connectedCallback() {
    super.connectedCallback();
    const { adoptedStyleSheets } = this.getRootNode() as ShadowRoot;
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
    this.#cell?.follow();
    this.requestUpdate();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#cell?.release();
    // An editor listens to its document.
    this.#before = this.#editor?.source;
    this.#editor?.remove();
    this.#editor = undefined;
  }

  override willUpdate(changed: PropertyValues<this>) {
    super.willUpdate(changed);
    if (changed.has('words')) {
      withWords('numpy', this.words.language, (words) => {
        this.numpyWords = words;
      });
    }
    if (changed.has('example')) {
      this.#cell?.release();
      this.#cell = new NumpyCell(connect(), this.example);
      this.#cell.addEventListener('change', this.#redraw);
      this.#cell.addEventListener('answered', this.#answered);
      this.#cell.run(this.expr || FIRST_PROGRAM, true);
    } else if (changed.has('expr') && this.expr !== '' && this.expr !== this.#told) {
      this.#editor?.show(this.expr);
      this.#cell?.run(this.expr, true);
    }
    if (changed.has('expr')) this.#told = this.expr;
  }

  override updated() {
    if (this.numpyWords && this.example.solution && !this.#editor) void this.#edit(this.numpyWords);
  }

  async #edit(words: NumpyWords) {
    const { createEditor } = await import('#editor');
    if (this.#editor || !this.isConnected) return;
    this.#editor = createEditor({
      parent: this.querySelector('.prompt-field') as HTMLElement,
      labelledBy: 'numpy-prompt',
      describedBy: 'numpy-keys',
      completionsLabel: words.completions,
      names: () => this.#names(),
      run: () => this.#run(),
      older: () => this.#travel(1),
      newer: () => this.#travel(-1),
      edited: () => {
        const { length } = this.#editor?.source ?? '';
        this.over = length > LONGEST_EXPRESSION ? length : 0;
      },
      left: () => this.#tell(),
    });
    const source = this.#before ?? this.expr;
    if (source !== '') this.#editor.show(source);
  }

  // ---- running ----

  #run() {
    const source = this.#editor?.source ?? '';
    if (source.trim() === '') return;
    if (this.#history.at(-1) !== source) this.#history.push(source);
    this.#back = 0;
    this.#cell?.run(source);
    this.#tell();
  }

  /** The button disappears with the program, so the focus returns to the editor. */
  #stop() {
    this.#cell?.stop();
    this.#editor?.focus();
  }

  #try(source: string) {
    this.#editor?.show(source);
    this.#run();
  }

  /** Reports the editor's contents, if they fit into an address; the page around the element keeps them there. */
  #tell() {
    const source = this.#editor?.source ?? '';
    const expr = source.length <= LONGEST_EXPRESSION ? source : '';
    if (expr === this.#told) return;
    this.#told = expr;
    const detail: PanelsChange = { expr };
    this.dispatchEvent(new CustomEvent('panels-change', { bubbles: true, detail }));
  }

  /** Moves the editor to an earlier or later program. */
  #travel(way: 1 | -1): string | null {
    const source = this.#editor?.source ?? '';
    if (this.#back === 0) this.#draft = source;
    for (let back = this.#back + way; back >= 0 && back <= this.#history.length; back += way) {
      const found = back === 0 ? this.#draft : (this.#history.at(-back) as string);
      if (found === source) continue;
      this.#back = back;
      return found;
    }
    return null;
  }

  #names(): Name[] {
    const words = this.numpyWords;
    return words ? Object.entries({ ...words.variables, ...words.help }).map(([name, help]) => ({ name, help })) : [];
  }

  // ---- rendering ----

  #verdict({ evaluation, solution }: Kept, words: NumpyWords) {
    const judged = evaluation && solution ? compared(evaluation, solution) : null;
    if (!judged || !solution) return null;
    if (judged === 'no number') return { verdict: 'different', quiet: 'quiet', word: words.notANumber } as const;
    const { verdict, against } = judged;
    const alone =
      against === 'sum' && verdict !== 'different'
        ? words.beforeBias[verdict]
        : words.against(showNumber(solution.step.multiplySum))[verdict];
    const shape = evaluation?.ok ? evaluation.value.shape : [];
    const word = shape.length === 0 || verdict === 'different' ? alone : words.asArray(alone, shape);
    return { verdict, quiet: '', word } as const;
  }

  #say(kept: Kept): string {
    const words = this.numpyWords;
    const { source, evaluation } = kept;
    if (!words || !evaluation) return '';
    if (!evaluation.ok) return words.spoken(source, [evaluation.type, evaluation.message].filter(Boolean).join(': '), '');
    const { repr, value } = evaluation;
    const answer = repr === '' ? words.noResult : isShort(repr) ? repr : words.spokenArray(tuple(value.shape));
    return words.spoken(source, answer, this.#verdict(kept, words)?.word ?? '');
  }

  #answer({ evaluation }: Kept, words: NumpyWords) {
    if (!evaluation) return html`<p class="muted">${words.waiting}</p>`;
    if (!evaluation.ok)
      return html`<pre class="error" tabindex="0"><b>${evaluation.type}${evaluation.message && ':'}</b> ${evaluation.message}</pre>`;
    const { repr, value, warnings = [] } = evaluation;
    const blocks = blocksOf(value);
    const scale = scaleOf(blocks.flatMap(({ data }) => data));
    return html`${warnings.map((warning) => html`<p class="warning">${warning}</p>`)}
      ${
        repr === ''
          ? html`<p class="note">${words.noResult}</p>`
          : html`<pre class="repr" tabindex=${isShort(repr) ? nothing : '0'}>${repr}</pre>`
      }
      ${value.dtype === 'object' ? nothing : html`<p class="caption">${words.shape} <code>${tuple(value.shape)}</code>, <code>${value.dtype}</code></p>`}
      ${
        blocks.length > 0
          ? html`<div class="drawn" aria-hidden="true"
              >${blocks.map(
                ({ part, columns, data }) =>
                  html`<span class="with-caption"
                    >${part ? html`<code class="caption">${part}</code>` : nothing}${block(data, columns, scale)}</span
                  >`,
              )}</div
            >`
          : nothing
      }`;
  }

  #kept(kept: Kept, words: NumpyWords) {
    const { source, solution } = kept;
    const judged = this.#verdict(kept, words);
    const bringBack = () => {
      this.#editor?.show(source);
      this.#editor?.focus();
    };
    return html`<li class="kept ${solution === this.example.solution ? '' : 'earlier'}">
      <div class="asked"
        ><button class="program" type="button" aria-label=${words.bringBack(source)} @click=${bringBack}><code>${source}</code></button
        >${
          judged
            ? html`<p class="compared ${judged.quiet || judged.verdict}"><span aria-hidden="true">${glyph(judged.verdict, '')}</span>${judged.word}</p>`
            : nothing
        }</div
      >
      <div class="given">${this.#answer(kept, words)}</div>
    </li>`;
  }

  #variable([name, { shape, dtype, data }]: [VariableName, Variable], words: NumpyWords) {
    const flipped = name === 'W' && this.example.solved?.flip;
    return html`<li
      ><button class="name" type="button" aria-label=${words.insert(name)} title=${dtype} @click=${() => this.#editor?.insert(name)}><code>${name}</code></button
      ><code>${shape.length > 0 || !data ? tuple(shape) : showNumber(data()[0] as number)}</code
      ><span>${flipped ? words.flipped : words.variables[name]}</span></li
    >`;
  }

  override render() {
    const { solution, solved, held } = this.example;
    const words = this.numpyWords;
    const cell = this.#cell;
    if (!words || !solution || !solved || !cell) return nothing;
    const variables = Object.entries(variablesOf(solution, solved)) as [VariableName, Variable][];
    return html`
      <div class="prompt">
        <h4 class="caption" id="numpy-prompt">${words.prompt}</h4>
        <div class="prompt-field"></div>
        <div class="prompt-run"
          ><button class="button main" type="button" @click=${() => this.#run()}>${words.run}</button
          >${cell.long ? html`<button class="button stop" type="button" @click=${() => this.#stop()}>${words.stop}</button>` : nothing}<p class="caption" id="numpy-keys">${words.keys}</p></div
        >
        <p class="problem" role="alert" ?hidden=${cell.failure === null && this.over === 0}
          >${cell.failure !== null ? words.failed(cell.failure) : words.tooLong(this.over, LONGEST_EXPRESSION)}</p
        >
        <p class="caption">${words.toTry}</p>
        <div class="chips">${CHIPS.map((chip) => html`<button class="button" type="button" @click=${() => this.#try(chip)}><code>${chip}</code></button>`)}</div>
      </div>
      <div class="results ${held ? 'stale' : ''}">
        <h4 class="caption">${words.results}</h4>
        <ol>${cell.kept.map((kept) => this.#kept(kept, words))}</ol>
      </div>
      <div class="given-names">
        <h4 class="caption">${words.names}</h4>
        <ul>${variables.map((variable) => this.#variable(variable, words))}</ul>
        <p class="caption">${words.fresh}</p>
      </div>
      <p class="visually-hidden" role="status">${this.spoken}</p>
    `;
  }
}

/** One line that fits without scrolling. */
const isShort = (text: string) => text.length <= kFits && !text.includes('\n');

customElements.define('convdot-numpy', ConvdotNumpy);
