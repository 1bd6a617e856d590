// The timeline over an example: which of all steps is chosen, how many products of it have been added, and playing through them.
// It knows no element and computes nothing: every step is asked of the example.

import { chooseStep } from './edits.ts';
import type { Example } from './example.ts';
import type { StepAt } from './state.ts';

/** What playing goes through: whole steps, or the products of each step and then the next one. */
export type Unit = 'step' | 'product';

export const speeds = [0.5, 1, 2, 4] as const;

/** Event: 'change' whenever anything of it changes. What changes with the example is told by the example alone. */
export class Player extends EventTarget {
  /** Set them by `set`. */
  readonly speed: number = 1;
  readonly unit: Unit = 'step';
  readonly #example: Example;
  readonly #interval: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #playing = false;
  #asleep = false;
  /** The step that was chosen last, solved or not, and how many of its products are to be shown; null: all. */
  #step: StepAt;
  #added: number | null = null;

  /** `interval`: milliseconds that a step, or a product, is shown at speed 1. */
  constructor(example: Example, interval: () => number) {
    super();
    this.#example = example;
    this.#interval = interval;
    this.#step = example.state.step;
    example.addEventListener('change', this.#follow);
    example.addEventListener('settled', this.#follow);
  }

  /** How many steps there are; 0 while nothing is solved. */
  get total(): number {
    return this.#example.solution ? this.#shape.reduce((product, size) => product * size, 1) : 0;
  }

  /** The chosen step among all: image, row, column, filter, in C order. It is chosen at once, and shown when it is solved. */
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

  /** How many products a step has. */
  get products(): number {
    return this.#example.solution?.step.n ?? 0;
  }

  /** How many products of the step that is shown have been added, from 1; null: all of them, and the bias. */
  get product(): number | null {
    const { solution } = this.#example;
    return solution && this.#flat(solution.at) === this.#flat(this.#step) ? this.#meant : null;
  }

  /** It waits while the numbers or settings are not valid, and then goes on. */
  get playing(): boolean {
    return this.#playing;
  }

  set(options: Partial<Pick<Player, 'speed' | 'unit'>>): void {
    Object.assign(this, options);
    this.#changed();
  }

  /** While nobody can see it nothing moves and no timer runs. */
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

  /** `added` products of the chosen step, at least 1; with all of them the step is complete. Playing steps ends. */
  seekProduct(added: number): void {
    if (this.#plays === 'step') this.#playing = false;
    this.#go(this.position, Math.max(1, added));
  }
  /** After the last product comes the first of the next step, before the first product the step before, complete. */
  nextProduct(): void {
    if (this.#meant) this.seekProduct(this.#meant + 1);
    else if (!this.#ended) this.#go(this.position + 1, 1);
  }
  previousProduct(): void {
    const before = (this.#meant ?? this.products) - 1;
    if (before) this.seekProduct(before);
    else if (this.position > 0) this.previous();
  }

  /** On or back by one of what playing plays. */
  move(by: 1 | -1): void {
    if (this.#plays === 'step') this.seek(this.position + by);
    else if (by > 0) this.nextProduct();
    else this.previousProduct();
  }

  /** From the chosen step on; from its first product where it plays products; from the first step where it is at the last. */
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

  /** No timer runs any more, and the example is not listened to. */
  release(): void {
    this.#example.removeEventListener('change', this.#follow);
    this.#example.removeEventListener('settled', this.#follow);
    this.pause();
  }

  /** Of a single step there is nothing to play but its products. */
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

  /** The products to be shown, as far as there are so many; null: all. */
  get #meant(): number | null {
    return this.#added && this.#added < this.products ? this.#added : null;
  }

  /** Nothing is left to be played. */
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

  // A step that is chosen elsewhere is shown complete; an edit keeps the number of products.
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

  // The time of a step begins when it is solved, and anew with every edit.
  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#playing || this.#asleep || this.#example.busy || !this.#example.current) return;
    this.#timer = setTimeout(() => this.move(1), this.#interval() / this.speed);
  }
}
