// The NumPy cell: NumPy's suite where CONVDOT_SUITES names the folder that holds it, the golden cases, and NumPy itself as the judge of
// random programs (evaluate_judge.py). CONVDOT_SEED chooses other programs, CONVDOT_PROGRAMS how many (1,000, or 4,000 where CONVDOT_ALL is
// set), CONVDOT_PYTHON the Python.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { convdot, number } from './package.mjs';

const arrays = { float64: Float64Array, float32: Float32Array, int64: BigInt64Array, bool: Uint8Array };
const element = { float64: number, float32: number, int64: BigInt, bool: Number };
const typed = (dtype, list) => arrays[dtype].from(list, element[dtype]);
const map = (record, change) => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

// ---- NumPy's suite -----------------------------------------------------------------------------------------------------------

const folder = process.env.CONVDOT_SUITES;
if (!folder || !existsSync(join(folder, 'numpy-dot.json'))) {
  test("NumPy's suite", { skip: 'CONVDOT_SUITES names no folder with numpy-dot.json: its cases were not run' });
} else {
  const { suite, cases, count } = JSON.parse(readFileSync(join(folder, 'numpy-dot.json'), 'utf8'));
  test(suite, async (t) => {
    assert.equal(cases.length, count);
    for (const each of cases) {
      await t.test(each.name, () => {
        const variable = (name) => ({
          shape: each[`${name}_shape`],
          dtype: each[`${name}_dtype`],
          data: typed(each[`${name}_dtype`], each[name]),
        });
        const found = convdot.evaluate(each.expr, { a: variable('a'), b: variable('b') });
        if (each.error_type) return assert.deepEqual(found, { ok: false, type: each.error_type, message: each.error_message });
        assert.ok(found.ok, found.message);
        assert.deepEqual([found.value.shape, found.value.dtype], [each.result_shape, each.result_dtype]);
        assert.equal(found.repr.startsWith('array('), !each.result_is_scalar, found.repr);
        const { abs, rel } = each.tolerance;
        const expected = typed(each.result_dtype, each.result);
        assert.equal(found.value.data.length, expected.length);
        expected.forEach((value, index) => {
          const other = found.value.data[index];
          const near =
            other === value ||
            Object.is(other, value) ||
            Math.abs(Number(other) - Number(value)) <= abs + rel * Math.abs(Number(value));
          assert.ok(near, `at ${index}: ${other}, not ${value}`);
        });
      });
    }
  });
}

// ---- golden cases ------------------------------------------------------------------------------------------------------------

const golden = JSON.parse(readFileSync(new URL('../golden/evaluate.json', import.meta.url), 'utf8'));
const read = ({ shape, dtype, data }) => ({ shape, dtype, data: dtype === 'object' ? [] : typed(dtype, data) });

for (const { source, variables, error, value, repr, warnings } of golden.cases) {
  test(`golden: ${source}`, () => {
    const found = convdot.evaluate(source, map(variables, read));
    if (error) {
      const { ok, type, message } = found;
      return assert.deepEqual({ ok, type, ...(error.message && { message }) }, { ok: false, ...error });
    }
    assert.ok(found.ok, `${found.type}: ${found.message}`);
    assert.equal(found.repr, repr);
    assert.deepEqual(found.warnings ?? [], warnings);
    const expected = read(value);
    assert.deepEqual([found.value.shape, found.value.dtype], [expected.shape, expected.dtype]);
    assert.deepEqual([...found.value.data], [...expected.data]);
  });
}

// ---- nothing else is ever executed -------------------------------------------------------------------------------------------

for (const source of [
  '__import__("os")',
  'open("/etc/passwd")',
  'eval("1")',
  'exec("1")',
  'globals()',
  'getattr(np, "dot")',
  'print(1)',
  'input()',
  'np_dot',
  '__builtins__',
]) {
  test(`no such name: ${source}`, () => {
    const name = /^\w+/.exec(source)[0];
    const { ok, type, message } = convdot.evaluate(source, {});
    assert.deepEqual({ ok, type }, { ok: false, type: 'NameError' });
    assert.ok(message.startsWith(`name '${name}' is not defined`), message);
  });
}

