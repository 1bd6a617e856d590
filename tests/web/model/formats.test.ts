// Numbers as text and as files: as NumPy saves and prints them, as spreadsheets copy them, as learners type them; and writing them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readFile, readText, type Table, type TableReading } from '../../../web/src/blocks/formats/read.ts';
import { TEXT_FORMS, type TextForm, type Written, writeFile, writeText } from '../../../web/src/blocks/formats/write.ts';
import type { Block } from '../../../web/src/model/state.ts';
import { blocks as english } from '../../../web/src/words/blocks.en.ts';
import { blocks as spanish } from '../../../web/src/words/blocks.es.ts';
import type { BlockSentence } from '../../../web/src/words/words.ts';
import { languages } from '../languages.ts';
import { random, randomState } from './support.ts';

const en = { ...languages.en, ...english };
const es = { ...languages.es, ...spanish };

function taken(reading: TableReading, message?: string): Table {
  if (!reading.ok) assert.fail(`${message ?? ''} ${reading.problem(en)}`);
  return reading.value;
}

function problem(reading: TableReading): string {
  if (reading.ok) assert.fail(`read as ${JSON.stringify(reading.value)}`);
  assert.notEqual(reading.problem(es), '', 'in Spanish, too');
  return reading.problem(en);
}

const notes = (table: Table) => table.notes.map((note: BlockSentence) => note(en));

/** A text, and its shape and numbers. */
function reads(text: string, shape: readonly number[], data: readonly number[], bare = true) {
  const table = taken(readText(text), JSON.stringify(text));
  assert.deepEqual([table.shape, table.data, table.bare], [shape, data, bare], JSON.stringify(text));
  return table;
}

const says = (text: string, message: string) => assert.equal(problem(readText(text)), message, JSON.stringify(text));

// ---- NumPy ----

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: readonly (number | 'nan' | 'inf' | '-inf')[];
}
const golden = JSON.parse(readFileSync(new URL('../../golden/blocks.json', import.meta.url), 'utf8')) as {
  readonly npy: readonly (Tensor & { readonly npy: string })[];
  readonly refused: readonly { readonly name: string; readonly npy: string }[];
  readonly texts: readonly (Tensor & { readonly texts: Readonly<Record<string, string>> })[];
  readonly leftOut: readonly { readonly text: string }[];
};
const numbers = ({ data }: Tensor) =>
  data.map((value) => (typeof value === 'number' ? value : { nan: Number.NaN, inf: Infinity, '-inf': -Infinity }[value]));
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

test(`.npy files as NumPy writes them: ${golden.npy.length}`, () => {
  for (const file of golden.npy) {
    const table = taken(readFile('a.npy', bytesOf(file.npy)), file.name);
    assert.deepEqual([table.shape, table.data], [file.shape.length === 0 ? [1, 1] : file.shape, numbers(file)], file.name);
    assert.deepEqual(notes(table), file.name.startsWith('beyond') ? ['Whole numbers beyond 2⁵³ were rounded to float64.'] : []);
  }
});

test('a .npy file is known by its first bytes, whatever it is called', () => {
  const [file] = golden.npy;
  assert.deepEqual(taken(readFile('photo.csv', bytesOf(file.npy))).shape, file.shape);
  assert.equal(
    problem(readFile('a.npy', new TextEncoder().encode('1,2'))),
    'The file’s name ends in .npy, but its contents do not have that format.',
  );
});

test('.npy files of other types are refused by the name of the type', () => {
  for (const { name, npy } of golden.refused) {
    const message = problem(readFile('a.npy', bytesOf(npy)));
    const expected = { 'five axes': /at most 4 axes/, empty: /no numbers/ }[name] ?? /values of type .+ only float/;
    assert.match(message, expected, name);
  }
});

