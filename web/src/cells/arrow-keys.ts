// Arrow keys in a view that only shows numbers ([data-walk]). The view is one Tab stop, and the arrows move from cell to cell as on
// the screen, so that keyboard users can point at every cell. Tab always leaves.

const kCells = '.cell[data-input],.cell[data-filter],.cell[data-product],.cell[data-output]';
/** The axis and the direction of each arrow. */
const kArrows: Record<string, readonly ['x' | 'y', 1 | -1]> = {
  ArrowLeft: ['x', -1],
  ArrowRight: ['x', 1],
  ArrowUp: ['y', -1],
  ArrowDown: ['y', 1],
};

export function walk(event: KeyboardEvent): void {
  const from = event.target as HTMLElement;
  const view = from.closest<HTMLElement>('[data-walk]');
  if (!view || event.ctrlKey || event.metaKey || event.altKey) return;
  // Only the view itself or one of its cells, not a control inside it.
  if (from !== view && !from.matches(kCells)) return;
  const cells = [...view.querySelectorAll<HTMLElement>(kCells)];
  const next = event.key === 'Home' ? cells[0] : event.key === 'End' ? cells.at(-1) : neighbour(from, view, cells, event.key);
  if (next === undefined) return;
  event.preventDefault();
  if (next === null) return;
  next.tabIndex = -1;
  next.focus();
}

/** The next cell in the arrow's direction; null at the edge; undefined for any other key. */
function neighbour(from: HTMLElement, view: HTMLElement, cells: readonly HTMLElement[], key: string) {
  const arrow = kArrows[key];
  if (!arrow) return undefined;
  if (from === view) return cells[0] ?? null;
  const [along, sense] = arrow;
  const across = along === 'x' ? 'y' : 'x';
  const here = placeIn(view, from);
  let nearest: HTMLElement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    const there = placeIn(view, cell);
    const distance = (there[along] - here[along]) * sense;
    if (distance < 1 || distance >= least || Math.abs(there[across] - here[across]) >= from.offsetHeight / 2) continue;
    nearest = cell;
    least = distance;
  }
  return nearest;
}

/** A cell's place in the view's layout, even while it appears to move there. */
function placeIn(view: HTMLElement, cell: HTMLElement): { x: number; y: number } {
  const place = { x: 0, y: 0 };
  for (let each = cell; each && each !== view; each = each.offsetParent as HTMLElement) {
    place.x += each.offsetLeft;
    place.y += each.offsetTop;
  }
  return place;
}
