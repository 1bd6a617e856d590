// Draws pictures on a canvas: at any size, enlarged with sharp pixels, with their numbers if they fit, and with the chosen pixel.
import { otherTasks } from '../../engine/tasks.ts';

/** The visible part: canvas pixels for one pixel of the picture, and the place of the picture in the middle. */
export interface View {
  readonly scale: number;
  readonly row: number;
  readonly column: number;
}

/** A picture, and a smaller copy for views of all of it, in which one pixel stands for `by` × `by`. */
export interface Sheet {
  readonly full: HTMLCanvasElement;
  readonly small: HTMLCanvasElement;
  readonly by: number;
}

/** How a picture's pixels are placed over the first picture: the start, and the size of each pixel. */
export interface Layer {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
}

/** A range of rows and columns in a layer. */
export interface Cells {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The numbers of some cells, as texts. */
export interface Texts extends Cells {
  readonly texts: readonly (readonly string[])[];
}

/** The size, in canvas pixels, from which a cell has room for one number, and for three. */
export const ROOM = { 1: 28, 3: 38 } as const;
const kLine = 11;

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

/** The visible cells of a layer. */
export function cellsInView(canvas: HTMLCanvasElement, layer: Layer, view: View): Cells {
  const along = (middle: number, size: number, first: number, cell: number, most: number) => {
    const half = size / 2 / view.scale;
    const from = clamp(Math.floor((middle - half - first) / cell), 0, most);
    return [from, clamp(Math.ceil((middle + half - first) / cell), from, most) - from] as const;
  };
  const [row, rows] = along(view.row, canvas.clientHeight, layer.row, layer.height, layer.sheet.full.height);
  const [column, columns] = along(view.column, canvas.clientWidth, layer.column, layer.width, layer.sheet.full.width);
  return { row, column, rows, columns };
}

export function paint(
  canvas: HTMLCanvasElement,
  layer: Layer,
  view: View,
  outline: { cells: Cells; colour: string; page: string } | null,
  texts: Texts | null,
) {
  const ratio = devicePixelRatio;
  const { clientWidth, clientHeight } = canvas;
  const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, clientWidth, clientHeight);
  const [cellHeight, cellWidth] = [layer.height * view.scale, layer.width * view.scale];
  const left = (column: number) => clientWidth / 2 + (layer.column - view.column) * view.scale + column * cellWidth;
  const top = (row: number) => clientHeight / 2 + (layer.row - view.row) * view.scale + row * cellHeight;

  const { row, column, rows, columns } = cellsInView(canvas, layer, view);
  if (rows > 0 && columns > 0) {
    context.imageSmoothingEnabled = cellWidth * ratio < 1;
    const { full, small, by } = layer.sheet;
    const [source, per] = cellWidth * ratio * by <= 1 ? [small, by] : [full, 1];
    const place = [left(column), top(row), columns * cellWidth, rows * cellHeight] as const;
    context.drawImage(source, column / per, row / per, columns / per, rows / per, ...place);
  }
  if (texts) write(context, layer, texts, (at) => [left(at.column + 0.5), top(at.row + 0.5)]);
  if (!outline) return;
  const { cells, colour, page } = outline;
  const [x, y] = [left(cells.column), top(cells.row)];
  const [w, h] = [cells.columns * cellWidth, cells.rows * cellHeight];
  // Never too small to find.
  const [wide, high] = [Math.max(w, 6), Math.max(h, 6)];
  // A thin line of the page's colour on both sides makes it visible on any picture.
  for (const [lineWidth, strokeStyle] of [
    [4, page],
    [2, colour],
  ] as const) {
    Object.assign(context, { lineWidth, strokeStyle });
    context.strokeRect(x + (w - wide) / 2, y + (h - high) / 2, wide, high);
  }
}

function write(
  context: CanvasRenderingContext2D,
  { sheet: { full } }: Layer,
  { row, column, rows, columns, texts }: Texts,
  middle: (at: { row: number; column: number }) => readonly [x: number, y: number],
) {
  const pixels = (full.getContext('2d') as CanvasRenderingContext2D).getImageData(column, row, columns, rows).data;
  context.font = `500 ${kLine}px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const [index, lines] of texts.entries()) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(4 * index, 4 * index + 3);
    context.fillStyle = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 110 ? '#000' : '#fff';
    const [x, y] = middle({ row: row + Math.floor(index / columns), column: column + (index % columns) });
    for (const [line, text] of lines.entries()) context.fillText(text, x, y + (line - (lines.length - 1) / 2) * kLine);
  }
}

// ---- reading and writing pixels in strips, so that none blocks the page for long ----

const STRIP = 1 << 18;
/** Strips have a multiple of this many rows, so that a row of the smaller copy never needs two strips. */
const TOGETHER = 8;
/** Larger pictures get a smaller copy for views of all of them. */
const SMALL = 1024;
const LONG_MS = 8;

export async function inStrips(
  { width, height }: { width: number; height: number },
  work: (first: number, rows: number) => void,
): Promise<void> {
  const rows = TOGETHER * Math.max(1, Math.floor(STRIP / width / TOGETHER));
  let begun = performance.now();
  for (let first = 0; first < height; first += rows) {
    work(first, Math.min(rows, height - first));
    if (performance.now() - begun < LONG_MS) continue;
    await otherTasks();
    begun = performance.now();
  }
}

/** A canvas for both drawing and reading. */
export function blank(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  return [canvas, canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D];
}

export async function pixelsOf(canvas: HTMLCanvasElement) {
  const { width, height } = canvas;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const pixels = new Uint8ClampedArray(4 * width * height);
  await inStrips(canvas, (first, rows) => pixels.set(context.getImageData(0, first, width, rows).data, 4 * width * first));
  return { width, height, pixels };
}

/** A canvas with its smaller copy. */
export async function sheetOf(full: HTMLCanvasElement): Promise<Sheet> {
  const { width, height } = full;
  const by = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(width, height) / SMALL)));
  if (by === 1) return { full, small: full, by };
  const [small, context] = blank(Math.ceil(width / by), Math.ceil(height / by));
  context.imageSmoothingQuality = 'medium';
  await inStrips(full, (first, rows) => {
    context.drawImage(full, 0, first, width, rows, 0, first / by, width / by, rows / by);
  });
  return { full, small, by };
}

export async function putPixels(pixels: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): Promise<Sheet> {
  const [canvas, context] = blank(width, height);
  await inStrips(canvas, (first, rows) => {
    const strip = pixels.subarray(4 * width * first, 4 * width * (first + rows));
    context.putImageData(new ImageData(strip, width, rows), 0, first);
  });
  return sheetOf(canvas);
}
