// <convdot-timeline>: forward, back, play; a slider over the steps and one over the products of a step, with both running sums. The
// sliders are native, so keys, touch and screen readers work.
import type { Verdict } from 'convdot';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { chosen } from '../cells/chosen.ts';
import { vars } from '../cells/custom-properties.ts';
import { ExamplePart } from '../cells/part.ts';
import { placeOf } from '../cells/verdicts.ts';
import type { Solution } from '../engine/contract.ts';
import { cutNumber, showNumber } from '../model/number.ts';
import { type Player, speeds, type Unit } from '../model/player.ts';

/** A slider with more marks than this would be unreadable. */
const kMarks = 64;
/** The characters of a running sum. */
const kSum = 6;
const kSigns = { identical: '=', rounding: '≈', different: '≠' };
const kUnits: readonly Unit[] = ['step', 'product'];

class ConvdotTimeline extends ExamplePart {
  declare player: Player;
  #lanes: Element | null = null;
  /** The pointer left the frame during a drag, which ended the drag. */
  #left = false;

  readonly #sleep = () => {
    this.player.asleep = document.hidden;
  };
  // On a narrow page the products slider folds away if no lane is visible.
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
    // Otherwise nothing on the page could stop the playing.
    this.player.pause();
    this.player.seekProduct(this.player.products);
  }
  override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (changed.has('player')) this.#sleep();
  }
  override updated() {
    const lanes = (this.getRootNode() as ParentNode).querySelector('.lanes');
    if (lanes === this.#lanes || !this.isConnected) return;
    this.#fold.disconnect();
    this.classList.remove('folded');
    if (lanes) this.#fold.observe(lanes);
    this.#lanes = lanes;
  }

  #toggle() {
    if (this.player.playing) this.player.pause();
    else this.player.play();
  }

  /** `row`: the number of values in a row of the output or of the window. Screen readers announce `shown` as `name spoken`. */
  #slider(
    unit: Unit,
    value: number,
    max: number,
    row: number,
    name: string,
    spoken: string,
    shown: TemplateResult,
    seek: (value: number) => void,
  ) {
    const { words } = this;
    const mark = (every: number) => `${max > 1 && max / every <= kMarks ? (100 * every) / (max - 1) : 0}%`;
    return html`<div class="track by-${unit}">
      <p class="caption" aria-hidden="true"><span><b>${words.units[unit]} ${value}</b> ${words.ofAll(max)}</span><span>${shown}<em>${name}</em></span></p>
      <div class="rail" ${vars({ '--one': mark(1), '--row': mark(row) })}
        ><input
          type="range"
          min="1"
          max=${max}
          .value=${String(value)}
          aria-label=${words.units[unit]}
          aria-valuetext="${value} ${words.ofAll(max)}, ${name} ${spoken}"
          @input=${({ target }: { target: HTMLInputElement }) => {
            if (this.#left) target.value = String(value);
            else seek(Number(target.value));
          }}
          @pointerdown=${() => {
            this.#left = false;
          }}
          @pointermove=${({ clientX, clientY }: PointerEvent) => {
            this.#left ||= document.elementFromPoint(clientX, clientY) === null;
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

  #steps(solution: Solution) {
    const { player, words } = this;
    const [, , columns = 1, filters = 1] = solution.comparison.multiplySum.shape;
    const { position, playing } = player;
    const waiting = playing && this.example.held && !this.example.late;
    const place = placeOf({ ...solution, at: player.at(position) }, words);
    return this.#slider(
      'step',
      position + 1,
      player.total,
      columns * filters,
      waiting ? words.playWaits : words.output,
      waiting ? '' : place,
      html`<span>${waiting ? '' : place}</span>`,
      (value) => player.seek(value - 1),
    );
  }

  // Both running sums after some products; the two results after all of them.
  #products({ step }: Solution) {
    const { player, words } = this;
    const [, columns = 1, channels = 1] = step.window.shape;
    const { product } = player;
    const sums = product
      ? [step.runningMultiplySum[product - 1] as number, step.runningUnrolledDot[product - 1] as number]
      : [step.multiplySum, step.unrolledDot];
    const [one, other] = sums;
    const alike = one === other || sums.every(Number.isNaN);
    const apart = Math.abs(one - other);
    const partly: Verdict = alike ? 'identical' : apart <= step.bound && step.bound < Infinity ? 'rounding' : 'different';
    const verdict = product ? partly : step.verdict;
    const [first, second] = sums.map((sum) => html`<span title=${showNumber(sum)}>${cutNumber(sum, kSum).text}</span>`);
    return this.#slider(
      'product',
      product ?? step.n,
      step.n,
      columns * channels,
      product ? words.runningSums : words.results,
      `${sums.map(showNumber).join('; ')}: ${words[verdict]}`,
      html`<b>${first} <i class=${verdict}>${kSigns[verdict]}</i> ${second}</b>`,
      (value) => player.seekProduct(value),
    );
  }

  override render() {
    const { player, words } = this;
    const { solution } = this.example;
    if (!solution) return nothing;
    const { unit, playing } = player;
    const button = (name: string, path: string, press: () => void, kind = '') =>
      html`<button class="button ${kind}" type="button" title=${name} @click=${press}
        ><svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg
      ></button>`;
    const select = <T extends string | number>(
      name: string,
      values: readonly T[],
      value: T,
      text: (value: T) => string,
      choose: (value: T) => void,
    ) =>
      html`<select class="select" aria-label=${name} ${chosen(text(value))} @change=${({ target }: { target: HTMLSelectElement }) => choose(values[target.selectedIndex] as T)}
        >${values.map((each) => html`<option>${text(each)}</option>`)}</select
      >`;
    return html`
      <div class="half">
        <div class="play"
          >${button(words.back, 'M3 3h2v10H3zM13 3v10L6 8z', () => player.move(-1))}${button(
            playing ? words.pause : words.play,
            playing ? 'M3 2.5h4v11H3zM9 2.5h4v11H9z' : 'M4 2.5v11l9.5-5.5z',
            () => this.#toggle(),
            'main',
          )}${button(words.forward, 'M11 3h2v10h-2zM3 3v10l7-5z', () => player.move(1))}</div
        >
        ${this.#steps(solution)}
      </div>
      <div class="half">
        ${this.#products(solution)}
        <div class="how"
          >${select(
            words.play,
            kUnits,
            unit,
            (value) => words.playsBy[value],
            (unit) => player.set({ unit }),
          )}${select(
            words.speed,
            speeds,
            player.speed,
            (value) => `${value}×`,
            (speed) => player.set({ speed }),
          )}</div
        >
      </div>
    `;
  }
}
customElements.define('convdot-timeline', ConvdotTimeline);
