// <convdot-demonstration>: the chosen step in three acts of one figure: multiply, then sum; unroll, then dot; np.dot as it is. The
// results are the tabs. The cells are the same elements in all acts; an act only gives them other places. Nothing plays unasked.
import type { Order, Step, Verdict } from 'convdot';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { cell, cellText, glyph, scaleOf, tint, tuple } from '../cells/cells.ts';
import { vars } from '../cells/custom-properties.ts';
import { marked } from '../cells/marked.ts';
import { lessMotion } from '../cells/motion.ts';
import { ExamplePart } from '../cells/part.ts';
import { EASING, TIMES } from '../cells/times.ts';
import { otherPairs, placeOf, stepVerdict } from '../cells/verdicts.ts';
import { boxOf, scaleOf as zoomScaleOf } from '../cells/zoom.ts';
import type { Product, Solution } from '../engine/contract.ts';
import { type Links, placeKey, productKey } from '../model/correspondence.ts';
import { setOptions } from '../model/edits.ts';
import { cutNumber, showNumber } from '../model/number.ts';
import { ravel } from '../model/ravel.ts';
import { type RawPairs, rawPairs, tellingNumber } from '../model/raw-pairs.ts';
import { at, blockLabels, lineLabels, outline, px } from './labels.ts';
import { type Act, type Box, type Figure, kLargeCells, kNumbered, type Layout, layoutOf, type Part } from './layout.ts';
import { type Boxes, keyframes, travelBetween } from './moves.ts';
import { pairInWords, pairOf } from './pair.ts';
import { Playing, type Scene } from './playing.ts';
import { scenesOf } from './scenes.ts';
import { Strips, shadeOf } from './strips.ts';

/** The characters of a result in a tab. */
const kTabCharacters = 6;
/** The characters of the total below the figure. */
const kTotalCharacters = 9;
/** A matrix with more numbers is counted, not drawn, in its tab; in the figure its grid is empty. */
const kDrawnNumbers = 25;
/** The width of a character in the written sum. */
const kCharacter = 7.9;
/** The width of the stage until it can be measured. */
const kWidth = 784;
/** The side of a cell, likewise. */
const kCell = 32;
const PARTS = ['window', 'filter', 'product'] as const;

/** np.dot's numbers without unrolling, or NumPy's error. */
interface Raw {
  readonly product: Product;
  readonly pairs: RawPairs | null;
  readonly data: ArrayLike<number>;
}

export class ConvdotDemonstration extends ExamplePart {
  protected override readonly onlyResults = true;
  static override properties = {
    ...ExamplePart.properties,
    act: { state: true },
    picked: { state: true },
    seen: { state: true },
    shown: { state: true },
    width: { state: true },
  };
  declare act: Act;
  /** The chosen number of np.dot; null: the telling one. */
  declare private picked: number | null;
  /** It has been played to the end. */
  declare private seen: boolean;
  /** The products that are shown while they are multiplied one by one; null: all. */
  declare private shown: number | null;
  declare private width: number;

