// Asks the questions about one picture, one after another: the newest wins. It knows no element.

import { transfer } from 'comlink';
import {
  type Area,
  EngineError,
  type Picture,
  type PictureAnswer,
  type PictureEngine,
  type PictureQuestion,
  type Refusal,
  type RouteTimes,
} from '../../engine/contract.ts';

/** Milliseconds before a new question may end the current one; until then it waits. */
const ITS_OWN_MS = 150;
/** A question that takes longer reports its progress. */
const QUIET_MS = 500;
/** Up to this many outputs, the runs are quick enough to time several. */
const QUICK = 1 << 20;

/** Events: 'change'; 'answered' when there is an answer; 'progress'. */
export class PictureRun extends EventTarget {
  readonly #engine: PictureEngine;
  readonly #owner: number;
  #source: (() => Promise<Picture>) | null = null;
  /** The same, as long as the engine does not have the picture. */
  #unsent: (() => Promise<Picture>) | null = null;
  #waiting: PictureQuestion | null = null;
  /** The number of the newest question. */
  #turn = 0;
  /** In progress and still within its own time; `#late`: it takes long. */
  #busy = false;
  #live = false;
  #late = false;
  #timers: ReturnType<typeof setTimeout>[] = [];

  question: PictureQuestion | null = null;
  /** The last answer, and its question. */
  answer: PictureAnswer | null = null;
  answered: PictureQuestion | null = null;
  /** Why the newest question has no answer. */
  refusal: Refusal | null = null;
  failure: string | null = null;
  /** The times of one run; `measured` if several runs were timed. */
  times: RouteTimes | null = null;
  measured = false;
  /** The finished share of a long question; null if there is none. */
  progress: number | null = null;

  constructor(engine: PictureEngine, owner: number) {
    super();
    this.#engine = engine;
    this.#owner = owner;
  }

  /** Takes another picture, which is fetched with the next question. */
  take(source: () => Promise<Picture>): void {
    this.#source = source;
    this.#unsent = source;
  }

  /** `live`: many more questions will follow, so none is timed. */
  ask(question: PictureQuestion, live = false): void {
    this.question = question;
    this.#waiting = question;
    this.#live = live;
    if (!this.#busy) void this.#send();
  }

  /**
   * The numbers of the last question's input or output. If the engine has lost the picture, sends it again, once; null if that
   * fails.
   */
  async numbers(of: 'input' | 'output', area: Area): Promise<Float32Array | null> {
    const read = () =>
      this.#engine.pictureNumbers(this.#owner, of, area).catch((error: unknown) => {
        if (error instanceof EngineError) return null;
        throw error;
      });
    const numbers = await read();
    if (numbers || !this.question) return numbers;
    this.#unsent = this.#source;
    const asked = new Promise((resolve) => this.addEventListener('change', resolve, { once: true }));
    this.ask(this.question);
    await asked;
    return this.failure === null ? read() : null;
  }

  release(): void {
    this.#end();
    this.#turn += 1;
    this.#waiting = null;
    this.#unsent = this.#source;
    void this.#engine.releasePicture(this.#owner).catch(() => {});
  }

  #end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#busy = false;
    this.#late = false;
    this.progress = null;
  }

  /** `again`: the engine was lost, or a new one has no picture, so the question is repeated once with the picture. */
  async #send(again = false): Promise<void> {
    const question = this.#waiting;
    if (!question || !this.#source) return;
    this.#end();
    this.#waiting = null;
    this.#turn += 1;
    const turn = this.#turn;
    const isNewest = () => this.#turn === turn;
    this.#busy = true;
    const itsOwn = setTimeout(() => {
      this.#busy = false;
      void this.#send();
    }, ITS_OWN_MS);
    const quiet = setTimeout(() => {
      this.#late = true;
    }, QUIET_MS);
    this.#timers = [itsOwn, quiet];
    const tell = (share: number) => {
      if (!isNewest() || !this.#late) return;
      this.progress = share;
      this.dispatchEvent(new Event('progress'));
    };
    try {
      const source = this.#unsent;
      const picture = source && (await source());
      if (!isNewest()) return;
      // Another picture may have arrived in the meantime.
      if (this.#unsent === source) this.#unsent = null;
      const moved = picture && transfer(picture, [picture.pixels.buffer]);
      const answer = await this.#engine.filterPicture(this.#owner, question, moved, this.#live ? null : tell);
      if (!isNewest() || answer === null) return;
      this.failure = null;
      // Ignores an answer about an earlier picture.
      if (!this.#unsent) this.#take(answer, question);
    } catch (error) {
      if (!isNewest()) return;
      this.#unsent = this.#source;
      if (!again) {
        this.#waiting ??= question;
        return this.#send(true);
      }
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.#end();
    this.dispatchEvent(new Event('change'));
    if (this.#waiting) void this.#send();
    else if (!this.#live) void this.#measure(turn);
  }

  #take(answer: PictureAnswer | Refusal, question: PictureQuestion): void {
    this.refusal = 'result' in answer ? null : answer;
    if (!('result' in answer)) return;
    this.answer = answer;
    this.answered = question;
    this.times = answer.times;
    this.measured = false;
    this.dispatchEvent(new Event('answered'));
  }

  async #measure(turn: number): Promise<void> {
    const { answer } = this;
    if (!answer || this.refusal || this.failure !== null || answer.shape.reduce((size, axis) => size * axis) > QUICK) return;
    const times = await this.#engine.timePicture(this.#owner).catch(() => null);
    if (times === null || this.#turn !== turn) return;
    this.times = times;
    this.measured = true;
    this.dispatchEvent(new Event('change'));
  }
}
