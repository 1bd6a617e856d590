// What surrounds pasted numbers: labels, prompts, quote marks, headings, declarations, MATLAB's columns and pages. One case for
// each form and for each refusal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readText } from '../../../web/src/blocks/formats/read.ts';
import { blocks as english } from '../../../web/src/words/blocks.en.ts';
import { blocks as spanish } from '../../../web/src/words/blocks.es.ts';
import { languages } from '../languages.ts';

const en = { ...languages.en, ...english };
const es = { ...languages.es, ...spanish };

const square = { shape: [2, 2], data: [1, 2, 3, 4] };
const lines = (...all: readonly string[]) => all.join('\n');

interface Form {
  readonly form: string;
  readonly text: string;
  readonly shape: readonly number[];
  readonly data: readonly number[];
  readonly notes?: readonly (readonly [english: string, spanish: string])[];
}

const FORMS: readonly Form[] = [
  // labels
  { form: 'a label on a line of its own', text: lines('W =', '[[1 2]', ' [3 4]]'), ...square },
  { form: 'a label with indices', text: lines('Z[0,2,1] =', ' [1. 2. 3.', ' 4.]'), shape: [4], data: [1, 2, 3, 4] },
  { form: 'a label before the list', text: 'cache_conv[0][1] = [[1, 2], [3, 4]]', ...square },
  { form: 'a label of words', text: lines("Z's mean =", ' 0.5'), shape: [1, 1], data: [0.5] },
  { form: 'a label and a colon', text: lines('W: [[1 2]', ' [3 4]]'), ...square },
  { form: 'a label before one number', text: 'x = 7', shape: [1, 1], data: [7] },
  { form: 'a label before rows', text: lines('A:', '1 2', '3 4'), ...square },
  {
    form: 'a shape and a type',
    text: lines('x.shape =', ' (2, 2)', 'x.dtype: float64', 'x =', ' [[1 2]', '  [3 4]]'),
    ...square,
    notes: [
      [
        'Not read as numbers: “x.shape = (2, 2), x.dtype: float64”.',
        'No se ha leído como números: «x.shape = (2, 2), x.dtype: float64».',
      ],
    ],
  },
  {
    form: 'PyTorch’s size',
    text: lines('torch.Size([2, 2])', 'tensor([[1, 2],', '        [3, 4]])'),
    ...square,
    notes: [['Not read as numbers: “torch.Size([2, 2])”.', 'No se ha leído como números: «torch.Size([2, 2])».']],
  },
  // prompts
  {
    form: 'Python’s prompt, and output',
    text: lines('>>> a = np.flip(b)', '>>> a', 'array([[1, 2],', '       [3, 4]])'),
    ...square,
  },
  { form: 'Python’s prompt without output', text: '>>> a = np.array([[1, 2], [3, 4]])', ...square },
  { form: 'Python’s prompt on two lines', text: lines('>>> a = np.array([[1, 2],', '...               [3, 4]])'), ...square },
  { form: 'a prompt on the first line only', text: lines('>>> a = np.array([[1, 2],', '                  [3, 4]])'), ...square },
  { form: 'an import before it', text: lines('import numpy as np', 'a = np.array([[1, 2], [3, 4]])'), ...square },
  { form: 'IPython', text: lines('In [1]: a', 'Out[1]: ', 'array([[1, 2],', '       [3, 4]])'), ...square },
  { form: 'IPython’s continuation', text: lines('In [1]: a = [[1, 2],', '   ...:      [3, 4]]'), ...square },
  { form: 'Mathematica’s prompts', text: lines('In[1]:= A = f[2]', '', 'Out[1]= {{1, 2}, {3, 4}}'), ...square },
  { form: 'Julia’s prompt', text: lines('julia> A', '2×2 Matrix{Int64}:', ' 1  2', ' 3  4'), ...square },
  { form: 'MATLAB’s prompt', text: lines('>> A = [1 2; 3 4]', '', 'A =', '', '     1     2', '     3     4'), ...square },
  // mail
  { form: 'quote marks', text: lines('> [[1, 2],', '>  [3, 4]]'), ...square },
  { form: 'two levels of quote marks', text: lines('> > 1 2', '>> 3 4'), ...square },
  { form: 'a selection that begins after the first mark', text: lines('1 2', '> 3 4'), ...square },
  { form: 'a prompt in a mail', text: lines('> >>> a', '> [[1 2]', '>  [3 4]]'), ...square },
  // headings
  {
    form: 'a parameter of PyTorch',
    text: lines('Parameter containing:', 'tensor([[1., 2.],', '        [3., 4.]], requires_grad=True)'),
    ...square,
  },
  { form: 'TensorFlow.js', text: lines('Tensor', '    [[1, 2],', '     [3, 4]]'), ...square },
  {
    form: 'TensorFlow.js, verbose',
    text: lines('Tensor', '  dtype: float32', '  rank: 2', '  shape: [2,2]', '  values:', '    [[1 , 2 ],', '     [3 , 4 ]]'),
    ...square,
    notes: [['Not read as numbers: “shape: [2,2]”.', 'No se ha leído como números: «shape: [2,2]».']],
  },
  { form: 'a vector of Julia', text: lines('2-element Vector{Float64}:', ' 1.5', ' 2.0'), shape: [2, 1], data: [1.5, 2] },
  { form: 'a matrix of Julia', text: '[1 2; 3 4]', ...square },
  // declarations and lists of other languages
  { form: 'C', text: 'int a[2][2] = {{1, 2}, {3, 4}};', ...square },
  { form: 'C, flat', text: 'int a[][2] = {1, 2, 3, 4};', ...square },
  { form: 'C, without a size', text: 'float a[] = {1,2};', shape: [2], data: [1, 2] },
  {
    form: 'C with comments',
    text: lines('// the filter', 'static const float a[2][2] = {', '  {1.f, 2.0f}, // top', '  {3, 4} /* below */', '};'),
    ...square,
  },
  {
    form: 'C, in float',
    text: 'float a[] = {0.1f, 2};',
    shape: [2],
    data: [0.1, 2],
    notes: [
      [
        '“float a[]” rounds some of these numbers; they were read as written.',
        '«float a[]» redondea algunos de estos números; se han leído como están escritos.',
      ],
    ],
  },
  { form: 'C++', text: 'std::vector<std::vector<double>> a{{1, 2}, {3, 4}};', ...square },
  { form: 'Java', text: 'double[][] a = new double[][] {{1, 2}, {3, 4}};', ...square },
  { form: 'JavaScript', text: 'const a = [[1,2],[3,4]];', ...square },
  { form: 'TypeScript', text: 'let a: number[][] = [[1, 2], [3, 4]]', ...square },
  { form: 'Rust', text: 'let a: [[i32; 2]; 2] = [[1, 2], [3, 4]];', ...square },
  { form: 'Mathematica', text: 'A = {{1, 2}, {3, 4*^-2}}', shape: [2, 2], data: [1, 2, 3, 0.04] },
  // commas
  { form: 'rows without commas between commas', text: '[1 2], [3 4]', ...square },
  { form: 'the same in a list', text: '[[1 2], [3 4]]', ...square },
  { form: 'rows of a longer list', text: lines('[1, 2],', '[3, 4],'), ...square },
  { form: 'rows that a loop prints', text: lines('[1 2]', '[3 4]'), ...square },
  // MATLAB
  {
    form: 'a common factor',
    text: lines('A =', '', '   1.0e+03 *', '', '    1.2345    0.0010', '         0   -2.5000'),
    shape: [2, 2],
    data: [1234.5, 1, 0, -2500],
    notes: [
      [
        'The numbers below “1.0e+03 *” were multiplied by it.',
        'Los números bajo «1.0e+03 *» se han multiplicado por ese factor.',
      ],
    ],
  },
  {
    form: 'columns',
    text: lines('A =', '', '  Columns 1 through 2', '', '  1 2', '  5 6', '', '  Columns 3 through 4', '', '  3 4', '  7 8'),
    shape: [2, 4],
    data: [1, 2, 3, 4, 5, 6, 7, 8],
  },
  {
    form: 'Octave’s columns',
    text: lines(' Columns 1 and 2:', '   1   2', ' Column 3:', '   3'),
    shape: [1, 3],
    data: [1, 2, 3],
  },
  {
    form: 'pages',
    text: lines('ans(:,:,1) =', '', '     1     2', '     3     4', '', '', 'ans(:,:,2) =', '', '     5     6', '     7     8'),
    shape: [2, 2, 2],
    data: [1, 5, 2, 6, 3, 7, 4, 8],
  },
  {
    form: 'pages of four axes',
    text: lines('ans(:,:,1,1) =', '1 2', 'ans(:,:,2,1) =', '3 4', 'ans(:,:,1,2) =', '5 6', 'ans(:,:,2,2) =', '7 8'),
    shape: [1, 2, 2, 2],
    data: [1, 5, 3, 7, 2, 6, 4, 8],
  },
  {
    form: 'Octave’s pages',
    text: lines('ans =', '', 'ans(:,:,1) =', '', '   1   2', '', 'ans(:,:,2) =', '', '   3   4'),
    shape: [1, 2, 2],
    data: [1, 3, 2, 4],
  },
  { form: 'one page', text: lines('ans(:,:,2) =', ' 1 2', ' 3 4'), ...square },
  {
    form: 'assigned pages',
    text: lines('W(:,:,1) = [1 0; 0 1];', 'W(:,:,2) = [2 0; 0 2];'),
    shape: [2, 2, 2],
    data: [1, 2, 0, 0, 0, 0, 1, 2],
  },
  {
    form: 'Julia’s pages',
    text: lines('1×2×2 Array{Int64, 3}:', '[:, :, 1] =', ' 1  2', '', '[:, :, 2] =', ' 3  4'),
    shape: [1, 2, 2],
    data: [1, 3, 2, 4],
  },
  {
    form: 'Python’s channels',
    text: lines('x[:, :, 0] =', '[[1 2]', ' [3 4]]', 'x[:, :, 1] =', '[[5 6]', ' [7 8]]'),
    shape: [2, 2, 2],
    data: [1, 5, 2, 6, 3, 7, 4, 8],
  },
  // a sentence above rows
  {
    form: 'a sentence with a comma above rows',
    text: lines('Hello, here it is', '1 2', '3 4'),
    ...square,
    notes: [
      [
        'The first row was taken for headings: Hello, here it is.',
        'La primera fila se ha tomado como encabezado: Hello, here it is.',
      ],
    ],
  },
];

