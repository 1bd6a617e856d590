// <convdot-answer>: the answer to the page's question in words, and the numbers of the chosen step that show it.
import { html, nothing } from 'lit';
import { glyph } from '../cells/cells.ts';
import { ExamplePart } from '../cells/part.ts';
import { otherPairs, rawShape, stepVerdict } from '../cells/verdicts.ts';
import { cutNumber, showNumber } from '../model/number.ts';

/** The characters of a number that fit into the strip at its largest size. */
const kStripCharacters = 6;

export class ConvdotAnswer extends ExamplePart {
  protected override readonly onlyResults = true;
  #number(value: number) {
    const { text, exact } = cutNumber(value, kStripCharacters);
    return html`<span class="proof ${text.length > 4 ? 'long' : text.length > 3 ? 'medium' : ''} " title=${exact ? nothing : showNumber(value)}>${text}</span>`;
  }

  #strip() {
    const { solution } = this.example;
    if (!solution) return nothing;
    const { words } = this;
    const { step, raw } = solution;
    const agree = stepVerdict(solution, words);
    const shape = rawShape(raw);
    return html`<div class="strip ${this.example.held ? 'stale' : ''}" role="group" aria-label=${words.stripSpoken}>
      <span class="entry">${this.#number(step.multiplySum)}<span class="caption">${words.multiplyThenSum}</span></span>
      ${glyph(step.verdict, agree.word)}
      <span class="entry">${this.#number(step.unrolledDot)}<span class="caption">${words.unrollThenDot}</span></span>
      ${glyph('different', words.different)}
      <span class="entry"
        ><span class="raw-shape ${shape ? 'matrix' : 'refused'} ${shape && shape.length > 2 ? 'many' : ''}">${shape ? shape.join(shape.length > 2 ? '×' : ' × ') : words.refusedShort}</span
        ><span class="caption">${words.npDotAsIs(shape ? shape.length : null)}</span></span
      >
    </div>`;
  }

  override render() {
    const { words } = this;
    const { solution, held } = this.example;
    return html`
      <h1 part="answer"><span>${words.question}</span> ${words.answer(solution !== null && otherPairs(solution.step))}</h1>
      ${this.#strip()}
      <div class="why">
        <p>${words.answerSentence}</p>
        <p class="seen muted ${held ? 'stale' : ''}">${solution ? words.seen(solution.comparison, stepVerdict(solution, words)) : nothing}</p>
      </div>
    `;
  }
}
customElements.define('convdot-answer', ConvdotAnswer);
