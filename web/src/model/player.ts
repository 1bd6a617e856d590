// The timeline over an example: the chosen step, the number of added products, and play. It knows no element and computes nothing:
// every step comes from the example.

import { chooseStep } from './edits.ts';
import type { Example } from './example.ts';
import type { StepAt } from './state.ts';

/** What play advances by: whole steps, or single products, continuing with the next step. */
export type Unit = 'step' | 'product';

export const speeds = [0.5, 1, 2, 4] as const;

/** Event: 'change' whenever anything changes. The example itself reports its own changes. */
export class Player extends EventTarget {
  /** Change them with `set`. */
  readonly speed: number = 1;
  readonly unit: Unit = 'step';
  readonly #example: Example;
  readonly #interval: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #playing = false;
  #asleep = false;
  /** The last chosen step, solved or not, and how many of its products to show; null: all. */
  #step: StepAt;
  #added: number | null = null;

  /** `interval`: milliseconds for a step, or a product, at speed 1. */
  constructor(example: Example, interval: () => number) {
    super();
    this.#example = example;
    this.#interval = interval;
    this.#step = example.state.step;
    example.addEventListener('change', this.#follow);
    example.addEventListener('settled', this.#follow);
  }

  /** The number of steps; 0 while nothing is solved. */
  get total(): number {
    return this.#example.solution ? this.#shape.reduce((product, size) => product * size, 1) : 0;
  }

  /**
   * The chosen step's position among all: image, row, column, filter, in C order. It changes at once, before the step is solved.
   */
  get position(): number {
    return this.#within(this.#flat(this.#example.state.step));
  }

  /** The step at a position. */
  at(position: number): StepAt {
    const [, rows = 1, columns = 1, filters = 1] = this.#shape;
    const pixel = Math.floor(position / filters);
    const line = Math.floor(pixel / columns);
    return { image: Math.floor(line / rows), row: line % rows, column: pixel % columns, filter: position % filters };
  }

  /** The number of products in a step. */
  get products(): number {
    return this.#example.solution?.step.n ?? 0;
  }

  /** The number of added products of the visible step, from 1; null: all of them, and the bias. */
  get product(): number | null {
    const { solution } = this.#example;
    return solution && this.#flat(solution.at) === this.#flat(this.#step) ? this.#meant : null;
  }

  /** Play pauses while the numbers or settings are invalid, and then continues. */
  get playing(): boolean {
    return this.#playing;
  }

  set(options: Partial<Pick<Player, 'speed' | 'unit'>>): void {
    Object.assign(this, options);
    this.#changed();
  }

  /** While the page is hidden, nothing moves and no timer runs. */
  set asleep(asleep: boolean) {
    this.#asleep = asleep;
    this.#schedule();
  }

  seek(position: number): void {
    this.#go(position, null);
  }
  next(): void {
    this.seek(this.position + 1);
  }
  previous(): void {
    this.seek(this.position - 1);
  }
  first(): void {
    this.seek(0);
  }
  last(): void {
    this.seek(this.total - 1);
  }

  /** Shows `added` products of the chosen step, at least 1; with all of them the step is complete. Stops playing by steps. */
  seekProduct(added: number): void {
    if (this.#plays === 'step') this.#playing = false;
    this.#go(this.position, Math.max(1, added));
  }
  /** After the last product comes the first one of the next step; before the first product, the complete previous step. */
  nextProduct(): void {
    if (this.#meant) this.seekProduct(this.#meant + 1);
    else if (!this.#ended) this.#go(this.position + 1, 1);
  }
  previousProduct(): void {
    const before = (this.#meant ?? this.products) - 1;
    if (before) this.seekProduct(before);
    else if (this.position > 0) this.previous();
  }

  /** Moves forward or back by one unit of play. */
  move(by: 1 | -1): void {
    if (this.#plays === 'step') this.seek(this.position + by);
    else if (by > 0) this.nextProduct();
    else this.previousProduct();
  }

  /** Plays from the chosen step on; by products, from its first product. At the last step, starts again from the first. */
  play(): void {
    if (!this.#meant && this.#plays === 'product' && this.products > 1) this.seekProduct(1);
    else if (this.#ended) this.first();
    this.#playing = this.total > 0;
    this.#changed();
  }
  pause(): void {
    this.#playing = false;
    this.#changed();
  }

  /** Stops all timers and listeners. */
  release(): void {
    this.#example.removeEventListener('change', this.#follow);
    this.#example.removeEventListener('settled', this.#follow);
    this.pause();
  }

  /** A single step can only play its products. */
  get #plays(): Unit {
    return this.total === 1 ? 'product' : this.unit;
  }

  get #shape(): readonly number[] {
    return this.#example.solution?.comparison.multiplySum.shape ?? [];
  }

  #flat({ image, row, column, filter }: StepAt): number {
    const [, rows = 1, columns = 1, filters = 1] = this.#shape;
    return ((image * rows + row) * columns + column) * filters + filter;
  }

  #within(position: number): number {
    return Math.max(0, Math.min(position, this.total - 1));
  }

  /** The number of products to show, as far as they exist; null: all. */
  get #meant(): number | null {
    return this.#added && this.#added < this.products ? this.#added : null;
  }

  /** Nothing is left to play. */
  get #ended(): boolean {
    return !this.#meant && this.position === this.total - 1;
  }

  #go(position: number, added: number | null): void {
    if (!this.total) return;
    this.#step = this.at(this.#within(position));
    this.#added = added;
    this.#example.apply((state) => chooseStep(state, this.#step));
    this.#changed();
  }

  // A step that is chosen elsewhere appears complete; an edit keeps the number of products.
  readonly #follow = () => {
    const { step } = this.#example.state;
    if (this.#flat(step) !== this.#flat(this.#step)) this.#added = null;
    this.#step = step;
    this.#schedule();
  };

  #changed(): void {
    if (this.#ended) this.#playing = false;
    this.#schedule();
    this.dispatchEvent(new Event('change'));
  }

  // A step's time starts when it is solved, and again after every edit.
  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#playing || this.#asleep || this.#example.busy || !this.#example.current) return;
    this.#timer = setTimeout(() => this.move(1), this.#interval() / this.speed);
  }
}
