// The questions about one picture, one after the other: the newest wins. It knows no element.

import type { Picture, PictureAnswer, PictureEngine, PictureQuestion, Refusal, RouteTimes } from '../engine/contract.ts';

/** Milliseconds that a question has to itself: those that come meanwhile wait. After that the next one ends it. */
const ITS_OWN_MS = 150;
/** What takes longer tells how far it is. */
const QUIET_MS = 500;
/** Runs that were quicker are timed again, several times. */
const QUICK_MS = 50;

/** Events: 'change'; 'answered' when there is an answer; 'progress'. */
export class PictureRun extends EventTarget {
  readonly #engine: PictureEngine;
  readonly #owner: number;
  #source: (() => Promise<Picture>) | null = null;
  /** The engine does not have the picture. */
  #stale = false;
  #waiting: PictureQuestion | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The number of the newest question that was asked, and when; 0 where none is under way. */
  #turn = 0;
  #begun = 0;

  question: PictureQuestion | null = null;
  /** The last answer, and the question that it belongs to. */
  answer: PictureAnswer | null = null;
  answered: PictureQuestion | null = null;
  /** Why the newest question has no answer. */
  refusal: Refusal | null = null;
  failure: string | null = null;
  /** What one run takes; `measured` where several were timed for it. */
  times: RouteTimes | null = null;
  measured = false;
  /** How much of a long question is done; null where there is none. */
  progress: number | null = null;

  constructor(engine: PictureEngine, owner: number) {
    super();
    this.#engine = engine;
    this.#owner = owner;
  }

  /** Another picture, which is fetched when the next question is asked. */
  take(source: () => Promise<Picture>): void {
    this.#source = source;
    this.#stale = true;
  }

  /** `live`: many will follow, and none is timed. */
  ask(question: PictureQuestion, live = false): void {
    this.question = question;
    this.#waiting = question;
    void this.#send(live);
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#begun = 0;
    this.#waiting = null;
    this.#stale = true;
    void this.#engine.releasePicture(this.#owner).catch(() => {});
  }

  async #send(live: boolean): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#begun > 0) {
      const left = this.#begun + ITS_OWN_MS - performance.now();
      if (left > 0) {
        this.#timer = setTimeout(() => void this.#send(live), left);
        return;
      }
    }
    const question = this.#waiting;
    if (!question || !this.#source) return;
    this.#waiting = null;
    this.#turn += 1;
    const turn = this.#turn;
    const isNewest = () => this.#turn === turn;
    this.#begun = performance.now();
    const tell = (share: number) => {
      if (!isNewest() || performance.now() - this.#begun < QUIET_MS) return;
      this.progress = share;
      this.dispatchEvent(new Event('progress'));
    };
    try {
      const picture = this.#stale ? await this.#source() : null;
      if (!isNewest()) return;
      this.#stale = false;
      const answer = await this.#engine.filterPicture(this.#owner, question, picture, live ? null : tell);
      if (!isNewest() || answer === null) return;
      this.failure = null;
      this.refusal = 'result' in answer ? null : answer;
      if ('result' in answer) this.#take(answer, question);
    } catch (error) {
      if (!isNewest()) return;
      this.#stale = true;
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.#begun = 0;
    this.progress = null;
    this.dispatchEvent(new Event('change'));
    if (this.#waiting) void this.#send(live);
    else if (!live) void this.#measure(turn);
  }

  #take(answer: PictureAnswer, question: PictureQuestion): void {
    this.answer = answer;
    this.answered = question;
    this.times = answer.times;
    this.measured = false;
    this.dispatchEvent(new Event('answered'));
  }

  async #measure(turn: number): Promise<void> {
    const { answer } = this;
    if (!answer || this.refusal || this.failure !== null || Math.max(...Object.values(answer.times)) > QUICK_MS) return;
    const times = await this.#engine.timePicture(this.#owner).catch(() => null);
    if (times === null || this.#turn !== turn) return;
    this.times = times;
    this.measured = true;
    this.dispatchEvent(new Event('change'));
  }
}