test('.npy files that are cut off or inconsistent give a sentence', () => {
  const { npy } = golden.npy.find(({ name }) => name === 'four axes') as { npy: string };
  const whole = bytesOf(npy);
  for (let length = 6; length < whole.length; length += 1) {
    assert.match(problem(readFile('a.npy', whole.slice(0, length))), /cut off|ends within its header/);
  }
  const rewritten = (from: string, to: string) => {
    const text = Buffer.from(whole).toString('latin1');
    assert.ok(text.includes(from));
    return new Uint8Array(Buffer.from(text.replace(from, to.padEnd(from.length)), 'latin1'));
  };
  assert.equal(
    problem(readFile('a.npy', rewritten('(2, 3, 4, 5)', '(2, 3, 4, 6)'))),
    'The .npy file is cut off: it holds 120 of the 144 numbers of its shape.',
  );
  assert.deepEqual(notes(taken(readFile('a.npy', rewritten('(2, 3, 4, 5)', '(2, 3, 4, 4)')))), [
    'Only the first array of the file was read.',
  ]);
  assert.match(problem(readFile('a.npy', rewritten('(2, 3, 4, 5)', '(99999, 9999)'.slice(0, 12)))), /cannot be read/);
  assert.match(problem(readFile('a.npy', rewritten('(2, 3, 4, 5)', '(99999,9999)'))), /at most \d+ numbers; got 999890001/);
  assert.match(problem(readFile('a.npy', rewritten('(2, 3, 4, 5)', '(-2, 3, 4)'))), /cannot be read/);
  assert.match(problem(readFile('a.npy', rewritten("'descr'", "'dwscr'"))), /cannot be read/);
  assert.match(problem(readFile('a.npy', whole.with(6, 9))), /version 9\.0/);
  assert.match(problem(readFile('a.npy', whole.with(8, 255).with(9, 255))), /header .* cannot be read/);
  const huge = whole.slice().with(6, 2);
  huge.set([255, 255, 255, 255], 8);
  assert.match(problem(readFile('a.npy', huge)), /header .* cannot be read/);
});

test('random bytes after the magic ones give at most a sentence', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const next = random(seed);
    const bytes = bytesOf(golden.npy[seed % golden.npy.length].npy);
    for (let n = 0; n < 4; n += 1) bytes[6 + Math.floor(next() * Math.min(bytes.length - 6, 122))] = Math.floor(next() * 256);
    const reading = readFile('a.npy', bytes);
    if (reading.ok)
      assert.equal(
        reading.value.data.length,
        reading.value.shape.reduce((product, size) => product * size, 1),
      );
  }
});

test('what NumPy prints, saves as text and gives as lists', () => {
  for (const array of golden.texts) {
    for (const [form, text] of Object.entries(array.texts)) {
      const read = /csv|tsv|savetxt/.test(form) ? readFile(`a.${form}`, new TextEncoder().encode(text)) : readText(text);
      const table = taken(read, `${array.name}, ${form}`);
      const bare = /csv|tsv|savetxt/.test(form);
      // A float32 prints its own shortest digits; as a float64 they are the number that they spell.
      const data = array.name === 'float32' ? table.data.map(Math.fround) : table.data;
      assert.deepEqual([table.shape, data, table.bare], [array.shape, numbers(array), bare], `${array.name}, ${form}`);
      assert.equal(table.typed.size, 0);
    }
  }
});

test('numbers that NumPy omitted are not made up', () => {
  for (const { text } of golden.leftOut) assert.match(problem(readText(text)), /NumPy printed “\.\.\.” .*threshold=np\.inf/);
});

// ---- pasted text ----

