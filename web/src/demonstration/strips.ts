// Draws the cells of large blocks on a canvas: colours without numbers, and their way from one act to another.
import { lessMotion } from '../cells/motion.ts';
import { TIMES } from '../cells/times.ts';
import type { Box, Layout, Part } from './layout.ts';
import type { Boxes, Move, Travel } from './moves.ts';

/** The shades of each sign. */
const kShades = 16;
const PARTS = ['window', 'filter', 'product'] as const;

/** A number's shade: 0 for zero, otherwise 1 to 16, negative for negative numbers. */
export type Shades = Readonly<Record<Part, ArrayLike<number>>>;

/** `amount`: as `tint` gives it, in per cent. */
export const shadeOf = (sign: '' | 'pos' | 'neg', amount: string): number =>
  sign === '' ? 0 : Math.max(1, Math.round((Number.parseFloat(amount) / 100) * kShades)) * (sign === 'pos' ? 1 : -1);

export class Strips {
  readonly #canvas: HTMLCanvasElement;
  #frame = 0;
  #boxes: Boxes | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Where the cells are at this moment. */
  get boxes(): Boxes | null {
    return this.#boxes;
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** Draws the cells at their places, or on their way there. `parts`: those that the act shows. */
  draw(layout: Layout, shades: Shades, parts: readonly Part[], width: number, travel: Travel | null): void {
    this.stop();
    const colours = this.#colours();
    const began = performance.now();
    const frame = () => {
      const time = travel === null || lessMotion() ? Number.POSITIVE_INFINITY : performance.now() - began;
      this.#paint(time >= (travel?.landed ?? 0) ? layout.cells : onTheWay(layout.cells, travel?.moves ?? [], time), {
        layout,
        shades,
        parts,
        width,
        colours,
        time,
        moves: travel?.moves ?? [],
      });
      if (travel && time < travel.landed) this.#frame = requestAnimationFrame(frame);
    };
    frame();
  }

  #paint(
    boxes: Boxes,
    drawn: {
      layout: Layout;
      shades: Shades;
      parts: readonly Part[];
      width: number;
      colours: (shade: number) => string;
      time: number;
      moves: readonly Move[];
    },
  ): void {
    this.#boxes = boxes;
    const { layout, shades, parts, width, colours } = drawn;
    const density = devicePixelRatio * (this.#canvas.currentCSSZoom ?? 1);
    const [w, h] = [Math.round(width * density), Math.round(layout.height * density)];
    if (this.#canvas.width !== w || this.#canvas.height !== h) Object.assign(this.#canvas, { width: w, height: h });
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, layout.height);
    const faded = new Map(drawn.moves.filter(({ fades }) => fades).map((move) => [`${move.part}${move.element}`, move]));
    for (const part of PARTS) {
      if (!parts.includes(part)) continue;
      boxes[part].forEach(({ x, y, w, h }, element) => {
        const fade = faded.get(`${part}${element}`);
        context.globalAlpha = fade ? Math.max(0, Math.min(1, (drawn.time - fade.delay) / TIMES.fade)) : 1;
        context.fillStyle = colours(shades[part][element] as number);
        // The seam between two cells, as between cells with numbers.
        const seam = w > 4 ? 1 : w > 2 ? 0.5 : 0;
        context.fillRect(x, y, w - seam, h - Math.min(seam, h > 4 ? 1 : 0));
      });
    }
    context.globalAlpha = 1;
  }

  /** The page's colours, as the style sheet mixes them in this theme. */
  #colours(): (shade: number) => string {
    const swatch = document.createElement('i');
    this.#canvas.after(swatch);
    const read = (sign: string, share: number) => {
      swatch.className = `cell ${sign}`;
      swatch.style.setProperty('--amount', `${share * 100}%`);
      return getComputedStyle(swatch).backgroundColor;
    };
    const all = ['pos', 'neg'].map((sign) => Array.from({ length: kShades + 1 }, (_, i) => read(i ? sign : '', i / kShades)));
    swatch.remove();
    return (shade) => all[shade < 0 ? 1 : 0]?.[Math.abs(shade)] ?? '';
  }
}

const eased = (share: number) => 1 - (1 - share) ** 4;

function onTheWay(cells: Boxes, moves: readonly Move[], time: number): Boxes {
  const boxes = { window: [...cells.window], filter: [...cells.filter], product: [...cells.product] };
  for (const { part, element, delay, duration, from, to, stops, fades } of moves) {
    if (fades) continue;
    const share = Math.max(0, Math.min(1, (time - delay) / duration));
    const places = [{ at: 0, x: from.x, y: from.y }, ...stops, { at: 1, x: to.x, y: to.y }];
    const next = Math.max(
      1,
      places.findIndex(({ at }) => at >= share),
    );
    const [before, after] = [places[next - 1], places[next]] as [(typeof places)[0], (typeof places)[0]];
    const way = eased(after.at > before.at ? (share - before.at) / (after.at - before.at) : 1);
    const size = eased(share);
    boxes[part][element] = {
      x: before.x + (after.x - before.x) * way,
      y: before.y + (after.y - before.y) * way,
      w: from.w + (to.w - from.w) * size,
      h: from.h + (to.h - from.h) * size,
    } satisfies Box;
  }
  return boxes;
}
