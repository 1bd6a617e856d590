// <convdot-image>: filters a picture both ways. Loaded when it is opened. source.ts gets the picture, and looking.ts handles the
// view.
import { html, nothing, type PropertyValues, unsafeCSS } from 'lit';
import { live } from 'lit/directives/live.js';
import { glyph } from '../../cells/cells.ts';
import { chosen } from '../../cells/chosen.ts';
import { vars } from '../../cells/custom-properties.ts';
import type { NumberInput } from '../../cells/number-field.ts';
import { ExamplePart } from '../../cells/part.ts';
import type { PictureAnswer } from '../../engine/contract.ts';
import { connect } from '../../engine/engine.ts';
import { showNumber } from '../../model/number.ts';
import type { Lang, Pair } from '../../model/state.ts';
import { short } from '../../words/short.ts';
import { type ImageSentence, type ImageWords, withWords, wordsOf } from '../../words/words.ts';
import { blank, pixelsOf } from './canvas.ts';
import imageCss from './image.css?inline';
import { CLOSEST, Looking, type PictureName } from './looking.ts';
import {
  type Along,
  asked,
  CHART_SIZES,
  CHARTS,
  type Choices,
  FILTERS,
  fitting,
  isSized,
  MOST_TAKEN,
  originOf,
  RANGES,
  SIZES,
  scaledDown,
  taken,
  takenArea,
} from './picture.ts';
import { PictureRun } from './picture-run.ts';
import { DEFAULT_CHART, type NewPicture, PictureSource } from './source.ts';

export const prepare = (language: Lang) => wordsOf('image', language);

const sheet = unsafeCSS(imageCss).styleSheet as CSSStyleSheet;

/** The gain ranges from a quarter of the automatic one to 64 times it, in powers of two. */
const kGain = { least: -2, most: 6, step: 0.25 };
/** The number of camera frames for the times and the rate. */
const kFrames = 30;

/** Short, and a whole number if only its last digits are not. */
const neat = (value: number) => short(Number(value.toPrecision(6)));

let owners = 0;

class ConvdotImage extends ExamplePart {
  static override properties = {
    ...ExamplePart.properties,
    shown: { attribute: false },
    imageWords: { state: true },
    choices: { state: true },
    notice: { state: true },
    dropping: { state: true },
  };
  /** Whether the panel is open: the camera never runs in a closed one. */
  declare shown: boolean;
  declare private imageWords: ImageWords | undefined;
  declare private choices: Choices;
  /** The message after taking a window. */
  declare private notice: ImageSentence | null;
  declare private dropping: boolean;