test('rows from a spreadsheet, CSV, TSV and blanks', () => {
  const [shape, data] = [
    [2, 3],
    [1, 2, 3, -4, 0.5, 6],
  ];
  for (const text of [
    '1\t2\t3\n-4\t0.5\t6\n',
    '1\t2\t3\r\n\u22124\t.5\t6\r\n',
    '1\t2\t3\r-4\t0.5\t6',
    '1,2,3\n-4,0.5,6',
    '\uFEFF1, 2, 3\n-4, 0.5, 6\n\n',
    '1;2;3\n-4;0.5;6\n',
    '"1","2","3"\n"-4","0.5","6"',
    '1 2 3\n-4 .5 6',
    '   1   2     3\n  -4   0.5   6  \n',
    '# saved by np.savetxt\n1 2 3\n-4 5e-1 6',
    'A =\n\n     1     2     3\n    -4   0.5     6\n\n',
    '1,2,3,\n-4,0.5,6,\n',
    '\t\t\n\t1\t2\t3\n\t-4\t0.5\t6\n\t\t\t\n',
  ])
    reads(text, shape, data);
  reads('7', [1, 1], [7]);
  reads('1\n2\n3', [3, 1], [1, 2, 3]);
  reads('1;2;3', [1, 3], [1, 2, 3]);
  reads('TRUE\tFALSE', [1, 2], [1, 0]);
});

test('a fraction keeps its text, and NumPy’s points do not', () => {
  const table = reads('[[1/3, 2.], [-2/7, 1e3]]', [2, 2], [1 / 3, 2, -2 / 7, 1000], false);
  assert.deepEqual(
    [...table.typed],
    [
      [0, '1/3'],
      [2, '-2/7'],
    ],
  );
});

test('headings are dropped, with a note', () => {
  const cases: [string, number[], string[]][] = [
    ['a,b\n1,2\n3,4', [1, 2, 3, 4], ['The first row was taken for headings: a b.']],
    ['r1\t1\t2\nr2\t3\t4', [1, 2, 3, 4], ['The first column was taken for headings: r1 r2.']],
    [
      ',left,right\ntop,1,2\nbottom,3,4\n',
      [1, 2, 3, 4],
      ['The first row was taken for headings: left right.', 'The first column was taken for headings: top bottom.'],
    ],
    // pandas
    [
      ',0,1\n0,5.0,6.0\n1,7.0,8.0\n',
      [5, 6, 7, 8],
      ['The first row was taken for headings: 0 1.', 'The first column was taken for headings: 0 1.'],
    ],
  ];
  for (const [text, data, said] of cases) assert.deepEqual(notes(reads(text, [2, 2], data)), said);
  says('a,2\n3,4', 'Row 1, column 1: “a” is not a number.');
  says('abc,1,2', 'Row 1, column 1: “abc” is not a number.');
  says('a b\nc d', 'Row 1, column 1: “a” is not a number.');
});

test('an invalid cell, an empty one and a row of another length are named', () => {
  says('1\t2\t3\n4\t5\tabc', 'Row 2, column 3: “abc” is not a number.');
  says('name,a,b\nx,1,2\ny,3,5 px', 'Row 3, column 3: “5 px” is not a number.');
  says('1\t\t3\n4\t5\t6', 'Row 1, column 2 is empty. Write 0 where you mean zero.');
  says('1\n\n3', 'Row 2, column 1 is empty. Write 0 where you mean zero.');
  says('1 2 3\n4 5 6 7\n8 9 10', 'Row 2 has 4 numbers, the others have 3.');
  says('1 2\n3 4 5', 'Row 2 has 3 numbers, the other has 2.');
  says('1 2\n3 4\n5\n6 7\n8', 'Row 3 has 1 number, most others have 2.');
  says('[[1,2],[3,4],[5,x]]', 'Row 3, column 2: “x” is not a number.');
  says('[[1, 2, 3], [4, 5, 6, 7], [8, 9, 0]]', 'Row 2 has 4 numbers, the others have 3.');
  says('[[[1,2],[3,4]],[[5,6],[7,b]]]', '[1][1][1]: “b” is not a number.');
  says('[[[1,2],[3,4]],[[5,6],[7]]]', 'The list [1][1] has 1 entry; the first list at its level has 2.');
  says('[[[1,2],[3,4]],[[5,6],7]]', '[1][1]: “7” is not nested as deeply as the others.');
  says('[[1 2]\n [3 --]]', 'Row 2, column 2: “--” is not a number.');
  says('50%\t20%', 'Row 1, column 1: “50%” is not a number.');
  says(' \n ', 'It contains no numbers.');
  says('[[], []]', 'It contains no numbers.');
});

