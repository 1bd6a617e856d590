// Motion that explains: cells travel along straight lines from where they were to where they are. The layout is final from
// the start, so nothing waits for a motion, and without motion the same picture is there at once.
import { boxOf, scaleOf } from './zoom.ts';

/** Milliseconds of one cell's way, and its easing. A time in a style sheet is no number to a script: minified, `420ms` is `.42s`. */
const kTravel = { duration: 420, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

/** Less motion is asked for. */
export const lessMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** What tells that two cells are the same: the place in its lane, or the number of the input. */
type Name = 'key' | 'input';

/** Where the cells with such a key are now. */
export function places(root: ParentNode | null, name: Name = 'key'): Map<string, DOMRect> {
  const found = new Map<string, DOMRect>();
  for (const cell of root?.querySelectorAll<HTMLElement>(`[data-${name}]`) ?? [])
    found.set(cell.dataset[name] as string, boxOf(cell));
  return found;
}

/** Lets each cell of `root` travel from where the cell of the same key was. `delay`: milliseconds before a key's departure. */
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
      { ...kTravel, delay: delay(key), fill: 'backwards' },
    );
  }
}
