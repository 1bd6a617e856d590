// An exercise in the page's single file: its case, its question, and the talk with the learning platform that plays it. Part of the
// single file alone.
import { html, nothing } from 'lit';
import './question.ts';
import type { Example } from '../../model/example.ts';
import { type Generator, openingState } from '../../model/presets.ts';
import type { Lang, State } from '../../model/state.ts';
import { type Read, readObject, writeObject } from '../../model/url.ts';
import type { Sentence } from '../../words/words.ts';
import { type ShareSentence, type ShareWords, wordsOf } from '../../words/words.ts';
import { EXERCISE_ID, type Question, type QuestionReading, readExercise } from './exercise.ts';
import type { Answered } from './question.ts';
import { findApi, ScormSession } from './scorm.ts';

/** The numbers and settings, whatever they are called; the step that is looked at is no part of them. */
const numbersOf = (state: State) => JSON.stringify(writeObject({ ...state, step: openingState.step }));

export class FileExercise {
  /** The case as its author prepared it. */
  readonly prepared: Read;
  readonly #question: Question | null;
  readonly #problem: ShareSentence | null;
  readonly #platform: ScormSession | null;
  #words: ShareWords;
  #example: Example | undefined;
  /** The learner has other numbers before them than those that the question is about. */
  #edited = false;

  /** The exercise that the document holds, or null. */
  static async open(lang: Lang, generator: Generator): Promise<FileExercise | null> {
    const json = document.getElementById(EXERCISE_ID)?.textContent;
    if (!json) return null;
    const { state, question } = readExercise(json);
    return new FileExercise(await readObject(state, generator), question, await wordsOf('share', lang));
  }

  private constructor(prepared: Read, question: QuestionReading, words: ShareWords) {
    this.prepared = prepared;
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
    this.#words = await wordsOf('share', lang);
  }

  /**
   * Tells the platform of the learner's work from now on. `hash` is the case as it is; `changed` hears when the question is to be
   * drawn anew.
   */
  follow(example: Example, hash: () => string, changed: () => void): void {
    this.#example = example;
    const begun = example.state;
    const prepared = numbersOf(this.prepared.state);
    const compare = () => {
      this.#edited = numbersOf(example.state) !== prepared;
      changed();
    };
    if (this.#question) {
      compare();
      example.addEventListener('settled', compare);
    }
    example.addEventListener('settled', () => {
      if (!this.#platform || example.state === begun) return;
      this.#platform.suspend(hash());
      if (!this.#question) this.#platform.complete();
    });
  }

  /** The question, as a template; `answered` hears of the answer. */
  asks(answered: (correct: boolean) => void) {
    if (!this.#question) return nothing;
    return html`<div class="wrap"><convdot-question
      .question=${this.#question}
      .words=${this.#words}
      .given=${this.#platform?.answered ?? ''}
      .edited=${this.#edited}
      @restore=${() => this.#example?.replace(this.prepared.state)}
      @answered=${({ detail: { given, correct } }: CustomEvent<Answered>) => {
        this.#platform?.answer(given, correct);
        answered(correct);
      }}
    ></convdot-question></div>`;
  }
}