test('decimal commas are read if nothing else is possible', () => {
  for (const text of ['1,5\t2\n3\t0,25', '1,5;2\n3;0,25', '"1,5","2"\n"3","0,25"', '1,5 2\n3 0,25']) {
    assert.deepEqual(notes(reads(text, [2, 2], [1.5, 2, 3, 0.25])), ['Commas were read as decimal points.']);
  }
  assert.deepEqual(notes(reads('1.234,5\t2,5', [1, 2], [1234.5, 2.5])), ['Commas were read as decimal points.']);
  assert.deepEqual(notes(reads('1,234.5\t12,000', [1, 2], [1234.5, 12000])), ['Commas were read as separators of thousands.']);
  assert.deepEqual(notes(reads('1,234,567\t2', [1, 2], [1234567, 2])), ['Commas were read as separators of thousands.']);
  reads('0,125\t2', [1, 2], [0.125, 2]);
  says('1,234\t5', 'Row 1, column 1: “1,234” could be 1.234 or 1234. Write it without the comma.');
  says('1.5\t2,5', 'Row 1, column 1: “1.5” has a decimal point, but other numbers have decimal commas.');
});

test('an ambiguous comma between two whole numbers is asked about', () => {
  const asked = (pair: string, [first, second] = pair.split(',')) =>
    `“${pair}” could be one number, ${first}.${second}, or two, ${first} and ${second}. Write it with a point, or with a space after the comma.`;
  for (const text of ['1,5;2,5', '1,5', '1,5\n2,5', '1,5; 2,5', '1,5;\n2,5;', '# two\n1,5\n2,5\n']) says(text, asked('1,5'));
  says('−1,1;2,2;3,3;4,1', asked('-1,1'));
  reads('1, 5; 2, 5', [2, 2], [1, 5, 2, 5], false);
  reads('1, 5\n2, 5', [2, 2], [1, 5, 2, 5]);
  reads('1,5\n2,-5', [2, 2], [1, 5, 2, -5]);
  reads('1,2,3;4,5,6', [2, 3], [1, 2, 3, 4, 5, 6], false);
  assert.deepEqual(notes(reads('1,5;2;3,25', [1, 3], [1.5, 2, 3.25])), ['Commas were read as decimal points.']);
  // In a .csv file commas separate cells; beside semicolons they are decimal points.
  const file = (text: string) => taken(readFile('a.csv', new TextEncoder().encode(text)));
  assert.deepEqual(file('1,5\n2,5').data, [1, 5, 2, 5]);
  assert.deepEqual(notes(file('1,1;2,2;3,3;4,1')), ['Commas were read as decimal points.']);
});

test('arrays and lists of programs', () => {
  const data = [1, 2, 3, 4];
  for (const text of [
    '[[1,2],[3,4]]',
    'x = np.array([[1, 2],\n              [3, 4]])',
    'np.array([[1, 2], [3, 4]], dtype=np.float32)',
    'numpy.asarray([[1,2],[3,4]], "float")',
    'array([[1., 2.],\n       [3., 4.]], dtype=float32)',
    '[[1. 2.]\n [3. 4.]]',
    '[[1 2] [3 4]]',
    "tensor([[1., 2.],\n        [3., 4.]], device='cuda:0', grad_fn=<AddBackward0>)",
    'torch.tensor([[1, 2], [3, 4]], dtype=torch.float64, requires_grad=True)',
    'tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)',
    '<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>',
    'tf.constant([[1, 2], [3, 4]], shape=(2, 2))',
    'Out[12]: \narray([[1, 2],\n       [3, 4]])',
    '>>> print(a)\n[[1 2]\n [3 4]]',
    '[[np.float64(1.0), np.float64(2.0)], [3, 4]]',
    '[[tensor(1.), tensor(2.)], [3, 4]]',
    '[["1", "2"], ["3", "4"]]',
    '[(1, 2), (3, 4)]',
    '[[1, 2,], [3, 4],]',
    '[[1, 2],  # the first row\n [3, 4]]',
    '{{1, 2}, {3, 4}}',
    '[1 2; 3 4]',
    'A = [1, 2; 3, 4];',
    '[1 2\n 3 4]',
    '[1 2; ...\n 3 4]',
    '[[1 2]; [3 4]] % rows',
    '1 2; 3 4',
    '1, 2;\n3, 4;',
  ])
    reads(text, [2, 2], data, false);
  reads('[1, 2, 3, 4]', [4], data, false);
  reads('[1 2 3 4]', [4], data, false);
  reads('[True, False]', [2], [1, 0], false);
  reads('[np.nan, -np.inf, inf, float("nan"), NaN]', [5], [Number.NaN, -Infinity, Infinity, Number.NaN, Number.NaN], false);
  reads('np.float64(2.5)', [1, 1], [2.5]);
  const stacked = taken(readText('cat(3, [1 2; 3 4], [5 6; 7 8])'));
  assert.deepEqual(
    [stacked.shape, stacked.data],
    [
      [2, 2, 2],
      [1, 5, 2, 6, 3, 7, 4, 8],
    ],
  );
});

