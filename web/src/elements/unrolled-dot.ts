// <convdot-unrolled-dot>: the same cells laid out as a row and a column, and their dot product. The order of either can be
// changed, so that the answer breaks.
import type { Order, Step } from 'convdot';
import { html, nothing, type PropertyValues, svg } from 'lit';
import { setOptions } from '../model/edits.ts';
import { shortNumber } from '../model/number.ts';
import { block, cell, kUnscrolled } from './cells.ts';
import { Lane } from './lane.ts';
import { places, travel } from './travel.ts';
import { vars } from './vars.ts';
import { stepVerdict } from './verdicts.ts';

const kOrders: readonly Order[] = ['hwc', 'chw', 'fortran'];
/** A block as a vector in that order, as NumPy writes it. */
const ravel = (name: string, order: Order) =>
  ({ hwc: `${name}.ravel()`, chw: `${name}.transpose(2, 0, 1).ravel()`, fortran: `${name}.ravel(order='F')` })[order];

/** Products that fit in the lane as a weave of row and column; more are shown as pairs, line by line. */
const kWoven = 9;
/** Pairs in a line. */
const kLine = 8;
/** The share of the vectors that must be in view before they are unrolled by themselves. */
const kMostlySeen = 0.75;
/** Milliseconds between one row of a block and the next, as they leave for the vector. */
const kRowDelay = 60;

interface Vectors {
  /** For each entry of the vector its index in the block, in C order: of the window, of the filter. */
  a: Int32Array;
  w: Int32Array;
}

class ConvdotUnrolledDot extends Lane {
  #before: Map<string, DOMRect> | null = null;
  #orders = '';
  #firstView: IntersectionObserver | null = null;

