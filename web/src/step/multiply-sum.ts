// <convdot-multiply-sum>: the step as the course computes it: elementwise product, then sum.
import type { Step } from 'convdot';
import { html, nothing, svg } from 'lit';
import { block, cellText, kUnscrolled, scaleOf, sizeOf, tint } from '../cells/cells.ts';
import { vars } from '../cells/custom-properties.ts';
import { indices, Viewport } from '../cells/viewport.ts';
import { type Links, placeKey, productKey } from '../model/correspondence.ts';
import { showNumber } from '../model/number.ts';
import { Lane, threeBlocks } from './lane.ts';

/** With more products than this, the running sum is drawn without numbers. */
const kNumberedBars = 9;
/** The size of the chart, in cells. */
const kChart = { width: 9, height: 4.5, above: 0.72, below: 0.75, left: 1.25 };

/** A term with its sign, if it fits. As in cells, a zero has no sign: `+ 0` removes it. */
function label(term: number): string {
  const { text } = cellText(term + 0);
  return term > 0 && text.length < 4 ? `+${text}` : text;
}

class ConvdotMultiplySum extends Lane {
  /** The height of one channel's blocks, equal for all: only the visible channels are drawn. */
  #channelHeight = 0;
  readonly #view = new Viewport(this, '.scroller', { whole: 1, rowHeight: () => this.#channelHeight });

  override updated() {
    const drawn = this.querySelector<HTMLElement>('.scroller .three');
    if (!drawn) return;
    const height = drawn.offsetHeight + Number.parseFloat(getComputedStyle(drawn).marginBottom);
    if (height === this.#channelHeight) return;
    this.#channelHeight = height;
    this.requestUpdate();
  }

  /** The number of added products: all of them, unless the timeline is inside the step. */
  get #added() {
    return this.player?.product ?? Number.POSITIVE_INFINITY;
  }

