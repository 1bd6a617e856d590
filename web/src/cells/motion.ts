// Motion that explains: cells move in straight lines from their old places to their new ones. The layout is final from the start,
// so nothing waits for a motion, and the same picture appears at once without it.
import { boxOf, scaleOf } from './zoom.ts';

/**
 * Every time of a motion, in milliseconds. Not in a style sheet, because a script cannot rely on the format there: minified, `900ms`
 * is `.9s`.
 */
export const TIMES = {
  /** A cell's way from a block to its vector; each row of the block starts later than the one before it. */
  travel: 900,
  rowDelay: 300,
  /** At most, from the first row to the last. */
  allRows: 1500,
  /** Before a way that crosses other cells, the cell is lifted. */
  lift: 140,
  /** The products follow the window and the filter. */
  follow: 120,
  /** The products' own way where nothing crosses it: down first, then sideways, each row later than the one before it. */
  productsDown: 400,
  products: 600,
  productsDelay: 120,
  /** Back into the blocks. */
  fold: 520,
  /** Another order of one vector. */
  reorder: 600,
  /** Labels and outlines appear. */
  fade: 200,
  /** While the demonstration plays: each product, each pair, and all of them at most; then the time to read. */
  product: 160,
  allProducts: 1600,
  readProducts: 1400,
  pair: 70,
  allPairs: 900,
  readPairs: 2200,
  rawNumber: 1300,
} as const;
export const EASING = 'cubic-bezier(0.2, 0, 0, 1)';

/** Whether the reader prefers reduced motion. */
export const lessMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The data attribute that identifies a cell: its place in the lane, or its input number. */
type Name = 'key' | 'input';

/** The current places of the cells with such a key. */
export function places(root: ParentNode | null, name: Name = 'key'): Map<string, DOMRect> {
  const found = new Map<string, DOMRect>();
  for (const cell of root?.querySelectorAll<HTMLElement>(`[data-${name}]`) ?? [])
    found.set(cell.dataset[name] as string, boxOf(cell));
  return found;
}

/** Moves each cell of `root` from the old place of the same key. `delay`: milliseconds before a key starts. */
export function travel(
  root: ParentNode,
  from: ReadonlyMap<string, DOMRect>,
  delay: (key: string) => number = () => 0,
  name: Name = 'key',
): void {
  if (lessMotion()) return;
  for (const cell of root.querySelectorAll<HTMLElement>(`[data-${name}]`)) {
    const key = cell.dataset[name] as string;
    const start = from.get(key);
    if (!start) continue;
    const end = boxOf(cell);
    const scale = scaleOf(cell);
    const [x, y] = [(start.left - end.left) / scale, (start.top - end.top) / scale];
    if (x === 0 && y === 0) continue;
    cell.animate(
      [
        { transform: `translate(${x}px, ${y}px)`, zIndex: 5 },
        { transform: 'none', zIndex: 5 },
      ],
      { duration: TIMES.fold, easing: EASING, delay: delay(key), fill: 'backwards' },
    );
  }
}
