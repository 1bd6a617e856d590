// <convdot-raw-dot>: np.dot of the step's blocks as they are: a matrix, a 4-D array, or NumPy's error. The result equals the step's
// value only by chance. If its diagonal contains the answer, the lane shows that.
import type { Step } from 'convdot';
import { html, nothing } from 'lit';
import { block, tuple } from '../cells/cells.ts';
import { rawShape } from '../cells/verdicts.ts';
import type { Product } from '../engine/contract.ts';
import { placeKey } from '../model/correspondence.ts';
import { showNumber } from '../model/number.ts';
import { Lane, threeBlocks } from './lane.ts';

type Value = Extract<Product, { ok: true }>['value'];
type Refused = Extract<Product, { ok: false }>;

const numbers = (value: Value) => Array.from(value.data as ArrayLike<number>);
const sumOf = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0);
const diagonal = (value: Value) => numbers(value).filter((_, i) => i % ((value.shape[1] as number) + 1) === 0);

class ConvdotRawDot extends Lane {
  override render() {
    const { solution, solved, held } = this.example;
    if (!solution || !solved) return nothing;
    const { words } = this;
    const { step, raw } = solution;
    const shape = rawShape(raw);
    const [height, width, channels] = step.window.shape as [number, number, number];
    return html`
      ${this.head({
        title: words.notUnrolled,
        code: raw.slices ? 'np.dot(a[..., 0], W[..., 0])' : 'np.dot(a, W)',
        verdict: 'different',
        result: shape
          ? html`<span class="big raw-shape matrix">${shape.join(' × ')}</span>`
          : html`<span class="big raw-shape refused">NumPy: ${words.refusedShort}</span>`,
        word: words.notOne(shape && sizeOfShape(shape)),
        reason: shape ? words.notOneNumber(shape) : words.shapesRefused,
      })}
      <div class="work ${held ? 'stale' : ''}">
        ${
          raw.slices && raw.transposed
            ? [
                html`<div>${this.#slices(step, raw.slices)}${this.#also(step, raw.blocks)}</div>`,
                html`<div>${this.#transposed(step, raw.transposed)}</div>`,
              ]
            : html`<div
                >${raw.blocks.ok ? this.#many(step, raw.blocks.value) : html`${this.#refusal(raw.blocks)}<p class="note">${words.whyRefused(height, width, channels)}</p>`}<p class="note">${words.alternatives}</p></div
              >`
        }
      </div>
    `;
  }

  #refusal({ type, message }: Refused) {
    return html`<pre class="error" tabindex="0"><b>${type}:</b> ${message}</pre>`;
  }

  /** Compares one number from np.dot with the right one. */
  #against(name: string, value: number, right: number) {
    const { words } = this;
    const same = value === right || (Number.isNaN(value) && Number.isNaN(right));
    return html`<span
      ><em>${name}</em> ${showNumber(value)} <b class=${same ? '' : 'unlike'}>${same ? '=' : '≠'}</b> ${showNumber(right)}${same ? html` <em>${words.byChance}</em>` : nothing}${this.example.solution?.step.bias ? html` <em>${words.beforeBias}</em>` : nothing}</span
    >`;
  }

  #matrixAgainst(value: Value, right: number) {
    const square = value.shape[0] === value.shape[1];
    return html`<p class="against"
      >${this.#against(this.words.sum, sumOf(numbers(value)), right)}${square ? this.#against(this.words.trace, sumOf(diagonal(value)), right) : nothing}</p
    >`;
  }

  /** The window of one channel as a block of cells. */
  #window(step: Step) {
    const { links } = this.pointing;
    const input = (element: number) => (links ? { input: placeKey(links.placeOfElement(element)) } : {});
    return block(step.window.data, step.window.shape[1], this.scales().x, input, true);
  }

  #filterKey(element: number) {
    const { links } = this.pointing;
    return links ? { filter: links.filterOfElement(element) } : {};
  }

  // One channel: the 2-D blocks.
  #slices(step: Step, slices: Product) {
    if (!slices.ok) return this.#refusal(slices);
    const { w, output } = this.scales();
    const filter = block(step.block.data, step.block.shape[1], w, (i) => this.#filterKey(i));
    const result = block(numbers(slices.value), slices.value.shape[1], output, () => ({ classes: 'ghost' }));
    if (this.leavesOut) return this.#matrixAgainst(slices.value, step.sum);
    return html`${threeBlocks(
      [this.#window(step), '·', filter, html`<span class="unlike-block">${result}</span>`],
      [html`<code>a[..., 0]</code>`, html`<code>W[..., 0]</code>`, html`<code>np.dot</code>`],
    )}${this.#matrixAgainst(slices.value, step.sum)}`;
  }

  // With the filter transposed, the diagonal contains the answer.
  #transposed(step: Step, transposed: Product) {
    if (!transposed.ok) return nothing;
    const { words } = this;
    const { w, output } = this.scales();
    const [height, width] = step.block.shape;
    const element = (i: number) => (i % height) * width + Math.floor(i / height);
    const turned = Array.from({ length: height * width }, (_, i) => step.block.data[element(i)] as number);
    const result = block(numbers(transposed.value), height, output, (i) => ({
      classes: i % (height + 1) === 0 ? 'diagonal' : 'ghost',
    }));
    const terms = diagonal(transposed.value);
    const written = terms.map((v, i) => (i === 0 ? showNumber(v) : `${v < 0 ? '−' : '+'} ${showNumber(Math.abs(v))}`));
    return html`<p class="note">${words.diagonalHolds(sumOf(terms) === step.sum)}</p
      >${threeBlocks(
        [this.#window(step), '·', block(turned, height, w, (i) => this.#filterKey(element(i))), result],
        [html`<code>a[..., 0]</code>`, html`<code>W[..., 0].T</code>`, html`<code>np.dot</code>`],
      )}<p class="closing"
        ><em>${words.trace}</em> ${written.join(' ')} <em>+ ${words.bias}</em> ${showNumber(step.bias)}
        <b>= ${showNumber(sumOf(terms) + step.bias)}</b></p
      >`;
  }

  // The 3-D blocks with one channel, as the course has them.
  #also(step: Step, blocks: Product) {
    return html`<p class="note"
        >${this.words.asTheCourseHolds(tuple(step.window.shape))}</p
      >${blocks.ok ? this.#many(step, blocks.value) : this.#refusal(blocks)}`;
  }

  // More than two axes: too many numbers to draw, so it shows their shape and sum.
  #many(step: Step, value: Value) {
    const { words } = this;
    return html`<dl class="facts"
      ><dt>${words.shape}</dt><dd>${tuple(value.shape)}</dd
      ><dt>${words.howMany}</dt><dd>${value.data.length}</dd></dl
    ><p class="against">${this.#against(words.sum, sumOf(numbers(value)), step.sum)}</p
    ><p class="note">${words.whyMany(value.shape)}</p>`;
  }
}

const sizeOfShape = (shape: readonly number[]) => shape.reduce((size, axis) => size * axis, 1);

customElements.define('convdot-raw-dot', ConvdotRawDot);
