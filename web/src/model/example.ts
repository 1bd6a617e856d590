// The model that the elements draw: the learner's state, and the core's answer to it as soon as there is one. It computes
// nothing itself and knows no element.

import type { Answer, Engine, Refusal, Solution } from '../engine/contract.ts';
import { clampStep, invalidCells, toCase } from './edits.ts';
import { History } from './history.ts';
import { type Arrival, Arrivals } from './newest-wins.ts';
import type { State, StepAt } from './state.ts';

/** Milliseconds that an answer may take before the one on show counts as old: most take 20, and what flickers is not read. */
const kMoment = 250;

/**
 * Events: 'change' whenever anything of it changes, 'settled' when the newest state has been answered. At most one question
 * is under way; of the states that come meanwhile only the newest is asked next.
 */
export class Example extends EventTarget {
  /** Asked by all that brings a state in. An edit arrives as it is made; another step of the same case is none. */
  readonly arrivals: Arrivals;
  readonly #engine: Pick<Engine, 'solve'>;
  readonly #painted: (() => Promise<void>) | undefined;
  #untold = false;
  #state: State;
  #solution: Solution | null = null;
  #solved: State | null = null;
  #refusal: Refusal | null = null;
  #busy = false;
  #late = false;
  readonly #history = new History();
  /** The state that was last asked, or that came with its answer. */
  #asked: State | null = null;

  /** `painted`: resolves when the next frame has been painted; without it changes are told at once. */
  constructor(engine: Pick<Engine, 'solve'>, state: State, painted?: () => Promise<void>, arrivals = new Arrivals()) {
    super();
    this.arrivals = arrivals;
    this.#engine = engine;
    this.#painted = painted;
    this.#state = state;
    void this.#ask();
  }

  get state(): State {
    return this.#state;
  }

  /** The last answer that is no refusal; it belongs to `solved`. */
  get solution(): Solution | null {
    return this.#solution;
  }

  get solved(): State | null {
    return this.#solved;
  }

  /** Why the present state has no solution: the core's refusal, or code 'engine' where the engine itself failed. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  /** The solution is that of the present state, all of whose cells are numbers. */
  get current(): boolean {
    return this.#solved === this.#state && this.#refusal === null && invalidCells(this.#state).length === 0;
  }

  /**
   * The solution is to be drawn as old. It is held back at the last valid numbers, as a cell is no number or the core refuses the settings;
   * or it is `late`.
   */
  get held(): boolean {
    return this.late || this.#refusal !== null || invalidCells(this.#state).length > 0;
  }

  /** The present state's answer has taken longer than a moment. */
  get late(): boolean {
    return this.#late && this.#solved !== this.#state;
  }

