// Where each cell of the demonstration stands, in each act. Pure geometry, in CSS pixels from the stage's top left corner. The stage
// has the same height in all acts, so that nothing below it moves.

export type Act = 1 | 2 | 3;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The chosen step, as far as it matters here. */
export interface Figure {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** The elements of the window and of the filter's block in the order of their vectors: the core's `layout`. */
  readonly window: ArrayLike<number>;
  readonly filter: ArrayLike<number>;
  /** np.dot's result as a grid; null where NumPy refuses. */
  readonly raw: { readonly rows: number; readonly columns: number } | null;
  /** The most characters that a cell shows. */
  readonly characters: number;
}

/** `width`: of the stage. `cell`: the side of a cell in the other views. */
export interface Room {
  readonly width: number;
  readonly cell: number;
}

export interface Layout {
  /** Two columns: the figure, and the words beside it. */
  readonly beside: boolean;
  readonly column: number;
  /** The side of a cell in a block, and whether it shows its number. */
  readonly side: number;
  readonly numbered: boolean;
  /** The outer box of each block and of one slice (channel) of it. */
  readonly blocks: { readonly window: Box; readonly filter: Box; readonly products: Box };
  readonly slices: readonly Box[];
  /** The lines of act 2: each is a piece of the vectors. */
  readonly lines: readonly Line[];
  readonly raw: Box | null;
  /** By element of the window, of the filter's block, and again of the window. */
  readonly cells: Readonly<Record<Part, readonly Box[]>>;
  readonly sum: { readonly y: number; readonly width: number };
  /** Where the words stand; null: below the stage. */
  readonly words: { readonly x: number; readonly y: number; readonly width: number } | null;
  readonly height: number;
}

export type Part = 'window' | 'filter' | 'product';

export interface Line {
  /** Its first entry, and one past the last. */
  readonly first: number;
  readonly end: number;
  readonly window: Box;
  readonly filter: Box;
  readonly products: Box;
}

/** The distance between the two columns; --gutter has the same value. */
const kGutter = 48;
/** A narrower stage has one column. */
const kTwoColumns = 560;
/** The height of the labels above the blocks and the vectors. */
const kTop = 24;
/** The space between two slices of a block. */
const kSliceGap = 8;
/** The space for an operator between two blocks: the most and the least. */
const kOperator = { most: 40, least: 14 };
/** Up to so many numbers a cell is as large as in the other views; up to so many it shows its number. */
export const kLargeCells = 9;
export const kNumbered = 49;
/** A smaller cell has no room for a number. */
const kLeastNumbered = 20;
/** The greatest height of a block with more numbers. */
const kBlockHeight = 250;
/** The height of a strip without numbers, and the least width of an entry in it. */
const kStrip = 28;
const kEntry = 2;
/** The least height for words below a figure that needs both columns. */
const kWords = 128;
/** The height for the sentences below the figure, where they may take three lines. */
const kSentences = 60;

/** The sides to try, for cells that must be smaller than in the other views. */
function sides(figure: Figure, room: Room): readonly number[] {
  const n = figure.height * figure.width * figure.channels;
  const small = [20, 16, 12, 10, 8, 7, 6, 5, 4, 3, 2, 1];
  if (n > kNumbered) return small.slice(2);
  const numbered = figure.characters > 3 ? 32 : room.cell > 32 ? 28 : 24;
  return n <= kLargeCells ? [room.cell, 28, 24, ...small] : [numbered, 24, ...small].filter((side) => side <= numbered);
}

interface Block {
  readonly side: number;
  /** Slices beside one another. */
  readonly across: number;
  readonly w: number;
  readonly h: number;
  readonly spans: boolean;
  readonly operator: number;
}

/** The largest cells with which three blocks fit into one column, or else into both. */
function blockFor(figure: Figure, room: Room, column: number): Block {
  const { height, width, channels } = figure;
  const few = height * width * channels <= kNumbered;
  for (const side of sides(figure, room)) {
    for (const spans of column < room.width ? [false, true] : [false]) {
      const free = spans ? room.width : column;
      for (let across = 1; across <= channels; across++) {
        const down = Math.ceil(channels / across);
        const w = across * width * side + (across - 1) * kSliceGap;
        const h = down * height * side + (down - 1) * kSliceGap;
        const operator = Math.floor((free - 3 * w) / 2);
        if (operator < kOperator.least) break;
        if (h <= kBlockHeight || (few && across === 1 && h <= kBlockHeight + 60))
          return { side, across, w, h, spans, operator: Math.min(kOperator.most, operator) };
      }
    }
  }
  // Wider or higher than anything that the page takes.
  return { side: 1, across: 1, w: width, h: height * channels, spans: false, operator: kOperator.least };
}

