// <convdot-question>: the question of an exercise. The reader commits to one number, and then sees whether it was right. Sends
// `answered` with the answer's text and whether it was right. If the page no longer has the exercise's numbers, says so, and sends
// `restore` when the reader wants them back. Not a form: a sandbox blocks forms.
import { html, LitElement, nothing, unsafeCSS } from 'lit';
import { parseNumber, showNumber } from '../../model/number.ts';
import type { ShareWords } from '../../words/words.ts';
import { isRight, type Question } from './exercise.ts';
import questionCss from './question.css?inline';

export interface Answered {
  readonly given: string;
  readonly correct: boolean;
}

class ConvdotQuestion extends LitElement {
  static override properties = {
    question: { attribute: false },
    words: { attribute: false },
    given: {},
    edited: { type: Boolean },
    draft: { state: true },
    refused: { state: true },
  };
  declare question: Question;
  declare words: ShareWords;
  /** The text of the committed answer, or '' before it. */
  declare given: string;
  /** The numbers on the page are no longer the exercise's. */
  declare edited: boolean;
  declare private draft: string;
  /** An answer that is not a number. */
  declare private refused: string | null;

  constructor() {
    super();
    this.given = '';
    this.edited = false;
    this.draft = '';
    this.refused = null;
  }

  protected override createRenderRoot() {
    return this;
  }

  #commit() {
    const number = parseNumber(this.draft);
    this.refused = number === null ? this.draft : null;
    if (number === null) {
      this.querySelector('input')?.focus();
      return;
    }
    this.given = this.draft.trim();
    const detail: Answered = { given: this.given, correct: isRight(this.question, number) };
    this.dispatchEvent(new CustomEvent('answered', { detail }));
  }

  #told() {
    const { question, words, given } = this;
    const number = parseNumber(given);
    if (number === null) return this.refused === null ? nothing : html`<p class="told bad">${words.notANumber(this.refused)}</p>`;
    const answer = showNumber(question.answer);
    return isRight(question, number)
      ? html`<p class="told right">${words.right(answer)}</p>`
      : html`<p class="told wrong">${words.wrong(given, answer)}</p>`;
  }

  override render() {
    const { question, words } = this;
    const done = parseNumber(this.given) !== null;
    return html`<p class="asked">${question.text}</p>
      <div class="edited"
        ><p role="status">${this.edited ? words.edited : nothing}</p
        >${this.edited ? html`<button type="button" @click=${() => this.dispatchEvent(new Event('restore'))}>${words.restore}</button>` : nothing}</div
      >
      <div class="answer"
        ><label
          >${words.yourAnswer}<input
            inputmode="text"
            autocomplete="off"
            ?readonly=${done}
            .value=${done ? this.given : this.draft}
            @input=${({ target }: Event) => {
              this.draft = (target as HTMLInputElement).value;
            }}
            @keydown=${({ key }: KeyboardEvent) => {
              if (key === 'Enter' && !done) this.#commit();
            }} /></label
        >${done ? nothing : html`<button type="button" @click=${() => this.#commit()}>${words.commit}</button>`}</div
      >
      <div role="status">${this.#told()}</div>`;
  }
}
document.adoptedStyleSheets.push(unsafeCSS(questionCss).styleSheet as CSSStyleSheet);
customElements.define('convdot-question', ConvdotQuestion);
