// <convdot-answer>: the first screen: the page's question and answer, the demonstration, and three things to try.
import { html, nothing } from 'lit';
import { marked } from '../cells/marked.ts';
import { ExamplePart } from '../cells/part.ts';
import { otherPairs } from '../cells/verdicts.ts';
import type { ConvdotDemonstration } from '../demonstration/demonstration.ts';
import '../demonstration/demonstration.ts';

const kTries = ['watch', 'order', 'paste'] as const;
type Try = (typeof kTries)[number];

export class ConvdotAnswer extends ExamplePart {
  protected override readonly onlyResults = true;
  static override properties = {
    ...ExamplePart.properties,
    demonstrates: { attribute: false },
    edits: { attribute: false },
    done: { state: true },
  };
  /** Whether the demonstration, and the section with the learner's numbers, are shown. */
  declare demonstrates: boolean;
  declare edits: boolean;
  /** What the learner has tried. */
  declare private done: ReadonlySet<Try>;

  constructor() {
    super();
    this.demonstrates = true;
    this.edits = true;
    this.done = new Set();
  }

  /** Marks a thing as tried. */
  tried(done: Try): void {
    this.done = new Set([...this.done, done]);
  }

  #try(what: Try) {
    const demonstration = this.querySelector<ConvdotDemonstration>('convdot-demonstration');
    if (what === 'paste') {
      this.dispatchEvent(new CustomEvent('paste-blocks', { bubbles: true }));
      return;
    }
    if (!demonstration) return;
    demonstration.scrollIntoView({ block: 'nearest' });
    if (what === 'watch') demonstration.watch();
    else {
      demonstration.unrollFilter(demonstration.otherOrder);
      this.tried('order');
    }
  }

  #tries(toCome: boolean) {
    const { words } = this;
    const able = kTries.filter((each) => (each === 'paste' ? this.edits : this.demonstrates));
    if (able.length === 0) return nothing;
    return html`<ol class="tries" aria-label=${words.thingsToTry}
      >${able.map((each, i) => {
        const done = this.done.has(each);
        return html`<li class=${done ? 'done' : ''}
          ><button type="button" ?disabled=${toCome} @click=${() => this.#try(each)}
            ><span class="try-number">${done ? html`<span aria-hidden="true">✓</span><span class="visually-hidden">${words.done}</span>` : i + 1}</span><span>${words.tries[each]}</span></button
          ></li
        >`;
      })}</ol
    >`;
  }

  override render() {
    const { words } = this;
    const { solution } = this.example;
    return html`
      <h1 part="answer"><span>${words.question}</span> ${words.answer(solution !== null && otherPairs(solution.step))}</h1>
      ${
        this.demonstrates
          ? html`<convdot-demonstration part="demonstration" .example=${this.example} .pointing=${this.pointing} .words=${words}
              @demonstration-done=${({ detail }: CustomEvent<'watched' | 'reordered'>) => this.tried(detail === 'watched' ? 'watch' : 'order')}
            ></convdot-demonstration>`
          : nothing
      }
      <div class="rest">
        <p class="why">${marked(words.courseMeans)}</p>
        ${this.#tries(solution === null)}
      </div>
    `;
  }
}
customElements.define('convdot-answer', ConvdotAnswer);
