// Motion that explains: cells move in straight lines from their old places to their new ones. The layout is final from the start,
// so nothing waits for a motion, and the same picture appears at once without it.
import { EASING, TIMES } from './times.ts';
import { boxOf, scaleOf } from './zoom.ts';

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
