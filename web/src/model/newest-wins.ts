// The order in which states set out for one place. A state takes time to read, to load or to draw; meanwhile another may be asked for,
// or the numbers may be edited. The newest wins: whatever brings a state in asks here, and nothing keeps count of its own.

/** A place in that order. */
export type Arrival = number;

export class Arrivals {
  #out: Arrival = 0;
  #newest: Arrival = 0;

  /** Something sets out now. */
  setOut(): Arrival {
    this.#out += 1;
    return this.#out;
  }

  /** Whether something that set out later is there already, whose place it must not take. What sets out only now is never late. */
  isLate(arrival?: Arrival): boolean {
    return arrival !== undefined && arrival < this.#newest;
  }

  arrived(arrival: Arrival = this.setOut()): void {
    this.#newest = Math.max(this.#newest, arrival);
  }
}