for (const [source, sentence, near = ''] of [
  ['np.foo', "module 'numpy' has no attribute 'foo'"],
  ['np.dott(1, 2)', "module 'numpy' has no attribute 'dott'", "'dot'"],
  ['np.convolv', "module 'numpy' has no attribute 'convolv'"],
  ['np.__dict__', "module 'numpy' has no attribute '__dict__'"],
  ['np.os', "module 'numpy' has no attribute 'os'"],
  ['np.load("x.npy")', "module 'numpy' has no attribute 'load'"],
  ['scipy.signal.convolve2', "module 'scipy.signal' has no attribute 'convolve2'", 'convolve2d'],
  ['a.__class__', "'numpy.ndarray' object has no attribute '__class__'"],
  ['a.tofile("x")', "'numpy.ndarray' object has no attribute 'tofile'"],
  ['a.reshap(3)', "'numpy.ndarray' object has no attribute 'reshap'", 'reshape'],
  ['(1).__class__', "'int' object has no attribute '__class__'"],
  ['"ij".format(1)', "'str' object has no attribute 'format'"],
]) {
  test(`no such attribute: ${source}`, () => {
    const { ok, type, message } = convdot.evaluate(source, { a: { shape: [3], data: [1, 2, 3] } });
    assert.deepEqual({ ok, type }, { ok: false, type: 'AttributeError' });
    assert.ok(message.startsWith(sentence), message);
    assert.ok(message.includes(near), `${message}: names ${near}`);
  });
}

for (const source of [
  'import os',
  'from os import system',
  'def f(): pass',
  'lambda: 1',
  'for i in a: i',
  'while True: 1',
  '[i for i in a]',
  'del a',
  'a[0] = 1',
  'a.T = 1',
  'with a: 1',
  'f"{a}"',
  'class A: 1',
  'raise a',
  'global a',
  'yield a',
  'await a',
]) {
  test(`not of the language: ${source}`, () => {
    const { ok, type } = convdot.evaluate(source, { a: { shape: [3], data: [1, 2, 3] } });
    assert.deepEqual({ ok, type }, { ok: false, type: 'SyntaxError' });
  });
}

for (const [source, type] of [
  ['np.zeros((100000, 100000))', 'MemoryError'],
  ['np.ones(1000000)[:, None] * np.ones(1000000)', 'MemoryError'],
  [`${'('.repeat(4000)}1${')'.repeat(4000)}`, 'RecursionError'],
  [`${'-'.repeat(9000)}1`, 'RecursionError'],
  [`${'['.repeat(9000)}`, 'RecursionError'],
]) {
  test(`bounded: ${source.slice(0, 60)}`, () => {
    const { ok, type: found } = convdot.evaluate(source, {});
    assert.deepEqual({ ok, type: found }, { ok: false, type });
    assert.equal(convdot.evaluate('1 + 1', {}).repr, '2', 'the next one works');
  });
}

// ---- NumPy as the judge ------------------------------------------------------------------------------------------------------

const seed = Number(process.env.CONVDOT_SEED ?? 20161);
const programs = Number(process.env.CONVDOT_PROGRAMS ?? (process.env.CONVDOT_ALL ? 4000 : 1000));
const shown = 12; // differences: to find the smallest program for each of hundreds would take long

const candidates = process.env.CONVDOT_PYTHON ? [process.env.CONVDOT_PYTHON] : ['python3', '/usr/bin/python3'];
const python = candidates.find((each) => spawnSync(each, ['-c', 'import numpy']).status === 0);

if (!python) {
  test('NumPy as the judge', { skip: `NumPy is missing (looked for by ${candidates.join(', ')}): nothing was compared with it` });
} else {
  test(`NumPy as the judge: ${programs} random programs, seed ${seed}`, async (t) => {
    const judge = startJudge();
    t.after(judge.end);
    const { numpy, scipy } = await judge.next();
    const same = numpy.startsWith('1.24.');
    t.diagnostic(`NumPy ${numpy}, SciPy ${scipy}`);
    if (!same) t.diagnostic('This is not NumPy 1.24: values alone are compared, where both give one.');

    const all = await judge.ask({ seed, count: programs });
    const different = all.filter((each) => difference(each, same));
    const smallest = new Map();
    for (const each of different.slice(0, shown)) {
      const small = await shrunk(each, same, judge);
      smallest.set(JSON.stringify([small.source, small.outcome]), small);
    }

    const refusals = all.filter(({ outcome }) => outcome.type).length;
    t.diagnostic(`${refusals} refusals`);
    assert.ok(refusals > programs / 10 && refusals < programs / 2, `${refusals} refusals`);
    assert.equal(
      different.length,
      0,
      `${different.length} of ${programs} differ; as small programs:\n${[...smallest.values()].map((each) => report(each, same)).join('\n')}`,
    );
  });
}

