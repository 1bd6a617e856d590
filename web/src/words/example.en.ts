// The words of the example and of the page around it. Numbers arrive as formatted text.
import { pointed } from '../model/number.ts';
import { phrasesOf } from './phrases.ts';

const { agree, count, list } = phrasesOf('en-GB');

export const example = {
  // the answer
  question: 'Is a convolution a dot product?',
  answer: (unlikeOrders: boolean): string =>
    unlikeOrders ? 'Yes, once both blocks are unrolled in the same order.' : 'Yes, once both blocks are unrolled.',
  multiplyThenSum: 'Multiply, then sum',
  unrollThenDot: 'Unroll, then dot',
  refusedShort: 'ValueError',

  // volumes
  volumes: 'Input, filter, bias, output',
  editHint: 'Underlined cells can be edited. Choose an output cell to see its step.',
  input: 'input',
  filter: 'filter',
  bias: 'bias',
  output: 'output',
  image: 'image',
  channel: 'channel',
  inputCaption: (height: number, width: number, channels: number, images: number) =>
    `${height} × ${width}, ${count(channels, 'channel', 'channels')}${images > 1 ? `, ${images} images` : ''}`,
  filterCaption: (height: number, width: number, depth: number, filters: number) =>
    `${height} × ${width}${depth > 1 ? ` × ${depth}` : ''}${filters > 1 ? `, ${filters} filters` : ''}`,
  inputCell: (row: number, column: number, channel: number, channels: number) =>
    `input row ${row}, column ${column}${channels > 1 ? `, channel ${channel}` : ''}`,
  filterCell: (row: number, column: number, channel: number, depth: number, filter: number, filters: number) =>
    `filter${filters > 1 ? ` ${filter}` : ''} row ${row}, column ${column}${depth > 1 ? `, channel ${channel}` : ''}`,
  outputCell: (row: number, column: number) => `output (${row}, ${column})`,
  cellLabel: (place: string, shown: string, full: string | null) =>
    `${place}: ${shown}${full === null ? '' : `, in full ${full}`}`,
  twoValues: (first: string, second: string) => `${first} by multiply, then sum; ${second} by unroll, then dot`,
  noOutput: 'no output yet',
  negative: 'negative',
  zero: 'zero',
  positive: 'positive',
  chosenWindow: 'chosen window',
  editable: 'can be edited',
  isPadding: 'padding',
  isUnread: 'never read',
  isRounded: 'more digits when focused',
  isUnequal: 'the two ways differ',
  chooseHint: 'Choose a cell to see its step.',
  outputCaption: (height: number, width: number, filter: number | null, image: number | null) =>
    `${height} × ${width}${filter === null ? '' : `, filter ${filter}`}${image === null ? '' : `, image ${image}`}`,
  scrollForAll: (n: number) => `Scroll to see all ${n} products.`,
  notANumber: (texts: readonly string[]) =>
    `${list(texts.slice(0, 3).map((text) => (text.trim() === '' ? 'An empty cell' : `“${text}”`)))}${texts.length > 3 ? ` and ${texts.length - 3} more` : ''} ${agree(texts.length, 'is not a number', 'are not numbers')}. Write ${pointed(texts) ?? '2, -0.5, 1/3, 1e-3, nan or inf'}. Until then, the results are for the last valid numbers.`,

  // settings
  stride: 'stride',
  dilation: 'dilation',
  apart: 'Set height and width separately',
  padding: 'padding',
  paddingKinds: {
    valid: '0, “valid”',
    same: '“same”',
    'same-lower': '“same-lower”: extra on top and left',
    number: 'another number…',
    pair: 'height and width…',
    sides: 'four sides…',
  },
  paddingFields: (fields: number): string =>
    fields === 1 ? 'on every side' : fields === 2 ? 'top and bottom, left and right' : 'each side',
  channels: 'channels',
  filters: 'filters',
  groups: 'groups',
  flip: 'flip by 180°',
  numbers: 'numbers',
  images: 'images',
  more: 'More: dilation, groups, flip, number type, images',
  h: 'h',
  w: 'w',
  height: 'height',
  width: 'width',
  top: 'top',
  left: 'left',
  bottom: 'bottom',
  right: 'right',
  sidesShort: ['top', 'left', 'bottom', 'right'],
  notAWholeNumber: (label: string, text: string, min: number, max: number) =>
    `${label}: “${text}” is not a whole number from ${min} to ${max}.`,
  refused: (message: string) => `${message} The results are for the last valid settings.`,
  outputSizeAlike: 'Output size, the same in height and width:',
  outputSize: 'Output size:',
  heightShort: 'height',
  widthShort: 'width',
  formulaSpoken: (height: number, width: number) =>
    `output size: the floor of input plus padding minus filter, divided by the stride, plus 1: ${height} by ${width}`,
  formulaLegend: (evenly: boolean, dilated: boolean) =>
    `n input, ${evenly ? 'p padding' : 'p₁ and p₂ padding before and after'}, ${dilated ? 'd dilation, ' : ''}f filter, s stride.`,
  unread: (rows: readonly number[], columns: readonly number[]) => {
    if (rows.length + columns.length === 0) return 'Every row and column is read.';
    const some = (name: string, indices: readonly number[]) =>
      indices.length === 0
        ? []
        : [
            `${name}${indices.length > 1 ? 's' : ''} ${list(indices.length > 6 ? [...indices.slice(0, 5), `${indices.length - 5} more`] : indices)}`,
          ];
    const parts = [...some('row', rows), ...some('column', columns)].join(', ');
    return `No window reads ${parts} (hatched).`;
  },

  // editing whole blocks
  undo: 'Undo',
  redo: 'Redo',
  numbersInOut: (block: string) => `Numbers in and out: ${block}`,
  notLoaded: 'This part of the page could not be loaded. Try again.',

  // examples
  example: 'Example',
  yourNumbers: 'your own numbers',

  // the step
  threeWays: 'This step in full',
  thisStep: (place: string) => `Output ${place}: the same window a, the same filter W.`,
  coursesWay: 'the course’s way',
  coursesWayReason: 'elementwise product, then one sum',
  window: 'window',
  products: 'products',
  productsSpoken: (n: number) => `window, filter and their ${count(n, 'product', 'products')}`,
  runningSum: 'running sum, product by product',
  runningSumSpoken: (sums: string) => `running sum: ${sums}`,
  sum: 'sum',
  dot: 'dot',
  trace: 'trace',
  row: 'as a row,',
  column: 'as a column,',
  showUnrolling: 'Show the unrolling',
  foldBack: 'Fold back',
  numberCells: 'Number the cells',
  orderOf: 'order of',
  orders: { hwc: 'row by row', chw: 'channel by channel', fortran: 'column by column' },
  pairsCaption: (n: number) => `a unrolled (above) times W unrolled (below it): ${n} products, added from left to right.`,
  pairsSpoken: (n: number) => `the two vectors of ${n} entries, pair by pair`,
  pairsApart: (apart: number, n: number) =>
    `In different orders, ${apart} of ${n} pairs join cells from different places in the blocks (outlined).`,
  notUnrolled: 'np.dot without unrolling',
  notOneNumber: (shape: readonly number[]) =>
    shape.length === 2 ? `a ${shape.join(' × ')} matrix` : `an array with ${shape.length} axes`,
  shapesRefused: 'np.dot cannot multiply these shapes',
  byChance: 'by chance',
  beforeBias: 'before the bias',
  alternatives:
    'np.vdot(a, W) and np.tensordot(a, W, axes=3) do compute a step: the first unrolls both blocks, the second sums over all three axes.',
  diagonalHolds: (exactly: boolean) =>
    `With W transposed, each number on the diagonal is a row of a times the same row of W. They add up to the answer${exactly ? '' : ', up to rounding'}.`,
  asTheCourseHolds: (shape: string) => `In the course’s shape, ${shape}:`,
  shape: 'shape',
  howMany: 'numbers',
  whyRefused: (_height: number, width: number, channels: number) =>
    `np.dot sums over the last axis of a (${count(channels, 'channel', 'channels')}) and the second to last axis of W (width ${width}): their lengths must be equal. A convolution step sums over all three axes.`,
  whyMany: (shape: readonly number[]) =>
    `np.dot sums only over the last axis of a and the second to last axis of W, and keeps the others: shape (${shape.join(', ')}).`,

  notOne: (size: number | null) =>
    size === null ? 'an error, not a number' : size === 1 ? 'an array, not a number' : `${size} numbers, not one`,
  twoRounded: (first: string, second: string) => `differ by rounding alone: ${first} and ${second}`,

  place: (row: number, column: number, filter: number | null, image: number | null) =>
    `(${row}, ${column})${filter === null ? '' : `, filter ${filter}`}${image === null ? '' : `, image ${image}`}`,
  stepShort: (place: string) => `step ${place}`,
  stepIs: (place: string, sum: string, dot: string, word: string) => `Output ${place}: ${sum} and ${dot} (${word}).`,
  stale: 'Results for the last valid numbers.',
  late: 'These results are for the previous numbers. The page is computing new ones.',
  noEngine: (message: string) =>
    `The results could not be computed (${message}). ConvDot needs WebAssembly. The answer above is still true.`,
  tryAgain: 'Try again',

  // tools
  tools: 'Tools',
  panels: {
    numpy: { title: 'NumPy cell', hint: 'Type an expression with these numbers and get NumPy’s answer, including its errors.' },
    image: { title: 'Image', hint: 'A picture, a file or the camera through the filter, both ways, with times.' },
    speed: { title: 'Speed', hint: 'Why unroll? Both routes and plain loops at different sizes, measured on this machine.' },
  },

  // the page
  title: 'Is a convolution a dot product? ConvDot',
  copyLink: 'Copy link',
  embed: 'Embed',
  copied: 'Link copied',
  copyFailed: 'This is the link:',
  unkept: 'This case is too long for the page’s address, so a reload loses it. Save it as a file to keep it.',
  saveExercise: 'Save as file',
  updates: {
    ready: 'A new version is ready.',
    tooLarge: 'A new version is ready. This case is too large to survive a reload: save what you need first.',
    missing: 'A part of this page could not be loaded.',
  },
  reload: 'Reload',
  reloadAnyway: 'Reload without it',
  display: 'Display',
  correlation: 'What deep learning calls convolution is cross-correlation; flip gives the mathematical one.',
  privacy: 'Nothing leaves this page: no cookies, no tracking.',
  guides: 'Guides',
  guideNames: ['for learners', 'mentors', 'course authors', 'engineers'],

  // the menu of the header
  valueColours: 'Colours by value',
  numberedCells: 'Numbered cells',
  projectorSize: 'Projector size',
  theme: 'Light or dark',
  themes: { auto: 'system', light: 'light', dark: 'dark' },

  // the written-out sum
  writtenOut: (place: string) => `Output ${place}, written out`,
  copySum: 'Copy as Python',
  sumCopied: 'Copied',
  moreTerms: (n: number) => `… ${n} more`,
  addsInPairs: (left: string, sum: string) => `Added from left to right, as written here: ${left}. np.sum adds in pairs: ${sum}.`,
};
export type ExampleWords = typeof example;
