// The timeline over a bench: which of all steps is chosen, how many products of it have been added, and playing through them.
// It knows no element and computes nothing: every step is asked of the bench.

import type { Bench } from './bench.ts';
import { chooseStep } from './edits.ts';
import type { StepAt } from './state.ts';

/** What playing goes through: whole steps, or the products of each step and then the next one. */
export type Unit = 'step' | 'product';

export const speeds = [0.5, 1, 2, 4] as const;

const same = (one: StepAt, other: StepAt) =>
  one.image === other.image && one.row === other.row && one.column === other.column && one.filter === other.filter;

/** Event: 'change' whenever anything of it changes. What the bench alone changes is told by the bench. */
export class Player extends EventTarget {
  readonly #bench: Bench;
  readonly #interval: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #playing = false;
  #asleep = false;
  #speed = 1;
  #unit: Unit = 'step';
  #product: number | null = null;
  /** The step that `product` belongs to. */
  #shown: StepAt | null = null;
  /** A step that is not solved yet, and how many of its products are to be shown then. */
  #coming: { step: StepAt; product: number | null } | null = null;

  /** `interval`: milliseconds that a step, or a product, is shown at speed 1. */
  constructor(bench: Bench, interval: () => number) {
    super();
    this.#bench = bench;
    this.#interval = interval;
    bench.addEventListener('change', this.#follow);
    bench.addEventListener('settled', this.#follow);
    this.#follow();
  }

  /** How many steps there are; 0 while nothing is solved. */
  get total(): number {
    return this.#bench.solution ? this.#shape.reduce((product, size) => product * size, 1) : 0;
  }

  /** The chosen step among all: image, row, column, filter, in C order. It is chosen at once, and shown when it is solved. */
  get position(): number {
    return Math.max(0, Math.min(this.#flat(this.#bench.state.step), this.total - 1));
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
    return this.#bench.solution?.step.n ?? 0;
  }

  /** How many products of the step that is shown have been added, from 1; null: all of them, and the bias. */
  get product(): number | null {
    return this.#product;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** It plays, but not before the bench's numbers and settings are valid again. */
  get waiting(): boolean {
    return this.#playing && this.#bench.held;
  }

  get speed(): number {
    return this.#speed;
  }
  set speed(speed: number) {
    this.#speed = speed;
    this.#changed();
  }

  get unit(): Unit {
    return this.#unit;
  }
  set unit(unit: Unit) {
    this.#unit = unit;
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
    if (this.#unit === 'step') this.#playing = false;
    this.#go(this.position, added);
  }
  /** After the last product comes the first of the next step, before the first product the step before, complete. */
  nextProduct(): void {
    if (this.#meant !== null) this.seekProduct(this.#meant + 1);
    else if (this.position < this.total - 1) this.#go(this.position + 1, 1);
  }
  previousProduct(): void {
    const before = (this.#meant ?? this.products) - 1;
    if (before > 0) this.seekProduct(before);
    else this.previous();
  }

  /** On or back by one of what playing plays. */
  move(by: 1 | -1): void {
    if (this.#unit === 'step') this.seek(this.position + by);
    else if (by > 0) this.nextProduct();
    else this.previousProduct();
  }

  /** From the chosen step on; from its first product where it plays products; from the first step where it is at the last. */
  play(): void {
    if (this.total === 0) return;
    if (this.#meant === null && this.#unit === 'product' && this.products > 1) this.seekProduct(1);
    else if (this.#ended) this.first();
    this.#playing = true;
    this.#changed();
  }
  pause(): void {
    this.#playing = false;
    this.#changed();
  }

  /** No timer runs any more, and the bench is not listened to. */
  release(): void {
    this.#bench.removeEventListener('change', this.#follow);
    this.#bench.removeEventListener('settled', this.#follow);
    this.pause();
  }

  get #shape(): readonly number[] {
    return this.#bench.solution?.comparison.multiplySum.shape ?? [];
  }

  #flat({ image, row, column, filter }: StepAt): number {
    const [, rows = 1, columns = 1, filters = 1] = this.#shape;
    return ((image * rows + row) * columns + column) * filters + filter;
  }

  /** The product that is shown, or is about to be. */
  get #meant(): number | null {
    return this.#coming ? this.#coming.product : this.#product;
  }

  /** Nothing is left to be played. */
  get #ended(): boolean {
    return this.#meant === null && this.position === this.total - 1;
  }

  #go(to: number, added: number | null): void {
    if (this.total === 0) return;
    const step = this.at(Math.max(0, Math.min(to, this.total - 1)));
    const product = this.#partial(added);
    if (this.#shown && same(step, this.#shown)) {
      this.#product = product;
      this.#coming = null;
    } else {
      this.#coming = { step, product };
    }
    this.#bench.apply((state) => chooseStep(state, step));
    this.#changed();
  }

  #partial(added: number | null): number | null {
    return added === null || added >= this.products ? null : Math.max(1, added);
  }

  // Another step than before is shown complete, unless it was asked for with fewer products; an edit keeps their number.
  readonly #follow = () => {
    const { solution, state } = this.#bench;
    if (!solution) return;
    const { at } = solution;
    const before = this.#product;
    if (this.#coming && !same(this.#coming.step, state.step)) this.#coming = null;
    if (!this.#shown || !same(at, this.#shown)) {
      const asked = this.#coming && same(at, this.#coming.step);
      this.#product = asked ? this.#meant : null;
      if (asked) this.#coming = null;
      this.#shown = at;
    }
    this.#product = this.#partial(this.#product);
    if (this.#product === before) this.#schedule();
    else this.#changed();
  };

  #changed(): void {
    if (this.#ended) this.#playing = false;
    this.#schedule();
    this.dispatchEvent(new Event('change'));
  }

  // The time of a step begins when it is solved, and anew with every edit.
  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#playing || this.#asleep || this.#bench.busy || !this.#bench.current) return;
    this.#timer = setTimeout(() => this.move(1), this.#interval() / this.#speed);
  }
}
