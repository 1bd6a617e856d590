// An exercise in the page's single file: its case, its question, and the talk with the learning platform that plays it. Part of the
// single file alone.
import { html, nothing } from 'lit';
import './elements/question.ts';
import type { Answered } from './elements/question.ts';
import type { Bench } from './model/bench.ts';
import { EXERCISE_ID, type Question, readExercise } from './model/exercise.ts';
import { findApi, ScormSession } from './model/scorm.ts';
import type { Lang } from './model/state.ts';
import { type ShareSentence, type ShareWords, shareWordsOf } from './words/share.ts';
import type { Sentence } from './words/words.ts';

export class FileExercise {
  /** By the keys of the address's schema, for `readObject` to check. */
  readonly state: unknown;
  readonly #question: Question | null;
  readonly #problem: ShareSentence | null;
  readonly #platform: ScormSession | null;
  #words: ShareWords;

  /** The exercise that the document holds, or null. */
  static async open(lang: Lang): Promise<FileExercise | null> {
    const json = document.getElementById(EXERCISE_ID)?.textContent;
    return json ? new FileExercise(json, await shareWordsOf(lang)) : null;
  }

  private constructor(json: string, words: ShareWords) {
    const { state, question } = readExercise(json);
    this.state = state;
    this.#question = question.ok ? question.value : null;
    this.#problem = question.ok ? null : question.problem;
    this.#words = words;
    const api = findApi(window);
    this.#platform = api && new ScormSession(api);
    if (this.#platform) addEventListener('pagehide', () => this.#platform?.finish());
  }

  /** What is wrong with the question, in words. */
  get problems(): Sentence[] {
    const problem = this.#problem;
    return problem ? [() => problem(this.#words)] : [];
  }

  /** The case as the learner left it on the platform, as a hash; '' where there is none. */
  get suspended(): string {
    return this.#platform?.suspended ?? '';
  }

  async translate(lang: Lang): Promise<void> {
    this.#words = await shareWordsOf(lang);
  }

  /** Tells the platform of the learner's work from now on. `hash` is the case as it is. */
  follow(bench: Bench, hash: () => string): void {
    if (!this.#platform) return;
    const begun = bench.state;
    bench.addEventListener('settled', () => {
      if (bench.state === begun) return;
      this.#platform?.suspend(hash());
      if (!this.#question) this.#platform?.complete();
    });
  }

  /** The question, as a template; `answered` hears of the answer. */
  asks(answered: (correct: boolean) => void) {
    if (!this.#question) return nothing;
    return html`<div class="wrap"><convdot-question
      .question=${this.#question}
      .words=${this.#words}
      .given=${this.#platform?.answered ?? ''}
      @answered=${({ detail: { given, correct } }: CustomEvent<Answered>) => {
        this.#platform?.answer(given, correct);
        answered(correct);
      }}
    ></convdot-question></div>`;
  }
}
