// The readers of untrusted text and files: nothing throws, nothing takes long, written numbers read back, and no function that
// changes numbers is missed. Takes seconds by default; CONVDOT_FUZZ_SECONDS sets the seconds for each random search.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRandom } from '../../../web/src/blocks/blocks.ts';
import { readFile, readText, type Table, type TableReading } from '../../../web/src/blocks/formats/read.ts';
import { readEntry } from '../../../web/src/blocks/formats/table.ts';
import { TEXT_FORMS, type Written, writeFile, writeText } from '../../../web/src/blocks/formats/write.ts';
import { parseNested, shapeOf, walk } from '../../../web/src/model/nested-lists.ts';
import { parseNumber, pointed } from '../../../web/src/model/number.ts';
import { defaultSettings, readBias, readBlock, readSettings, settingKeys } from '../../../web/src/model/schema.ts';
import { readHash, readObject } from '../../../web/src/model/url.ts';
import { blocks as english } from '../../../web/src/words/blocks.en.ts';
import { blocks as spanish } from '../../../web/src/words/blocks.es.ts';
import { languages } from '../languages.ts';
import { noGenerator, product, random, randomState } from './support.ts';

const en = { ...languages.en, ...english };
const es = { ...languages.es, ...spanish };

/** Seeds 1, 2, 3...: this many, or as many as the time allows. */
function* seeds(count: number): Generator<number> {
  const seconds = Number(process.env.CONVDOT_FUZZ_SECONDS) || 0;
  const end = performance.now() + 1000 * seconds;
  for (let seed = 1; seconds > 0 ? performance.now() < end : seed <= count; seed += 1) yield seed;
}

/** The time of this process only, so that other programs don't count. */
const cpuSeconds = () => Object.values(process.cpuUsage()).reduce((sum, part) => sum + part / 1e6, 0);
/** The limit for 200 KB, which take milliseconds; anything quadratic takes minutes. */
const MOST_SECONDS = 2;

const bytesOf = (text: string) => new TextEncoder().encode(text);
/** A .npy file of version 1 with this text as its header. */
const npy = (text: string) => new Uint8Array(Buffer.from(`\x93NUMPY\x01\0${lengthOf(text)}${text}`, 'latin1'));
const lengthOf = ({ length }: string) => String.fromCharCode(length & 255, (length >> 8) & 255);

