// An exercise: a case, the visible parts and a question, as a block of JSON in the page's single file. The block is outside the
// scripts whose hashes are in the file's policy. Handles text only, no document.

import { parseNumber } from '../../model/number.ts';
import { quote } from '../../model/schema.ts';
import type { ShareSentence } from '../../words/words.ts';

/** The author's question, and the right answer. */
export interface Question {
  readonly text: string;
  readonly answer: number;
}

export interface Exercise {
  /** By the keys of a link; `readObject` reads it. */
  readonly state: unknown;
  readonly question: Question | null;
}

/** The id of the block. */
export const EXERCISE_ID = 'convdot-exercise';
/** The most characters of a question. */
export const LONGEST_QUESTION = 1000;
/** The relative tolerance for an answer that is not a whole number: four digits, as a learner would round. */
const TOLERANCE = 5e-4;

/** Puts the exercise into a page's source, replacing one that it already has. */
export function withExercise(source: string, { state, question }: Exercise): string {
  // Prevents text that would end the element.
  const json = JSON.stringify({ v: 1, state, ...(question && { question }) }).replaceAll('<', '\\u003c');
  const block = `<script type="application/json" id="${EXERCISE_ID}">${json}</script>`;
  const without = source.replace(new RegExp(`<script type="application/json" id="${EXERCISE_ID}">[^<]*</script>\\n?`), '');
  const end = without.lastIndexOf('</body>');
  if (end < 0) throw new Error('The page in one file is invalid: it has no </body>.');
  return `${without.slice(0, end)}${block}\n${without.slice(end)}`;
}

export type QuestionReading =
  | { readonly ok: true; readonly value: Question | null }
  | { readonly ok: false; readonly problem: ShareSentence };

/** Reads a block: the state, which the schema checks later, and the question. */
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

/** Reads a question from its author's text; null if both text and answer are empty. */
export function readQuestion(text: string, answer: string): QuestionReading {
  if (text.trim() === '' && answer.trim() === '') return { ok: true, value: null };
  if (text.trim() === '' || text.length > LONGEST_QUESTION) {
    return { ok: false, problem: (words) => words.badQuestion(text.length, LONGEST_QUESTION) };
  }
  const number = parseNumber(answer);
  if (number === null || !Number.isFinite(number)) return { ok: false, problem: (words) => words.badAnswer(quote(answer)) };
  return { ok: true, value: { text: text.trim(), answer: number } };
}

/** A whole number must match exactly. */
export const isRight = ({ answer }: Question, given: number): boolean =>
  Number.isInteger(answer) ? given === answer : Math.abs(given - answer) <= TOLERANCE * Math.abs(answer);
