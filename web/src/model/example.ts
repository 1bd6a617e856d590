// The model that the elements draw: the learner's state, and the core's answer to it. It computes nothing itself and knows no
// element.

import type { Answer, Engine, Refusal, Solution } from '../engine/contract.ts';
import { clampStep, invalidCells, toCase } from './edits.ts';
import { History } from './history.ts';
import { type Arrival, Arrivals } from './newest-wins.ts';
import type { State, StepAt } from './state.ts';

/** Milliseconds before a missing answer makes the visible one look outdated: most answers take 20, and flicker is unreadable. */
const kMoment = 250;

/**
 * Events: 'change' whenever anything changes, 'settled' when the newest state has been answered. At most one question is in
 * progress; of the states that arrive meanwhile, only the newest is asked next.
 */
export class Example extends EventTarget {
  /** Orders everything that brings in a state. An edit arrives when it is made; another step of the same case does not count. */
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
  /** The state of the last question, or of the last answer. */
  #asked: State | null = null;

  /** `painted`: resolves when the next frame has been painted. Without it, changes are reported at once. */
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

  /** The last answer that is not an error; it belongs to `solved`. */
  get solution(): Solution | null {
    return this.#solution;
  }

  get solved(): State | null {
    return this.#solved;
  }

  /** Why the current state has no solution: the core's error, or code 'engine' if the engine itself failed. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  /** Whether the solution belongs to the current state, and all cells are numbers. */
  get current(): boolean {
    return this.#solved === this.#state && this.#refusal === null && invalidCells(this.#state).length === 0;
  }

  /**
   * Whether to draw the solution as outdated. Either it belongs to the last valid numbers, because a cell is not a number or the
   * core rejects the settings, or it is `late`.
   */
  get held(): boolean {
    return this.late || this.#refusal !== null || invalidCells(this.#state).length > 0;
  }

  /** Whether the answer to the current state takes longer than a moment. */
  get late(): boolean {
    return this.#late && this.#solved !== this.#state;
  }

  /** Whether a question is in progress. */
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
   * Applies an edit. Consecutive edits with the same `during` are keystrokes in one cell: each starts from the state before the
   * first, so that no partly typed number remains, and undo takes them back together.
   */
  apply(edit: (state: State) => State, during?: string): void {
    this.replace(edit(this.#history.begun(this.#state, during)), during);
  }

  /** `arrival`: when the state set out. A late state changes nothing. */
  replace(state: State, during?: string, arrival?: Arrival): void {
    if (this.arrivals.isLate(arrival)) return;
    if (state !== this.#state) this.#set(this.#history.edited(this.#state, state, during), undefined, arrival);
  }

  /**
   * Applies a keystroke that its field already shows. 'change' comes with the answer, when the keystroke has been painted, or by
   * `tell`, whichever is first: the typed text appears before anything else is drawn.
   */
  type(edit: (state: State) => State, during: string): void {
    const after = edit(this.#history.begun(this.#state, during));
    this.#set(this.#history.edited(this.#state, after, during), this.#painted);
  }

  /** Sends the pending 'change' of keystrokes, if any. */
  tell(): void {
    if (this.#untold) this.#changed();
  }

  /** Begins with a state, with nothing to undo. */
  begin(state: State, arrival?: Arrival): void {
    if (this.arrivals.isLate(arrival)) return;
    this.#history.clear();
    this.#set(state, undefined, arrival);
  }

  /** Returns to the state before the last edit. The chosen step stays, as far as the blocks allow. */
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

  /** Asks the rejected state again: a failed engine restarts. */
  retry(): void {
    if (this.#refusal === null) return;
    this.#refusal = null;
    this.#asked = null;
    this.#changed();
    void this.#ask();
  }

  /**
   * Takes a state only if the core accepts it; otherwise nothing changes and the error is returned. Nothing changes either if the
   * state is late: the learner has edited the numbers in the meantime, or something newer has arrived.
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

  /** Resolves when no question is in progress. */
  settled(): Promise<void> {
    if (!this.#busy) return Promise.resolve();
    return new Promise((resolve) => {
      this.addEventListener('settled', () => resolve(), { once: true });
    });
  }

  async #ask(typed = false): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    // Handing over the case takes as long as drawing a keystroke, which should make the next frame.
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
      // `offer` has set a newer answer in the meantime.
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

/** Whether only the step differs. */
const isOtherStep = (before: State, after: State): boolean =>
  (Object.keys(after) as (keyof State)[]).every((key) => key === 'step' || after[key] === before[key]);

/** The state with the step that was used: the nearest output value if the requested one does not exist. */
function withStep(state: State, at: StepAt): State {
  const { step } = state;
  const same = at.image === step.image && at.row === step.row && at.column === step.column && at.filter === step.filter;
  return same ? state : { ...state, step: at };
}