/** Checks a reading: it has as many numbers as its shape says; a problem has words in every language. */
function checkTable(reading: TableReading) {
  if (!reading.ok) {
    for (const words of [en, es]) assert.doesNotMatch(reading.problem(words), /undefined|\[object/);
    return;
  }
  const { shape, data, typed, notes } = reading.value;
  assert.equal(data.length, product(shape));
  for (const index of typed.keys()) assert.ok(index < data.length);
  for (const note of notes) for (const words of [en, es]) assert.doesNotMatch(note(words), /undefined|\[object/);
}

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  text: (text) => checkTable(readText(text)),
  csv: (text) => checkTable(readFile('a.csv', bytesOf(text))),
  'npy header': (text) => checkTable(readFile('a.npy', npy(text.slice(0, 1e4)))),
  'npy shape': (text) =>
    checkTable(readFile('a.npy', npy(`{'descr': '<f8', 'fortran_order': False, 'shape': (${text.slice(0, 5000)}), }`))),
  nested: (text) => {
    const nested = parseNested(text);
    if (typeof nested === 'string') return;
    const shape = shapeOf(nested.value);
    walk(nested.value, shape, (entry) => typeof entry === 'string');
  },
  number: (text) => {
    parseNumber(text);
    pointed([text]);
    readEntry(text);
    readEntry(`"${text}`);
    readRandom('integers', { seed: text, low: text, high: text });
  },
  block: (text) => {
    readBlock('x', text);
    readBlock('w', `[[${text}]]`);
    readBias(text, 2);
  },
  settings: (text) => readSettings(new Map(settingKeys.map((key) => [key, text])), defaultSettings),
  hash: (text) => readHash(`#${text}`, noGenerator),
  'hash values': (text) => readHash(`#v=1&x=${text}&b=${text}&pad=${text}&expr=${text}&open=${text}`, noGenerator),
  'hash packed': (text) => readHash(`#v=1&z=${text}`, noGenerator),
  object: (text) => readObject({ x: text, w: [[text]], stride: [text], lang: text }, noGenerator),
};

async function answersSoon(name: string, text: string) {
  const said = `${name}: ${JSON.stringify(text.slice(0, 60))} ... ${JSON.stringify(text.slice(-30))}, ${text.length} characters`;
  const began = cpuSeconds();
  try {
    await readers[name](text);
  } catch (error) {
    throw new Error(said, { cause: error });
  }
  const took = cpuSeconds() - began;
  assert.ok(took < MOST_SECONDS, `${said}: ${took} s`);
}

// biome-ignore format: a list
const ATOMS = [
  ' ', '\t', '\n', '\r', '\r\n', '\u00a0', '\u2028', '1', '0', '.', ',', ';', ':', '!', '?', '-', '+', '\u2212', '/', '=', '&', '%', '#', '"', "'", '[', ']', '(', ')',
  '{', '}', '<', '>', '_', 'a', 'e', 'ñ', '🙂', '\0', '1,', ', ', ' ,', ',\n', '1 ', '1\n', '1;', '1\t', '1,5;', '1,234', '1.5', '1e5', '1/', '/3', '...', '....\n', '[1', '1]', '[[',
  ']]', '[]', '[1],', '[1 2];', '(1)', '(1', 'a(', ' a (', 'np.array(', 'float(', 'float(1),', 'f(1),', 'tensor( ', 'cat(3,', 'cat(4, ', 'cat(3,[1],', 'numpy=', '<tf.a:', 'a=', 'a =\n',
  '>>> a\n', 'In [1]:\n', 'Out[1]: ', 'Out [', '# a\n', ' % a', '%1', '% a\n', '"1",', "'a',", 'dtype=int,', 'dtype=', 'nan', 'inf ', 'true,', 'x=1&', '&x=[', '%5B', '%', 'e+', '=.', '.,:;!?',
  '> ', '> > ', '>>> [1]\n', '>>> [\n', '... ', 'julia> 1\n', 'Out[1]= ', 'a[0] =', "a's b = ", 'a: ', 'x.shape = (1, 1)\n', 'x.shape =\n', 'torch.Size([1])\n', 'Parameter containing:\n', 'Tensor\n',
  '2×2 Matrix{a}:\n', 'Columns 1 through 1\n1\n', 'Columns 1 through 2\n', '1.0e+03 *\n', 'ans(:,:,1) =\n', 'ans(:,:,1) =\n1\n', '[:, :, 1] =\n', 'a(: ,', 'int a[2] = {', 'int ', 'const a = ', '[]', '//',
  '/*', '*/', '/*/', '1f,', '1.f', '*^1', '⋮', '[1 2],', '[1 2]\n', 'import a\n', 'long ', 'static ', '<a>',
  '---', '==', 'A', '{1,2},', '(((', 'a.b.', '"",', '1.000,', "b'", '\ufeff',
];
// biome-ignore format: a list
const STARTS = ['', '', '1', 'a', '[', '[[', '[1', 'np.array([[1,2]]', 'np.array([[1,2],', '[[1,2]] ', 'float(', '[float(', 'cat(3, [1', 'ans(:,:,1) =\n', 'int a[2][2] = {', 'std::vector<', 'const a: ', '> 1\n', '1.0e+03 *\n', 'Columns 1 through 2\n', '>>> [', '"', "'", 'x = ', '<tf.Tensor: ', '1,5;', '1\t', 'a,b\n1,2\n', '# ', '{', 'x=[[', '['.repeat(4)];
// biome-ignore format: a list
const ENDS = ['', '', 'x', '1', ']', ')', ']]', '])', ',1', ', 2)', '\n1', ';', '"', '.', "'", '=', ' x', '\n# [', ')]', '1x'];

const pick = <T>(next: () => number, list: readonly T[]): T => list[Math.floor(next() * list.length)];

test('texts that once took time in the square of their length', async () => {
  const run = (piece: string) => piece.repeat(1e5);
  const cases: [keyof typeof readers, string][] = [
    ['hash', `v=1&pad=${run('.')}x`],
    ['number', `${run('1')}x`],
    ['csv', `${run('1')}x,b\n1,2`],
    ['csv', `${run(',')}1`],
    ['text', `float(${run(' ')}x`],
    ['text', `1\t${run('.')},`],
    ['text', `cat(3, [1])${run(' ')}x`],
    ['text', `${run('cat(3, ')}[1]${run(')')}`],
    ['text', `${run('np.array(')}[1]${run(', dtype=int)')}`],
  ];
  for (const [name, text] of cases) await answersSoon(name, text);
});

test('one piece of text many times over is answered soon by every reader', async () => {
  for (const [which, atom] of ATOMS.entries()) {
    const next = random(which + 1);
    const run = atom.repeat(Math.ceil(5e4 / atom.length));
    for (const name of Object.keys(readers)) {
      await answersSoon(name, next() < 0.5 ? run : pick(next, STARTS) + run + pick(next, ENDS));
    }
  }
});

test('long texts of a few runs, and short ones of anything', async () => {
  const names = Object.keys(readers);
  for (const seed of seeds(400)) {
    const next = random(seed);
    const few = Array.from({ length: 1 + Math.floor(next() * 4) }, () =>
      pick(next, ATOMS).repeat(Math.floor(10 ** (next() * 4.5))),
    );
    const name = pick(next, names);
    await answersSoon(name, (pick(next, STARTS) + few.join(pick(next, ATOMS)) + pick(next, ENDS)).slice(0, 2e5));
    for (const each of names) {
      const text = Array.from({ length: Math.floor(next() * 24) }, () => pick(next, pick(next, [ATOMS, STARTS, ENDS]))).join('');
      await answersSoon(each, text);
    }
  }
});

// ---- written numbers read back ----

test('written numbers read back, from a file and as pasted text', async () => {
  for (const seed of seeds(150)) {
    const next = random(seed);
    const { state } = randomState(seed);
    for (const axes of ['x', 'w', 'b'] as const) {
      const block = state[axes];
      const [, second, third, fourth] = block.shape;
      const shown = { image: 0, filter: 0, channel: 0 };
      if (axes === 'x')
        Object.assign(shown, { image: Math.floor(next() * block.shape[0]), channel: Math.floor(next() * fourth) });
      if (axes === 'w') Object.assign(shown, { filter: Math.floor(next() * fourth), channel: Math.floor(next() * third) });
      const out: Written = { block, axes, dtype: state.dtype, shown };
      const onShow = block.data.filter((_, index) => {
        if (axes === 'b') return true;
        const [last, before] = [index % fourth, Math.floor(index / fourth) % third];
        const first = Math.floor(index / (fourth * third * second));
        return axes === 'x' ? last === shown.channel && first === shown.image : last === shown.filter && before === shown.channel;
      });
      for (const form of [...TEXT_FORMS, 'npy'] as const) {
        if (form === 'latex') continue;
        const flat = form === 'csv' || form === 'tsv';
        const file = writeFile(form, 'a', out);
        const readings = [readFile(file.name, new Uint8Array(await file.arrayBuffer()))];
        if (form !== 'npy') readings.push(readText(writeText(form, out)));
        for (const [how, reading] of readings.entries()) {
          const said: string = `seed ${seed}, ${axes} ${block.shape}, ${form}, ${how === 0 ? 'file' : 'text'}`;
          if (!reading.ok) {
            // Two columns of whole numbers may look like numbers with decimal commas.
            assert.ok(
              how === 1 && form === 'csv' && /could be one number/.test(reading.problem(en)),
              `${said}: ${reading.problem(en)}`,
            );
            continue;
          }
          assert.deepEqual(inOrder(axes, reading.value), flat ? onShow : block.data, said);
        }
      }
    }
  }
});

/** The numbers in the page's order: the last of MATLAB's four axes is the input's images. */
function inOrder(axes: string, { shape, data, from }: Table): readonly number[] {
  if (axes !== 'x' || from !== 'matlab' || shape.length < 4) return data;
  return Array.from({ length: shape[3] }, (_, image) => data.filter((_, index) => index % shape[3] === image)).flat();
}

// ---- calls ----

// biome-ignore format: a list
const HARMLESS = [
  'array', 'np.array', 'numpy.asarray', 'np.matrix', 'np.float64', 'float64', 'torch.tensor', 'tensor', 'torch.Tensor', 'tf.constant', 'jnp.array', 'list', 'tuple', 'print', 'double', 'np.copy',
];
// biome-ignore format: a list
const CHANGING = [
  'np.rot90', 'np.flip', 'np.transpose', 'np.pad', 'np.tile', 'np.reshape', 'np.negative', 'reversed', 'rot90', 'inv', 'reshape', 'np.abs', 'abs', 'sum', 'np.sqrt', 'f', 'd', 'i8', 'f4', 'my_array',
  'arrays', 'np.linalg.inv', 'sorted', 'fliplr', 'cat', 'torch.cat', 'np.zeros_like', 'conv2', 'xarray', 'tensor2', 'x.array.T', 'lambda', 'np.add.reduce', 'π',
];
const ARGUMENTS = ['', ', dtype=float', ', dtype=np.float64', ', device="cuda:0"', ', copy=False', ", dtype='<f8'"];
// biome-ignore format: a list
const AFTER = [
  '.T', '.reshape(2, 2)', "'", ".'", '[0]', '[::-1]', '[:, ::-1]', ' * 2', '*2', ' + 1', ' - 1', '-1', ' % 2', '%2', ' @ w', ' ** 2', '/2', ' // 2', '.astype(int)', '.sum()', ' == 1', ' > 0', ' & 1', ', 2', '(1)', ' if x else y', '^2', ' .* 2',
  '; x = 2', '\n* 2', '\n[5]', '.', ' | 1', ' and x', ' 3', '\n.T',
];
// biome-ignore format: a list
const BEFORE = ['-', '- ', '~', '2 * ', '2*', '1 - ', 'not ', 'x = -', 'x = 2 * ', 'x - ', '1 + ', 'w @ ', 'x == ', 'x += ', 'x *= ', '+', '!', 'abs', 'np.abs ', '3 ', '1, '];

// biome-ignore format: a list
const PREFIXES = [
  '', 'x = ', '\n', 'Out[3]: ', '>>> a\n', 'In [3]: a\nOut[3]: ', 'Z[0, 1] = ', 'W: ', "Z's first =\n", 'Parameter containing:\n', 'x.dtype = int64\n', 'julia> a\n', 'const a = ', 'import numpy as np\n',
];

/** A matrix in a form of its own, and its numbers. */
function matrix(next: () => number): { text: string; data: number[] } {
  const columns = 1 + Math.floor(next() * 3);
  const rows = Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
    Array.from({ length: columns }, () => Math.floor(next() * 19) - 9 + pick(next, [0, 0, 0.5])),
  );
  const list = (between: string) => `[${rows.map((row) => `[${row.join(between)}]`).join(between)}]`;
  const forms = [
    list(', '),
    list(','),
    list(' '),
    JSON.stringify(rows, null, 1),
    `[${rows.map((row) => row.join(' ')).join('; ')}]`,
  ];
  return { text: pick(next, forms), data: rows.flat() };
}

