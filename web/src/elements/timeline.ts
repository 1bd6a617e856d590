// <convdot-timeline>: forward, back, play; a slider over the steps and one over the products of a step, with both running
// sums. The sliders are the browser's own: keys, touch and what is spoken come with them.
import type { Step, Verdict } from 'convdot';
import { html, type PropertyValues, svg, type TemplateResult } from 'lit';
import { cutNumber, showNumber } from '../model/number.ts';
import { type Player, speeds, type Unit } from '../model/player.ts';
import { BenchPart } from './part.ts';
import { vars } from './vars.ts';
import { placeOf } from './verdicts.ts';

/** More marks than these on a slider could not be told apart. */
const kMarks = 64;
/** Characters of a running sum. */
const kSum = 9;
const kSigns = { identical: '=', rounding: '≈', different: '≠' };
const kUnits: readonly Unit[] = ['step', 'product'];

const icon = (path: string) => svg`<svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg>`;

/** Both sums after `added` products; the two results where all of them are. */
function sumsOf(step: Step, added: number | null): { sums: readonly [number, number]; verdict: Verdict } {
  if (added === null) return { sums: [step.multiplySum, step.unrolledDot], verdict: step.verdict };
  const one = step.runningMultiplySum[added - 1] as number;
  const other = step.runningUnrolledDot[added - 1] as number;
  const apart = Math.abs(one - other);
  const alike = one === other || (Number.isNaN(one) && Number.isNaN(other));
  return {
    sums: [one, other],
    verdict: alike ? 'identical' : apart <= step.bound && step.bound < Infinity ? 'rounding' : 'different',
  };
}

interface Slider {
  value: number;
  max: number;
  /** How many of its values stand in a row of the output, of the window. */
  row: number;
  /** What is said of the value, in words. */
  spoken: string;
  shown: TemplateResult | string;
  seek: (value: number) => void;
}

class ConvdotTimeline extends BenchPart {
  declare player: Player;
  #lanes: Element | null = null;
  /** The pointer has left the frame during a drag, which has ended with that. */
  #left = false;

  readonly #sleep = () => {
    this.player.asleep = document.hidden;
  };
  // On a narrow page the products fold away where no lane shows them.
  readonly #fold = new IntersectionObserver((entries) => {
    for (const { isIntersecting } of entries) this.classList.toggle('folded', !isIntersecting);
  });

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#sleep);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#sleep);
    this.#fold.disconnect();
    this.#lanes = null;
    // What nothing on the page could stop or complete any more.
    this.player.pause();
    this.player.seekProduct(this.player.products);
  }
  override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (changed.has('player')) this.#sleep();
  }
  override updated() {
    const lanes = (this.getRootNode() as ParentNode).querySelector('.lanes');
    if (lanes === this.#lanes) return;
    this.#fold.disconnect();
    this.classList.remove('folded');
    if (lanes) this.#fold.observe(lanes);
    this.#lanes = lanes;
  }

  #toggle() {
    if (this.player.playing) this.player.pause();
    else this.player.play();
  }

  #slider(unit: Unit, { value, max, row, spoken, shown, seek }: Slider) {
    const { words } = this;
    const mark = (every: number) => `${max > 1 && max / every <= kMarks ? (100 * every) / (max - 1) : 0}%`;
    return html`<div class="track ${unit}">
      <p class="caption" aria-hidden="true"><span><b>${words.units[unit]} ${value}</b> ${words.ofAll(max)}</span><span>${shown}</span></p>
      <div class="rail" ${vars({ '--one': mark(1), '--row': mark(row) })}
        ><input
          type="range"
          min="1"
          max=${max}
          .value=${String(value)}
          aria-label=${words.units[unit]}
          aria-valuetext="${value} ${words.ofAll(max)}, ${spoken}"
          @input=${({ target }: { target: HTMLInputElement }) => {
            if (this.#left) target.value = String(value);
            else seek(Number(target.value));
          }}
          @pointerdown=${() => {
            this.#left = false;
          }}
          @pointermove=${({ clientX, clientY }: PointerEvent) => {
            if (clientX < 0 || clientY < 0 || clientX > innerWidth || clientY > innerHeight) this.#left = true;
          }}
          @keydown=${(event: KeyboardEvent) => {
            this.#left = false;
            if (event.key !== ' ') return;
            event.preventDefault();
            this.#toggle();
          }}
      /></div>
    </div>`;
  }

  #steps() {
    const { player, words } = this;
    const { solution } = this.bench;
    if (!solution) return '';
    const { position, total } = player;
    const [, , columns = 1, filters = 1] = solution.comparison.multiplySum.shape;
    const place = `${words.output} ${placeOf({ ...solution, at: player.at(position) }, words)}`;
    return this.#slider('step', {
      value: position + 1,
      max: total,
      row: columns * filters,
      spoken: place,
      shown: player.waiting ? words.playWaits : place,
      seek: (value) => player.seek(value - 1),
    });
  }

  #products() {
    const { player, words } = this;
    const { solution } = this.bench;
    if (!solution) return '';
    const { step } = solution;
    const [, columns = 1, channels = 1] = step.window.shape;
    const { sums, verdict } = sumsOf(step, player.product);
    const name = player.product === null ? words.results : words.runningSums;
    const [one, other] = sums.map((sum) => html`<b title=${showNumber(sum)}>${cutNumber(sum, kSum).text}</b>`);
    return this.#slider('product', {
      value: player.product ?? step.n,
      max: step.n,
      row: columns * channels,
      spoken: `${name} ${sums.map(showNumber).join('; ')}: ${words[verdict]}`,
      shown: html`<span class="sums">${name} </span>${one} <i class=${verdict}>${kSigns[verdict]}</i> ${other}`,
      seek: (value) => player.seekProduct(value),
    });
  }

  override render() {
    const { player, words } = this;
    const { unit, playing } = player;
    const select = (event: Event) => (event.target as HTMLSelectElement).value;
    return html`
      <div class="play">
        <button class="button" type="button" aria-label=${words.back[unit]} title=${words.back[unit]} @click=${() => player.move(-1)}
          >${icon('M3 3h2v10H3zM13 3v10L6 8z')}</button
        ><button class="button main" type="button" aria-label=${playing ? words.pause : words.play} title=${playing ? words.pause : words.play} @click=${() => this.#toggle()}
          >${icon(playing ? 'M3 2.5h4v11H3zM9 2.5h4v11H9z' : 'M4 2.5v11l9.5-5.5z')}</button
        ><button class="button" type="button" aria-label=${words.forward[unit]} title=${words.forward[unit]} @click=${() => player.move(1)}
          >${icon('M11 3h2v10h-2zM3 3v10l7-5z')}</button
        >
      </div>
      ${this.#steps()}${this.#products()}
      <div class="how">
        <select class="select" aria-label=${words.playBy} @change=${(event: Event) => {
          player.unit = select(event) as Unit;
        }}>${kUnits.map((each) => html`<option value=${each} ?selected=${each === unit}>${words.playsBy[each]}</option>`)}</select
        ><select class="select" aria-label=${words.speed} @change=${(event: Event) => {
          player.speed = Number(select(event));
        }}>${speeds.map((each) => html`<option value=${each} ?selected=${each === player.speed}>${each}×</option>`)}</select>
      </div>
    `;
  }
}
customElements.define('convdot-timeline', ConvdotTimeline);