test(`forms that are read: ${FORMS.length}`, () => {
  for (const { form, text, shape, data, notes = [] } of FORMS) {
    const reading = readText(text);
    if (!reading.ok) assert.fail(`${form}: ${reading.problem(en)}`);
    const said = reading.value.notes.map((note) => [note(en), note(es)]);
    assert.deepEqual([reading.value.shape, reading.value.data, said], [shape, data, notes], form);
  }
});

const REFUSALS: readonly (readonly [text: string, english: string, spanish: string])[] = [
  // The text that is in the way, its line, and how many numbers there are.
  [
    lines('Here you have it, 9 numbers', '1 0 -1', '1 0'),
    '“Here” in line 1 is not a number. 6 numbers were found, in rows of 1, 3 and 2.',
    '«Here», en la línea 1, no es un número. Se han encontrado 6 números, en filas de 1, 3 y 2.',
  ],
  [
    lines('My filter', '1 0 -1', '1 x'),
    '“x” in line 3 is not a number. 4 numbers were found, in rows of 3 and 1.',
    '«x», en la línea 3, no es un número. Se han encontrado 4 números, en filas de 3 y 1.',
  ],
  [
    lines('', '1 0 -1', '1 0 -1', 'so that is it', '1 0 -1'),
    '“so” in line 4 is not a number. 9 numbers were found, in rows of 3.',
    '«so», en la línea 4, no es un número. Se han encontrado 9 números, en filas de 3.',
  ],
  [
    lines('[[1, 2],', ' [3 px, 4]]'),
    '“px” in line 2 is not a number. 4 numbers were found.',
    '«px», en la línea 2, no es un número. Se han encontrado 4 números.',
  ],
  [
    lines('[1 2; 3 x 4]'),
    '“x” in row 2 is not a number. 4 numbers were found, in rows of 2.',
    '«x», en la fila 2, no es un número. Se han encontrado 4 números, en filas de 2.',
  ],
  [
    lines('a b c', 'd'),
    '“a” in line 1 is not a number. No numbers were found.',
    '«a», en la línea 1, no es un número. No se ha encontrado ningún número.',
  ],
  [
    'My matrix is [[1, 2], [3, 4]]',
    'Only numbers are accepted, not code: “My matrix is” precedes the first bracket.',
    'Solo se admiten números, no código: antes del primer corchete está «My matrix is».',
  ],
  // numbers that were not printed
  [
    lines('9×2 Matrix{Int64}:', ' 1  2', ' ⋮', ' 3  4'),
    '“⋮” stands for numbers that were not printed. Print all of them.',
    '«⋮» ocupa el lugar de números que no se imprimieron. Imprímelos todos.',
  ],
  [
    lines('2×9 Matrix{Int64}:', ' 1  …  2', ' 3  …  4'),
    '“…” stands for numbers that were not printed. Print all of them.',
    '«…» ocupa el lugar de números que no se imprimieron. Imprímelos todos.',
  ],
  // several arrays
  [
    lines('Z =', ' 0.5', 'Z[0,2,1] =', ' [1 2]'),
    '“Z[0,2,1]” begins another array. Paste one at a time.',
    '«Z[0,2,1]» empieza otro array. Pega uno cada vez.',
  ],
  [lines('1 2', 'A =', '3 4'), '“A” begins another array. Paste one at a time.', '«A» empieza otro array. Pega uno cada vez.'],
  [
    lines('a = [1, 2]', 'b = [3, 4]'),
    '“b” begins another array. Paste one at a time.',
    '«b» empieza otro array. Pega uno cada vez.',
  ],
  [
    lines('>>> a', 'array([1])', '>>> b', 'array([2])'),
    '“array([2])” begins another array. Paste one at a time.',
    '«array([2])» empieza otro array. Pega uno cada vez.',
  ],
  // columns and pages
  [
    lines('Columns 1 through 2', '1 2', 'Columns 4 through 5', '4 5'),
    '“Columns 4 through 5” should begin at column 3: some columns are missing.',
    '«Columns 4 through 5» debería empezar en la columna 3: faltan columnas.',
  ],
  [
    lines('Columns 1 through 2', '1 2', '3 4', 'Column 3', '5'),
    'There is 1 row under “Column 3”, but 2 under the first columns.',
    'Bajo «Column 3» hay 1 fila, pero bajo las primeras columnas hay 2.',
  ],
  [
    lines('Columns 1 through 2', '1 2', '3'),
    'A row under “Columns 1 through 2” has 1 number.',
    'Una fila bajo «Columns 1 through 2» tiene 1 número.',
  ],
  [
    lines('ans(:,:,1) =', '1 2', 'ans(:,:,3) =', '3 4'),
    '“ans(:,:,3) =” does not follow the page before it: a page is missing, or another array begins.',
    '«ans(:,:,3) =» no sigue a la página anterior: falta una página o empieza otro array.',
  ],
  [
    lines('ans(:,:,1) =', '1 2', 'ans(:,:,2) =', '3 x'),
    'Matrix 2: Row 1, column 2: “x” is not a number.',
    'Matriz 2: Fila 1, columna 2: «x» no es un número.',
  ],
  [
    lines('1.0e+03 *', '1/3 2'),
    'Row 2, column 1: “1/3*1.0e+03” is not a number.',
    'Fila 2, columna 1: «1/3*1.0e+03» no es un número.',
  ],
  // declarations that change the numbers
  ['int a[] = {1.5, 2};', '“int a[]” changes 1.5. Paste the result.', '«int a[]» cambia 1.5. Pega el resultado.'],
  [
    'unsigned char a[] = {1, -2};',
    '“unsigned char a[]” changes −2. Paste the result.',
    '«unsigned char a[]» cambia −2. Pega el resultado.',
  ],
  [
    'int a[3][3] = {{1, 2}, {3, 4}};',
    '“int a[3][3]” can change the numbers. Paste its result.',
    '«int a[3][3]» puede cambiar los números. Pega su resultado.',
  ],
  // calls
  [
    'x[0] = np.flip([[1, 2]])',
    '“np.flip(…)” can change the numbers. Paste its result.',
    '«np.flip(…)» puede cambiar los números. Pega su resultado.',
  ],
  [
    '>>> np.flip([[1, 2]])',
    '“np.flip(…)” can change the numbers. Paste its result.',
    '«np.flip(…)» puede cambiar los números. Pega su resultado.',
  ],
  [
    'const a = rot90([[1, 2]]);',
    '“rot90(…)” can change the numbers. Paste its result.',
    '«rot90(…)» puede cambiar los números. Pega su resultado.',
  ],
  // commas
  [
    'W = 1,5',
    '“1,5” could be one number, 1.5, or two, 1 and 5. Write it with a point, or with a space after the comma.',
    '«1,5» podría ser un número, 1.5, o dos, 1 y 5. Escríbelo con punto, o con un espacio tras la coma.',
  ],
  [
    '[1, 2 3]',
    'The brackets of “[1, 2 3]” do not match, or a comma is missing.',
    'Los corchetes de «[1, 2 3]» no cuadran o falta una coma.',
  ],
  [
    '[[1, 2] [3, 4]]',
    'The brackets of “[[1, 2] [3, 4]]” do not match, or a comma is missing.',
    'Los corchetes de «[[1, 2] [3, 4]]» no cuadran o falta una coma.',
  ],
  ['[1 2 3], [4 5]', 'Row 2 has 2 numbers, the other has 3.', 'La fila 2 tiene 2 números, la otra tiene 3.'],
  [
    lines('[[1, 2]]', '[5]'),
    'Only numbers are accepted, not code: “[5]” follows the last bracket.',
    'Solo se admiten números, no código: tras el último corchete está «[5]».',
  ],
];

