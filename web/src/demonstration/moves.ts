// How the cells of the demonstration travel from one act to another. The rows of a block never run through one another: the window's
// go up and over, the filter's pass below, and the products step down and wait.
import { EASING, TIMES } from '../cells/times.ts';
import type { Act, Box, Figure, Layout, Part } from './layout.ts';

/** A place on the way: `at` is the share of the duration. */
export interface Stop {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly easing: string;
}

export interface Move {
  readonly part: Part;
  readonly element: number;
  readonly delay: number;
  readonly duration: number;
  /** The box at the start; it takes the size of the end on the way. */
  readonly from: Box;
  readonly to: Box;
  /** Between the two. */
  readonly stops: readonly Stop[];
  /** It appears at its end in place of travelling. */
  readonly fades: boolean;
}

export type Boxes = Readonly<Record<Part, readonly Box[]>>;

export interface Travel {
  readonly moves: readonly Move[];
  /** Milliseconds until the last cell has landed. */
  readonly landed: number;
}

/** The height by which a cell is lifted, and the space between a row that travels and the one below it. */
const kLift = 7;
const kClear = 4;

/** Milliseconds between the starts of two rows. */
const rowDelay = (rows: number) => Math.min(TIMES.rowDelay, TIMES.allRows / Math.max(1, rows - 1));
/** Until the last row of a block is unrolled, and its products have followed. */
export const unrolling = (rows: number) => (rows - 1) * (rowDelay(rows) + TIMES.productsDelay) + TIMES.travel + TIMES.products;

export function travelBetween(from: Act, to: Act, boxes: Boxes, layout: Layout, { height, width, channels }: Figure): Travel {
  const moves: Move[] = [];
  const add = (part: Part, element: number, delay: number, duration: number, stops: Stop[] = [], fades = false) => {
    const [start, end] = [boxes[part][element] as Box, layout.cells[part][element] as Box];
    if (!fades && Math.abs(start.x - end.x) + Math.abs(start.y - end.y) < 1) return;
    moves.push({ part, element, delay, duration, from: start, to: end, stops, fades });
  };
  const stop = (at: number, x: number, y: number, easing: string = EASING): Stop => ({ at, x, y, easing });
  const lifted = (part: Part, element: number, delay: number, duration: number) => {
    const { x, y } = boxes[part][element] as Box;
    const whole = duration + TIMES.lift;
    add(part, element, delay, whole, [stop(TIMES.lift / whole, x, y - kLift)]);
  };
  const rowOf = (element: number) => Math.floor(element / (width * channels));
  const elements = Array.from({ length: height * width * channels }, (_, element) => element);
  const unrolls = to === 2 && from !== 2;
  const clear = unrolls && from === 1 && channels === 1 && layout.lines.length === 1;
  const landed = (height - 1) * rowDelay(height) + TIMES.travel;

  for (const element of elements) {
    const row = rowOf(element);
    const delay = unrolls ? row * rowDelay(height) : 0;
    if (clear) {
      const [a, over] = [boxes.window[element] as Box, layout.cells.window[element] as Box];
      const above = over.y - over.h - kClear;
      add('window', element, delay, TIMES.travel, [stop(0.3, a.x, above), stop(0.75, over.x, above)]);
      const [w, under] = [boxes.filter[element] as Box, layout.cells.filter[element] as Box];
      const below = Math.max(w.y, under.y + under.h + kClear - 1);
      add('filter', element, delay, TIMES.travel, row > 0 ? [stop(0.6, under.x, below)] : []);
      const [p, end] = [boxes.product[element] as Box, layout.cells.product[element] as Box];
      const whole = landed + row * TIMES.productsDelay + TIMES.products;
      const down = p.y + end.y - (layout.blocks.products.y as number);
      add('product', element, 0, whole, [
        stop(TIMES.productsDown / whole, p.x, down),
        stop(1 - TIMES.products / whole, p.x, down),
      ]);
    } else if (unrolls) {
      lifted('window', element, delay, TIMES.travel);
      lifted('filter', element, delay, TIMES.travel);
      if (from === 1) lifted('product', element, delay + TIMES.follow, TIMES.travel);
      else add('product', element, landed + TIMES.lift, TIMES.fade, [], true);
    } else if (to === 2) {
      lifted('window', element, 0, TIMES.reorder);
      lifted('filter', element, 0, TIMES.reorder);
    } else {
      add('window', element, 0, TIMES.fold);
      add('filter', element, 0, TIMES.fold);
      if (to === 1)
        add('product', element, from === 2 ? 0 : TIMES.fold - TIMES.fade, from === 2 ? TIMES.fold : TIMES.fade, [], from === 3);
    }
  }
  return { moves, landed: moves.reduce((last, { delay, duration }) => Math.max(last, delay + duration), 0) };
}

/** The keyframes of a move, for an element that already has its final box. */
export function keyframes({ from, to, stops, fades }: Move): Keyframe[] {
  if (fades) return [{ opacity: 0 }, { opacity: 1 }];
  const scale = `scale(${from.w / to.w}, ${from.h / to.h})`;
  const at = (x: number, y: number) => `translate(${x - to.x}px, ${y - to.y}px)`;
  return [
    { transform: `${at(from.x, from.y)} ${scale}`, easing: EASING, zIndex: 8 },
    ...stops.map(({ at: offset, x, y, easing }) => ({ transform: `${at(x, y)} ${scale}`, offset, easing, zIndex: 8 })),
    { transform: 'none', zIndex: 8 },
  ];
}
