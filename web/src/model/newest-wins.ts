// The order in which new states were requested. A state takes time to read, load or draw; in the meantime the learner may ask for another or
// edit the numbers. The newest wins: everything that brings in a state asks here, and nothing keeps its own count.

/** A position in that order. */
export type Arrival = number;

export class Arrivals {
  #out: Arrival = 0;
  #newest: Arrival = 0;

  /** Registers something that sets out now. */
  setOut(): Arrival {
    this.#out += 1;
    return this.#out;
  }

  /** Whether something that set out later has already arrived. Something that sets out only now is never late. */
  isLate(arrival?: Arrival): boolean {
    return arrival !== undefined && arrival < this.#newest;
  }

  arrived(arrival: Arrival = this.setOut()): void {
    this.#newest = Math.max(this.#newest, arrival);
  }
}