  // The first time that the vectors come into view they are seen to come about.
  override firstUpdated() {
    this.#firstView = new IntersectionObserver(
      (entries) => {
        const { solution } = this.bench;
        if (!solution || !entries.some((entry) => entry.isIntersecting)) return;
        this.#firstView?.disconnect();
        this.#unroll(solution.step);
      },
      { threshold: kMostlySeen },
    );
    const vectors = this.querySelector('.vectors');
    if (vectors) this.#firstView.observe(vectors);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#firstView?.disconnect();
  }

  override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const orders = JSON.stringify(this.bench.solved?.order);
    if (this.#orders && orders !== this.#orders) this.#before = places(this.querySelector('.vectors'));
    this.#orders = orders;
  }

  override updated() {
    if (!this.#before) return;
    const vectors = this.querySelector('.vectors');
    if (vectors) travel(vectors, this.#before);
    this.#before = null;
  }

  /** Lets the cells of both blocks travel from the first lane into the vectors, row by row. */
  #unroll(step: Step) {
    const lanes = this.closest('.lanes');
    const vectors = this.querySelector('.vectors');
    if (!lanes || !vectors) return;
    const inRow = (step.window.shape[1] as number) * (step.window.shape[2] as number);
    travel(
      vectors,
      places(lanes.querySelector('convdot-multiply-sum')),
      (key) => Math.floor(Number(key.slice(1)) / inRow) * kRowDelay,
    );
  }

  override render() {
    const { solution, solved, held } = this.bench;
    if (!solution || !solved) return nothing;
    const { words } = this;
    const { step } = solution;
    const { verdict, word, reason } = stepVerdict(solution, words);
    const vectors: Vectors = { a: step.layout.window, w: step.layout.filter };
    const apart = Array.from(vectors.a).filter((index, k) => index !== vectors.w[k]).length;
    return html`
      ${this.head({
        title: words.unrollThenDot,
        code: `np.dot(${ravel('a', solved.order.window)}, ${ravel('W', solved.order.filter)})${step.bias === 0 ? '' : ' + b'}`,
        verdict,
        result: step.unrolledDot,
        word,
        reason,
      })}
      <div class="work ${held ? 'stale' : ''}">
        ${step.n <= kWoven ? this.#weave(step, vectors) : this.#pairs(step, vectors)}
        <div class="orders">
          ${this.#order('window', 'a')}${this.#order('filter', 'W')}
          <button class="button motion" type="button" @click=${() => {
            this.querySelector('.vectors')?.scrollIntoView({ block: 'nearest' });
            this.#unroll(step);
          }}>${words.showUnrolling}</button>
        </div>
        ${apart > 0 ? html`<p class="note">${words.pairsApart(apart, step.n)}</p>` : nothing}
        ${this.closing(words.dot, step.dot, step.bias, step.unrolledDot, words)}
      </div>
    `;
  }

  // The k-th entries of both vectors, and their product.
  #entries(step: Step, { a, w }: Vectors) {
    return {
      window: Array.from(a, (index) => step.window.data[index] as number),
      filter: Array.from(w, (index) => step.block.data[index] as number),
      products: Array.from(step.dotTerms),
    };
  }

  // The row above, the column at the right, each product where the two meet.
  #weave(step: Step, vectors: Vectors) {
    const { window, filter, products } = this.#entries(step, vectors);
    const scales = this.scales();
    const n = step.n;
    const apart = (k: number) => (vectors.a[k] === vectors.w[k] ? '' : 'mismatched');
    const guides = products.map((_, k) => svg`<path d="M${k + 0.5} 1V${k + 1.25}M${k + 1} ${k + 1.75}H${n + 0.25}" />`);
    return html`
      <p class="captions caption" ${vars({ '--n': n })}><span><code>a</code> ${this.words.row} 1 × ${n}</span><span><code>W</code> ${this.words.column} ${n} × 1</span></p>
      <div class="weave vectors" ${vars({ '--n': n })}>
        <svg viewBox="0 0 ${n + 1.25} ${n + 1.25}" preserveAspectRatio="none" aria-hidden="true">${guides}</svg>
        <span class="row-vector">${block(window, n, scales.x, (k) => ({ key: `a${vectors.a[k]}` }), true)}</span>
        <span class="column-vector">${block(filter, 1, scales.w, (k) => ({ key: `W${vectors.w[k]}` }))}</span>
        ${products.map((value, k) => html`<span class="crossing" ${vars({ '--k': k })}>${cell(value, scales.product, { classes: apart(k) })}</span>`)}
      </div>
    `;
  }

  // Eight entries a line: the row's above, the column's below them, their products below those.
  #pairs(step: Step, vectors: Vectors) {
    const { window, filter, products } = this.#entries(step, vectors);
    const scales = this.scales();
    const lines = Array.from({ length: Math.ceil(step.n / kLine) }, (_, line) => line * kLine);
    const part = <Value>(values: readonly Value[], first: number) => values.slice(first, first + kLine);
    const inLine = (first: number) => Math.min(kLine, step.n - first);
    return html`
      <p class="caption">${this.words.pairsCaption(step.n)} ${step.n > kUnscrolled ? this.words.scrollForAll(step.n) : nothing}</p>
      <div
        class="pairs vectors ${step.n > kUnscrolled ? 'scroller tall' : ''}"
        tabindex=${step.n > kUnscrolled ? 0 : nothing}
        role="group" aria-label=${this.words.pairsSpoken(step.n)}
        >${lines.map(
          (first) => html`<span class="index">${first}</span
            ><span class="line"
              >${block(part(window, first), inLine(first), scales.x, (k) => ({ key: `a${vectors.a[first + k]}` }), true)}${block(
                part(filter, first),
                inLine(first),
                scales.w,
                (k) => ({ key: `W${vectors.w[first + k]}` }),
              )}${block(part(products, first), inLine(first), scales.product, (k) => ({
                classes: vectors.a[first + k] === vectors.w[first + k] ? 'product' : 'product mismatched',
              }))}</span
            ><span class="running">${shortNumber(step.runningUnrolledDot[first + inLine(first) - 1] as number, 6).text}</span>`,
        )}</div
      >
    `;
  }

  #order(side: 'window' | 'filter', name: string) {
    const { words } = this;
    const { order } = this.bench.state;
    const set = (event: Event) => {
      const value = (event.target as HTMLSelectElement).value as Order;
      this.bench.apply((state) => setOptions(state, { order: { ...state.order, [side]: value } }));
    };
    return html`<label class="caption"
      ><span>${words.orderOf} <code>${name}</code></span
      ><select class="select" @change=${set}
        >${kOrders.map((value) => html`<option value=${value} ?selected=${order[side] === value}>${words.orders[value]}</option>`)}</select
      ></label
    >`;
  }
}
customElements.define('convdot-unrolled-dot', ConvdotUnrolledDot);
