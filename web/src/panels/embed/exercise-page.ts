// An exercise in the page's single file: its case, its question, and the exchange with the learning platform. Only the single file
// includes this code.
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

/** Compares numbers and settings, ignoring their origin and the chosen step. */
const numbersOf = (state: State) => JSON.stringify(writeObject({ ...state, step: openingState.step }));

export class FileExercise {
  /** The case as its author prepared it. */
  readonly prepared: Read;
  readonly #question: Question | null;
  readonly #problem: ShareSentence | null;
  readonly #platform: ScormSession | null;
  #words: ShareWords;
  #example: Example | undefined;
  /** The learner's numbers differ from those of the question. */
  #edited = false;

  /** The exercise in the document, or null. */
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

  /** Problems with the question, as sentences. */
  get problems(): Sentence[] {
    const problem = this.#problem;
    return problem ? [() => problem(this.#words)] : [];
  }

  /** The learner's case on the platform, as a hash; '' if there is none. */
  get suspended(): string {
    return this.#platform?.suspended ?? '';
  }

  async translate(lang: Lang): Promise<void> {
    this.#words = await wordsOf('share', lang);
  }

  /**
   * Reports the learner's work to the platform from now on. `hash` returns the current case; `changed` is called when the question
   * must be rendered again.
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

  /** The question, as a template; `answered` is called after the answer. */
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
