// <convdot-written-sum>: the chosen output number as one written-out sum, to read and select. Its button copies a script with it.
import { html, nothing } from 'lit';
import { ExamplePart } from '../cells/part.ts';
import { placeOf } from '../cells/verdicts.ts';
import { showNumber } from '../model/number.ts';
import { sumFromLeft, writeProducts } from './written-products.ts';

/** A text longer than this, in characters, is folded to its first products. The script always has all of it. */
const kUnfolded = 600;
const kFirst = 12;
/** How long "Copied" stays, in milliseconds. */
const kNoticeTime = 4000;

class ConvdotWrittenSum extends ExamplePart {
  protected override readonly onlyResults = true;
  static override properties = { ...ExamplePart.properties, unfolded: { state: true }, copied: { state: true } };
  declare private unfolded: boolean;
  declare private copied: boolean;

  constructor() {
    super();
    this.unfolded = false;
    this.copied = false;
  }

  async #copy() {
    const { words } = this;
    const { solution, solved } = this.example;
    if (!solution || !solved) return;
    try {
      // The clipboard gets the promise at once, because Safari does not allow a later write.
      const text = import('./python-sum.ts').then(
        ({ pythonScript }) => new Blob([pythonScript(solution, solved, placeOf(solution, words), words)], { type: 'text/plain' }),
      );
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
      this.copied = true;
      setTimeout(() => {
        this.copied = false;
      }, kNoticeTime);
    } catch {
      // The frame may not write to the clipboard, so the text is selected for copying by hand.
      this.unfolded = true;
      await this.updateComplete;
      getSelection()?.selectAllChildren(this.querySelector('code') as Element);
    }
  }

  override render() {
    const { solution, solved, held } = this.example;
    if (!solution || !solved) return nothing;
    const { words } = this;
    const { step } = solution;
    const { n, bias } = step;
    const fromLeft = sumFromLeft(step, solved.dtype);
    const all = writeProducts(step, 0, n);
    const folded = all.length > kUnfolded && n > kFirst && !this.unfolded;
    // Text selected and copied by hand has the same form as in the button's script, as far as it is selected.
    const copy = (event: ClipboardEvent) => {
      const text = String(getSelection());
      if (!text) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', text.replaceAll('−', '-').replaceAll('·', '*'));
    };
    const same = fromLeft === step.multiplySum || (Number.isNaN(fromLeft) && Number.isNaN(step.multiplySum));
    return html`
      <p class="caption"
        ><b>${words.writtenOut(placeOf(solution, words))}</b
        ><button class="button" type="button" @click=${this.#copy}>${words.copySum}</button
        ><span class="screen" role="status">${this.copied ? words.sumCopied : nothing}</span></p
      >
      <p class="sum ${held ? 'stale' : ''}" @copy=${copy}
        ><code>${folded ? writeProducts(step, 0, kFirst) : all}${
          folded
            ? html` + <button class="button" type="button" @click=${() => {
                this.unfolded = true;
              }}>${words.moreTerms(n - kFirst)}</button><span class="paper">${writeProducts(step, kFirst, n)}</span>`
            : nothing
        }${bias === 0 ? nothing : html` + <em>${words.bias}</em> ${showNumber(bias)}`} <b>= ${showNumber(fromLeft + 0)}</b></code
      ></p>
      ${same ? nothing : html`<p class="note">${words.addsInPairs(showNumber(fromLeft), showNumber(step.multiplySum))}</p>`}
    `;
  }
}
customElements.define('convdot-written-sum', ConvdotWrittenSum);
