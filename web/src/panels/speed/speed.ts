// <convdot-speed>: times the two routes and plain loops at different sizes; shows charts, a table and three sentences. Loaded when
// it is opened. It measures on request, in the engine's worker, and stops when it is closed.
import { html, LitElement, nothing, type PropertyValues, unsafeCSS } from 'lit';
import { saveFile } from '../../cells/copy-and-save.ts';
import { paper } from '../../cells/viewport.ts';
import type { Contestant, Measurement } from '../../engine/contract.ts';
import { connect } from '../../engine/engine.ts';
import type { Lang } from '../../model/state.ts';
import { inBytes } from '../../words/short.ts';
import type { Words } from '../../words/words.ts';
import { type SpeedWords, withWords, wordsOf } from '../../words/words.ts';
import type { Chart, CreateChart, Drawing, Line } from './chart/chart.ts';
import { multiplyAdds } from './plain-loops.ts';
import speedCss from './speed.css?inline';
import { AXES, type Axis, CONTESTANTS, csvOf, inTime, measured, Series, sentences } from './speed-model.ts';

let createChart: CreateChart | null = null;

/** Loads everything that it needs, in the current language. */
export const prepare = async (language: Lang) => {
  const [chart] = await Promise.all([import('#chart'), wordsOf('speed', language)]);
  createChart = chart.createChart;
};

const sheet = unsafeCSS(speedCss).styleSheet as CSSStyleSheet;

/** In the charts, contestants differ in both colour and dashes. */
const kColours: Readonly<Record<Contestant, string>> = {
  'multiply-sum': 'var(--convdot-pos-bar)',
  'unrolled-dot': 'var(--convdot-neg-bar)',
  loops: 'var(--convdot-ink-2)',
};
const kStyles: Readonly<Record<Contestant, Line['style']>> = {
  'multiply-sum': 'solid',
  'unrolled-dot': 'dashed',
  loops: 'dotted',
};