  /** A question is under way. */
  get busy(): boolean {
    return this.#busy;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /**
   * An edit. Those with the same `during`, one after another, are the keystrokes in one cell: each edits the state from before the
   * first of them, so that no prefix of what is typed stays behind, and they are undone together.
   */
  apply(edit: (state: State) => State, during?: string): void {
    this.replace(edit(this.#history.begun(this.#state, during)), during);
  }

  /** `arrival`: when the state set out. One that is late changes nothing. */
  replace(state: State, during?: string, arrival?: Arrival): void {
    if (this.arrivals.isLate(arrival)) return;
    if (state !== this.#state) this.#set(this.#history.edited(this.#state, state, during), undefined, arrival);
  }

  /**
   * An edit by a keystroke, in a field that shows it already. 'change' comes with the answer, or when the keystroke has been
   * painted, or by `tell`, whichever is first: what is typed is seen before anything else is drawn for it.
   */
  type(edit: (state: State) => State, during: string): void {
    const after = edit(this.#history.begun(this.#state, during));
    this.#set(this.#history.edited(this.#state, after, during), this.#painted);
  }

  /** Sends the 'change' of keystrokes, if it has not been sent. */
  tell(): void {
    if (this.#untold) this.#changed();
  }

  /** Begins with a state: there is nothing to undo. */
  begin(state: State, arrival?: Arrival): void {
    if (this.arrivals.isLate(arrival)) return;
    this.#history.clear();
    this.#set(state, undefined, arrival);
  }

  /** Back to before the last edit. The step that is looked at stays, as far as the blocks allow. */
  undo(): void {
    this.#travel(this.#history.undo(this.#state));
  }

  redo(): void {
    this.#travel(this.#history.redo(this.#state));
  }

  #travel(state: State | null): void {
    if (state !== null) this.#set(clampStep({ ...state, step: this.#state.step }));
  }

  #set(state: State, painted?: () => Promise<void>, arrival?: Arrival): void {
    if (state === this.#state) return;
    if (arrival !== undefined || !isOtherStep(this.#state, state)) this.arrivals.arrived(arrival);
    this.#state = state;
    this.#refusal = null;
    this.#untold = true;
    if (painted) void painted().then(() => this.tell());
    else this.#changed();
    void this.#ask(painted !== undefined);
  }

  #changed(): void {
    this.#untold = false;
    this.dispatchEvent(new Event('change'));
  }

  /** Asks the refused state again: an engine that failed starts anew. */
  retry(): void {
    if (this.#refusal === null) return;
    this.#refusal = null;
    this.#asked = null;
    this.#changed();
    void this.#ask();
  }

  /**
   * Takes a state over only if the core does; otherwise nothing changes and the refusal is returned. Nothing changes either
   * where it is late: the numbers have been edited while the core was asked, or something newer has come.
   */
  async offer(state: State, arrival = this.arrivals.setOut()): Promise<Refusal | null> {
    const answer = await this.#answerTo(state);
    if (!answer.ok) return answer.refusal;
    if (this.arrivals.isLate(arrival)) return null;
    this.arrivals.arrived(arrival);
    this.#state = this.#history.edited(this.#state, state);
    this.#asked = state;
    this.#take(state, answer);
    this.#changed();
    if (!this.#busy) this.dispatchEvent(new Event('settled'));
    return null;
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    if (!this.#busy) return Promise.resolve();
    return new Promise((resolve) => {
      this.addEventListener('settled', () => resolve(), { once: true });
    });
  }

  async #ask(typed = false): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    // To hand the case over takes as long as to draw a keystroke, which has a frame to catch.
    if (typed) await new Promise((resolve) => setTimeout(resolve));
    while (this.#asked !== this.#state) {
      const state = this.#state;
      this.#asked = state;
      const moment = setTimeout(() => {
        this.#late = true;
        this.#changed();
      }, kMoment);
      const answer = await this.#answerTo(state);
      clearTimeout(moment);
      this.#late = false;
      // `offer` has meanwhile put a newer answer in its place.
      if (this.#asked !== state) continue;
      this.#take(state, answer);
      this.#changed();
    }
    this.#busy = false;
    this.dispatchEvent(new Event('settled'));
  }

  #take(asked: State, answer: Answer): void {
    if (!answer.ok) {
      if (asked === this.#state) this.#refusal = answer.refusal;
      return;
    }
    const followed = withStep(asked, answer.solution.at);
    if (asked === this.#state) {
      this.#state = followed;
      this.#asked = followed;
      this.#refusal = null;
    }
    this.#solution = answer.solution;
    this.#solved = followed;
  }

  async #answerTo(state: State): Promise<Answer> {
    try {
      return await this.#engine.solve(toCase(state));
    } catch (error) {
      return { ok: false, refusal: { code: 'engine', message: error instanceof Error ? error.message : String(error) } };
    }
  }
}

/** The same case, at another step. */
const isOtherStep = (before: State, after: State): boolean =>
  (Object.keys(after) as (keyof State)[]).every((key) => key === 'step' || after[key] === before[key]);

/** The state with the step as it was used: the nearest output value where the one asked for is not there any more. */
function withStep(state: State, at: StepAt): State {
  const { step } = state;
  const same = at.image === step.image && at.row === step.row && at.column === step.column && at.filter === step.filter;
  return same ? state : { ...state, step: at };
}