test('a call around numbers that may change them is refused by its name', () => {
  const refused: [string, string][] = [
    ['np.rot90([[0, 1], [2, 3]], 2)', 'np.rot90(…)'],
    ['list(reversed([[1, 2], [3, 4]]))', 'reversed(…)'],
    ['np.array(np.pad([[1, 2]], 1))', 'np.pad(…)'],
    ['np.concatenate(([1, 2], [3, 4]))', 'np.concatenate(…)'],
    ['rot90([1 2; 3 4])', 'rot90(…)'],
    ['rot90(cat(3, [1 2; 3 4], [5 6; 7 8]))', 'rot90(…)'],
    ['cat(1, [1 2], [3 4])', 'cat(…)'],
    ['[np.sqrt(4), 2]', 'np.sqrt(…)'],
    ['my.array([[1, 2]])', 'my.array(…)'],
    ['np.array([1, 2, 3], ndmin=3)', 'np.array(…, ndmin=3)'],
    ['np.array([[1, 2]], 3)', 'np.array(…, 3)'],
    ['tf.constant([1, 2, 3, 4], shape=(2, 2))', 'tf.constant(…, shape=(2, 2))'],
  ];
  for (const [text, call] of refused) says(text, `“${call}” can change the numbers. Paste its result.`);
  const types: [string, string][] = [
    ['np.array([[1.7, 2], [3, 4]], dtype=int)', '“dtype=int” changes 1.7.'],
    ['np.array([[nan, 2]], "i4")', '“"i4"” changes nan.'],
    ['np.uint8([[-1, 2]])', '“np.uint8(…)” changes −1.'],
    ['int8([1 200])', '“int8(…)” changes 200.'],
    ['[int(1.7), 2]', '“int(…)” changes 1.7.'],
  ];
  for (const [text, message] of types) says(text, `${message} Paste the result.`);
  reads('np.array([[1, 2], [3, -4]], dtype=int)', [2, 2], [1, 2, 3, -4], false);
  reads('np.uint8([[0, 255]])', [1, 2], [0, 255], false);
  reads('np.array([1, 0], dtype=bool)', [2], [1, 0], false);
});

test('the digits of a float32 are read as written, with a note if they are not its own', () => {
  const said = ['“dtype=np.float32” rounds some of these numbers; they were read as written.'];
  assert.deepEqual(notes(reads('np.array([[0.1, 2]], dtype=np.float32)', [1, 2], [0.1, 2], false)), said);
  assert.deepEqual(notes(reads('np.array([[0.5, 2]], dtype=np.float32)', [1, 2], [0.5, 2], false)), []);
  assert.equal(notes(reads('np.array([[2049]], dtype="float16")', [1, 1], [2049], false)).length, 1);
  assert.equal(notes(reads('[np.float32(0.1), np.float32(0.5)]', [2], [0.1, 0.5], false)).length, 1);
});

