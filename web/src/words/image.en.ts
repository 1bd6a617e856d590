// The words of the image panel.

const place = (row: number, column: number) => `(${row}, ${column})`;
const span = (name: string, first: number, last: number) =>
  first === last ? `${name} ${first}` : `${name}s ${first} to ${last}`;

export const image = {
  // where the picture comes from
  source: 'Picture',
  chart: 'Drawing',
  charts: { house: 'house', zone: 'zone plate', checker: 'checker', ramps: 'ramps', text: 'text' },
  chartSize: 'Size',
  size: (height: number, width: number) => `${height} × ${width}`,
  open: 'Open a file…',
  startCamera: 'Use the camera',
  stopCamera: 'Stop the camera',
  ways: 'Or drop a picture here, or paste one. It stays on this page.',
  chartText: ['Is a convolution', 'a dot product?', 'Yes, once both blocks', 'are unrolled.'],
  fromFile: 'file',
  fromCamera: 'camera',
  unreadable: (name: string) => `This browser cannot read ${name === '' ? 'this' : `“${name}”`} as a picture.`,
  tooLarge: (height: number, width: number, most: number) =>
    `This picture has ${height} × ${width} pixels; the limit is ${most} × ${most}.`,
  useCopy: (height: number, width: number) => `Use a copy scaled to ${height} × ${width}`,
  noCamera: 'This page cannot use a camera here: browsers allow one only on https pages and on your own machine.',
  cameraRefused: (message: string) =>
    `The camera could not be used (${message}). The browser, or the page around this one, must allow it.`,

  // how it is filtered
  done: 'Settings',
  filter: 'Filter',
  filters: {
    example: 'the example’s filter',
    identity: 'identity',
    box: 'box blur',
    gaussian: 'Gaussian blur',
    sharpen: 'sharpen',
    'vertical-edge': 'vertical edges (the lecture’s)',
    'sobel-x': 'Sobel, across',
    'sobel-y': 'Sobel, down',
    laplacian: 'Laplacian',
    emboss: 'emboss',
  },
  filterSize: 'Size of the filter',
  channels: 'Channels',
  channelNames: { 1: 'grey', 3: 'RGB' },
  asSet: (setting: string) => `As in the example: ${setting}.`,
  setting: (stride: string, padding: string, dilation: string, flipped: boolean) =>
    `stride ${stride}, padding ${padding}, dilation ${dilation}${flipped ? ', flipped' : ''}`,
  summed: 'The three channels are summed into one, as in a step.',
  apart: 'The filter has one channel, so it filters red, green and blue separately (groups = 3).',
  grey: 'Grey is 0.2126 R + 0.7152 G + 0.0722 B (BT.709), rounded.',
  otherDepth: (depth: number, channels: number) =>
    depth === 3
      ? 'The example’s filter has three channels, but grey has one.'
      : `The example’s filter has ${depth} channels, but the picture has ${channels}: choose another filter, or give the example’s filter one or three channels.`,
  useColour: 'Use RGB',
  display: 'How the result is shown',
  range: 'Values',
  ranges: { diverging: 'signed', absolute: 'absolute', clamped: 'clamped' },
  gain: 'Gain',
  gainIs: (gain: string, full: string) => `× ${gain}: ${full} has full colour`,
  fit: 'Fit to this picture',
  automatic: 'Automatic',

  // the three pictures
  picture: 'picture',
  result: 'result',
  difference: 'difference between the two ways',
  pictureSpoken: (source: string, height: number, width: number) => `the picture, ${source}, ${height} by ${width} pixels`,
  resultSpoken: (height: number, width: number, filter: string) =>
    `the picture filtered by ${filter}, ${height} by ${width} pixels`,
  differenceSpoken: (largest: string) => `the difference between the two ways at each pixel; the largest is ${largest}`,
  keys: 'Arrow keys choose a pixel, plus and minus zoom. With Ctrl the wheel zooms; dragging moves.',
  resultCaption: (height: number, width: number, channels: number) =>
    `${height} × ${width}${channels === 3 ? ', three channels' : ''}`,
  largest: (value: string) => `largest ${value}`,
  zeroEverywhere: '0 at every pixel',
  waiting: 'Filtering…',
  drawing: 'Drawing…',
  stale: 'These results are for the last valid settings.',

  // both ways
  ways2: 'The two ways',
  multiplySum: 'multiply, then sum',
  unrolledDot: 'unroll, then dot',
  milliseconds: (value: string) => `${value} ms`,
  measured: 'Median of 5 runs from the picture’s bytes (both times include the conversion to float32).',
  once: 'One run from the picture’s bytes (both times include the conversion to float32).',
  live: 'Median of the last frames, from their bytes (both times include the conversion to float32).',
  perSecond: (frames: string) => `${frames} frames per second, including both ways and drawing the three pictures.`,
  identical: 'Identical to the last bit at every pixel.',
  apartBy: (largest: string) =>
    `Largest difference ${largest}: both ways add the same products, but in different orders, in float32.`,
  otherPairs: (largest: string, reason: string) => `Largest difference ${largest}: ${reason}.`,
  full: (value: string) => `full colour at ${value}`,

  // one pixel
  pixel: 'Pixel of the result',
  row: 'row',
  column: 'column',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Whole picture',
  zoomIs: (percent: string) => `${percent} %`,
  windowIs: (top: number, bottom: number, left: number, right: number) =>
    `Its window: ${span('row', top, bottom)}, ${span('column', left, right)}.`,
  take: 'Take this window to the example',
  takenSpoken: (rows: number, columns: number, row: number, column: number) =>
    `The example’s input is now the ${rows} × ${columns} pixels around this window; the chosen step is ${place(row, column)}. Undo brings back the previous input.`,
  windowTooLarge: (extent: number, most: number) =>
    `This window and its surroundings need ${extent} rows or columns; the example holds at most ${most}.`,
  failed: (message: string) => `The picture could not be filtered (${message}). Try again.`,
  tryAgain: 'Try again',
};
export type ImageWords = typeof image;
