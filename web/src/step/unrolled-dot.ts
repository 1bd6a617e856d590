// <convdot-unrolled-dot>: the same cells as a row and a column, and their dot product. The learner can change the order of either
// one and see the answer break.
import type { Order, Step } from 'convdot';
import { html, nothing, type PropertyValues, svg } from 'lit';
import { block, type CellOptions, cell, kUnscrolled } from '../cells/cells.ts';
import { chosen } from '../cells/chosen.ts';
import { vars } from '../cells/custom-properties.ts';
import { places, travel } from '../cells/motion.ts';
import { stepVerdict } from '../cells/verdicts.ts';
import { indices, Viewport } from '../cells/viewport.ts';
import { type Links, placeKey, productKey } from '../model/correspondence.ts';
import { setOptions } from '../model/edits.ts';
import { shortNumber, showNumber } from '../model/number.ts';
import { ravel } from '../model/ravel.ts';
import { Lane } from './lane.ts';

const kOrders: readonly Order[] = ['hwc', 'chw', 'fortran'];

/** The most products that the lane shows as a grid of row and column; more are shown as pairs, line by line. */
const kWoven = 9;
/** Pairs in a line, and the space between two lines in pixels. */
const kLine = 8;
const kLineGap = 10;
/** Up to this many lines are all drawn. */
const kLines = 12;
/** The fastest play speed at which windows unroll: at a higher speed a cell would not arrive before the next step. */
const kUnrollSpeed = 1;
/** Milliseconds between the starts of one row of a block and the next. */
const kRowDelay = 60;

class ConvdotUnrolledDot extends Lane {
  /** The height of one line of pairs: only the visible lines are drawn. */
  #lineHeight = 0;
  readonly #view = new Viewport(this, '.pairs', { whole: kLines, rowHeight: () => this.#lineHeight });
  #before: Map<string, DOMRect> | null = null;
  #orders = '';
  #at: string | undefined;

  override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const orders = JSON.stringify(this.example.solved?.order);
    if (this.#orders && orders !== this.#orders) this.#before = places(this.querySelector('.vectors'));
    this.#orders = orders;
  }

  override updated() {
    const height = this.querySelector<HTMLElement>('.pairs.scroller .line')?.offsetHeight ?? 0;
    if (height && height + kLineGap !== this.#lineHeight) {
      this.#lineHeight = height + kLineGap;
      this.requestUpdate();
    }
    this.#played();
    if (!this.#before) return;
    const vectors = this.querySelector('.vectors');
    if (vectors) travel(vectors, this.#before);
    this.#before = null;
  }

  // During play, each new window unrolls.
  #played() {
    const { solution } = this.example;
    const at = JSON.stringify(solution?.at);
    const moved = this.#at !== undefined && at !== this.#at;
    this.#at = at;
    if (moved && this.player?.playing && this.player.speed <= kUnrollSpeed) this.#unroll('a');
  }

  /** Moves the cells of both blocks, or of one, from the first lane into the vectors, row by row. */
  #unroll(side = '') {
    const blocks = this.#blocks();
    const vectors = this.querySelector('.vectors');
    if (!blocks || !vectors) return;
    const from = [...places(blocks)].filter(([key]) => key.startsWith(side));
    travel(vectors, new Map(from), this.#delay);
  }

  /** Moves them back from the vectors into the blocks. */
  #fold() {
    const blocks = this.#blocks();
    if (blocks) travel(blocks, places(this.querySelector('.vectors')), this.#delay);
  }

  #blocks() {
    return this.closest('.lanes')?.querySelector('convdot-multiply-sum') ?? null;
  }