test('text around numbers that is not a call is rejected by name', () => {
  for (const after of ['.T', '[::-1]', ' * 2', ' + 1', "'", ' % 2', '.astype(int)']) {
    const text = `[[1, 2], [3, 4]]${after}`;
    says(text, `Only numbers are accepted, not code: “${after.trim()}” follows the last bracket.`);
  }
  for (const before of ['-', '2 * ', '1 - np.array(', 'x = -', 'np.array(-']) {
    says(`${before}[[1, 2]]`, `Only numbers are accepted, not code: “${before.trim()}” precedes the first bracket.`);
  }
  says("[1 2; 3 4]'", "Only numbers are accepted, not code: “'” follows the last bracket.");
  says('[1 2]; [3 4]', 'Only numbers are accepted, not code: “; [3 4]” follows the last bracket.');
  reads('[1 2; 3 4] % 2 rows', [2, 2], [1, 2, 3, 4], false);
  for (const text of ['[[5 % 2,\n 3]]', '[[1; 2], [3; 4]]', '[[1], [2; 3], [4]]', '[2(3) 4; 5 6 7]']) problem(readText(text));
  // A number in parentheses is a number; with a comma it is a tuple.
  reads('[(1), (2)]', [2], [1, 2], false);
  reads('[(1,), (2,)]', [2, 1], [1, 2], false);
});

test('text that is not a literal of numbers', () => {
  says('np.array([[1,2]]).reshape(2,1)', 'Only numbers are accepted, not code: “).reshape(2,1)” follows the last bracket.');
  says('[[1,2],[3,4]] * 2', 'Only numbers are accepted, not code: “* 2” follows the last bracket.');
  says('[[1,2],[3,4]', 'The brackets of “[[1,2],[3,4]” do not match, or a comma is missing.');
  says('[[[[[1]]]]]', 'A block has at most 4 axes.');
  says('cat(3, [1 2; 3 4], [5 6])', 'Matrix 2 is 1 × 2, but the first is 2 × 2.');
  says('cat(3, [1 2; 3 4], [5 6; 7 x])', 'Matrix 2: Row 2, column 2: “x” is not a number.');
  assert.match(problem(readText(`[${'[1,2],'.repeat(600_000)}]`)), /at most \d+ numbers; got/);
});

