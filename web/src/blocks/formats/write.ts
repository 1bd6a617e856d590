// Writes a block as text to copy or as a file to save. Every form except LaTeX reads back as the same numbers.

import type { DType } from 'convdot';
import { csvFormatRows, tsvFormatRows } from 'd3-dsv';
import { listText, nest } from '../../model/nested-lists.ts';
import { parseNumber, writeNumber } from '../../model/number.ts';
import { leastShape } from '../../model/schema.ts';
import type { Block } from '../../model/state.ts';
import { writeNpy } from './npy.ts';

export const TEXT_FORMS = ['numpy', 'list', 'csv', 'tsv', 'matlab', 'latex'] as const;
export type TextForm = (typeof TEXT_FORMS)[number];
export type FileForm = TextForm | 'npy';

/** A block to write, the kind of block whose axes it has ('x' for the output, too), and its visible part. */
export interface Written {
  readonly block: Pick<Block, 'shape' | 'data' | 'typed'>;
  readonly axes: 'x' | 'w' | 'b';
  readonly dtype: DType;
  readonly shown: { readonly channel: number; readonly image: number; readonly filter: number };
}

const FILES: Readonly<Record<FileForm, { readonly ending: string; readonly type: string }>> = {
  npy: { ending: '.npy', type: 'application/octet-stream' },
  csv: { ending: '.csv', type: 'text/csv' },
  tsv: { ending: '.tsv', type: 'text/tab-separated-values' },
  numpy: { ending: '.py', type: 'text/x-python' },
  list: { ending: '.txt', type: 'text/plain' },
  matlab: { ending: '.m', type: 'text/plain' },
  latex: { ending: '.tex', type: 'text/plain' },
};

/** CSV and TSV have only rows and columns, so they hold only the visible channel. */
export const isFlat = (form: FileForm): boolean => form === 'csv' || form === 'tsv';

export function writeText(form: TextForm, written: Written): string {
  switch (form) {
    case 'numpy':
      return numpyText(written);
    case 'list':
      return lines(levels(written, (text, value) => text ?? pythonNumber(value, "float('nan')", "float('inf')")));
    case 'csv':
      return csvFormatRows(shownRows(written));
    case 'tsv':
      return tsvFormatRows(shownRows(written));
    case 'matlab':
      return matlabText(written);
    case 'latex':
      return latexText(written);
  }
}

export function writeFile(form: FileForm, name: string, written: Written): File {
  const { ending, type } = FILES[form];
  const { block, axes, dtype } = written;
  const content = form === 'npy' ? writeNpy(axesOf(axes, block.shape), block.data, dtype) : `${writeText(form, written)}\n`;
  return new File([content], `${name}${ending}`, { type });
}

/** The axes to write. As in a link, omits the axes of a single image, filter or channel. */
function axesOf(axes: Written['axes'], shape: readonly number[]): readonly number[] {
  return axes === 'b' ? shape : leastShape(axes, shape);
}

/** A typed fraction says more than its digits, and is an expression in both Python and MATLAB. */
function fractionOf(block: Written['block'], index: number): string | null {
  const text = block.typed.get(index);
  return text !== undefined && /^-?\d+\/\d+$/.test(text) && parseNumber(text) !== null ? text : null;
}

// ---- Python ----

function levels({ block, axes }: Written, write: (fraction: string | null, value: number) => string) {
  const texts = block.data.map((value, index) => write(fractionOf(block, index), value));
  return nest(texts, axesOf(axes, block.shape));
}

function pythonNumber(value: number, nan: string, infinity: string): string {
  if (Number.isNaN(value)) return nan;
  if (!Number.isFinite(value)) return value > 0 ? infinity : `-${infinity}`;
  return Object.is(value, -0) ? '-0.0' : writeNumber(value); // Python reads -0 as the integer 0
}

/** Like NumPy's repr: with a decimal point, so that the array holds floats, and with each row on its own line. */
function numpyText(written: Written): string {
  const nested = levels(written, (fraction, value) => {
    const text = fraction ?? pythonNumber(value, 'np.nan', 'np.inf');
    return /^-?\d+$/.test(text) ? `${text}.` : text;
  });
  const type = written.dtype === 'float32' ? ', dtype=np.float32' : '';
  return `np.array(${lines(nested, 'np.array('.length)}${type})`;
}

