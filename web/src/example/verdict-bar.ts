// <convdot-verdict>: the verdict on the whole convolution, always visible. Screen readers announce it once edits have settled.
import { html, nothing, type PropertyValues } from 'lit';
import { glyph } from '../cells/cells.ts';
import { ExamplePart } from '../cells/part.ts';
import { placeOf, stepVerdict, wholeVerdict } from '../cells/verdicts.ts';
import { showNumber } from '../model/number.ts';

class ConvdotVerdict extends ExamplePart {
  protected override readonly onlyResults = true;
  static override properties = { ...ExamplePart.properties, spoken: { state: true } };
  /** The text of the live region. Set only when nothing is in progress, so that neither typing nor playing is announced. */
  declare private spoken: string;
  #played = false;

  readonly #speak = () => {
    const { solution, current } = this.example;
    if (!solution || !current || this.player?.playing) return;
    const { words } = this;
    this.spoken = `${words.stepIs(placeOf(solution, words), showNumber(solution.step.multiplySum), showNumber(solution.step.unrolledDot), stepVerdict(solution, words).word)} ${wholeVerdict(solution, words).word}`;
  };

  constructor() {
    super();
    this.spoken = '';
  }
  override connectedCallback() {
    super.connectedCallback();
    this.example.addEventListener('settled', this.#speak);
    // The answer may arrive before the words.
    if (this.words) this.#speak();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.example.removeEventListener('settled', this.#speak);
  }

  // Updates the text when the language changes, and when playing stops.
  override willUpdate(changed: PropertyValues<this>) {
    super.willUpdate(changed);
    const playing = this.player?.playing ?? false;
    if (this.spoken && (changed.has('words') || (this.#played && !playing))) this.#speak();
    this.#played = playing;
  }

  override render() {
    const { solution, held, late } = this.example;
    const { words } = this;
    const whole = solution ? wholeVerdict(solution, words) : null;
    return html`
      <div class="verdict-bar ${held && solution ? 'stale' : ''}" part="verdict" aria-hidden="true"
        >${
          whole && solution
            ? html`${glyph(whole.verdict, '')}<p
                  ><b>${whole.word}</b><span class="muted">${whole.reason}</span>${held ? html`<span class="stale-note">${late ? words.late : words.stale}</span>` : nothing}</p
                ><span class="verdict-step muted">${words.stepShort(placeOf(solution, words))}</span>`
            : nothing
        }</div
      >
      <p class="visually-hidden" role="status" aria-live="polite">${this.spoken}</p>
    `;
  }
}
customElements.define('convdot-verdict', ConvdotVerdict);