test('files: by their bytes, their mark, their ending', () => {
  const file = (name: string, content: string | Uint8Array) =>
    readFile(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  const utf16 = (little: boolean) => {
    const buffer = Buffer.from('\uFEFF1\t2\r\n3\t4\r\n', 'utf16le');
    return new Uint8Array(little ? buffer : buffer.swap16());
  };
  for (const little of [true, false]) assert.deepEqual(taken(file('a.txt', utf16(little))).data, [1, 2, 3, 4]);
  assert.deepEqual(taken(file('a.csv', new Uint8Array(Buffer.from('año;día\n1;2\n3;4', 'latin1')))).data, [1, 2, 3, 4]);
  assert.deepEqual(taken(file('a.csv', 'x [mm],y [mm]\n1,2\n3,4')).data, [1, 2, 3, 4]);
  assert.deepEqual(taken(file('a.CSV', '1,5;2,5')).data, [1.5, 2.5], 'in a .csv file a semicolon stands between cells');
  assert.deepEqual(taken(file('a.txt', '[[1, 2], [3, 4]]')).data, [1, 2, 3, 4]);
  assert.match(problem(file('a.npz', 'PK\u0003\u0004')), /\.npz.*np\.save/);
  assert.match(problem(file('a.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1))), /neither text nor \.npy/);
  assert.match(problem(file('a.csv', '')), /no numbers/);
});

test('thousands of cells, and no text that takes long', () => {
  const rows = Array.from({ length: 64 }, (_, row) => Array.from({ length: 64 * 16 }, (_, column) => row * column - 0.5));
  const began = performance.now();
  for (const text of [
    rows.map((row) => row.join('\t')).join('\n'),
    JSON.stringify(rows),
    `[${rows.map((row) => `[${row.join(' ')}]`).join('\n ')}]`,
    `[${rows.map((row) => row.join(' ')).join('; ')}]`,
  ])
    assert.deepEqual(taken(readText(text)).data, rows.flat());
  for (const text of [
    ' '.repeat(1e6),
    '1 '.repeat(5e5),
    '"'.repeat(1e6),
    ','.repeat(1e6),
    '['.repeat(1e6),
    `${'a('.repeat(3e5)}[`,
    `1${' '.repeat(1e6)},`,
  ])
    readText(text);
  assert.ok(performance.now() - began < 20_000);
});

test('random text gives at most a sentence', () => {
  const pieces = [
    '1',
    '-2.5',
    '1/3',
    ',',
    ';',
    '\t',
    '\n',
    ' ',
    '[',
    ']',
    '(',
    ')',
    'nan',
    '...',
    'x',
    '"',
    'np.array(',
    '{',
    '#',
    '=',
    "'",
    'cat(3,',
  ];
  for (let seed = 1; seed <= 3000; seed += 1) {
    const next = random(seed);
    const text = Array.from({ length: 1 + Math.floor(next() * 20) }, () => pieces[Math.floor(next() * pieces.length)]).join('');
    const reading = readText(text);
    if (reading.ok) {
      const { shape, data, typed } = reading.value;
      assert.equal(
        data.length,
        shape.reduce((product, size) => product * size, 1),
        JSON.stringify(text),
      );
      for (const index of typed.keys()) assert.ok(index < data.length);
    } else {
      for (const words of [en, es]) assert.doesNotMatch(reading.problem(words), /undefined|\[object|NaN/, JSON.stringify(text));
    }
  }
});

// ---- writing ----

const written = (block: Block, axes: 'x' | 'w' | 'b', dtype: 'float64' | 'float32' = 'float64'): Written => ({
  block,
  axes,
  dtype,
  shown: { channel: 0, image: 0, filter: 0 },
});

const block = (shape: readonly number[], data: readonly number[], typed: [number, string][] = []): Block => ({
  shape,
  data,
  typed: new Map(typed),
});

test('a channel in every form', () => {
  const small = written(block([1, 2, 2, 1], [1, -0.5, 1 / 3, 1e-7], [[2, '1/3']]), 'x');
  const forms: Record<TextForm, string> = {
    numpy: 'np.array([[1., -0.5],\n          [1/3, 1e-7]])',
    list: '[[1, -0.5],\n [1/3, 1e-7]]',
    csv: '1,-0.5\n0.3333333333333333,1e-7',
    tsv: '1\t-0.5\n0.3333333333333333\t1e-7',
    matlab: '[1 -0.5; 1/3 1e-7]',
    latex: '\\begin{bmatrix}\n  1 & -0.5 \\\\\n  \\frac{1}{3} & 1 \\cdot 10^{-7}\n\\end{bmatrix}',
  };
  for (const form of TEXT_FORMS) assert.equal(writeText(form, small), forms[form]);
});

test('several channels, images and filters', () => {
  const data = Array.from({ length: 8 }, (_, index) => index);
  const channels = written(block([1, 2, 2, 2], data), 'x');
  assert.equal(writeText('matlab', channels), 'cat(3, [0 2; 4 6], [1 3; 5 7])');
  assert.equal(writeText('csv', { ...channels, shown: { channel: 1, image: 0, filter: 0 } }), '1,3\n5,7');
  assert.equal(writeText('list', channels), '[[[0, 1],\n  [2, 3]],\n\n [[4, 5],\n  [6, 7]]]');
  assert.equal(writeText('latex', channels).split('bmatrix').length - 1, 4);
  const filters = written(block([2, 2, 1, 2], data), 'w');
  assert.equal(writeText('matlab', filters), 'cat(4, [0 2; 4 6], ...\n  [1 3; 5 7])');
  assert.equal(
    writeText('numpy', written(block([3], [1, 2, Number.NaN]), 'b', 'float32')),
    'np.array([1., 2., np.nan], dtype=np.float32)',
  );
  assert.match(
    writeText('latex', written(block([1, 1, 11, 1], new Array(11).fill(-Infinity)), 'x')),
    /array\}\{r{11}\}\n {2}-\\infty &/,
  );
});

test('every form but LaTeX reads back as the same numbers', async () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { state } = randomState(seed);
    for (const axes of ['x', 'w', 'b'] as const) {
      const its = state[axes];
      const out = written(its, axes, state.dtype);
      for (const form of ['numpy', 'list', 'matlab', 'csv', 'tsv', 'npy'] as const) {
        const flat = form === 'csv' || form === 'tsv';
        if (
          flat &&
          (axes === 'b' ||
            its.shape.reduce((product, size) => product * size, 1) !==
              its.shape[axes === 'x' ? 1 : 0] * its.shape[axes === 'x' ? 2 : 1])
        )
          continue;
        const file = writeFile(form, 'a', out);
        const table = taken(readFile(file.name, new Uint8Array(await file.arrayBuffer())), `seed ${seed}, ${axes}, ${form}`);
        const name = `seed ${seed}, ${axes} ${its.shape}, ${form}, read as ${table.shape}`;
        assert.deepEqual(
          table.shape.filter((size) => size !== 1),
          inFile(axes, its.shape, table).filter((size) => size !== 1),
          name,
        );
        assert.deepEqual(imagesFirst(axes, table), its.data, name);
        assert.equal(table.bare, flat, name);
        for (const text of table.typed.values()) assert.ok([...its.typed.values()].includes(text), name);
      }
    }
  }
});

const inFile = (axes: string, shape: readonly number[], table: Table) =>
  axes === 'x' && table.from === 'matlab' && shape.length === 4 && table.shape.length === 4
    ? [...shape.slice(1), shape[0]]
    : shape;

/** The numbers of an input in the page's order of axes. */
function imagesFirst(axes: string, { shape, data, from }: Table): readonly number[] {
  if (axes !== 'x' || from !== 'matlab' || shape.length < 4) return data;
  const images = shape[3];
  return Array.from({ length: images }, (_, image) => data.filter((_, index) => index % images === image)).flat();
}

// ---- written numbers against NumPy ----

const candidates = process.env.CONVDOT_PYTHON ? [process.env.CONVDOT_PYTHON] : ['python3', '/usr/bin/python3'];
const python = candidates.find((each) => spawnSync(each, ['-c', 'import numpy']).status === 0);

test('NumPy reads what is written', { skip: python === undefined && 'NumPy is missing' }, async () => {
  const cases: { form: string; shape: readonly number[]; hex: string; content: string }[] = [];
  for (let seed = 1; seed <= 60; seed += 1) {
    const { state } = randomState(seed);
    for (const axes of ['x', 'w', 'b'] as const) {
      for (const form of ['npy', 'numpy', 'list'] as const) {
        const its = state[axes];
        const content = Buffer.from(await writeFile(form, 'a', written(its, axes)).arrayBuffer()).toString('base64');
        cases.push({ form, shape: its.shape, hex: Buffer.from(Float64Array.from(its.data).buffer).toString('hex'), content });
      }
    }
  }
  const judge = `
import base64, io, json, sys
import numpy as np
for case in json.load(sys.stdin):
    content = base64.b64decode(case["content"])
    a = np.load(io.BytesIO(content)) if case["form"] == "npy" else np.array(eval(content.decode()), float)
    b = np.frombuffer(bytes.fromhex(case["hex"]))
    assert a.dtype == float and np.array_equal(a.ravel(), b, equal_nan=True) and (np.signbit(a.ravel()) == np.signbit(b))[b == b].all(), case
    assert [n for n in a.shape if n > 1] == [n for n in case["shape"] if n > 1], (case, a.shape)
print("judged")`;
  const run = spawnSync(python as string, ['-c', judge], { input: JSON.stringify(cases), encoding: 'utf8' });
  assert.equal(run.stdout.trim(), 'judged', run.stderr);
});