/** Does not matter for a worker; if the page's thread measures, lets the page draw and react to clicks. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));

class ConvdotSpeed extends LitElement {
  static override properties = {
    words: { attribute: false },
    shown: { attribute: false },
    speedWords: { state: true },
    axis: { state: true },
    spoken: { state: true },
  };
  declare words: Words;
  /** Whether the panel is open. */
  declare shown: boolean;
  declare private speedWords: SpeedWords | undefined;
  declare private axis: Axis;
  declare private spoken: 'started' | 'complete' | 'stopped' | '';

  /** Each axis keeps its results. */
  readonly #series = Object.fromEntries(AXES.map((axis) => [axis, new Series(axis, connect(), breathe)])) as Record<Axis, Series>;
  readonly #charts: { time?: Chart; memory?: Chart } = {};
  #leave: AbortController | undefined;
  #onPaper = false;

  constructor() {
    super();
    this.axis = 'input';
    this.spoken = '';
    for (const series of Object.values(this.#series)) {
      series.addEventListener('change', () => {
        if (series === this.#current && series.state !== 'new')
          this.spoken = series.state === 'running' ? 'started' : series.state;
        this.requestUpdate();
      });
    }
  }

  get #current(): Series {
    return this.#series[this.axis];
  }

  // Like all parts of <conv-dot>; it does not use the example's numbers.
  protected override createRenderRoot() {
    return this;
  }
  override connectedCallback() {
    super.connectedCallback();
    const root = this.getRootNode() as ShadowRoot;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    // A canvas does not follow the page's colours by itself.
    this.#leave = new AbortController();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', this.#recolour, { signal: this.#leave.signal });
    const observer = new MutationObserver(this.#recolour);
    observer.observe(root.host, { attributeFilter: ['theme', 'style', 'class'] });
    this.#leave.signal.addEventListener('abort', () => observer.disconnect());
    // Its charts were removed when it left its old place.
    this.requestUpdate();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave?.abort();
    this.#current.stop();
    for (const name of ['time', 'memory'] as const) {
      this.#charts[name]?.remove();
      delete this.#charts[name];
    }
  }

  readonly #recolour = () => {
    for (const chart of Object.values(this.#charts)) chart.redraw();
  };

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('words')) {
      withWords('speed', this.words.language, (words) => {
        this.speedWords = words;
      });
    }
    if (changed.has('shown') && !this.shown) this.#current.stop();
  }

  override updated() {
    const words = this.speedWords;
    if (!words || !createChart || !this.#isMeasured) return;
    for (const [name, drawing] of Object.entries(this.#drawings(words)) as ['time' | 'memory', Drawing][]) {
      this.#charts[name] ??= createChart(this.querySelector(`.plot.${name}`) as HTMLElement);
      this.#charts[name].show(drawing);
    }
    // Paper is light: the canvas is drawn again before printing, and afterwards.
    if (paper.printing !== this.#onPaper) {
      this.#onPaper = paper.printing;
      this.style.colorScheme = paper.printing ? 'light' : '';
      this.#recolour();
    }
  }

  // ---- the learner's actions ----

  #choose(axis: Axis) {
    this.#current.stop();
    this.axis = axis;
    this.spoken = '';
  }

  #save() {
    const series = this.#current;
    saveFile(new File([csvOf(series)], `convdot-speed-${series.axis}.csv`, { type: 'text/csv' }));
  }

  // ---- rendering ----

  get #isMeasured() {
    return this.#current.points.some((point) => CONTESTANTS.some((contestant) => measured(point, contestant)));
  }

  #drawings(words: SpeedWords): { time: Drawing; memory: Drawing } {
    const { axis, points } = this.#current;
    const { language } = this.words;
    const line = (
      label: string,
      contestant: Contestant,
      value: (found: Measurement) => number,
      style: Line['style'] = kStyles[contestant],
    ): Line => ({
      label,
      colour: kColours[contestant],
      style,
      values: points.map((point) => {
        const found = measured(point, contestant);
        return found && value(found);
      }),
    });
    const shared = { sizes: points.map(({ size }) => size), sizeLabel: words.sizeOf[axis], size: words.size[axis] };
    return {
      time: {
        ...shared,
        base: 10,
        value: (seconds) => inTime(seconds, language),
        power: (seconds) => inTime(seconds, language, 1),
        lines: CONTESTANTS.map((contestant) => line(words.contestants[contestant], contestant, ({ seconds }) => seconds)),
      },
      memory: {
        ...shared,
        base: 2,
        value: (bytes) => inBytes(bytes, language),
        power: (bytes) => inBytes(bytes, language),
        lines: [
          line(words.moved['multiply-sum'], 'multiply-sum', ({ bytesMoved }) => bytesMoved),
          line(words.moved['unrolled-dot'], 'unrolled-dot', ({ bytesMoved }) => bytesMoved),
          line(words.wholeMatrix, 'unrolled-dot', ({ matrixBytes }) => matrixBytes, 'dotted'),
        ],
      },
    };
  }

  #plots(words: SpeedWords) {
    if (!createChart) return nothing;
    const grows = words.axes[this.axis];
    const plot = (name: 'time' | 'memory', spoken: string) => html`<figure ?hidden=${!this.#isMeasured}
      ><figcaption>${words[name]}</figcaption
      ><div class="plot ${name}" role="img" aria-label=${spoken}></div
    ></figure>`;
    return html`<div class="plots">
      ${plot('time', words.timeSpoken(grows))}${plot('memory', words.memorySpoken(grows))}
      ${this.#isMeasured ? html`<p class="caption screen">${words.logarithmic}</p>` : nothing}
    </div>`;
  }

  #table(words: SpeedWords) {
    const { axis, points } = this.#current;
    const { language } = this.words;
    const bytes = (number: number | undefined) => (number === undefined ? nothing : inBytes(number, language));
    const time = (found: Measurement | 'left out' | undefined) => {
      if (!found) return nothing;
      if (found === 'left out') return html`<span class="muted">${words.leftOut}</span>`;
      if (!found.agrees) return html`<span class="problem">${words.differs}</span>`;
      const { seconds, low, high } = found;
      return html`${inTime(seconds, language)}<small>${words.spread(inTime(low, language), inTime(high, language))}</small>`;
    };
    return html`<div class="measurements" role="region" aria-labelledby="speed-table" tabindex="0"><table>
      <caption id="speed-table" class="caption">${words.table}</caption>
      <thead><tr
        ><th scope="col">${words.sizeOf[axis]}</th
        ><th scope="col">${words.multiplyAdds}</th
        >${CONTESTANTS.map((contestant) => html`<th scope="col">${words.contestants[contestant]}</th>`)}<th scope="col">${words.moved['multiply-sum']}</th
        ><th scope="col">${words.moved['unrolled-dot']}</th
        ><th scope="col">${words.wholeMatrix}</th
        ><th scope="col">${words.inputMemory}</th
      ></tr></thead>
      <tbody>${points
        .filter(({ times }) => Object.keys(times).length > 0)
        .map((point) => {
          const unrolled = measured(point, 'unrolled-dot');
          return html`<tr
            ><th scope="row">${words.size[axis](point.size)}</th
            ><td>${multiplyAdds(point.layer).toLocaleString(language)}</td
            >${CONTESTANTS.map((contestant) => html`<td>${time(point.times[contestant])}</td>`)}<td>${bytes(measured(point, 'multiply-sum')?.bytesMoved)}</td
            ><td>${bytes(unrolled?.bytesMoved)}</td
            ><td>${bytes(unrolled?.matrixBytes)}</td
            ><td>${bytes(unrolled?.inputBytes)}</td
          ></tr>`;
        })}</tbody>
    </table></div>`;
  }

  override render() {
    const words = this.speedWords;
    if (!words) return nothing;
    const series = this.#current;
    const { axis, state, current, failure, progress } = series;
    const running = state === 'running';
    const begun = series.points.some(({ times }) => Object.keys(times).length > 0);
    const said = sentences(series, words, this.words.language);
    return html`
      <div class="asking">
        <p>${words.why}</p>
        <fieldset
          ><legend class="caption">${words.grows}</legend
          >${AXES.map(
            (each) =>
              html`<label><input type="radio" name="speed-axis" .checked=${each === axis} @change=${() => this.#choose(each)}>${words.axes[each]}</label>`,
          )}</fieldset
        >
        <p class="caption">${words.series[axis]} ${words.seriesEnd}</p>
        <div class="prompt-run"
          ><button class="button main" type="button" @click=${() => (running ? series.stop() : void series.start())}
            >${running ? words.stop : state === 'new' ? words.measure : words.again}</button
          ><button class="button" type="button" ?disabled=${!begun} @click=${() => this.#save()}>${words.save}</button
        ></div>
        ${
          running
            ? html`<progress aria-label=${words.started} max="1" .value=${progress}></progress
              ><p class="caption doing">${current ? words.measuring(words.contestants[current.contestant], words.at[axis](current.size)) : nothing}</p>`
            : state === 'new'
              ? html`<p class="caption">${words.toMeasure}</p>`
              : nothing
        }
        <p class="problem" role="alert" ?hidden=${failure === null}>${failure === null ? nothing : words.failed(failure)}</p>
        <p class=${running || state === 'new' ? 'visually-hidden' : 'caption'} role="status">${this.spoken && words[this.spoken]}</p>
      </div>
      ${
        said.length > 0
          ? html`<div class="said"><h4 class="caption">${words.found}</h4><ol>${said.map((sentence) => html`<li>${sentence}</li>`)}</ol></div>`
          : nothing
      }
      ${this.#plots(words)}
      ${begun ? html`${this.#table(words)}<div class="notes"><p class="caption">${words.timeNote}</p><p class="caption">${words.memoryNote}</p></div>` : nothing}
    `;
  }
}
customElements.define('convdot-speed', ConvdotSpeed);
