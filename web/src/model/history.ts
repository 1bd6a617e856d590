// Undo and redo: the states before each edit. States share unchanged parts, so an entry costs only what the edit changed. It does
// not know what a state means.

import type { Block, State } from './state.ts';

/** The most entries, and the most numbers that they keep in memory together. */
const MOST_ENTRIES = 200;
const MOST_NUMBERS = 1 << 22;

interface Entry {
  readonly state: State;
  /** The group of the edit: the keystrokes of one cell are one entry. */
  readonly during: string | undefined;
  readonly cost: number;
}

export class History {
  #past: Entry[] = [];
  #future: Entry[] = [];

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * Records an edit and returns the state to continue with: `after`, or the original state if the edits under the same `during`
   * have restored its numbers and settings.
   */
  edited(before: State, after: State, during?: string): State {
    if (sameContent(before, after)) return after;
    this.#future = [];
    const last = this.#past.at(-1);
    if (during === undefined || last?.during !== during) {
      this.#past.push(entryOf(before, after, during));
      this.#forgetOldest();
      return after;
    }
    if (!sameContent(last.state, after)) return after;
    this.#past.pop();
    return { ...last.state, step: after.step };
  }

  /** The state before the edits under `during`, at the step of `now`; `now` itself if they have changed nothing yet. */
  begun(now: State, during: string | undefined): State {
    const last = this.#past.at(-1);
    return during !== undefined && last?.during === during ? { ...last.state, step: now.step } : now;
  }

  /** The state before the last edit, or null. `redo` brings `now` back. */
  undo(now: State): State | null {
    return this.#move(now, this.#past, this.#future);
  }

  redo(now: State): State | null {
    return this.#move(now, this.#future, this.#past);
  }

  clear(): void {
    this.#past = [];
    this.#future = [];
  }

  #move(now: State, from: Entry[], to: Entry[]): State | null {
    const entry = from.pop();
    if (entry === undefined) return null;
    // The next edit does not belong to an undone one.
    to.push(entryOf(now, entry.state, undefined));
    const last = from.pop();
    if (last !== undefined) from.push({ ...last, during: undefined });
    return entry.state;
  }

  #forgetOldest(): void {
    let numbers = this.#past.reduce((sum, { cost }) => sum + cost, 0);
    while (this.#past.length > MOST_ENTRIES || (numbers > MOST_NUMBERS && this.#past.length > 1)) {
      numbers -= this.#past.shift()?.cost ?? 0;
    }
  }
}

function entryOf(state: State, other: State, during: string | undefined): Entry {
  const changed = (['x', 'w', 'b'] as const).filter((name) => state[name] !== other[name]);
  return { state, during, cost: changed.reduce((sum, name) => sum + state[name].data.length, 0) };
}

/** Whether two states differ only in the chosen step. Numbers beyond a block's sizes are ignored. */
function sameContent(one: State, other: State): boolean {
  return (Object.keys(one) as (keyof State)[]).every((key) => {
    if (key === 'step' || key === 'preset' || one[key] === other[key]) return true;
    if (key === 'x' || key === 'w' || key === 'b') return sameBlock(one[key], other[key]);
    return JSON.stringify(one[key]) === JSON.stringify(other[key]);
  });
}

function sameBlock(one: Block, other: Block): boolean {
  return (
    String(one.shape) === String(other.shape) &&
    one.typed.size === other.typed.size &&
    one.data.every((value, index) => Object.is(value, other.data[index]) && one.typed.get(index) === other.typed.get(index))
  );
}
