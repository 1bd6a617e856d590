// The common view of the panel's three pictures: zoom and drag, the chosen output with its window, and the numbers if they fit.
// Draws on the panel's canvases; draws no controls and filters nothing.
import type { LitElement } from 'lit';
import { boxOf } from '../../cells/zoom.ts';
import { shortNumber } from '../../model/number.ts';
import type { Pair } from '../../model/state.ts';
import { type Cells, cellsInView, type Layer, paint, putPixels, ROOM, type Sheet, type Texts, type View } from './canvas.ts';
import { type Along, firstCell, originOf, outputAt, type Places, placesOf } from './picture.ts';
import type { PictureRun } from './picture-run.ts';
import type { PictureSource } from './source.ts';

const PICTURES = ['picture', 'result', 'difference'] as const;
export type PictureName = (typeof PICTURES)[number];

/** The most canvas pixels for one pixel of the picture. */
export const CLOSEST = 64;
/** The most pixels that a pointer may move during a click. */
const kStill = 4;

export class Looking {
  readonly #panel: LitElement;
  readonly #run: PictureRun;
  readonly #source: PictureSource;
  /** Whether the drawn result matches the question. */
  readonly #isCurrent: () => boolean;
  #results: Record<'result' | 'difference', Sheet | null> = { result: null, difference: null };
  #texts: { key: string; picture: Texts | null; result: Texts | null } = { key: '', picture: null, result: null };
  #drag: { x: number; y: number; view: View; moved: boolean } | null = null;
  /** In a new picture, the output at the middle is chosen first. */
  #unchosen = true;
  #at = { row: 0, column: 0 };
  #view: View | null = null;

  /** The places of the last answer's outputs; null: what is drawn belongs to another picture. */
  places: Places | null = null;

  constructor(panel: LitElement, run: PictureRun, source: PictureSource, isCurrent: () => boolean) {
    this.#panel = panel;
    this.#run = run;
    this.#source = source;
    this.#isCurrent = isCurrent;
  }

  /** The chosen output. */
  get at(): { readonly row: number; readonly column: number } {
    return this.#at;
  }

  /** null: the whole picture. */
  get view(): View | null {
    return this.#view;
  }
  set view(view: View | null) {
    this.#view = view;
    this.#panel.requestUpdate();
  }

  /** The whole picture, centred. */
  get whole(): View {
    const { width, height } = this.#source.size;
    const canvas = this.#canvas('picture');
    const scale = canvas ? Math.min(canvas.clientWidth / width, canvas.clientHeight / height) : 1;
    return { scale: scale || 1, row: height / 2, column: width / 2 };
  }