  readonly #delay = (key: string) => {
    const [, width = 1, channels = 1] = this.example.solution?.step.window.shape ?? [];
    return Math.floor(Number(key.slice(1)) / (width * channels)) * kRowDelay;
  };

  override render() {
    const { solution, solved, held } = this.example;
    const { links } = this.pointing;
    if (!solution || !solved || !links) return nothing;
    const { words } = this;
    const { step } = solution;
    const { verdict, word, reason } = stepVerdict(solution, words);
    const { window, filter } = step.layout;
    const apart = window.reduce((count, element, k) => count + Number(element !== filter[k]), 0);
    const move = (act: () => void) => () => {
      this.querySelector('.vectors')?.scrollIntoView({ block: 'nearest' });
      act();
    };
    return html`
      ${this.head({
        title: words.unrollThenDot,
        code: `np.dot(${ravel('a', solved.order.window)}, ${ravel('W', solved.order.filter)})${step.bias === 0 ? '' : ' + b'}`,
        verdict,
        result: step.unrolledDot,
        word: verdict === 'rounding' ? words.twoRounded(showNumber(step.multiplySum), showNumber(step.unrolledDot)) : word,
        reason,
      })}
      <div class="work ${held ? 'stale' : ''}">
        ${step.n <= kWoven ? this.#weave(step, links) : this.#pairs(step, links)}
        <div class="orders">
          ${this.#order('window', 'a')}${this.#order('filter', 'W')}
          ${
            this.leavesOut
              ? nothing
              : html`<span class="motions"
            ><button class="button motion" type="button" @click=${move(() => this.#unroll())}>${words.showUnrolling}</button
            ><button class="button motion" type="button" @click=${move(() => this.#fold())}>${words.foldBack}</button
            ><button class="button still" type="button" @click=${() => this.dispatchEvent(new Event('number-cells', { bubbles: true }))}>${words.numberCells}</button
          ></span>`
          }
        </div>
        ${apart > 0 ? html`<p class="note">${words.pairsApart(apart, step.n)}</p>` : nothing}
        ${this.closing(words.dot, step.dot, step.bias, step.unrolledDot, words)}
      </div>
    `;
  }

  /** The k-th entries of both vectors and their product: their values, and the cells' options. */
  #entry(step: Step, links: Links, k: number) {
    const [a, w] = [step.layout.window[k] as number, step.layout.filter[k] as number];
    const added = k < (this.player?.product ?? Number.POSITIVE_INFINITY) ? '' : 'later';
    const options = {
      window: { key: `a${a}`, input: placeKey(links.placeOfElement(a)), number: k },
      filter: { key: `W${w}`, filter: links.filterOfElement(w), number: k },
      product: { product: productKey(a, w), classes: `${a === w ? '' : 'mismatched'} ${added}` },
    } satisfies Record<string, CellOptions>;
    return {
      window: step.window.data[a] as number,
      filter: step.block.data[w] as number,
      product: step.dotTerms[k] as number,
      options,
    };
  }

  // The row at the top, the column at the right, and each product where they cross.
  #weave(step: Step, links: Links) {
    const scales = this.scales();
    const { n } = step;
    const entries = Array.from({ length: n }, (_, k) => this.#entry(step, links, k));
    const guides = entries.map(
      ({ options }, k) =>
        svg`<path data-product=${options.product.product} d="M${k + 0.5} 1V${k + 1.25}M${k + 1} ${k + 1.75}H${n + 0.25}" />`,
    );
    return html`
      <p class="captions caption" ${vars({ '--n': n })}><span><code>a</code> ${this.words.row} 1 × ${n}</span><span><code>W</code> ${this.words.column} ${n} × 1</span></p>
      <div class="weave vectors" tabindex="0" data-walk role="group" aria-label=${this.words.pairsSpoken(n)} ${vars({ '--n': n })}>
        <svg viewBox="0 0 ${n + 1.25} ${n + 1.25}" preserveAspectRatio="none" aria-hidden="true">${guides}</svg>
        <span class="row-vector">${block(
          entries.map(({ window }) => window),
          n,
          scales.x,
          (k) => entries[k]?.options.window ?? {},
          true,
        )}</span>
        <span class="column-vector">${block(
          entries.map(({ filter }) => filter),
          1,
          scales.w,
          (k) => entries[k]?.options.filter ?? {},
        )}</span>
        ${entries.map(({ product, options }, k) => html`<span class="crossing" ${vars({ '--k': k })}>${cell(product, scales.product, options.product)}</span>`)}
      </div>
    `;
  }

  // Eight entries a line: the row's at the top, the column's below them, then their products.
  #pairs(step: Step, links: Links) {
    const scales = this.scales();
    const count = Math.ceil(step.n / kLine);
    const scrolls = step.n > kUnscrolled;
    const shown = scrolls ? this.#view.rows(count) : { first: 0, end: count };
    return html`
      <p class="caption">${this.words.pairsCaption(step.n)} ${scrolls ? html`<span class="screen">${this.words.scrollForAll(step.n)}</span>` : nothing}</p>
      <div
        class="pairs vectors ${scrolls ? 'scroller tall' : ''}"
        tabindex="0" data-walk
        role="group" aria-label=${this.words.pairsSpoken(step.n)}
        ><div
          class="lines"
          ${vars({ 'padding-top': `${shown.first * this.#lineHeight}px`, height: scrolls ? `${count * this.#lineHeight}px` : 'auto' })}
          >${indices(shown).map((line) => {
            const first = line * kLine;
            const entries = Array.from({ length: Math.min(kLine, step.n - first) }, (_, i) =>
              this.#entry(step, links, first + i),
            );
            const part = (name: 'window' | 'filter' | 'product', scale: number) =>
              block(
                entries.map((entry) => entry[name]),
                entries.length,
                scale,
                (i) => entries[i]?.options[name] ?? {},
                name === 'window',
              );
            return html`<span class="index">${first}</span
              ><span class="line">${part('window', scales.x)}${part('filter', scales.w)}<span class="products">${part('product', scales.product)}</span></span
              ><span class="running">${shortNumber(step.runningUnrolledDot[first + entries.length - 1] as number, 6).text}</span>`;
          })}</div
        ></div
      >
    `;
  }

  #order(side: 'window' | 'filter', name: string) {
    const { words } = this;
    const { order } = this.example.state;
    const set = (event: Event) => {
      const value = (event.target as HTMLSelectElement).value as Order;
      this.example.apply((state) => setOptions(state, { order: { ...state.order, [side]: value } }));
    };
    return html`<label class="caption"
      ><span>${words.orderOf} <code>${name}</code></span
      ><select class="select" ${chosen(order[side])} @change=${set}
        >${kOrders.map((value) => html`<option value=${value}>${words.orders[value]}</option>`)}</select
      ></label
    >`;
  }
}
customElements.define('convdot-unrolled-dot', ConvdotUnrolledDot);