function startJudge() {
  const file = fileURLToPath(new URL('evaluate_judge.py', import.meta.url));
  const child = spawn(python, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    assert.ok(!done, 'the judge ended');
    return JSON.parse(value);
  };
  const ask = (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return next();
  };
  return { next, ask, end: () => child.stdin.end() };
}

function unpacked({ shape, dtype, base64 }) {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return { shape, dtype, data: dtype === 'object' ? [] : new arrays[dtype](bytes.buffer) };
}

/** How the package's outcome differs from NumPy's, or nothing. `same`: NumPy is the one that the package is bound to. */
function difference({ source, variables, outcome }, same) {
  if (outcome === null) return '';
  const found = convdot.evaluate(source, map(variables, unpacked));
  if (!found.ok || outcome.type) {
    if (!same) return '';
    if (found.ok || found.type !== outcome.type) return 'another outcome';
    return outcome.exact && found.message !== outcome.message ? 'another sentence' : '';
  }
  if (outcome.value === null) return found.repr === '' ? '' : 'printed';
  const value = unpacked(outcome.value);
  if (found.value.dtype !== value.dtype && same) return 'another dtype';
  if (`${found.value.shape}` !== `${value.shape}`) return 'another shape';
  const exact = outcome.tolerance === null;
  const tolerances = exact || outcome.tolerance === 'any' ? null : unpacked(outcome.tolerance).data;
  let identical = value.dtype !== 'object' || exact;
  for (let index = 0; index < value.data.length; index++) {
    const [mine, its] = [found.value.data[index], value.data[index]];
    if (Object.is(mine, its)) continue;
    identical = false;
    if (outcome.tolerance === 'any' || mine === its) continue;
    const near = !exact && Math.abs(Number(mine) - Number(its)) <= tolerances[index];
    if (!near) return 'another value';
  }
  if (same && identical && found.repr !== outcome.repr) return 'printed otherwise';
  if (same && outcome.warnings && `${found.warnings ?? []}` !== `${outcome.warnings}`) return 'other warnings';
  return '';
}

/** What a program that differs has in common with its smaller ones: both outcomes' types, and their sentences but for the numbers. */
function sort(program, same) {
  const kind = difference(program, same);
  if (!kind) return '';
  const { source, variables, outcome } = program;
  const found = convdot.evaluate(source, map(variables, unpacked));
  const told = ({ type, message, value }) => (type ? `${type}: ${message.replace(/[\d(), -]+/g, '')}` : value?.dtype);
  return `${kind}; ${told(outcome)}; ${told(found)}`;
}

/** The smallest program that differs in the same way, one change at a time. */
async function shrunk(program, same, judge) {
  const kind = sort(program, same);
  const { source, variables } = program;
  const smaller = await judge.ask({ source, variables });
  const next = smaller.find((each) => sort(each, same) === kind);
  return next ? shrunk(next, same, judge) : program;
}

/** As lines that can be pasted into a Python prompt, and what each makes of them. */
function report({ source, variables, outcome }, same) {
  const nested = ([n, ...rest], data) =>
    n === undefined
      ? `${data[0]}`
      : `[${Array.from({ length: n }, (_, i) => nested(rest, data.slice((i * data.length) / n, ((i + 1) * data.length) / n))).join(', ')}]`;
  const literal = ({ shape, dtype, data }) =>
    `np.array(${nested(shape, Array.from(data))
      .replace(/\bNaN\b/g, 'np.nan')
      .replace(/\bInfinity\b/g, 'np.inf')}, '${dtype}').reshape(${JSON.stringify(shape)})`;
  const told = ({ type, message, repr, warnings }) => [type ? `${type}: ${message}` : repr, ...(warnings ?? [])].join('\n    ');
  return [
    '',
    `-- ${difference({ source, variables, outcome }, same)}`,
    ...Object.entries(variables).map(([name, value]) => `${name} = ${literal(unpacked(value))}`),
    source,
    `  NumPy:   ${told(outcome)}`,
    `  ConvDot: ${told(convdot.evaluate(source, map(variables, unpacked)))}`,
  ].join('\n');
}