test('a call around numbers is ignored only if it changes nothing', () => {
  for (const seed of seeds(4000)) {
    const next = random(seed);
    const { text: numbers, data } = matrix(next);
    let text = numbers;
    let changed = false;
    for (let depth = Math.floor(next() * 4); depth > 0; depth -= 1) {
      const changing = next() < 0.2;
      const name = pick(next, changing ? CHANGING : HARMLESS);
      const more = /^(?:list|tuple|print|double)$|float64|copy$/.test(name) ? '' : pick(next, ARGUMENTS);
      text = `${name}(${text}${changing ? pick(next, ['', ', 2', ', axis=0', ', (2, 2)']) : more})`;
      changed ||= changing;
    }
    const around = next();
    if (around < 0.2) {
      const after = pick(next, AFTER);
      text += after;
      // In MATLAB '%' begins a comment.
      changed ||= !(numbers.includes(';') && after.trim().startsWith('%'));
    } else if (around < 0.4) {
      text = pick(next, BEFORE) + text;
      changed = true;
    } else text = pick(next, PREFIXES) + text + pick(next, ['', ';', '\n', '  # numbers', ',']);
    const reading = readText(text);
    const said = `seed ${seed}: ${JSON.stringify(text)}`;
    if (changed) assert.ok(!reading.ok, `${said} is read as ${JSON.stringify(reading.ok && reading.value)}`);
    else if (reading.ok) assert.deepEqual(reading.value.data, data, said);
    else assert.fail(`${said}: ${reading.problem(en)}`);
  }
});

