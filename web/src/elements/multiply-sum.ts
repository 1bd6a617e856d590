// <convdot-multiply-sum>: the step as the course computes it: elementwise product, then sum.
import { html, nothing, svg } from 'lit';
import { showNumber } from '../model/number.ts';
import { block, cellText, kUnscrolled, scaleOf, sizeOf, tint } from './cells.ts';
import { Lane, threeBlocks } from './lane.ts';
import { vars } from './vars.ts';

/** Above this many products the running sum is drawn without its numbers. */
const kNumberedBars = 9;
/** The chart's size in units: one unit is a cell. */
const kChart = { width: 9, height: 4.5, above: 0.72, below: 0.75, left: 1.25 };

/** A term with its sign, where there is room for one. */
function label(term: number): string {
  const { text } = cellText(term);
  return term > 0 && text.length < 4 ? `+${text}` : text;
}

class ConvdotMultiplySum extends Lane {
  override render() {
    const { solution, solved, held } = this.bench;
    if (!solution || !solved) return nothing;
    const { words } = this;
    const { step } = solution;
    const [, columns, channels] = step.window.shape as [number, number, number];
    const scales = this.scales();
    const channel = (data: ArrayLike<number>, c: number) =>
      Array.from({ length: step.n / channels }, (_, i) => data[i * channels + c] as number);
    const key = (c: number, side: string) => (i: number) => ({ key: `${side}${i * channels + c}` });
    const padded = (c: number) => (i: number) => ({
      key: `a${i * channels + c}`,
      classes: step.source[i * channels + c] === -1 ? 'from-padding' : '',
    });
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
        <div class=${step.n > kUnscrolled ? 'scroller tall' : ''} tabindex=${step.n > kUnscrolled ? 0 : nothing} role="group" aria-label=${words.productsSpoken(step.n)}
          >${Array.from({ length: channels }, (_, c) =>
            threeBlocks(
              [
                block(channel(step.window.data, c), columns, scales.x, padded(c), true),
                '⊙',
                block(channel(step.block.data, c), columns, scales.w, key(c, 'W')),
                block(channel(step.terms, c), columns, scales.product),
              ],
              channels === 1
                ? [html`${words.window} <code>a</code>`, html`${words.filter} <code>W</code>`, words.products]
                : [html`<code>a[..., ${c}]</code>`, html`<code>W[..., ${c}]</code>`, c === 0 ? words.products : ''],
            ),
          )}</div
        >
        <p class="caption chart-title">${words.runningSum}</p>
        ${this.#chart(step.terms, step.runningMultiplySum, scales.product)}
        ${this.closing(words.sum, step.sum, step.bias, step.multiplySum, words)}
      </div>
    `;
  }

  // A bar from each running sum to the next.
  #chart(terms: Float64Array, running: Float64Array, scale: number) {
    // In units of the largest sum, whose span may itself be too large for a number. What is not finite is drawn as 0.
    const largest = scaleOf(running) || 1;
    const share = (value: number) => (Number.isFinite(value) ? value / largest : 0);
    const shares = [0, ...Array.from(running, share)];
    const low = Math.min(...shares);
    const high = Math.max(...shares);
    const unit = kChart.height / (high - low || 1);
    const y = (value: number) => kChart.above + (high - share(value)) * unit;
    const step = kChart.width / terms.length;
    const numbered = terms.length <= kNumberedBars;
    const bars = Array.from(terms, (term, i) => {
      const before = i === 0 ? 0 : (running[i - 1] as number);
      const after = running[i] as number;
      const { sign, amount } = tint(term, scale);
      const left = i * step;
      return svg`
        ${i > 0 ? svg`<line class="joint" x1=${left - 0.19 * step} x2=${left + 0.19 * step} y1=${y(before)} y2=${y(before)} />` : nothing}
        <rect class="bar ${sign}" x=${left + 0.19 * step} width=${0.62 * step} y=${Math.min(y(before), y(after)) - (term ? 0 : 0.02)}
          height=${Math.max(Math.abs(y(before) - y(after)), 0.05)} ${vars({ '--amount': amount })} />
        ${
          numbered
            ? svg`<text class="term ${sizeOf(label(term))}" x=${left + step / 2} y="0.34">${label(term)}</text>
              <text class="${i === terms.length - 1 ? 'total' : ''} ${sizeOf(cellText(after).text)}" x=${left + step / 2} y=${kChart.above + kChart.height + 0.62}>${cellText(after).text}</text>`
            : nothing
        }`;
    });
    const total = kChart.above + kChart.height + kChart.below;
    return html`<svg class="chart" viewBox="${-kChart.left} 0 ${kChart.left + kChart.width} ${total}" role="img"
      aria-label=${this.words.runningSumSpoken(Array.from(running.slice(0, 64), showNumber).join(', '))}>
      <line class="axis" x1=${-kChart.left} x2=${kChart.width} y1=${y(0)} y2=${y(0)} />
      <text class="origin" x=${-kChart.left} y=${y(0) - 0.13}>0</text>
      ${bars}
    </svg>`;
  }
}
customElements.define('convdot-multiply-sum', ConvdotMultiplySum);
