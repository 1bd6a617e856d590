// An exercise: a case, what of the page is shown, and a question, as a block of JSON in the page's single file. The block stands
// outside the scripts whose hashes the file's policy names. Text alone: this knows no document.

import { parseNumber } from '../../model/number.ts';
import { quote } from '../../model/schema.ts';
import type { ShareSentence } from '../../words/words.ts';

/** What the author asks, and the number that is right. */
export interface Question {
  readonly text: string;
  readonly answer: number;
}

export interface Exercise {
  /** By the keys of the address's schema: `readObject` reads it. */
  readonly state: unknown;
  readonly question: Question | null;
}

/** The id of the block. */
export const EXERCISE_ID = 'convdot-exercise';
/** Characters of a question. */
export const LONGEST_QUESTION = 1000;
/** An answer that is no whole number is right within so much of the number asked for: four digits, as a learner would round. */
const TOLERANCE = 5e-4;

/** A page's source with the exercise in it, in place of one that it may hold already. */
export function withExercise(source: string, { state, question }: Exercise): string {
  // '<' would let a text end the element.
  const json = JSON.stringify({ v: 1, state, ...(question && { question }) }).replaceAll('<', '\\u003c');
  const block = `<script type="application/json" id="${EXERCISE_ID}">${json}</script>`;
  const without = source.replace(new RegExp(`<script type="application/json" id="${EXERCISE_ID}">[^<]*</script>\\n?`), '');
  const end = without.lastIndexOf('</body>');
  if (end < 0) throw new Error('The page in one file is not what it should be: it has no </body>.');
  return `${without.slice(0, end)}${block}\n${without.slice(end)}`;
}

export type QuestionReading =
  | { readonly ok: true; readonly value: Question | null }
  | { readonly ok: false; readonly problem: ShareSentence };

/** What a block says: the state as it stands, which is the schema's to check, and the question. */
export function readExercise(json: string): { state: unknown; question: QuestionReading } {
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch {
    read = json;
  }
  const { state = read, question = null } = (Object(read) ?? {}) as { state?: unknown; question?: Partial<Question> | null };
  if (question === null) return { state, question: { ok: true, value: null } };
  return { state, question: readQuestion(String(question.text ?? ''), String(question.answer ?? '')) };
}

/** A question as its author writes it; none where there is neither a text nor an answer. */
export function readQuestion(text: string, answer: string): QuestionReading {
  if (text.trim() === '' && answer.trim() === '') return { ok: true, value: null };
  if (text.trim() === '' || text.length > LONGEST_QUESTION) {
    return { ok: false, problem: (words) => words.badQuestion(text.length, LONGEST_QUESTION) };
  }
  const number = parseNumber(answer);
  if (number === null || !Number.isFinite(number)) return { ok: false, problem: (words) => words.badAnswer(quote(answer)) };
  return { ok: true, value: { text: text.trim(), answer: number } };
}

/** A whole number is not rounded: it is right exactly. */
export const isRight = ({ answer }: Question, given: number): boolean =>
  Number.isInteger(answer) ? given === answer : Math.abs(given - answer) <= TOLERANCE * Math.abs(answer);