/** Rows below each other, with a blank line between matrices, as NumPy prints them. */
function lines(nested: ReturnType<typeof levels>, indent = 0): string {
  if (!Array.isArray(nested) || !nested.some(Array.isArray)) return listText(nested, ', ');
  const deep = nested.some((part) => Array.isArray(part) && part.some(Array.isArray));
  const between = `,${deep ? '\n\n' : '\n'}${' '.repeat(indent + 1)}`;
  return `[${nested.map((part) => lines(part, indent + 1)).join(between)}]`;
}

// ---- matrices ----

type Matrix = readonly (readonly number[])[];

/** The flat indices of one channel of one image (or filter), row by row. */
function matrixOf({ block: { shape }, axes }: Written, outer: number, channel: number): Matrix {
  if (axes === 'b') return [Array.from({ length: shape[0] }, (_, index) => index)];
  const [first, second, third, fourth] = shape;
  const [height, width] = axes === 'x' ? [second, third] : [first, second];
  const at = (row: number, column: number) =>
    axes === 'x'
      ? ((outer * second + row) * third + column) * fourth + channel
      : ((row * second + column) * third + channel) * fourth + outer;
  return Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_, column) => at(row, column)));
}

/** The number of images or filters, and of channels in each. */
function countsOf({ block: { shape }, axes }: Written): readonly [outer: number, channels: number] {
  if (axes === 'b') return [1, 1];
  return axes === 'x' ? [shape[0], shape[3]] : [shape[3], shape[2]];
}

function shownRows(written: Written): string[][] {
  const { block, axes, shown } = written;
  const matrix = matrixOf(written, axes === 'x' ? shown.image : shown.filter, shown.channel);
  // A spreadsheet would read 1/3 as a date.
  return matrix.map((row) => row.map((index) => writeNumber(block.data[index])));
}

const range = (length: number) => Array.from({ length }, (_, index) => index);

function matlabText(written: Written): string {
  const { block } = written;
  const [outer, channels] = countsOf(written);
  const number = (index: number) => fractionOf(block, index) ?? pythonNumber(block.data[index], 'NaN', 'Inf');
  const matrix = (which: number, channel: number) =>
    `[${matrixOf(written, which, channel)
      .map((row) => row.map(number).join(' '))
      .join('; ')}]`;
  const stack = (axis: number, parts: readonly string[]) =>
    parts.length === 1 ? parts[0] : `cat(${axis}, ${parts.join(axis === 3 ? ', ' : ', ...\n  ')})`;
  return stack(
    4,
    range(outer).map((which) =>
      stack(
        3,
        range(channels).map((channel) => matrix(which, channel)),
      ),
    ),
  );
}

/** bmatrix allows ten columns by default; array allows as many as declared. */
const MOST_BMATRIX = 10;

function latexText(written: Written): string {
  const { block } = written;
  const [outer, channels] = countsOf(written);
  const matrix = (which: number, channel: number) => {
    const indices = matrixOf(written, which, channel);
    const rows = indices.map((row) => row.map((index) => latexNumber(fractionOf(block, index), block.data[index])).join(' & '));
    const columns = indices[0].length;
    return columns <= MOST_BMATRIX
      ? `\\begin{bmatrix}\n  ${rows.join(' \\\\\n  ')}\n\\end{bmatrix}`
      : `\\left[\\begin{array}{${'r'.repeat(columns)}}\n  ${rows.join(' \\\\\n  ')}\n\\end{array}\\right]`;
  };
  return range(outer)
    .flatMap((which) => range(channels).map((channel) => matrix(which, channel)))
    .join(',\n\\quad\n');
}

function latexNumber(fraction: string | null, value: number): string {
  if (fraction !== null) return fraction.replace(/(\d+)\/(\d+)/, '\\frac{$1}{$2}');
  return pythonNumber(value, '\\mathrm{NaN}', '\\infty').replace(/e(-?\d+)$/, ' \\cdot 10^{$1}');
}