  readonly #source = new PictureSource({
    letters: async () => {
      const { chartText } = this.imageWords ?? (await wordsOf('image', this.words.language));
      return { lines: chartText, font: getComputedStyle(this).fontFamily };
    },
    isShown: () => this.shown && this.isConnected,
  });
  readonly #run = new PictureRun(connect(), ++owners);
  readonly #looking = new Looking(this, this.#run, this.#source, () => this.#current);
  /** The last question, as text. */
  #question = '';
  /** The camera's newest frames: the time of drawing, and both routes' times. */
  #frames: { at: number; multiplySum: number; unrolledDot: number }[] = [];
  #nextFrame = 0;
  readonly #resized = new ResizeObserver(() => this.#paint());
  readonly #recolour = () => this.requestUpdate();
  readonly #themed = new MutationObserver(this.#recolour);
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    super();
    this.choices = { filter: 'example', size: 3, channels: 1, range: 'diverging', gain: null };
    this.notice = null;
    this.dropping = false;
    const redraw = () => this.requestUpdate();
    this.#source.addEventListener('change', redraw);
    this.#source.addEventListener('picture', (event) => this.#have((event as CustomEvent<NewPicture>).detail));
    this.#run.addEventListener('change', redraw);
    this.#run.addEventListener('progress', redraw);
    this.#run.addEventListener('answered', () => void this.#answered());
    this.addEventListener('chosen', () => {
      this.notice = null;
    });
  }

  override connectedCallback() {
    super.connectedCallback();
    const root = this.getRootNode() as ShadowRoot;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    addEventListener('paste', this.#paste);
    document.addEventListener('visibilitychange', this.#hidden);
    this.#dark.addEventListener('change', this.#recolour);
    this.#themed.observe(root.host, { attributeFilter: ['theme'] });
    this.#resized.observe(this);
    this.#question = '';
    if (!this.#source.sheet) void this.#source.chart(DEFAULT_CHART.chart, DEFAULT_CHART.size);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('paste', this.#paste);
    document.removeEventListener('visibilitychange', this.#hidden);
    this.#dark.removeEventListener('change', this.#recolour);
    this.#themed.disconnect();
    this.#resized.disconnect();
    this.#stopCamera();
    this.#run.release();
  }

  readonly #hidden = () => document.hidden && this.#stopCamera();

  override willUpdate(changed: PropertyValues<this>) {
    super.willUpdate(changed);
    if (changed.has('words')) {
      withWords('image', this.words.language, (words) => {
        this.imageWords = words;
      });
    }
    if (changed.has('shown') && !this.shown) this.#stopCamera();
  }

  override updated() {
    this.#ask();
    this.#paint();
  }

  #stopCamera() {
    cancelAnimationFrame(this.#nextFrame);
    this.#source.stopCamera();
  }

  #have({ canvas, ...how }: NewPicture) {
    if (how.unseen) this.#frames = [];
    this.#looking.begin(how);
    this.#run.take(() => pixelsOf(canvas));
    this.#question = '';
  }

  readonly #paste = (event: ClipboardEvent) => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    const path = event.composedPath();
    const { host } = this.getRootNode() as ShadowRoot;
    // Ignores a paste elsewhere on a page around the example.
    if (!file || !this.shown || event.defaultPrevented || !(path.includes(host) || path[0] === document.body)) return;
    event.preventDefault();
    void this.#source.file(file);
  };

  readonly #over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dropping = true;
  };
  readonly #drop = (event: DragEvent) => {
    this.dropping = false;
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    void this.#source.file(event.dataTransfer.files[0]);
  };

  // ---- the question ----

  get #asked() {
    const [negative, zero, positive] = ['neg-bar', 'zero', 'pos-bar'].map((name) => this.#colour(name)) as [
      number,
      number,
      number,
    ];
    return asked(this.choices, this.example.state, [negative, zero, positive]);
  }

  /** A token's colour, in any format that the host page uses. */
  #css(token: string): string {
    const probe = this.querySelector<HTMLElement>('.probe');
    probe?.style.setProperty('color', `var(--convdot-${token})`);
    return probe ? getComputedStyle(probe).color : '';
  }

  /** The same as 0xRRGGBB. */
  #colour(token: string): number {
    const [, context] = blank(1, 1);
    context.fillStyle = this.#css(token);
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return (red << 16) | (green << 8) | blue;
  }

  #ask() {
    if (!this.shown || !this.#source.sheet || !this.querySelector('.probe')) return;
    const { ok, ...found } = this.#asked;
    const question = 'question' in found ? found.question : null;
    const text = JSON.stringify(question);
    if (text === this.#question) return;
    this.#question = text;
    if (question) this.#run.ask(question, this.#source.filming);
    // The drawn result no longer matches the question.
    this.requestUpdate();
  }

  async #answered() {
    const { answer } = this.#run;
    if (!(await this.#looking.take()) || !answer) return;
    this.requestUpdate();
    if (!this.#source.filming) return;
    const { 'multiply-sum': multiplySum, 'unrolled-dot': unrolledDot } = answer.times;
    this.#frames = [...this.#frames, { at: performance.now(), multiplySum, unrolledDot }].slice(-kFrames);
    this.#nextFrame = requestAnimationFrame(() => this.#source.nextFrame());
  }

  #paint() {
    this.#looking.paint((token) => this.#css(token));
  }

  /** Whether the drawn result matches the question. */
  get #current() {
    return this.#looking.places !== null && JSON.stringify(this.#run.answered) === this.#question;
  }

  async #take() {
    const { places, at } = this.#looking;
    const { choices } = this;
    if (!places || !this.#current) return;
    const area = takenArea(places, at);
    if (!area) {
      const extent = Math.max(places.height.extent, places.width.extent);
      this.notice = (words) => words.windowTooLarge(extent, MOST_TAKEN);
      return;
    }
    const { row, column, rows, columns } = area;
    const { arrivals } = this.example;
    const arrival = arrivals.setOut();
    const numbers = await this.#run.numbers('input', { row, column, rows, columns }).catch(() => null);
    if (!numbers || arrivals.isLate(arrival)) return;
    this.example.replace(taken(this.example.state, choices, area, numbers));
    this.notice = (words) => words.takenSpoken(rows, columns, area.step[0], area.step[1]);
  }

  // ---- rendering ----

  #set(choices: Partial<Choices>) {
    this.choices = { ...this.choices, ...choices };
  }

  #sourceName(words: ImageWords): string {
    const { source } = this.#source;
    if (source === 'camera') return words.fromCamera;
    return 'chart' in source ? words.charts[source.chart] : source.name || words.fromFile;
  }

  #select<Value extends string | number>(
    label: string,
    value: Value,
    values: readonly Value[],
    name: (value: Value) => string,
    change: (value: Value) => void,
    other?: string,
  ) {
    return html`<label class="control"
      ><span>${label}</span
      ><select class="select" ${chosen(other === undefined ? String(value) : '')} @change=${(event: Event) => {
        const to = values.find((each) => String(each) === (event.target as HTMLSelectElement).value);
        if (to !== undefined) change(to);
      }}
        >${other === undefined ? nothing : html`<option value="" disabled>${other}</option>`}${values.map(
          (each) => html`<option value=${each}>${name(each)}</option>`,
        )}</select
      ></label
    >`;
  }

  #sources(words: ImageWords) {
    const { source, offered, problem, size: pictureSize, filming } = this.#source;
    const chart = typeof source === 'object' && 'chart' in source ? source : null;
    const size = chart?.size ?? DEFAULT_CHART.size;
    const pick = () => this.querySelector<HTMLInputElement>('input[type=file]')?.click();
    const copy = offered && scaledDown(offered.bitmap.width, offered.bitmap.height);
    return html`<fieldset class="image-controls"
      ><legend class="caption">${words.source}</legend
      >${this.#select(
        words.chart,
        chart?.chart ?? DEFAULT_CHART.chart,
        CHARTS,
        (name) => words.charts[name],
        (name) => void this.#source.chart(name, size),
        chart ? undefined : this.#sourceName(words),
      )}
      ${this.#select(
        words.chartSize,
        size,
        CHART_SIZES,
        (each) => words.size(each, each),
        (each) => void this.#source.chart(chart?.chart ?? DEFAULT_CHART.chart, each),
        chart ? undefined : words.size(pictureSize.height, pictureSize.width),
      )}
      <div class="image-buttons"
        ><input class="visually-hidden" type="file" accept="image/*" tabindex="-1" aria-hidden="true" @change=${(
          event: Event,
        ) => {
          const input = event.target as HTMLInputElement;
          void this.#source.file(input.files?.[0]);
          input.value = '';
        }}
        /><button class="button" type="button" @click=${pick}>${words.open}</button
        ><button class="button camera" type="button" @click=${() => (filming ? this.#stopCamera() : void this.#source.startCamera())}
          >${filming ? words.stopCamera : words.startCamera}</button
      ></div>
      <p class="caption">${words.ways}</p>
      ${
        problem
          ? html`<p class="problem" role="alert"
              >${problem(words)} ${copy ? html`<button class="button" type="button" @click=${() => this.#source.useOffered()}>${words.useCopy(copy.height, copy.width)}</button>` : nothing}</p
            >`
          : nothing
      }</fieldset
    >`;
  }

  #filters(words: ImageWords) {
    const { choices } = this;
    const { stride, pad, dilation, flip } = this.example.state;
    const pair = ([h, w]: Pair) => (h === w ? String(h) : `${h}, ${w}`);
    const padding = Array.isArray(pad) ? pad.join(', ') : String(pad);
    const found = this.#asked;
    const [, , , filters] = found.ok ? found.question.filter.shape : [];
    return html`<fieldset class="image-controls"
      ><legend class="caption">${words.done}</legend
      >${this.#select(
        words.filter,
        choices.filter,
        FILTERS,
        (name) => words.filters[name],
        (filter) => this.#set({ filter, gain: null }),
      )}
      ${isSized(choices.filter) ? this.#slider(words.filterSize, SIZES.indexOf(choices.size as (typeof SIZES)[number]), 0, SIZES.length - 1, 1, words.size(choices.size, choices.size), (index) => this.#set({ size: SIZES[index] as number })) : nothing}
      ${this.#select(
        words.channels,
        choices.channels,
        [1, 3] as const,
        (each) => words.channelNames[each],
        (channels) => this.#set({ channels }),
      )}
      <p class="caption">${words.asSet(words.setting(pair(stride), padding, pair(dilation), flip))} ${filters === 3 ? words.apart : choices.channels === 3 && found.ok ? words.summed : words.grey}</p>
      ${
        found.ok
          ? nothing
          : html`<p class="problem" role="alert"
              >${words.otherDepth(found.depth, choices.channels)} ${found.depth === 3 ? html`<button class="button" type="button" @click=${() => this.#set({ channels: 3 })}>${words.useColour}</button>` : nothing}</p
            >`
      }</fieldset
    >`;
  }

  #slider(label: string, value: number, min: number, max: number, step: number, text: string, change: (value: number) => void) {
    return html`<label class="control image-slider"
      ><span>${label}</span
      ><input type="range" min=${min} max=${max} step=${step} .value=${live(String(value))} aria-valuetext=${text} @input=${(
        event: Event,
      ) => change(Number((event.target as HTMLInputElement).value))} /></label
    ><p class="caption">${text}</p>`;
  }

  #display(words: ImageWords) {
    const { choices, example } = this;
    const gain = this.#run.answered?.drawing.gain ?? 1;
    const automatic = asked({ ...choices, gain: null }, example.state, undefined);
    const usual = automatic.ok ? (automatic.question.drawing.gain ?? 1) : 1;
    const largest = this.#run.answer?.largest ?? 0;
    return html`<fieldset class="image-controls"
      ><legend class="caption">${words.display}</legend
      >${this.#select(
        words.range,
        choices.range,
        RANGES,
        (each) => words.ranges[each],
        (range) => this.#set({ range, gain: null }),
      )}
      ${this.#slider(words.gain, Math.log2((choices.gain ?? usual) / usual), kGain.least, kGain.most, kGain.step, words.gainIs(neat(gain), neat(255 / gain)), (power) => this.#set({ gain: usual * 2 ** power }))}
      <div class="image-buttons"
        ><button class="button" type="button" @click=${() => this.#set({ gain: fitting(largest) })}>${words.fit}</button
        ><button class="button" type="button" ?disabled=${choices.gain === null} @click=${() => this.#set({ gain: null })}>${words.automatic}</button
      ></div></fieldset
    >`;
  }

  #figure(name: PictureName, spoken: string, caption: string, words: ImageWords) {
    return html`<figure class="image-figure ${name === 'picture' || this.#current ? '' : 'earlier'}"
      ><figcaption><b>${words[name]}</b> <span class="caption">${caption}</span></figcaption
      ><canvas
        data-picture=${name}
        role="img"
        tabindex="0"
        aria-label=${spoken}
        aria-describedby="image-keys"
        ${vars({ '--shape': `${this.#source.size.width} / ${this.#source.size.height}` })}
        @pointerdown=${this.#looking.press}
        @pointermove=${this.#looking.move}
        @pointerleave=${this.#looking.leave}
        @pointercancel=${this.#looking.leave}
        @click=${this.#looking.click}
        @wheel=${this.#looking.wheel}
        @keydown=${this.#looking.key}
      ></canvas></figure
    >`;
  }

  #verdict({ largestDifference }: PictureAnswer, words: ImageWords) {
    const { order } = this.example.state;
    const largest = short(largestDifference);
    if (largestDifference === 0) return { verdict: 'identical', word: words.identical } as const;
    if (order.window === order.filter) return { verdict: 'rounding', word: words.apartBy(largest) } as const;
    return { verdict: 'different', word: words.otherPairs(largest, this.words.orderReason) } as const;
  }

  #routes(words: ImageWords) {
    const run = this.#run;
    const frames = this.#frames;
    const filming = this.#source.filming && frames.length > 1;
    const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;
    const times = filming
      ? {
          'multiply-sum': median(frames.map((each) => each.multiplySum)),
          'unrolled-dot': median(frames.map((each) => each.unrolledDot)),
        }
      : run.times;
    const slowest = Math.max(...Object.values(times ?? {}), Number.MIN_VALUE);
    const seconds = filming ? ((frames.at(-1)?.at ?? 0) - (frames[0]?.at ?? 0)) / 1000 : 0;
    const { progress, answer } = run;
    const judged = answer && this.#verdict(answer, words);
    return html`<div class="image-routes"
      ><h4 class="caption">${words.ways2}</h4
      >${
        times
          ? html`<dl
              >${(['multiply-sum', 'unrolled-dot'] as const).map(
                (route) => html`<div
                  ><dt>${route === 'multiply-sum' ? words.multiplySum : words.unrolledDot}</dt
                  ><dd><b>${words.milliseconds(times[route].toPrecision(times[route] < 100 ? 2 : 3))}</b
                    ><i class="image-bar" ${vars({ '--share': times[route] / slowest })}></i></dd></div
                >`,
              )}</dl
            ><p class="caption">${filming ? words.live : run.measured ? words.measured : words.once}</p>`
          : nothing
      }
      ${filming ? html`<p class="caption">${words.perSecond(((frames.length - 1) / seconds).toFixed(1))}</p>` : nothing}
      <p class="image-verdict ${judged?.verdict ?? ''} ${this.#current ? '' : 'earlier'}"
        >${judged ? html`<span aria-hidden="true">${glyph(judged.verdict, '')}</span>` : nothing}<span role="status"
          >${judged?.word ?? (this.#source.drawing ? words.drawing : words.waiting)}</span
        ></p
      >
      ${progress === null ? nothing : html`<progress aria-label=${words.waiting} max="1" .value=${progress}></progress>`}
      ${run.refusal ? html`<p class="problem" role="alert">${run.refusal.message} ${answer ? words.stale : nothing}</p>` : nothing}
      ${
        run.failure === null
          ? nothing
          : html`<p class="problem" role="alert"
              >${words.failed(run.failure)} <button class="button" type="button" @click=${() => run.question && run.ask(run.question)}>${words.tryAgain}</button></p
            >`
      }</div
    >`;
  }

  #pixel(words: ImageWords) {
    const { notice } = this;
    const { at, places, whole, view } = this.#looking;
    const scale = (view ?? whole).scale;
    const field = (label: string, value: number, most: number, change: (value: number) => void) => html`<label class="fields"
      ><span>${label}</span
      ><convdot-number .label=${`${words.pixel}, ${label}`} .value=${value} .min=${0} .max=${most} @number-input=${({
        detail,
      }: CustomEvent<NumberInput>) => change(detail.value)}></convdot-number></label
    >`;
    const last = ({ extent }: Along, first: number) => first + extent - 1;
    const [top, left] = places ? [originOf(places.height, at.row), originOf(places.width, at.column)] : [0, 0];
    return html`<div class="image-pixel"
      ><h4 class="caption">${words.pixel}</h4
      ><div class="image-buttons"
        >${field(words.row, at.row, (places?.height.origins.length ?? 1) - 1, (row) => this.#looking.choose(row, at.column, true))}${field(words.column, at.column, (places?.width.origins.length ?? 1) - 1, (column) => this.#looking.choose(at.row, column, true))}<button class="button" type="button" aria-label=${words.zoomOut} ?disabled=${scale <= whole.scale} @click=${() => this.#looking.zoom(0.5)}>−</button
        ><button class="button" type="button" aria-label=${words.zoomIn} ?disabled=${scale >= CLOSEST} @click=${() => this.#looking.zoom(2)}>+</button
        ><button class="button" type="button" ?disabled=${view === null} @click=${() => {
          this.#looking.view = null;
        }}>${words.whole}</button
        ><span class="caption">${words.zoomIs(short(Math.round(scale * 100)))}</span
      ></div>
      <p class="caption">${places ? words.windowIs(top, last(places.height, top), left, last(places.width, left)) : nothing} <span id="image-keys">${words.keys}</span></p>
      <button class="button main" type="button" ?disabled=${!this.#current} @click=${() => void this.#take()}>${words.take}</button>
      <p class="caption" role="status">${notice?.(words)}</p></div
    >`;
  }

  override render() {
    const words = this.imageWords;
    if (!words) return nothing;
    const { answer, answered } = this.#run;
    const { height, width } = this.#source.size;
    const [rows = 0, columns = 0, channels = 1] = answer?.shape ?? [];
    const largest = answer ? showNumber(Number(short(answer.largest).replace('−', '-'))) : '';
    const apart = short(answer?.largestDifference ?? 0);
    return html`<i class="probe"></i
      ><div class="image-all ${this.dropping ? 'dropping' : ''}" @dragover=${this.#over} @dragleave=${() => {
        this.dropping = false;
      }} @drop=${this.#drop}
        >${this.#sources(words)}${this.#filters(words)}${this.#display(words)}
        ${this.#figure('picture', words.pictureSpoken(this.#sourceName(words), height, width), words.size(height, width), words)}
        ${this.#figure('result', words.resultSpoken(rows, columns, words.filters[this.choices.filter]), answer ? `${words.resultCaption(rows, columns, channels)}, ${words.largest(largest)}` : '', words)}
        ${this.#figure('difference', words.differenceSpoken(apart), !answered || !answer ? '' : answer.largestDifference === 0 ? words.zeroEverywhere : words.full(short(255 / answered.differenceGain)), words)}
        ${this.#pixel(words)}${this.#routes(words)}</div
      >`;
  }
}

customElements.define('convdot-image', ConvdotImage);