/** The lines of act 2. */
function linesFor(figure: Figure, room: Room, column: number, side: number): { lines: Line[]; entry: number; spans: boolean } {
  const { height, width, channels } = figure;
  const n = height * width * channels;
  const beside = column < room.width;
  const numbered = n <= kNumbered;
  const large = n <= kLargeCells && n * side <= column - 40;
  const labels = large ? Math.max(40, Math.min(80, column - n * side)) : beside ? 80 : 0;
  const spans = !large && beside;
  const free = (spans ? room.width : column) - labels;
  let entry = numbered ? Math.max(side, Math.min(24, free)) : Math.floor((2 * free) / n) / 2;
  let per = n;
  if (entry * n > free || (!numbered && entry < kEntry)) {
    per = width * channels;
    if (numbered) per = Math.max(1, Math.min(per, Math.floor(free / entry)));
    else entry = Math.floor((2 * free) / per) / 2 || free / per;
  }
  const count = Math.ceil(n / per);
  const gaps = count > 1 ? { filter: 1, products: 2, line: 10 } : { filter: 5, products: beside ? 18 : 14, line: 0 };
  const high = numbered
    ? entry
    : count === 1
      ? kStrip
      : Math.max(3, Math.min(kStrip, Math.floor((kBlockHeight / count - 13) / 3)));
  const pitch = 3 * high + gaps.filter + gaps.products + gaps.line;
  const lines = Array.from({ length: count }, (_, line): Line => {
    const [first, end] = [line * per, Math.min(n, (line + 1) * per)];
    const y = kTop + line * pitch;
    const box = (top: number): Box => ({ x: labels, y: top, w: (end - first) * entry, h: high });
    const filter = y + high + gaps.filter;
    return { first, end, window: box(y), filter: box(filter), products: box(filter + high + gaps.products) };
  });
  return { lines, entry, spans };
}

export function layoutOf(act: Act, figure: Figure, room: Room): Layout {
  const { height, width, channels, raw } = figure;
  const n = height * width * channels;
  const beside = room.width >= kTwoColumns;
  const column = beside ? (room.width - kGutter) / 2 : room.width;
  const block = blockFor(figure, room, column);
  const { side, across, operator } = block;
  const { lines, entry, spans: linesSpan } = linesFor(figure, room, column, side);

  const blockAt = (index: number): Box => ({ x: index * (block.w + operator), y: kTop, w: block.w, h: block.h });
  const blocks = { window: blockAt(0), filter: blockAt(1), products: blockAt(2) };
  const sliceAt = (channel: number): Box => ({
    x: (channel % across) * (width * side + kSliceGap),
    y: kTop + Math.floor(channel / across) * (height * side + kSliceGap),
    w: width * side,
    h: height * side,
  });
  const slices = Array.from({ length: channels }, (_, channel) => sliceAt(channel));
  const inBlock =
    (left: number) =>
    (element: number): Box => {
      const slice = slices[element % channels] as Box;
      const pixel = Math.floor(element / channels);
      return { x: left + slice.x + (pixel % width) * side, y: slice.y + Math.floor(pixel / width) * side, w: side, h: side };
    };
  const inLine =
    (part: 'window' | 'filter' | 'products') =>
    (slot: number): Box => {
      const line = lines.find(({ end }) => slot < end) as Line;
      const strip = line[part];
      return { x: strip.x + (slot - line.first) * entry, y: strip.y, w: entry, h: strip.h };
    };
  const elements = Array.from({ length: n }, (_, element) => element);
  const slots = (order: ArrayLike<number>) => {
    const found = new Int32Array(n);
    for (let slot = 0; slot < n; slot++) found[order[slot] as number] = slot;
    return found;
  };
  const [ofWindow, ofFilter] = [slots(figure.window), slots(figure.filter)];
  const cells =
    act === 2
      ? {
          window: elements.map((element) => inLine('window')(ofWindow[element] as number)),
          filter: elements.map((element) => inLine('filter')(ofFilter[element] as number)),
          product: elements.map((element) => inLine('products')(ofWindow[element] as number)),
        }
      : {
          window: elements.map(inBlock(0)),
          filter: elements.map(inBlock(blocks.filter.x)),
          product: elements.map(inBlock(blocks.products.x)),
        };

  const last = lines.at(-1) as Line;
  const bottom = Math.max(kTop + block.h, last.products.y + last.products.h);
  const sumAt = (act === 2 && linesSpan ? last.products.y + last.products.h : bottom) + 22;
  const spans = act === 2 ? linesSpan : block.spans;
  const wordsAt = act === 2 ? last.products.y + last.products.h + 20 : kTop + block.h + 20;
  const least = block.spans ? kTop + block.h + 20 + kWords : linesSpan ? last.products.y + last.products.h + 20 + kWords : 0;
  return {
    beside,
    column,
    side: act === 2 ? entry : side,
    numbered: n <= kNumbered && (act === 2 ? entry : side) >= kLeastNumbered,
    blocks,
    slices,
    lines,
    raw: raw && rawBox(raw, block, blocks, column),
    cells,
    sum: { y: sumAt, width: Math.min(column, blocks.products.x + block.w) },
    words: beside ? { x: column + kGutter, y: spans ? wordsAt : 0, width: column } : null,
    height: Math.max(bottom + 22 + kSentences, beside ? least : 0),
  };
}

/** The grid of np.dot's numbers: cells like those of the blocks, or as large as the rest of the column allows. */
function rawBox(
  { rows, columns }: NonNullable<Figure['raw']>,
  block: Block,
  { products }: Layout['blocks'],
  column: number,
): Box {
  if (columns * block.side <= products.w && rows * block.side <= products.h + block.side)
    return { x: products.x, y: kTop, w: columns * block.side, h: rows * block.side };
  const gap = Math.min(block.operator, 28);
  const left = 2 * block.w + 2 * gap;
  const free = Math.max(products.w, (block.spans ? products.x + products.w : column) - left);
  const side = Math.min(free / columns, Math.max(block.h, 120) / rows);
  const exact = side >= 2 ? Math.floor(side) : side;
  return { x: left + free - exact * columns, y: kTop, w: exact * columns, h: exact * rows };
}