  #layout: Layout | null = null;
  #figure: Figure | null = null;
  #drawnAct: Act = 1;
  /** Where the cells were before the act or the order changed. */
  #before: Boxes | null = null;
  #orders = '';
  /** The heights that the sentences in the stage and the words beside it have needed. */
  #needed = { stage: 0, panel: 0 };
  #shape = '';
  #animations: Animation[] = [];
  #strips: Strips | null = null;
  /** The pair that the play is at. */
  #litPair: number | null = null;
  readonly #playing = new Playing(() => this.requestUpdate());
  readonly #resized = new ResizeObserver(() => {
    this.width = this.#measure();
  });
  readonly #pointed = () => this.requestUpdate();

  constructor() {
    super();
    this.act = 1;
    this.picked = null;
    this.seen = false;
    this.shown = null;
    this.width = kWidth;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.pointing.addEventListener('change', this.#pointed);
    this.#resized.observe(this);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.pointing.removeEventListener('change', this.#pointed);
    this.#resized.disconnect();
    this.#playing.stop();
    this.#strips?.stop();
  }

  /** Shows an act, and ends the play. */
  show(act: Act): void {
    this.#end();
    this.act = act;
  }

  /** Plays the three acts from the start; with reduced motion, shows the next one. */
  watch(): void {
    if (lessMotion()) {
      this.#say('watched');
      this.act = ((this.act % 3) + 1) as Act;
      return;
    }
    this.#playing.start(this.#scenes());
  }

  /** Unrolls the filter in another order, or in the window's order again. */
  unrollFilter(order: Order): void {
    this.#end();
    const { order: current } = this.example.state;
    this.act = 2;
    this.example.apply((state) => setOptions(state, { order: { ...current, filter: order } }));
  }

  /** The other order that fits the block. */
  get otherOrder(): Order {
    const { order, w } = this.example.state;
    const other = (w.shape[2] as number) > 1 ? 'chw' : 'fortran';
    return order.window === other ? 'hwc' : other;
  }

  #say(done: 'watched' | 'reordered') {
    this.dispatchEvent(new CustomEvent('demonstration-done', { bubbles: true, detail: done }));
  }

  #end() {
    this.#playing.stop();
    this.shown = null;
    this.#litPair = null;
  }

  /** The side of a cell in the other views. */
  get #cellSide() {
    return Number.parseFloat(getComputedStyle(this).getPropertyValue('--convdot-cell')) || kCell;
  }

  #measure() {
    return this.clientWidth || kWidth;
  }

  // ---- the play ----

  #scenes(): Scene[] {
    const n = this.example.solution?.step.n ?? 0;
    const numbers = this.#raw?.pairs?.count ?? 0;
    return scenesOf(
      { products: n, rows: this.#figure?.height ?? 1, numbers: numbers > 1 ? [...new Set([0, 1, this.#telling])] : [] },
      {
        begin: () => {
          const from = this.act;
          const { step } = this.example.solution as Solution;
          const { window: order } = this.example.state.order;
          if (otherPairs(step)) this.example.apply((state) => setOptions(state, { order: { window: order, filter: order } }));
          this.act = 1;
          return from;
        },
        show: (act) => {
          this.act = act;
        },
        multiplied: (count) => {
          this.shown = count;
        },
        light: (pair) => {
          this.#litPair = pair;
          this.requestUpdate();
        },
        pick: (number) => {
          this.picked = number;
        },
        unrolled: () => this.#say('watched'),
        end: () => {
          this.seen = true;
        },
      },
    );
  }

  readonly #toggle = () => {
    const { state } = this.#playing;
    if (state === 'playing') {
      this.#playing.pause();
      for (const animation of this.#animations) animation.pause();
    } else if (state === 'paused') {
      for (const animation of this.#animations) if (animation.playState === 'paused') animation.play();
      this.#playing.goOn();
    } else this.watch();
  };

  // ---- what is shown ----

  get #raw(): Raw | null {
    const { solution } = this.example;
    if (!solution) return null;
    const product = solution.raw.slices ?? solution.raw.blocks;
    const shape = solution.step.window.shape as [number, number, number];
    const pairs = product.ok ? rawPairs(shape) : null;
    return { product, pairs, data: product.ok ? (product.value.data as ArrayLike<number>) : [] };
  }

  get #telling(): number {
    const raw = this.#raw;
    return raw?.pairs ? tellingNumber(raw.pairs, raw.data) : 0;
  }

  override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const { solution, solved } = this.example;
    if (!solution || !solved) return;
    if (!this.hasUpdated || changed.has('width')) this.width = this.#measure();
    const { step } = solution;
    const [height, width, channels] = step.window.shape as [number, number, number];
    const raw = this.#raw;
    const shape = String(step.window.shape);
    if (shape !== this.#shape) {
      this.picked = null;
      this.#needed = { stage: 0, panel: 0 };
      if (this.#shape) this.#end();
    }
    const orders = String([...step.layout.filter, ...step.layout.window]);
    const reordered = shape === this.#shape && orders !== this.#orders && this.act === 2;
    const figure: Figure = {
      height,
      width,
      channels,
      window: step.layout.window,
      filter: step.layout.filter,
      raw: raw?.pairs ?? null,
      characters: step.n > kNumbered ? 0 : longest([step.window.data, step.block.data, step.terms]),
    };
    const moved = this.act !== this.#drawnAct || reordered;
    this.#before = moved && this.#layout && shape === this.#shape ? this.#boxes() : null;
    this.#shape = shape;
    this.#orders = orders;
    this.#figure = figure;
    this.#layout = layoutOf(this.act, figure, { width: this.width, cell: this.#cellSide });
  }

  /** Where the cells are at this moment, wherever they are on their way. */
  #boxes(): Boxes {
    const layout = this.#layout as Layout;
    if (this.#strips?.boxes && (this.#figure as Figure).characters === 0) return this.#strips.boxes;
    const stage = this.querySelector<HTMLElement>('.stage');
    if (!stage || !this.#animations.some(({ playState }) => playState === 'running' || playState === 'paused'))
      return layout.cells;
    const { x: left, y: top } = boxOf(stage);
    const scale = zoomScaleOf(stage);
    const at = (part: Part) =>
      layout.cells[part].map((box, element): Box => {
        const found = stage.querySelector(`[data-at="${part}${element}"]`);
        if (!found) return box;
        const { x, y, width, height } = boxOf(found);
        return { x: (x - left) / scale, y: (y - top) / scale, w: width / scale, h: height / scale };
      });
    return { window: at('window'), filter: at('filter'), product: at('product') };
  }

  override updated() {
    const layout = this.#layout;
    const figure = this.#figure;
    if (!layout || !figure || !this.example.solution) return;
    const canvas = this.querySelector<HTMLCanvasElement>('canvas');
    if (!canvas) this.#strips = null;
    else if (!this.#strips) this.#strips = new Strips(canvas);
    this.#makeRoom('stage', '.total');
    this.#makeRoom('panel', '.act-words');
    const from = this.#drawnAct;
    this.#drawnAct = this.act;
    const before = this.#before;
    this.#before = null;
    const travel = before && !lessMotion() ? travelBetween(from, this.act, before, layout, figure) : null;
    if (this.#strips) this.#strips.draw(layout, this.#shades(), this.#visible, this.width, travel);
    if (!travel) return;
    for (const animation of this.#animations) animation.cancel();
    this.#animations = [];
    const stage = this.querySelector('.stage');
    if (!stage) return;
    if (!this.#strips)
      for (const move of travel.moves) {
        const moving = stage.querySelector(`[data-at="${move.part}${move.element}"]`);
        if (!moving) continue;
        const { delay, duration } = move;
        this.#animations.push(moving.animate(keyframes(move), { delay, duration, fill: 'backwards' }));
      }
    // Labels, outlines and the sum are away while cells travel.
    const appears = (each: Element, delay: number) =>
      this.#animations.push(
        each.animate([{ opacity: 0 }, { opacity: 1 }], { duration: TIMES.fade, delay, fill: 'backwards', easing: EASING }),
      );
    for (const each of stage.querySelectorAll('.settles')) appears(each, travel.landed);
    for (const each of stage.querySelectorAll('.raw')) appears(each, Math.max(0, TIMES.fold - TIMES.follow));
  }

  /** The longest text so far keeps its room until another case comes, so that nothing below it moves. */
  #makeRoom(part: 'stage' | 'panel', text: string) {
    const found = this.querySelector<HTMLElement>(text);
    this.#needed[part] = Math.max(this.#needed[part], found ? found.offsetTop + found.scrollHeight : 0);
    this.querySelector<HTMLElement>(`.${part}`)?.style.setProperty('min-height', px(this.#needed[part]));
  }

  get #visible(): readonly Part[] {
    return this.act === 3 ? ['window', 'filter'] : PARTS;
  }

  /** The products by element of the window, as the act multiplies them. */
  #products({ terms, dotTerms, layout }: Step): ArrayLike<number> {
    if (this.act !== 2) return terms;
    const products = new Float64Array(terms.length);
    layout.window.forEach((element, slot) => {
      products[element] = dotTerms[slot] as number;
    });
    return products;
  }

  #scales(): Record<Part | 'output', number> {
    const { solved, solution } = this.example;
    const [window, filter] = [scaleOf(solved?.x.data ?? []), scaleOf(solved?.w.data ?? [])];
    return { window, filter, product: window * filter, output: scaleOf(solution?.comparison.multiplySum.data ?? []) };
  }

  #shades() {
    const { step } = this.example.solution as Solution;
    const scales = this.#scales();
    const shades = (data: ArrayLike<number>, scale: number, until = data.length) =>
      Array.from(data, (value, i) => {
        const { sign, amount } = tint(value, scale);
        return i < until ? shadeOf(sign, amount) : 0;
      });
    return {
      window: shades(step.window.data, scales.window),
      filter: shades(step.block.data, scales.filter),
      product: shades(this.#products(step), scales.product, this.shown ?? undefined),
    };
  }

  // ---- the tabs ----

  /** `heard`: more than the name, for screen readers. */
  #tab(act: Act, result: unknown, name: string, heard: string) {
    const chosen = this.act === act;
    const key = (event: KeyboardEvent) => {
      const to = { ArrowLeft: act - 1, ArrowRight: act + 1, Home: 1, End: 3 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.show(Math.max(1, Math.min(3, to)) as Act);
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('[role=tab][tabindex="0"]')?.focus());
    };
    return html`<button class="act" type="button" role="tab" id="act-${act}" aria-controls="stage" aria-selected=${String(chosen)} tabindex=${chosen ? 0 : -1}
      @click=${() => this.show(act)} @keydown=${key}>${result}<span class="act-name" data-name=${name}>${name}</span>${heard ? html` <span class="visually-hidden">${heard}</span>` : nothing}</button>`;
  }

  #result(value: number) {
    const { text, exact } = cutNumber(value, kTabCharacters);
    return html`<span class="proof ${text.length > 5 ? 'long' : text.length > 3 ? 'medium' : ''}" title=${exact ? nothing : showNumber(value)}>${text}</span>`;
  }

  #tabs(solution: Solution, raw: Raw) {
    const { words } = this;
    const { step } = solution;
    const agree = stepVerdict(solution, words);
    const { pairs, data } = raw;
    const one = pairs?.count === 1;
    const same: Verdict = one && areEqual(data[0] as number, step.sum) ? 'identical' : 'different';
    const matrix = (columns: number) =>
      html`<span class="proof"><span class="small-matrix" aria-hidden="true" ${vars({ '--columns': columns })}>${Array.from(data, (value) => html`<span>${cellText(value + 0).text}</span>`)}</span></span>`;
    const third = !pairs
      ? html`<span class="proof word refused">${words.numpyError}</span>`
      : pairs.count > kDrawnNumbers || pairs.shape.length > 2
        ? html`<span class="proof word">${words.rawCount(pairs.count)}</span>`
        : pairs.rows > 3 || longest([data]) > 4
          ? html`<span class="proof word">${words.rawCount(pairs.count)}</span>`
          : matrix(pairs.columns);
    const drawn = pairs && pairs.count <= kDrawnNumbers && pairs.shape.length === 2;
    return html`<div class="acts" role="tablist" aria-label=${words.demonstration}
      >${this.#tab(1, this.#result(step.multiplySum), words.acts.sum, '')}${glyph(step.verdict, null)}${this.#tab(
        2,
        this.#result(step.unrolledDot),
        words.acts.unroll,
        agree.word,
      )}${glyph(same, null)}${this.#tab(3, third, drawn ? words.rawName(pairs.count) : words.acts.raw, words[same])}</div
    >`;
  }

  // ---- the figure ----

  #at(box: Box, part: Part, element: number, content: TemplateResult, hidden = false) {
    return html`<span class="place ${hidden ? 'away' : ''}" data-at="${part}${element}" ${vars(at(box))}>${content}</span>`;
  }

  #cells(step: Step, links: Links, layout: Layout) {
    if (step.n > kNumbered)
      return html`<canvas ${vars({ width: `${this.width}px`, height: `${layout.height}px` })} aria-hidden="true"></canvas>`;
    const scales = this.#scales();
    const products = this.#products(step);
    const { cells } = layout;
    const unrolled = this.act === 2;
    const numbers = unrolled ? step.layout : null;
    const lit = this.#litPair === null ? null : this.#pairAt(step, this.#litPair);
    const apart = new Set(
      unrolled ? [...step.layout.filter].filter((element, slot) => element !== step.layout.window[slot]) : [],
    );
    const met = (element: number) => (numbers ? (step.layout.filter[links.entryOfWindow(element)] as number) : element);
    return [
      cells.window.map((box, element) =>
        this.#at(
          box,
          'window',
          element,
          cell(step.window.data[element] as number, scales.window, {
            input: placeKey(links.placeOfElement(element)),
            number: links.entryOfWindow(element),
            classes: `${step.source[element] === -1 ? 'from-padding' : ''} ${lit?.[0] === element ? 'playing' : ''}`,
          }),
        ),
      ),
      cells.filter.map((box, element) =>
        this.#at(
          box,
          'filter',
          element,
          cell(step.block.data[element] as number, scales.filter, {
            filter: links.filterOfElement(element),
            number: links.entryOfFilter(element),
            classes: `${apart.has(element) ? 'mismatched' : ''} ${lit?.[1] === element ? 'playing' : ''}`,
          }),
        ),
      ),
      cells.product.map((box, element) =>
        this.#at(
          box,
          'product',
          element,
          cell(products[element] as number, scales.product, {
            ...(this.act !== 3 && { product: productKey(element, met(element)) }),
            classes: `${this.shown !== null && element >= this.shown ? 'later' : ''} ${lit?.[0] === element ? 'playing' : ''}`,
          }),
          this.act === 3,
        ),
      ),
    ];
  }

  /** The elements of a pair: of an element in act 1, of an entry in act 2. */
  #pairAt(step: Step, k: number): readonly [number, number] {
    return this.act === 2 ? [step.layout.window[k] as number, step.layout.filter[k] as number] : [k, k];
  }

  // np.dot's numbers: one control, in which a pointer, a drag and the arrow keys choose a number.
  #rawGrid(raw: Raw, layout: Layout) {
    const { words } = this;
    const { pairs, data } = raw;
    if (!pairs || !layout.raw) return nothing;
    const picked = this.#pick(pairs);
    const { rows, columns, count } = pairs;
    const [cw, ch] = [layout.raw.w / columns, layout.raw.h / rows];
    const choose = (index: number) => {
      this.#end();
      this.picked = Math.max(0, Math.min(count - 1, index));
    };
    const pointer = (event: PointerEvent) => {
      if (event.type === 'pointermove' && event.pointerType !== 'mouse' && event.buttons === 0) return;
      const target = event.currentTarget as HTMLElement;
      if (event.type === 'pointerdown') target.setPointerCapture(event.pointerId);
      const box = boxOf(target);
      const along = (from: number, size: number, at: number, of: number) =>
        Math.max(0, Math.min(of - 1, Math.floor(((at - from) / size) * of)));
      choose(along(box.top, box.height, event.clientY, rows) * columns + along(box.left, box.width, event.clientX, columns));
    };
    const key = (event: KeyboardEvent) => {
      const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -picked, End: count - 1 - picked }[
        event.key
      ];
      if (by === undefined) return;
      event.preventDefault();
      if (picked + by >= 0 && picked + by < count) choose(picked + by);
    };
    const drawn = count <= kDrawnNumbers && ch >= 20;
    const output = this.#scales().output;
    const spoken = words.rawNumberSpoken(`(${pairs.placeOf(picked).join(', ')})`, showNumber(data[picked] as number));
    return html`<div class="raw ${drawn ? 'drawn' : ch < 5 ? 'plain-grid' : ''}" role="slider" tabindex="0" aria-label=${words.chooseRaw} aria-valuemin="0" aria-valuemax=${count - 1} aria-valuenow=${picked} aria-valuetext=${spoken}
      ${vars({ ...at(layout.raw), '--columns': columns, '--across': px(cw), '--down': px(ch) })}
      @pointerdown=${pointer} @pointermove=${pointer} @keydown=${key}
      >${drawn ? Array.from(data, (value) => cell(value, output, { classes: 'ghost' })) : nothing}<span class="outline ink"
        ${vars({ left: px((picked % columns) * cw - 1), top: px(Math.floor(picked / columns) * ch - 1), width: px(Math.max(cw, 5) + 1), height: px(Math.max(ch, 5) + 1) })}></span
    ></div>`;
  }

  #pick({ count }: RawPairs): number {
    return this.picked !== null && this.picked < count ? this.picked : this.#telling;
  }

  /** Outlines the chosen number's row and column, as rectangles where they are ones. */
  #rawOutlines(pairs: RawPairs, { cells }: Layout) {
    const of = pairs.of(this.#pick(pairs));
    const around = (boxes: Box[]) => {
      const left = Math.min(...boxes.map(({ x }) => x));
      const top = Math.min(...boxes.map(({ y }) => y));
      const w = Math.max(...boxes.map(({ x, w }) => x + w)) - left;
      const h = Math.max(...boxes.map(({ y, h }) => y + h)) - top;
      const area = boxes.reduce((sum, box) => sum + box.w * box.h, 0);
      return w * h <= area + 1 ? [{ x: left, y: top, w, h }] : boxes;
    };
    return [...around(of.map(([a]) => cells.window[a] as Box)), ...around(of.map(([, w]) => cells.filter[w] as Box))].map((box) =>
      outline(box, 'ink settles'),
    );
  }

  #sum(solution: Solution, raw: Raw, layout: Layout) {
    const { words } = this;
    const { step } = solution;
    const { y, width } = layout.sum;
    if (this.act === 3) {
      if (!raw.pairs || raw.pairs.count === 1) return nothing;
      const sum = Array.from(raw.data).reduce((total, value) => total + value, 0);
      return html`<p class="total words-only settles" ${vars({ top: px(y), width: px(layout.column) })}
        >${words.pairsInAll(raw.pairs.count, raw.pairs.pairs / raw.pairs.count, raw.pairs.samePlace)}<br />${words.numbersAddUp(raw.pairs.count, showNumber(round(sum)), showNumber(step.sum), sum === step.sum)}</p
      >`;
    }
    const value = this.act === 1 ? step.multiplySum : step.unrolledDot;
    const terms = this.act === 1 ? step.terms : step.dotTerms;
    const written = step.n <= kLargeCells ? writtenTerms(terms, step.bias) : '';
    const { text, exact } = cutNumber(value, kTotalCharacters);
    const total = Math.max(32, text.length * 9 + 10);
    const fits = written !== '' && written.length * kCharacter <= width - total;
    const { sign, amount } = tint(value, this.#scales().output);
    const differs = this.act === 2 && step.verdict === 'different';
    return html`<p class="total settles ${differs ? 'differs' : ''}" ${vars({ top: px(y), width: px(fits ? width : Math.min(width, layout.column)) })}
      >${fits ? html`<span class="written">${written}</span>` : html`<span>${words.productsAddUp(step.n)}${step.bias === 0 ? '' : ` … + ${words.bias}`}</span>`}<span
        class="cell value ${sign}" title=${exact ? nothing : showNumber(value)} ${vars({ '--amount': amount, width: px(total) })}>${this.shown === null ? text : ''}</span
      ></p
    >`;
  }

  // ---- the words ----

  #code(text: string) {
    return html`<p class="code"><code>${text}</code></p>`;
  }

  #words(solution: Solution, raw: Raw): TemplateResult {
    if (this.act === 1) return this.#sumWords(solution);
    return this.act === 2 ? this.#unrollWords(solution) : this.#rawWords(solution, raw);
  }

  #sumWords(solution: Solution) {
    const { words } = this;
    const { step } = solution;
    const total = step.bias === 0 ? null : showNumber(step.multiplySum);
    return html`${this.#code(`np.sum(a * W)${step.bias === 0 ? '' : ' + b'}`)}
      <p>${words.eachMeets(step.n, showNumber(step.sum), total)}</p>
      <p class="pair-hint caption">${this.#hint(solution) ?? words.pointAtCell}</p>`;
  }

  #unrollWords(solution: Solution) {
    const { words } = this;
    const { step } = solution;
    const { order } = this.example.solved as NonNullable<typeof this.example.solved>;
    const apart = step.layout.window.reduce((count, element, k) => count + Number(element !== step.layout.filter[k]), 0);
    const other = this.otherOrder;
    const choices = [order.window, other, ...(order.filter !== order.window && order.filter !== other ? [order.filter] : [])];
    const key = (event: KeyboardEvent) => {
      const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const to = choices[(choices.indexOf(order.filter) + by + choices.length) % choices.length] as Order;
      this.#reorder(to);
      this.example.addEventListener(
        'settled',
        () => void this.updateComplete.then(() => this.querySelector<HTMLElement>('.segments [tabindex="0"]')?.focus()),
        { once: true },
      );
    };
    return html`${this.#code(`np.dot(${ravel('a', order.window)}, ${ravel('W', order.filter)})${step.bias === 0 ? '' : ' + b'}`)}
      <p>${marked(
        apart > 0
          ? words.otherPairsMeet(order.window, order.filter, apart, step.n, showNumber(step.dot), showNumber(step.sum))
          : words.entriesMeet(step.n, order.window),
      )}${step.verdict === 'rounding' ? ` ${words.addedOtherwise}` : ''}</p>
      <div class="unroll-w"><span id="unroll-w">${marked(words.unrollW)}</span
        ><span class="segments" role="radiogroup" aria-labelledby="unroll-w" @keydown=${key}
          >${choices.map(
            (each) =>
              html`<button type="button" role="radio" aria-checked=${String(each === order.filter)} tabindex=${each === order.filter ? 0 : -1} @click=${() => this.#reorder(each)}>${words.layouts[each]}</button>`,
          )}</span
      ></div>
      <p class="pair-hint caption">${this.#hint(solution)}</p>`;
  }

  #reorder(order: Order) {
    this.unrollFilter(order);
    if (order !== this.example.state.order.window) this.#say('reordered');
  }

  #rawWords({ step, raw: { slices } }: Solution, raw: Raw) {
    const { words } = this;
    const [height, width, channels] = step.window.shape as [number, number, number];
    const code = this.#code(slices ? 'np.dot(a[..., 0], W[..., 0])' : 'np.dot(a, W)');
    const { product, pairs, data } = raw;
    if (!product.ok || !pairs) {
      const error = product.ok ? '' : html`<pre class="error" tabindex="0"><b>${product.type}:</b> ${product.message}</pre>`;
      return html`${code}${error}<p>${marked(slices ? words.whySlicesRefused(width, height) : words.whyRefusedShort(channels, width))}</p>`;
    }
    const picked = this.#pick(pairs);
    const of = pairs.of(picked);
    const scales = this.#scales();
    const place = pairs.placeOf(picked);
    const [i, j, k, m] = place as [number, number, number, number];
    const same = of.filter(([a, w]) => a === w).length;
    const placed = (element: number) => {
      const pixel = Math.floor(element / channels);
      return [Math.floor(pixel / width), pixel % width, ...(channels > 1 ? [element % channels] : [])].join(',');
    };
    const [a, w] = [step.window.data, step.block.data];
    const terms = of.map(([one, other]) => (a[one] as number) * (w[other] as number));
    const few = of.length <= 5;
    const stepBy = (by: number, name: string, path: string) =>
      html`<button class="button step-number" type="button" aria-label=${name} title=${name} @click=${() => {
        this.#end();
        this.picked = (picked + by + pairs.count) % pairs.count;
      }}><svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg></button>`;
    return html`${code}
      <p>${marked(words.numbersNotOne(pairs.count))} ${marked(slices ? words.rowMeetsColumn(i, j) : words.channelsMeetRow(i, j, k, m))}</p>
      <div class="meeting"
        >${of
          .slice(0, few ? 5 : 4)
          .map(
            ([one, other]) =>
              html`<span class="pair"><span>${placed(one)}</span>${cell(a[one] as number, scales.window)}${cell(w[other] as number, scales.filter)}<span>${placed(other)}</span></span>`,
          )}<span class="meets">${few && terms.length <= 4 ? html`${writtenTerms(terms, 0)} ` : html`${few ? '' : '… '}= `}<b>${showNumber(data[picked] as number)}</b></span></div
      >
      <p>${words.inSamePlace(same, of.length)}</p>
      <p class="stepper">${stepBy(-1, words.previousNumber, 'M10.500 3v10L4 8z')}<span class="caption">${tuple(place)}</span>${stepBy(1, words.nextNumber, 'M5.500 3v10L12 8z')}</p>`;
  }

  /** The pair of the number that is pointed at, in words. */
  #hint(solution: Solution): string | null {
    const { pointed, links } = this.pointing;
    if (!pointed || !links || this.#playing.state !== 'idle') return null;
    const pair = pairOf(pointed, links, solution, this.act);
    return pair && pairInWords(this.words, solution.step, pair);
  }

  // A canvas has no cells to point at: the nearest number counts.
  readonly #overCanvas = (event: PointerEvent) => {
    const { solution } = this.example;
    const { links } = this.pointing;
    if (!(event.target instanceof HTMLCanvasElement) || !solution || !links) return;
    const stage = boxOf(event.currentTarget as HTMLElement);
    const scale = zoomScaleOf(event.currentTarget as HTMLElement);
    const [x, y] = [(event.clientX - stage.left) / scale, (event.clientY - stage.top) / scale];
    const boxes = (this.#layout as Layout).cells;
    for (const part of this.#visible) {
      const element = boxes[part].findIndex((box) => x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h);
      if (element < 0) continue;
      const { step } = solution;
      const filter = this.act === 2 ? (step.layout.filter[links.entryOfWindow(element)] as number) : element;
      return this.pointing.show(
        part === 'window'
          ? { kind: 'input', place: links.placeOfElement(element) }
          : part === 'filter'
            ? { kind: 'filter', index: links.filterOfElement(element) }
            : { kind: 'product', window: element, filter },
      );
    }
    this.pointing.show(null);
  };

  #button(toCome = false) {
    const { words } = this;
    const { state } = this.#playing;
    const playing = state === 'playing';
    const text = playing
      ? words.pauseWatching
      : state === 'paused'
        ? words.goOn
        : lessMotion()
          ? words.nextWay
          : this.seen
            ? words.watchAgain
            : words.watch;
    return html`<button class="watch" type="button" ?disabled=${toCome} @click=${this.#toggle}
      ><svg viewBox="0 0 16 16" aria-hidden="true"><path d=${playing ? 'M3 2h4v12H3zM9 2h4v12H9z' : 'M4 2.5v11l9.5-5.5z'} /></svg>${text}</button
    >`;
  }

  // Before the first results: the same layout, without numbers, so that nothing moves when they come.
  #toCome() {
    const { words } = this;
    const [height, width, channels] = this.example.state.w.shape as [number, number, number, number];
    const order = Array.from({ length: height * width * channels }, (_, element) => element);
    const shape = [height, width, channels] as const;
    const figure: Figure = { height, width, channels, window: order, filter: order, raw: rawPairs(shape), characters: 3 };
    const layout = layoutOf(1, figure, { width: this.#measure(), cell: this.#cellSide });
    const tab = (name: string) =>
      html`<span class="act"><span class="proof"></span><span class="act-name" data-name=${name}>${name}</span></span>`;
    const { acts } = words;
    return html`<div class="act-head to-come" aria-hidden="true"><div class="acts">${tab(acts.sum)}<span></span>${tab(acts.unroll)}<span></span>${tab(acts.raw)}</div>${this.#button(true)}</div>
      <div class="panel" aria-hidden="true"><div class="stage" ${vars({ height: px(layout.height) })}
        >${Object.values(layout.blocks).map((box) => html`<span class="label block-to-come" ${vars(at(box))}></span>`)}</div
      ></div><p class="foot"></p>`;
  }

  override render() {
    const { words } = this;
    const { solution, held } = this.example;
    const { links } = this.pointing;
    const layout = this.#layout;
    const raw = this.#raw;
    if (!solution || !links || !layout || !raw) return this.example.refusal ? nothing : this.#toCome();
    const { step } = solution;
    const channels = step.window.shape[2] as number;
    const side = layout.side;
    const large = step.n <= kLargeCells;
    const type = large && side >= 28 ? '' : side >= 24 ? '12px' : '11px';
    const text = html`<div class="act-words" aria-live=${this.#playing.state === 'idle' ? 'polite' : 'off'} ${vars(layout.words ? { left: px(layout.words.x), top: px(layout.words.y), width: px(layout.words.width) } : { left: '0', top: '0', width: 'auto' })}>${this.#words(solution, raw)}</div>`;
    return html`<div class="act-head">${this.#tabs(solution, raw)}${this.#button()}</div>
      <div class="panel ${held ? 'stale' : ''} ${layout.beside ? 'beside' : ''}" role="tabpanel" id="stage" aria-labelledby="act-${this.act}"
        ><div class="stage ${layout.numbered ? '' : 'unnumbered'} ${lessMotion() ? 'numbered' : ''}" role="group" aria-label=${words.productsSpoken(step.n)}
          tabindex=${step.n > kNumbered ? nothing : 0} data-walk @pointermove=${this.#overCanvas} @pointerleave=${() => this.pointing.show(null)}
          ${vars({ height: px(layout.height), '--convdot-cell': px(side), '--cell-type': type })}
          >${this.#cells(step, links, layout)}${
            this.act === 2
              ? lineLabels(words, step, layout, this.width)
              : blockLabels(words, this.act, layout, raw.pairs !== null)
          }${this.act === 3 ? this.#rawGrid(raw, layout) : nothing}${this.act === 3 && raw.pairs ? this.#rawOutlines(raw.pairs, layout) : nothing}${this.#sum(solution, raw, layout)}</div
        >${text}</div
      >
      <p class="foot muted">${solution.comparison.total === 1 ? words.onlyOutput : words.ofExample(placeOf(solution, words))} <button class="link-button" type="button" @click=${() => this.dispatchEvent(new CustomEvent('choose-preset', { bubbles: true, detail: channels > 1 ? 'vertical-edge' : 'blocks-3d-integers' }))}>${channels > 1 ? words.show1Channel : words.show3Channels}</button></p>`;
  }
}
customElements.define('convdot-demonstration', ConvdotDemonstration);

const areEqual = (one: number, other: number) => one === other || (Number.isNaN(one) && Number.isNaN(other));
/** A sum of decimals, without the digits that adding in doubles leaves at its end. */
const round = (sum: number) => Number(sum.toPrecision(12));
const longest = (blocks: readonly ArrayLike<number>[]) =>
  Math.max(...blocks.flatMap((data) => Array.from(data, (value) => cellText(value + 0).text.length)), 1);

/** '3 + 0 − 1 =' */
function writtenTerms(terms: ArrayLike<number>, bias: number): string {
  const all = [...Array.from(terms), ...(bias === 0 ? [] : [bias])].map((term) => term + 0);
  const written = all.map((term, i) => {
    const text = showNumber(Math.abs(term));
    if (i === 0) return term < 0 ? `−${text}` : text;
    return `${term < 0 ? '−' : '+'} ${text}`;
  });
  return `${written.join(' ')} =`;
}