  override render() {
    const { solution, solved, held } = this.example;
    const { links } = this.pointing;
    if (!solution || !solved || !links) return nothing;
    const { words } = this;
    const { step } = solution;
    const channels = step.window.shape[2] as number;
    const scales = this.scales();
    const scrolls = step.n > kUnscrolled;
    const shown = scrolls ? this.#view.rows(channels) : { first: 0, end: channels };
    return html`
      ${this.head({
        title: words.multiplyThenSum,
        code: step.bias === 0 ? 'np.sum(a * W)' : 'np.sum(a * W) + b',
        verdict: null,
        result: step.multiplySum,
        word: words.coursesWay,
        reason: words.coursesWayReason,
      })}
      <div class="work ${held ? 'stale' : ''}">
        ${
          this.leavesOut
            ? nothing
            : html`<div class=${scrolls ? 'scroller tall' : ''} tabindex="0" data-walk role="group" aria-label=${words.productsSpoken(step.n)}
          ><div
            ${vars({ 'padding-top': `${shown.first * this.#channelHeight}px`, height: scrolls ? `${channels * this.#channelHeight}px` : 'auto' })}
            >${indices(shown).map((c) => this.#blocks(step, links, c))}</div
          ></div
        >`
        }
        <p class="caption chart-title">${words.runningSum}</p>
        ${this.#chart(step.terms, step.runningMultiplySum, scales.product)}
        ${this.closing(words.sum, step.sum, step.bias, step.multiplySum, words)}
      </div>
    `;
  }

  // The window, filter and products of one channel.
  #blocks(step: Step, links: Links, channel: number) {
    const { words } = this;
    const [, columns, channels] = step.window.shape as [number, number, number];
    const { x, w, product } = this.scales();
    const element = (i: number) => i * channels + channel;
    const values = (data: ArrayLike<number>) => Array.from({ length: step.n / channels }, (_, i) => data[element(i)] as number);
    return threeBlocks(
      [
        block(
          values(step.window.data),
          columns,
          x,
          (i) => ({
            key: `a${element(i)}`,
            classes: step.source[element(i)] === -1 ? 'from-padding' : '',
            input: placeKey(links.placeOfElement(element(i))),
            number: links.entryOfWindow(element(i)),
          }),
          true,
        ),
        '⊙',
        block(values(step.block.data), columns, w, (i) => ({
          key: `W${element(i)}`,
          filter: links.filterOfElement(element(i)),
          number: links.entryOfFilter(element(i)),
        })),
        block(values(step.terms), columns, product, (i) => ({
          product: productKey(element(i), element(i)),
          classes: element(i) < this.#added ? '' : 'later',
        })),
      ],
      channels === 1
        ? [html`${words.window} <code>a</code>`, html`${words.filter} <code>W</code>`, words.products]
        : [html`<code>a[..., ${channel}]</code>`, html`<code>W[..., ${channel}]</code>`, channel === 0 ? words.products : ''],
    );
  }

  // Draws a bar from each running sum to the next.
  #chart(terms: Float64Array, running: Float64Array, scale: number) {
    // In units of the largest sum, because the range itself may overflow. Values that are not finite are drawn as 0.
    const largest = scaleOf(running) || 1;
    const share = (value: number) => (Number.isFinite(value) ? value / largest : 0);
    const shares = [0, ...Array.from(running, share)];
    const low = Math.min(...shares);
    const high = Math.max(...shares);
    const unit = kChart.height / (high - low || 1);
    const y = (value: number) => kChart.above + (high - share(value)) * unit;
    const step = kChart.width / terms.length;
    const numbered = terms.length <= kNumberedBars;
    const bar = (i: number) => {
      const [one, other] = [y(i === 0 ? 0 : (running[i - 1] as number)), y(running[i] as number)];
      return { top: Math.min(one, other) - (terms[i] ? 0 : 0.02), height: Math.max(Math.abs(one - other), 0.05) };
    };
    // Many bars become one shape for each sign, in the sign's full colour: shades would be invisible on such thin bars.
    const many = (sign: string, of: (term: number) => boolean, [first, end]: readonly [number, number], later: string) => {
      let path = '';
      for (let i = first; i < end; i++) {
        const { top, height } = bar(i);
        if (of(terms[i] as number)) path += `M${(i + 0.19) * step} ${top}h${0.62 * step}v${height}h${-0.62 * step}z`;
      }
      return svg`<path class="bar ${sign} ${later}" d=${path} ${vars({ '--amount': '100%' })} />`;
    };
    const added = Math.min(this.#added, terms.length);
    const shapes = (range: readonly [number, number], later: string) => [
      many('pos', (term) => term > 0, range, later),
      many('neg', (term) => term < 0, range, later),
    ];
    const single = (term: number, i: number) => {
      const before = i === 0 ? 0 : (running[i - 1] as number);
      const after = (running[i] as number) + 0;
      const { sign, amount } = tint(term, scale);
      const left = i * step;
      const { top, height } = bar(i);
      const later = i < added ? '' : 'later';
      return svg`
        ${i > 0 ? svg`<line class="joint" x1=${left - 0.19 * step} x2=${left + 0.19 * step} y1=${y(before)} y2=${y(before)} />` : nothing}
        <rect class="bar ${sign} ${later}" data-product=${productKey(i, i)} x=${left + 0.19 * step} width=${0.62 * step} y=${top}
          height=${height} ${vars({ '--amount': amount })} />
        ${
          numbered
            ? svg`<text class="term ${sizeOf(label(term))}" x=${left + step / 2} y="0.34">${label(term)}</text>
              <text class="${i === added - 1 ? 'total' : ''} ${later} ${sizeOf(cellText(after).text)}" x=${left + step / 2} y=${kChart.above + kChart.height + 0.62}>${cellText(after).text}</text>`
            : nothing
        }`;
    };
    const bars =
      terms.length > kUnscrolled
        ? [...shapes([0, added], ''), ...shapes([added, terms.length], 'later')]
        : Array.from(terms, single);
    const total = kChart.above + kChart.height + kChart.below;
    return html`<svg class="chart" viewBox="${-kChart.left} 0 ${kChart.left + kChart.width} ${total}" role="img"
      aria-label=${this.words.runningSumSpoken(Array.from(running.slice(0, 64), (sum) => showNumber(sum + 0)).join(', '))}>
      <line class="axis" x1=${-kChart.left} x2=${kChart.width} y1=${y(0)} y2=${y(0)} />
      <text class="origin" x=${-kChart.left} y=${y(0) - 0.13}>0</text>
      ${bars}
    </svg>`;
  }
}
customElements.define('convdot-multiply-sum', ConvdotMultiplySum);