test(`texts that are refused: ${REFUSALS.length}`, () => {
  for (const [text, inEnglish, inSpanish] of REFUSALS) {
    const reading = readText(text);
    if (reading.ok) assert.fail(`${JSON.stringify(text)} is read as ${JSON.stringify(reading.value)}`);
    assert.deepEqual([reading.problem(en), reading.problem(es)], [inEnglish, inSpanish], JSON.stringify(text));
  }
});

test('long texts of every form are answered in time that follows their length', () => {
  const many = (line: (index: number) => string) => Array.from({ length: 2e4 }, (_, index) => line(index + 1)).join('\n');
  const texts = [
    many((index) => `ans(:,:,${index}) =\n1 2`),
    many((index) => `Column ${index}\n1`),
    many((index) => `a${index} =\n`),
    many((index) => `a.shape = (${index},)`),
    many(() => '>>> [1, (2'),
    many(() => '> > [1 2]'),
    many(() => '[1 2]'),
    many(() => '2×2 Matrix{Int64}:'),
    many((index) => `r${index}: 1 2`),
    `int a[] = {${many(() => '1.5f, // one')}}`,
    `float a[] = {${many(() => '/* one */ 1.5f,')}2}`,
    `int a[] = {${many(() => '/* one')}}`,
    `int ${' '.repeat(2e5)}a`,
    `1.0e+03 *\n${many(() => '1 2 3')}`,
    `A${' '.repeat(2e5)}= 1`,
    `${many(() => 'word words')}\n1`,
    `[${many(() => '[1 2],')} [1 x, 2]]`,
  ];
  const usage = process.cpuUsage();
  for (const text of texts) readText(text);
  const { user, system } = process.cpuUsage(usage);
  assert.ok(user + system < 20e6, `${(user + system) / 1e6} s`);
});