test('a call in any text: it becomes a heading, with a note, or nothing is read', () => {
  // biome-ignore format: a list
  const pieces = [
    '1', '2', '-3', '0.5', ' ', ' ', ',', ',', ';', '\n', '\n', '\t', '[', ']', '[', ']', '(', ')', ')', '[[1, 2], [3, 4]]', '[1 2; 3 4]', '1 2\n3 4', 'np.array(', 'float(', 'cat(3, ', "'", '"', '{', '}', 'a', '=', ' = ', '.', '...', 'nan', 'dtype=int', ':', '> ', 'W[0] =', 'W =\n', 'ans(:,:,1) =\n', 'ans(:,:,2) =\n', 'Columns 1 through 2\n', '1.0e+03 *\n', 'int a[2] = ', 'const a = ', 'x.shape = (2, 2)\n', '[1 2], ',
  ];
  for (const seed of seeds(20_000)) {
    const next = random(seed);
    const some = (most: number) => Array.from({ length: Math.floor(next() * most) }, () => pick(next, pieces)).join('');
    const text = `${some(6)}${pick(next, ['f(', 'np.flip(', 'rot90('])}${some(10)}`;
    const reading = readText(text);
    if (!reading.ok) continue;
    const notes = reading.value.notes.map((note) => note(en)).join(' ');
    assert.match(
      notes,
      /taken for headings/,
      `seed ${seed}: ${JSON.stringify(text)} is read as ${JSON.stringify(reading.value)}`,
    );
  }
});