  /** Begins with another picture. */
  begin({ resized, unseen }: { resized: boolean; unseen: boolean }): void {
    this.#unchosen ||= unseen;
    if (resized) this.#view = null;
    // The drawn result belongs to another picture; between the camera's frames the difference is small.
    if (resized || this.#source.source !== 'camera') this.places = null;
  }

  /** Takes the run's answer; false if there is a newer one. */
  async take(): Promise<boolean> {
    const { answer, answered } = this.#run;
    if (!answer || !answered) return false;
    const [rows = 0, columns = 0] = answer.shape;
    const { size } = this.#source;
    const result = await putPixels(answer.result, columns, rows);
    const difference = await putPixels(answer.difference, columns, rows);
    // Another answer or another picture has arrived in the meantime.
    if (this.#run.answer !== answer || this.#source.size !== size) return false;
    this.#results = { result, difference };
    this.places = placesOf(size, answered, answer);
    this.#texts = { key: '', picture: null, result: null };
    const { height, width } = this.places;
    if (this.#unchosen) this.choose(outputAt(height, size.height / 2), outputAt(width, size.width / 2));
    else this.choose(this.#at.row, this.#at.column);
    this.#unchosen = false;
    return true;
  }

  /** Chooses an output, or the nearest one; with `follow`, also scrolls it into view. */
  choose(row: number, column: number, follow = false): void {
    const { places } = this;
    if (!places) return;
    const at = {
      row: Math.max(0, Math.min(places.height.origins.length - 1, row)),
      column: Math.max(0, Math.min(places.width.origins.length - 1, column)),
    };
    const moved = at.row !== this.#at.row || at.column !== this.#at.column;
    this.#at = at;
    if (follow) this.#follow();
    this.#panel.requestUpdate();
    if (moved) this.#panel.dispatchEvent(new Event('chosen'));
  }

  /** Zooms around a place of the picture; without one, centres the chosen output. */
  zoom(by: number, place?: { row: number; column: number }): void {
    const { whole } = this;
    const view = this.#view ?? whole;
    const scale = Math.min(CLOSEST, view.scale * by);
    if (scale <= whole.scale) {
      this.view = null;
      return;
    }
    const [row, column] = place ? [place.row, place.column] : this.#middle;
    const share = place ? view.scale / scale : 0;
    this.view = { scale, row: row + (view.row - row) * share, column: column + (view.column - column) * share };
  }

  /** `css`: a token's colour. */
  paint(css: (token: string) => string): void {
    const view = this.#view ?? this.whole;
    const { places } = this;
    const texts = this.#wanted(view, css);
    const [colour, page] = [css('chosen'), css('page')];
    for (const name of PICTURES) {
      const canvas = this.#canvas(name);
      const layer = this.#layer(name);
      if (!canvas || !layer) continue;
      const cells = places && this.#outlined(name, places);
      paint(canvas, layer, view, cells ? { cells, colour, page } : null, name === 'difference' ? null : texts[name]);
    }
  }

  // ---- pointer and keys, on each of the canvases ----

  readonly press = (event: PointerEvent) => {
    if (event.button !== 0) return;
    this.#drag = { x: event.clientX, y: event.clientY, view: this.#view ?? this.whole, moved: false };
  };
  // A touch scrolls the page, and a drag ends when it leaves the canvas.
  readonly move = (event: PointerEvent) => {
    const drag = this.#drag;
    if (!drag || event.pointerType === 'touch') return;
    if (event.buttons === 0) {
      this.#drag = null;
      return;
    }
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    drag.moved ||= Math.hypot(x, y) > kStill;
    if (!drag.moved || !this.#view) return;
    const canvas = event.currentTarget as HTMLCanvasElement;
    const scale = drag.view.scale * (boxOf(canvas).width / canvas.clientWidth);
    this.view = { ...drag.view, row: drag.view.row - y / scale, column: drag.view.column - x / scale };
  };
  readonly leave = () => {
    this.#drag = null;
  };
  readonly click = (event: MouseEvent) => {
    const moved = this.#drag?.moved;
    this.#drag = null;
    const { places } = this;
    if (moved || !places) return;
    const { row, column } = this.#placeOf(event);
    this.choose(outputAt(places.height, row), outputAt(places.width, column));
  };
  readonly wheel = (event: WheelEvent) => {
    // As usual in browsers, the wheel without a key scrolls the page.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(2 ** (-event.deltaY / 200), this.#placeOf(event));
  };
  readonly key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.shiftKey ? 10 : 1;
    const steps: Record<string, Pair> = { ArrowUp: [-by, 0], ArrowDown: [by, 0], ArrowLeft: [0, -by], ArrowRight: [0, by] };
    const step = steps[event.key];
    if (step) this.choose(this.#at.row + step[0], this.#at.column + step[1], true);
    else if (event.key === '+' || event.key === '=') this.zoom(2);
    else if (event.key === '-') this.zoom(0.5);
    else return;
    event.preventDefault();
  };

  #canvas(name: PictureName) {
    return this.#panel.querySelector<HTMLCanvasElement>(`canvas[data-picture="${name}"]`);
  }

  /** The placement of a canvas's picture over the first one. */
  #layer(name: PictureName): Layer | null {
    const { places } = this;
    const sheet = name === 'picture' ? this.#source.sheet : this.#results[name];
    if (!sheet) return null;
    if (name === 'picture') return { sheet, row: 0, column: 0, height: 1, width: 1 };
    if (!places) return null;
    const { height, width } = places;
    return { sheet, row: firstCell(height), column: firstCell(width), height: height.stride, width: width.stride };
  }

  /** The window in the picture, the output in the others. */
  #outlined(name: PictureName, { height, width }: Places): Cells {
    const { row, column } = this.#at;
    if (name !== 'picture') return { row, column, rows: 1, columns: 1 };
    return { row: originOf(height, row), column: originOf(width, column), rows: height.extent, columns: width.extent };
  }

  /** The visible numbers, once they have arrived: requested only if they fit. */
  #wanted(view: View, css: (token: string) => string) {
    const { answer, answered } = this.#run;
    const channels = answered?.channels ?? 1;
    const depth = (answer?.shape[2] ?? 1) as 1 | 3;
    const cells = { picture: this.#roomy('picture', view, ROOM[channels]), result: this.#roomy('result', view, ROOM[depth]) };
    const key = JSON.stringify([answered, cells]);
    if (key === this.#texts.key || this.#source.filming || !this.#isCurrent()) return this.#texts;
    this.#texts = { key, picture: null, result: null };
    const fetch = async (name: 'picture' | 'result', of: 'input' | 'output', each: number) => {
      const area = cells[name];
      if (!area) return;
      const numbers = await this.#run.numbers(of, area).catch(() => null);
      if (!numbers || this.#texts.key !== key) return;
      const texts = Array.from({ length: numbers.length / each }, (_, index) =>
        Array.from(numbers.subarray(index * each, (index + 1) * each), (value) => shortNumber(value, 5).text),
      );
      this.#texts = { ...this.#texts, [name]: { ...area, texts } };
      this.paint(css);
    };
    void fetch('picture', 'input', channels);
    void fetch('result', 'output', depth);
    return this.#texts;
  }

  /** The visible cells, if their numbers fit. */
  #roomy(name: 'picture' | 'result', view: View, room: number): Cells | null {
    const canvas = this.#canvas(name);
    const layer = this.#layer(name);
    if (!canvas || !layer || !this.places || Math.min(layer.height, layer.width) * view.scale < room) return null;
    return cellsInView(canvas, layer, view);
  }

  /** The place of the chosen output in the picture. */
  get #middle(): readonly [row: number, column: number] {
    const { row, column } = this.#at;
    const { places } = this;
    const along = (axis: Along, at: number) => originOf(axis, at) + axis.extent / 2;
    return places ? [along(places.height, row), along(places.width, column)] : [row, column];
  }

  #follow() {
    const view = this.#view;
    const canvas = this.#canvas('picture');
    if (!view || !canvas) return;
    const [row, column] = this.#middle;
    const isIn = (at: number, middle: number, size: number) => Math.abs(at - middle) < size / 2 / view.scale - 1;
    if (isIn(row, view.row, canvas.clientHeight) && isIn(column, view.column, canvas.clientWidth)) return;
    this.view = { ...view, row, column };
  }

  #placeOf(event: MouseEvent) {
    const canvas = event.currentTarget as HTMLCanvasElement;
    const box = boxOf(canvas);
    const view = this.#view ?? this.whole;
    return {
      row: view.row + ((event.clientY - box.y) / box.height - 0.5) * (canvas.clientHeight / view.scale),
      column: view.column + ((event.clientX - box.x) / box.width - 0.5) * (canvas.clientWidth / view.scale),
    };
  }
}
