// The words of the menu that reads and writes blocks. Rows and columns of a pasted text count from 1, like lines in an editor; places
// in a nested list are indices from 0, as in Python.
import { phrasesOf } from './phrases.ts';

const { count, list } = phrasesOf('en-GB');

export const blocks = {
  blocks: {
    // the dialog for two blocks
    pasteBoth: 'Paste your own blocks',
    pasteBothHint: 'As NumPy prints them, from a spreadsheet, or as lists. Both blocks need the same shape.',
    useBoth: 'Use these blocks',
    cancel: 'Cancel',
    unlikeShapes: (window: string, filter: string) =>
      `The window has the shape ${window}, the filter ${filter}. They need the same shape.`,
    manyAxes: (shape: string) => `The shape ${shape} has more than three axes. A block has height, width and channels.`,

    // the menu
    close: 'Close',
    paste: 'Paste numbers',
    forms:
      'Rows from a spreadsheet, CSV or TSV; a list or array of a program; what a notebook prints. Files: the same, and .npy.',
    found: (size: string) => `${size} numbers.`,
    putIn: 'Use these',
    open: 'Open a file…',
    fill: 'Fill',
    fillNames: { zeros: 'zeros', ones: 'ones', arange: '0, 1, 2, …', identity: 'identity' },
    seedLabel: 'seed',
    from: 'from',
    to: 'to',
    integers: 'random integers',
    normals: 'random normals',
    copyOrSave: 'Copy or save',
    as: 'as',
    formNames: {
      numpy: 'NumPy',
      list: 'nested list',
      csv: 'CSV',
      tsv: 'TSV, for spreadsheets',
      matlab: 'MATLAB',
      latex: 'LaTeX',
      npy: '.npy file',
    },
    copy: 'Copy',
    save: 'Save as file',
    text: 'The numbers as text',
    flat: 'Rows and columns only: the visible channel.',
    npyOut: 'A file for np.load.',
    long: (characters: number) => `${characters} characters.`,
    copied: 'Copied.',
    selected: 'This page cannot use the clipboard. The text is selected: copy it with Ctrl+C or ⌘C.',
    saved: (name: string) => `Saved as ${name}. If no file appears, the page around this one blocks downloads: copy the text.`,
    undone: 'Undone.',
    inFile: (name: string, message: string) => `${name}: ${message}`,

    // what was read
    place: (row: number, column: number) => `Row ${row}, column ${column}`,
    nothing: 'It contains no numbers.',
    notANumber: (place: string, text: string) =>
      text === '' ? `${place} is empty. Write 0 where you mean zero.` : `${place}: “${text}” is not a number.`,
    ragged: (row: number, has: number, columns: number, others: 'other' | 'others' | 'most') =>
      `Row ${row} has ${count(has, 'number', 'numbers')}, ${{ other: 'the other has', others: 'the others have', most: 'most others have' }[others]} ${columns}.`,
    raggedList: (place: string, has: number, entries: number) =>
      `The list ${place} has ${count(has, 'entry', 'entries')}; the first list at its level has ${entries}.`,
    unevenList: (place: string, text: string) => `${place}: “${text}” is not nested as deeply as the others.`,
    omitted: (mark: string) => `“${mark}” stands for numbers that were not printed. Print all of them.`,
    inLine: (line: number) => ` in line ${line}`,
    inRow: (row: number) => ` in row ${row}`,
    inTheWay: (text: string, place: string, numbers: number, perRow: readonly number[]) =>
      `“${text}”${place} is not a number. ${numbers === 1 ? '1 number was' : `${numbers || 'No'} numbers were`} found${perRow.length > 0 ? `, in rows of ${list(perRow)}` : ''}.`,
    several: (label: string) => `“${label}” begins another array. Paste one at a time.`,
    columnsGap: (header: string, expected: number) => `“${header}” should begin at column ${expected}: some columns are missing.`,
    columnsRows: (header: string, has: number, rows: number) =>
      `There ${has === 1 ? 'is 1 row' : `are ${has} rows`} under “${header}”, but ${rows} under the first columns.`,
    columnsCount: (header: string, has: number) => `A row under “${header}” has ${count(has, 'number', 'numbers')}.`,
    pageGap: (label: string) => `“${label}” does not follow the page before it: a page is missing, or another array begins.`,
    tooDeep: (most: number) => `A block has at most ${most} axes.`,
    tooMany: (n: number, most: number) => `A block can hold at most ${most} numbers; got ${n}.`,
    tooLong: (bytes: number) => `It is longer than the limit of ${bytes / 2 ** 20} MB.`,
    brackets: (text: string) => `The brackets of “${text}” do not match, or a comma is missing.`,
    program: (text: string) => `Only numbers are accepted, not code: “${text}” follows the last bracket.`,
    programBefore: (text: string) => `Only numbers are accepted, not code: “${text}” precedes the first bracket.`,
    changes: (call: string) => `“${call}” can change the numbers. Paste its result.`,
    changesTo: (type: string, number: string) => `“${type}” changes ${number}. Paste the result.`,
    leftOut:
      'NumPy printed “...” for some of the numbers. Print all of them with np.set_printoptions(threshold=np.inf), or save them with np.save and drop the file here.',
    inPart: (part: number, message: string) => `Matrix ${part}: ${message}`,
    unequalParts: (part: number, size: string, first: string) => `Matrix ${part} is ${size}, but the first is ${first}.`,
    unclearComma: (place: string, text: string, decimal: string, whole: string) =>
      `${place}: “${text}” could be ${decimal} or ${whole}. Write it without the comma.`,
    unclearSeparator: (text: string, point: string, first: string, second: string) =>
      `“${text}” could be one number, ${point}, or two, ${first} and ${second}. Write it with a point, or with a space after the comma.`,
    pointAndComma: (place: string, text: string) =>
      `${place}: “${text}” has a decimal point, but other numbers have decimal commas.`,

    // files
    npyCut: 'The .npy file is cut off within its header.',
    npyVersion: (version: string) => `The .npy file has version ${version}; only versions 1 to 3 are supported.`,
    npyHeader: 'The header of the .npy file cannot be read.',
    npyType: (type: string) =>
      `The .npy file holds values of type ${type}; only float, int, uint and bool are supported. Convert them with a.astype(float).`,
    npyShort: (held: number, total: number) =>
      `The .npy file is cut off: it holds ${held} of the ${count(total, 'number', 'numbers')} of its shape.`,
    npyNot: 'The file’s name ends in .npy, but its contents do not have that format.',
    zip: 'This is a packed file (.npz, .xlsx, .ods). Save one array with np.save, or the sheet as CSV.',
    binary: 'The file is neither text nor .npy.',

    // notes on what was read
    npyRounded: 'Whole numbers beyond 2⁵³ were rounded to float64.',
    npyMore: 'Only the first array of the file was read.',
    headingRow: (text: string) => `The first row was taken for headings: ${text}.`,
    headingColumn: (text: string) => `The first column was taken for headings: ${text}.`,
    asWritten: (type: string) => `“${type}” rounds some of these numbers; they were read as written.`,
    skipped: (lines: string) => `Not read as numbers: “${lines}”.`,
    factor: (factor: string) => `The numbers below “${factor} *” were multiplied by it.`,
    decimalCommas: 'Commas were read as decimal points.',
    groupedDigits: 'Commas were read as separators of thousands.',

    axes: {
      hwc: 'height, width, channels',
      chw: 'channels, height, width',
      nhwc: 'images, height, width, channels',
      nchw: 'images, channels, height, width',
      hwio: 'height, width, channels, filters',
      oihw: 'filters, channels, height, width',
    },
    readAs: (axes: string, why: 'usual' | 'torch' | 'fits' | 'asked') =>
      `Read as (${axes})${{ usual: '', asked: '', torch: ', as PyTorch orders them', fits: ': the usual order would exceed the limits' }[why]}.`,
    readInstead: (axes: string) => `Read as (${axes})`,

    // what the page did with it
    inputNow: (height: number, width: number, channels: number, images: number) =>
      `The input is now ${images > 1 ? `${images} images of ` : ''}${height} × ${width}${channels > 1 ? ` × ${channels}` : ''}.`,
    filterNow: (height: number, width: number, depth: number, filters: number) =>
      filters > 1
        ? `There are now ${filters} filters of ${height} × ${width}${depth > 1 ? ` × ${depth}` : ''}.`
        : `The filter is now ${height} × ${width}${depth > 1 ? ` × ${depth}` : ''}.`,
    biasNow: (filters: number) => (filters > 1 ? `The bias now has these ${filters} numbers.` : 'The bias is now this number.'),
    depthFollows: (depth: number, filters: number) =>
      `${filters > 1 ? 'Each filter has' : 'The filter has'} ${count(depth, 'channel', 'channels')} to match.`,
    biasFollows: (filters: number) => `The bias has ${count(filters, 'number', 'numbers')} to match.`,
    wentInto: (rows: number, columns: number, block: 'x' | 'w', part: { channel: number | null; outer: number | null }) => {
      const what = rows * columns === 1 ? 'One number' : `${rows} × ${columns} numbers`;
      const name = block === 'x' ? 'the input' : part.outer === null ? 'the filter' : 'filter';
      const outer = part.outer === null ? '' : block === 'x' ? `, image ${part.outer}` : ` ${part.outer}`;
      return `${what} went into ${name}${outer}${part.channel === null ? '' : `, channel ${part.channel}`}.`;
    },
    doesNotFit: (rows: number, columns: number, block: 'x' | 'w', height: number, width: number) =>
      `${rows} × ${columns} numbers do not fit into ${height} × ${width}, and ${block === 'x' ? 'the input has several channels or images' : 'there are several filters or channels'}. Paste a nested list or an array with all of them, or change the sizes first.`,
    biasCount: (numbers: number, filters: number) =>
      `The bias needs ${count(filters, 'number', 'numbers')}, one for each filter; got ${numbers}.`,
    filledWith: (block: 'x' | 'w' | 'b', what: string) =>
      `The ${{ x: 'input', w: 'filter', b: 'bias' }[block]} is filled with ${what}.`,
    fills: {
      zeros: 'zeros',
      ones: 'ones',
      arange: '0, 1, 2, … in order',
      identity: 'the identity matrix',
    },
    integersFilled: (low: string, high: string, seed: number) => `random whole numbers from ${low} to ${high}, seed ${seed}`,
    normalsFilled: (seed: number) => `random normals, seed ${seed}`,
    seed: (text: string) => `The seed must be a whole number from 0 to 4294967295, not “${text}”.`,
    bounds: (low: string, high: string) => `The range must be two whole numbers, the smaller first, not “${low}” and “${high}”.`,
  },
};
export type BlockWords = typeof blocks;
