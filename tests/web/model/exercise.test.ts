import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  EXERCISE_ID,
  isRight,
  LONGEST_QUESTION,
  readExercise,
  readQuestion,
  withExercise,
} from '../../../web/src/panels/embed/exercise.ts';
import { share as english } from '../../../web/src/words/share.en.ts';
import { share as spanish } from '../../../web/src/words/share.es.ts';

const page = '<!doctype html>\n<html><body><script>"</body>"</script><convdot-page></convdot-page></body>\n</html>\n';
const state = { v: 1, x: [[1, '1/3']], hide: ['header'] };
const blockOf = (html: string) => new RegExp(`id="${EXERCISE_ID}">([^<]*)</script>`).exec(html)?.[1] ?? '';

test('an exercise is written at the end of the page, and read back', () => {
  const question = { text: 'Is 1 < 2? </script><b>&amp;"', answer: -5 };
  const html = withExercise(page, { state, question });
  assert.ok(html.startsWith(page.slice(0, page.lastIndexOf('</body>'))), 'nothing before it has changed');
  assert.ok(html.endsWith('</script>\n</body>\n</html>\n'));
  assert.equal(html.match(/<script/g)?.length, 2, 'no text ends the block or begins another');
  assert.deepEqual(readExercise(blockOf(html)), { state, question: { ok: true, value: question } });
});

test('an exercise replaces an existing one', () => {
  const once = withExercise(page, { state, question: { text: 'One?', answer: 1 } });
  const twice = withExercise(once, { state: { v: 1 }, question: null });
  assert.equal(twice.split(EXERCISE_ID).length, 2);
  assert.deepEqual(readExercise(blockOf(twice)), { state: { v: 1 }, question: { ok: true, value: null } });
  assert.throws(() => withExercise('<p>', { state, question: null }), /<\/body>/);
});

test('the contents of a block go to the schema, or are named', () => {
  for (const [json, given] of [
    ['{', '{'],
    ['7', 7],
    ['null', null],
    ['[]', []],
    ['{"state":null}', null],
  ] as const) {
    assert.deepEqual(readExercise(json).state, given, json);
  }
  for (const question of [{ text: 'a?' }, { text: '', answer: 1 }, { text: 'a?', answer: 'one' }, { answer: [1, 2] }]) {
    assert.equal(readExercise(JSON.stringify({ state, question })).question.ok, false, JSON.stringify(question));
  }
});

test('a question has a text and a finite number, or neither', () => {
  assert.deepEqual(readQuestion(' ', ''), { ok: true, value: null });
  assert.deepEqual(readQuestion(' How many? ', '−1/4'), { ok: true, value: { text: 'How many?', answer: -0.25 } });
  const refused: [string, string, RegExp][] = [
    ['', '7', /no text/],
    ['a', 'seven', /“seven”/],
    ['a', '', /“”/],
    ['a', 'inf', /“inf”/],
    ['a', 'nan', /“nan”/],
    ['a'.repeat(LONGEST_QUESTION + 1), '1', /1001/],
  ];
  for (const [text, answer, said] of refused) {
    const read = readQuestion(text, answer);
    assert.ok(!read.ok);
    assert.match(read.problem(english), said);
    assert.notEqual(read.problem(spanish), read.problem(english));
  }
});

test('a whole number must match exactly, any other answer to four digits', () => {
  const question = (answer: number) => ({ text: 'a', answer });
  for (const [answer, given] of [
    [-5, -5],
    [0, 0],
    [0.5511276474566768, 0.5511],
    [1 / 3, 0.3333],
    [4500, 4500],
    [-0.00045, -0.0004501],
  ] as const) {
    assert.ok(isRight(question(answer), given), `${given} for ${answer}`);
  }
  for (const [answer, given] of [
    [-5, 5],
    [0, 1e-9],
    [0.5511276474566768, 0.5329],
    [1 / 3, 0.333],
    [4500, 4501],
    [4500, 4500.5],
    [1e9, 1e9 + 1],
    [1, Number.NaN],
  ] as const) {
    assert.ok(!isRight(question(answer), given), `${given} for ${answer}`);
  }
});
