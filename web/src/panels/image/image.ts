// <convdot-image>: a picture through a filter, both ways: a chart, a file, what is dropped or pasted, or the camera, which is asked for
// by its button alone. Loaded when it is opened.
import { html, nothing, type PropertyValues, unsafeCSS } from 'lit';
import { live } from 'lit/directives/live.js';
import { glyph } from '../../cells/cells.ts';
import { vars } from '../../cells/custom-properties.ts';
import type { NumberInput } from '../../cells/number-field.ts';
import { ExamplePart } from '../../cells/part.ts';
import { boxOf } from '../../cells/zoom.ts';
import type { PictureAnswer } from '../../engine/contract.ts';
import { connect } from '../../engine/engine.ts';
import { shortNumber, showNumber } from '../../model/number.ts';
import type { Pair } from '../../model/state.ts';
import { type ImageWords, imageWordsOf } from '../../words/image.ts';
import { short } from '../../words/short.ts';
import imageCss from './image.css?inline';
import {
  type Along,
  asked,
  CHART_SIZES,
  CHARTS,
  type ChartName,
  type Choices,
  chartRows,
  FILTERS,
  firstCell,
  fitting,
  isSized,
  LARGEST,
  MOST_TAKEN,
  originOf,
  outputAt,
  type Places,
  placesOf,
  RANGES,
  SIZES,
  scaledDown,
  taken,
  takenArea,
} from './picture.ts';
import { PictureRun } from './picture-run.ts';
import {
  blank,
  type Cells,
  cellsInView,
  inStrips,
  type Layer,
  paint,
  pixelsOf,
  putPixels,
  ROOM,
  type Sheet,
  sheetOf,
  type Texts,
  type View,
} from './picture-view.ts';

export const prepare = imageWordsOf;

const sheet = unsafeCSS(imageCss).styleSheet as CSSStyleSheet;

/** Canvas pixels for one of the picture's, at most. */
const kClosest = 64;
/** The gain goes from a quarter of the automatic one to 64 times it, in powers of two. */
const kGain = { least: -2, most: 6, step: 0.25 };
/** The camera's, where it has that size. */
const kFrame = { width: { ideal: 640 }, height: { ideal: 480 } };
/** Frames that the camera's times and its rate are taken from. */
const kFrames = 30;
/** Pixels that a pointer may move in a click. */
const kStill = 4;
const kDefault = { chart: 'zone', size: 256 } as const satisfies { chart: ChartName; size: number };

/** What the picture is, and as a word. */
type Source = { readonly chart: ChartName; readonly size: number } | { readonly name: string } | 'camera';
type ImageSentence = (words: ImageWords) => string;
type Pictures = Record<'picture' | 'result' | 'difference', Sheet | null>;

/** Short, and whole where it is whole but for the last digits. */
const neat = (value: number) => short(Number(value.toPrecision(6)));

let owners = 0;

class ConvdotImage extends ExamplePart {
  static override properties = {
    ...ExamplePart.properties,
    shown: { attribute: false },
    imageWords: { state: true },
    choices: { state: true },
    source: { state: true },
    size: { state: true },
    view: { state: true },
    at: { state: true },
    drawing: { state: true },
    problem: { state: true },
    offered: { state: true },
    notice: { state: true },
    dropping: { state: true },
  };
  /** The panel is open: the camera runs in no closed one. */
  declare shown: boolean;
  declare private imageWords: ImageWords | undefined;
  declare private choices: Choices;
  declare private source: Source;
  declare private size: { readonly width: number; readonly height: number };
  /** null: all of the picture. */
  declare private view: View | null;
  /** The output that is looked at. */
  declare private at: { readonly row: number; readonly column: number };
  /** A picture is being made. */
  declare private drawing: boolean;
  /** Why there is no other picture. */
  declare private problem: ImageSentence | null;
  /** One that is too large, of which a scaled copy may be taken. */
  declare private offered: { readonly bitmap: ImageBitmap; readonly name: string } | null;
  /** What the window's button led to. */
  declare private notice: ImageSentence | null;
  declare private dropping: boolean;

  readonly #run = new PictureRun(connect(), ++owners);
  readonly #sheets: Pictures = { picture: null, result: null, difference: null };
  #places: Places | null = null;
  /** Of a new picture the output over the middle is looked at first. */
  #unchosen = true;
  /** What was asked last, as text. */
  #question = '';
  /** The newest picture that is being made. */
  #making = 0;
  #texts: { key: string; picture: Texts | null; result: Texts | null } = { key: '', picture: null, result: null };
  #camera: { stream: MediaStream; video: HTMLVideoElement; frame: number } | null = null;
  #frames: { at: number; multiplySum: number; unrolledDot: number }[] = [];
  #drag: { x: number; y: number; view: View; moved: boolean } | null = null;
  readonly #resized = new ResizeObserver(() => this.#paint());
  readonly #recolour = () => this.requestUpdate();
  readonly #themed = new MutationObserver(this.#recolour);
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    super();
    this.choices = { filter: 'example', size: 3, channels: 1, range: 'diverging', gain: null };
    this.source = kDefault;
    this.size = { width: kDefault.size, height: kDefault.size };
    this.view = null;
    this.at = { row: 0, column: 0 };
    this.drawing = true;
    this.problem = null;
    this.offered = null;
    this.notice = null;
    this.dropping = false;
    const redraw = () => this.requestUpdate();
    this.#run.addEventListener('change', redraw);
    this.#run.addEventListener('progress', redraw);
    this.#run.addEventListener('answered', () => void this.#answered());
  }

  override connectedCallback() {
    super.connectedCallback();
    const root = this.getRootNode() as ShadowRoot;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    addEventListener('paste', this.#paste);
    document.addEventListener('visibilitychange', this.#hidden);
    this.#dark.addEventListener('change', this.#recolour);
    this.#themed.observe(root.host, { attributeFilter: ['theme'] });
    this.#resized.observe(this);
    this.#question = '';
    if (!this.#sheets.picture) void this.#chart(kDefault.chart, kDefault.size);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('paste', this.#paste);
    document.removeEventListener('visibilitychange', this.#hidden);
    this.#dark.removeEventListener('change', this.#recolour);
    this.#themed.disconnect();
    this.#resized.disconnect();
    this.#stopCamera();
    this.#run.release();
  }

  readonly #hidden = () => document.hidden && this.#stopCamera();

  override willUpdate(changed: PropertyValues<this>) {
    super.willUpdate(changed);
    if (changed.has('words')) {
      void imageWordsOf(this.words.language).then((words) => {
        this.imageWords = words;
      });
    }
    if (changed.has('shown') && !this.shown) this.#stopCamera();
  }

  override updated() {
    this.#ask();
    this.#paint();
  }

  // ---- where the picture comes from ----

  async #chart(name: ChartName, size: number) {
    const making = this.#begin();
    const [canvas, context] = blank(size, size);
    if (name === 'text') {
      const lines = (this.imageWords ?? (await imageWordsOf(this.words.language))).chartText;
      context.fillStyle = '#fff';
      context.fillRect(0, 0, size, size);
      context.fillStyle = '#000';
      context.textBaseline = 'middle';
      const middles = lines.map((_, line) => ((line + 0.5) * size) / lines.length);
      for (const [line, text] of lines.entries()) {
        // From large to small, as on an oculist's chart.
        context.font = `${line < 2 ? 700 : 400} ${size / (line < 2 ? 9 : 14)}px ${getComputedStyle(this).fontFamily}`;
        context.fillText(text, size / 24, middles[line] as number, (size * 22) / 24);
      }
    } else {
      await inStrips(canvas, (row, rows) =>
        context.putImageData(new ImageData(chartRows(name, size, row, rows), size, rows), 0, row),
      );
    }
    await this.#have(making, canvas, { chart: name, size }, false);
  }

  /** Whatever was being made is not wanted any more. */
  #begin(): number {
    this.#stopCamera();
    this.#making += 1;
    this.problem = null;
    this.offered?.bitmap.close();
    this.offered = null;
    this.drawing = true;
    return this.#making;
  }

  #fail(problem: ImageSentence) {
    this.problem = problem;
    this.drawing = false;
  }

  async #have(making: number, canvas: HTMLCanvasElement, source: Source, middle = true) {
    const sheet = await sheetOf(canvas);
    if (making !== this.#making) return;
    const { width, height } = canvas;
    this.#sheets.picture = sheet;
    this.drawing = false;
    this.source = source;
    this.#unchosen ||= middle;
    const resized = this.size.width !== width || this.size.height !== height;
    if (resized) this.view = null;
    this.size = { width, height };
    // What is drawn is another picture's; of the camera's frames it is nearly the same.
    if (resized || source !== 'camera') this.#places = null;
    this.#run.take(() => pixelsOf(canvas));
    this.#question = '';
    this.requestUpdate();
  }

  async #file(file: File | undefined) {
    if (!file) return;
    const making = this.#begin();
    const bitmap = await createImageBitmap(file).catch(() => null);
    if (making !== this.#making) return bitmap?.close();
    if (!bitmap) return this.#fail((words) => words.unreadable(file.name));
    if (Math.max(bitmap.width, bitmap.height) <= LARGEST) return this.#copy(making, bitmap, file.name, bitmap);
    const { width, height } = bitmap;
    this.offered = { bitmap, name: file.name };
    this.#fail((words) => words.tooLarge(height, width, LARGEST));
  }

  #copy(making: number, bitmap: ImageBitmap, name: string, { width, height }: { width: number; height: number }) {
    const [canvas, context] = blank(width, height);
    // What is transparent is as on white paper.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    return this.#have(making, canvas, { name });
  }

  #useOffered() {
    const { offered } = this;
    if (!offered) return;
    this.offered = null;
    this.problem = null;
    void this.#copy(this.#making, offered.bitmap, offered.name, scaledDown(offered.bitmap.width, offered.bitmap.height));
  }

  readonly #paste = (event: ClipboardEvent) => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    const path = event.composedPath();
    const { host } = this.getRootNode() as ShadowRoot;
    // Of what is pasted elsewhere on a page around the example nothing is ours.
    if (!file || !this.shown || event.defaultPrevented || !(path.includes(host) || path[0] === document.body)) return;
    event.preventDefault();
    void this.#file(file);
  };

  readonly #over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dropping = true;
  };
  readonly #drop = (event: DragEvent) => {
    this.dropping = false;
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    void this.#file(event.dataTransfer.files[0]);
  };

  // ---- the camera ----

  async #startCamera() {
    const { mediaDevices } = navigator;
    const making = this.#begin();
    if (!mediaDevices?.getUserMedia) return this.#fail((words) => words.noCamera);
    let stream: MediaStream | null = null;
    try {
      stream = await mediaDevices.getUserMedia({ video: kFrame });
      const video = document.createElement('video');
      Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
      await video.play();
      if (making !== this.#making || !this.shown || !this.isConnected || document.hidden) throw new Error('closed');
      this.#frames = [];
      this.#camera = { stream, video, frame: 0 };
      stream.getVideoTracks()[0]?.addEventListener('ended', () => this.#stopCamera());
      this.#film(true);
    } catch (error) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      if (making !== this.#making) return;
      const { name, message } = error as Error;
      this.#fail((words) => words.cameraRefused(message || name));
    }
  }

  // One frame after the other: the next is taken once the last is drawn.
  #film(first = false) {
    const camera = this.#camera;
    if (!camera) return;
    const { videoWidth: width, videoHeight: height } = camera.video;
    const [canvas, context] = blank(width, height);
    context.drawImage(camera.video, 0, 0);
    void this.#have(this.#making, canvas, 'camera', first);
  }

  #stopCamera() {
    const camera = this.#camera;
    if (!camera) return;
    this.#camera = null;
    cancelAnimationFrame(camera.frame);
    for (const track of camera.stream.getTracks()) track.stop();
    camera.video.srcObject = null;
    this.requestUpdate();
  }

  // ---- what is asked ----

  get #asked() {
    const [negative, zero, positive] = ['neg-bar', 'zero', 'pos-bar'].map((name) => this.#colour(name)) as [
      number,
      number,
      number,
    ];
    return asked(this.choices, this.example.state, [negative, zero, positive]);
  }

  /** A token's colour, in whatever way the host page has written it. */
  #css(token: string): string {
    const probe = this.querySelector<HTMLElement>('.probe');
    probe?.style.setProperty('color', `var(--convdot-${token})`);
    return probe ? getComputedStyle(probe).color : '';
  }

  /** The same as 0xRRGGBB. */
  #colour(token: string): number {
    const [, context] = blank(1, 1);
    context.fillStyle = this.#css(token);
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return (red << 16) | (green << 8) | blue;
  }

  #ask() {
    if (!this.shown || !this.#sheets.picture || !this.querySelector('.probe')) return;
    const { ok, ...found } = this.#asked;
    const question = 'question' in found ? found.question : null;
    const text = JSON.stringify(question);
    if (text === this.#question) return;
    this.#question = text;
    if (question) this.#run.ask(question, this.#camera !== null);
    // What is drawn is not what is asked for any more.
    this.requestUpdate();
  }

  async #answered() {
    const { answer, answered } = this.#run;
    if (!answer || !answered) return;
    const [rows = 0, columns = 0] = answer.shape;
    const size = this.size;
    const result = await putPixels(answer.result, columns, rows);
    const difference = await putPixels(answer.difference, columns, rows);
    // Meanwhile there was another answer, or another picture.
    if (this.#run.answer !== answer || this.size !== size) return;
    Object.assign(this.#sheets, { result, difference });
    this.#places = placesOf(size, answered, answer);
    this.#texts = { key: '', picture: null, result: null };
    const { height, width } = this.#places;
    if (this.#unchosen) this.#choose(outputAt(height, size.height / 2), outputAt(width, size.width / 2));
    else this.#choose(this.at.row, this.at.column);
    this.#unchosen = false;
    this.requestUpdate();
    const camera = this.#camera;
    if (!camera) return;
    const { 'multiply-sum': multiplySum, 'unrolled-dot': unrolledDot } = answer.times;
    this.#frames = [...this.#frames, { at: performance.now(), multiplySum, unrolledDot }].slice(-kFrames);
    camera.frame = requestAnimationFrame(() => this.#film());
  }

  // ---- what is seen of it ----

  /** How a canvas's picture lies over the first one. */
  #layer(name: keyof Pictures): Layer | null {
    const sheet = this.#sheets[name];
    const places = this.#places;
    if (!sheet || (name !== 'picture' && !places)) return null;
    if (name === 'picture' || !places) return { sheet, row: 0, column: 0, height: 1, width: 1 };
    const { height, width } = places;
    return { sheet, row: firstCell(height), column: firstCell(width), height: height.stride, width: width.stride };
  }

  #canvas(name: keyof Pictures) {
    return this.querySelector<HTMLCanvasElement>(`canvas[data-picture="${name}"]`);
  }

  /** All of the picture, in the middle. */
  get #whole(): View {
    const { width, height } = this.size;
    const canvas = this.#canvas('picture');
    const scale = canvas ? Math.min(canvas.clientWidth / width, canvas.clientHeight / height) : 1;
    return { scale: scale || 1, row: height / 2, column: width / 2 };
  }

  #paint() {
    const view = this.view ?? this.#whole;
    const places = this.#places;
    const texts = this.#wanted(view);
    const [colour, page] = [this.#css('chosen'), this.#css('page')];
    for (const name of ['picture', 'result', 'difference'] as const) {
      const canvas = this.#canvas(name);
      const layer = this.#layer(name);
      if (!canvas || !layer) continue;
      const cells = places && this.#outlined(name, places);
      paint(canvas, layer, view, cells ? { cells, colour, page } : null, name === 'difference' ? null : texts[name]);
    }
  }

  /** The window in the picture, the output elsewhere. */
  #outlined(name: keyof Pictures, { height, width }: Places): Cells {
    const { row, column } = this.at;
    if (name !== 'picture') return { row, column, rows: 1, columns: 1 };
    return { row: originOf(height, row), column: originOf(width, column), rows: height.extent, columns: width.extent };
  }

  /** The numbers in view, once they are there: asked for where they have room. */
  #wanted(view: View) {
    const channels = this.#run.answered?.channels ?? 1;
    const depth = (this.#run.answer?.shape[2] ?? 1) as 1 | 3;
    const cells = { picture: this.#roomy('picture', view, ROOM[channels]), result: this.#roomy('result', view, ROOM[depth]) };
    const key = JSON.stringify([this.#question, cells]);
    if (key === this.#texts.key || this.#camera || !this.#current) return this.#texts;
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
      this.#paint();
    };
    void fetch('picture', 'input', channels);
    void fetch('result', 'output', depth);
    return this.#texts;
  }

  /** The cells in view, where their numbers have room. */
  #roomy(name: 'picture' | 'result', view: View, room: number): Cells | null {
    const canvas = this.#canvas(name);
    const layer = this.#layer(name);
    if (!canvas || !layer || !this.#places || Math.min(layer.height, layer.width) * view.scale < room) return null;
    return cellsInView(canvas, layer, view);
  }

  #zoom(by: number, place?: { row: number; column: number }) {
    const whole = this.#whole;
    const view = this.view ?? whole;
    const scale = Math.min(kClosest, view.scale * by);
    if (scale <= whole.scale) {
      this.view = null;
      return;
    }
    // What is chosen comes into the middle, or what is under the pointer stays there.
    const [row, column] = place ? [place.row, place.column] : this.#middle;
    const share = place ? view.scale / scale : 0;
    this.view = { scale, row: row + (view.row - row) * share, column: column + (view.column - column) * share };
  }

  /** Of the output that is looked at, in the picture. */
  get #middle(): readonly [row: number, column: number] {
    const { row, column } = this.at;
    const places = this.#places;
    const along = (axis: Along, at: number) => originOf(axis, at) + axis.extent / 2;
    return places ? [along(places.height, row), along(places.width, column)] : [row, column];
  }

  #choose(row: number, column: number) {
    const places = this.#places;
    if (!places) return;
    const at = {
      row: Math.max(0, Math.min(places.height.output - 1, row)),
      column: Math.max(0, Math.min(places.width.output - 1, column)),
    };
    if (at.row !== this.at.row || at.column !== this.at.column) this.notice = null;
    this.at = at;
  }

  /** What is chosen by keys comes into view. */
  #follow() {
    const { view } = this;
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
    const view = this.view ?? this.#whole;
    return {
      row: view.row + ((event.clientY - box.y) / box.height - 0.5) * (canvas.clientHeight / view.scale),
      column: view.column + ((event.clientX - box.x) / box.width - 0.5) * (canvas.clientWidth / view.scale),
    };
  }

  readonly #press = (event: PointerEvent) => {
    if (event.button === 0) this.#drag = { x: event.clientX, y: event.clientY, view: this.view ?? this.#whole, moved: false };
  };
  // A touch scrolls the page, and a drag that has left the canvas is over.
  readonly #move = (event: PointerEvent) => {
    const drag = this.#drag;
    if (!drag || event.pointerType === 'touch') return;
    if (event.buttons === 0) {
      this.#drag = null;
      return;
    }
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    drag.moved ||= Math.hypot(x, y) > kStill;
    if (!drag.moved || !this.view) return;
    const canvas = event.currentTarget as HTMLCanvasElement;
    const scale = drag.view.scale * (boxOf(canvas).width / canvas.clientWidth);
    this.view = { ...drag.view, row: drag.view.row - y / scale, column: drag.view.column - x / scale };
  };
  readonly #leave = () => {
    this.#drag = null;
  };
  readonly #click = (event: MouseEvent) => {
    const moved = this.#drag?.moved;
    this.#drag = null;
    const places = this.#places;
    if (moved || !places) return;
    const { row, column } = this.#placeOf(event);
    this.#choose(outputAt(places.height, row), outputAt(places.width, column));
  };
  readonly #wheel = (event: WheelEvent) => {
    // As browsers do: without a key the page scrolls.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#zoom(2 ** (-event.deltaY / 200), this.#placeOf(event));
  };
  readonly #key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.shiftKey ? 10 : 1;
    const steps: Record<string, Pair> = { ArrowUp: [-by, 0], ArrowDown: [by, 0], ArrowLeft: [0, -by], ArrowRight: [0, by] };
    const step = steps[event.key];
    if (step) {
      this.#choose(this.at.row + step[0], this.at.column + step[1]);
      this.#follow();
    } else if (event.key === '+' || event.key === '=') this.#zoom(2);
    else if (event.key === '-') this.#zoom(0.5);
    else return;
    event.preventDefault();
  };

  /** What is drawn is what is asked for now. */
  get #current() {
    return this.#places !== null && JSON.stringify(this.#run.answered) === this.#question;
  }

  async #take() {
    const places = this.#places;
    if (!places || !this.#current) return;
    const { at, choices } = this;
    const area = takenArea(places, at);
    if (!area) {
      const extent = Math.max(places.height.extent, places.width.extent);
      this.notice = (words) => words.windowTooLarge(extent, MOST_TAKEN);
      return;
    }
    const { row, column, rows, columns } = area;
    const { arrivals } = this.example;
    const arrival = arrivals.setOut();
    const numbers = await this.#run.numbers('input', { row, column, rows, columns }).catch(() => null);
    if (!numbers || arrivals.isLate(arrival)) return;
    this.example.replace(taken(this.example.state, choices, area, numbers));
    this.notice = (words) => words.takenSpoken(rows, columns, area.step[0], area.step[1]);
  }

  // ---- what is drawn ----

  #set(choices: Partial<Choices>) {
    this.choices = { ...this.choices, ...choices };
  }

  #sourceName(words: ImageWords): string {
    const { source } = this;
    if (source === 'camera') return words.fromCamera;
    return 'chart' in source ? words.charts[source.chart] : source.name || words.fromFile;
  }

  #select<Value extends string | number>(
    label: string,
    value: Value,
    values: readonly Value[],
    name: (value: Value) => string,
    change: (value: Value) => void,
    other?: string,
  ) {
    return html`<label class="control"
      ><span>${label}</span
      ><select class="select" .value=${live(other === undefined ? String(value) : '')} @change=${(event: Event) => {
        const chosen = values.find((each) => String(each) === (event.target as HTMLSelectElement).value);
        if (chosen !== undefined) change(chosen);
      }}
        >${other === undefined ? nothing : html`<option value="" disabled selected>${other}</option>`}${values.map(
          (each) => html`<option value=${each} ?selected=${other === undefined && each === value}>${name(each)}</option>`,
        )}</select
      ></label
    >`;
  }

  #sources(words: ImageWords) {
    const { source, offered, problem } = this;
    const chart = typeof source === 'object' && 'chart' in source ? source : null;
    const size = chart?.size ?? kDefault.size;
    const filming = this.#camera !== null;
    const pick = () => this.querySelector<HTMLInputElement>('input[type=file]')?.click();
    const copy = offered && scaledDown(offered.bitmap.width, offered.bitmap.height);
    return html`<fieldset class="image-controls"
      ><legend class="caption">${words.source}</legend
      >${this.#select(
        words.chart,
        chart?.chart ?? kDefault.chart,
        CHARTS,
        (name) => words.charts[name],
        (name) => void this.#chart(name, size),
        chart ? undefined : this.#sourceName(words),
      )}
      ${this.#select(
        words.chartSize,
        size,
        CHART_SIZES,
        (each) => words.size(each, each),
        (each) => void this.#chart(chart?.chart ?? kDefault.chart, each),
        chart ? undefined : words.size(this.size.height, this.size.width),
      )}
      <div class="image-buttons"
        ><input class="visually-hidden" type="file" accept="image/*" tabindex="-1" aria-hidden="true" @change=${(
          event: Event,
        ) => {
          const input = event.target as HTMLInputElement;
          void this.#file(input.files?.[0]);
          input.value = '';
        }}
        /><button class="button" type="button" @click=${pick}>${words.open}</button
        ><button class="button camera" type="button" @click=${() => (filming ? this.#stopCamera() : void this.#startCamera())}
          >${filming ? words.stopCamera : words.startCamera}</button
      ></div>
      <p class="caption">${words.ways}</p>
      ${
        problem
          ? html`<p class="problem" role="alert"
              >${problem(words)} ${copy ? html`<button class="button" type="button" @click=${() => this.#useOffered()}>${words.useCopy(copy.height, copy.width)}</button>` : nothing}</p
            >`
          : nothing
      }</fieldset
    >`;
  }

  #filters(words: ImageWords) {
    const { choices } = this;
    const { stride, pad, dilation, flip } = this.example.state;
    const pair = ([h, w]: Pair) => (h === w ? String(h) : `${h}, ${w}`);
    const padding = Array.isArray(pad) ? pad.join(', ') : String(pad);
    const found = this.#asked;
    const [, , , filters] = found.ok ? found.question.filter.shape : [];
    return html`<fieldset class="image-controls"
      ><legend class="caption">${words.done}</legend
      >${this.#select(
        words.filter,
        choices.filter,
        FILTERS,
        (name) => words.filters[name],
        (filter) => this.#set({ filter, gain: null }),
      )}
      ${isSized(choices.filter) ? this.#slider(words.filterSize, SIZES.indexOf(choices.size as (typeof SIZES)[number]), 0, SIZES.length - 1, 1, words.size(choices.size, choices.size), (index) => this.#set({ size: SIZES[index] as number })) : nothing}
      ${this.#select(
        words.channels,
        choices.channels,
        [1, 3] as const,
        (each) => words.channelNames[each],
        (channels) => this.#set({ channels }),
      )}
      <p class="caption">${words.asSet(words.setting(pair(stride), padding, pair(dilation), flip))} ${filters === 3 ? words.apart : choices.channels === 3 && found.ok ? words.summed : words.grey}</p>
      ${
        found.ok
          ? nothing
          : html`<p class="problem" role="alert"
              >${words.otherDepth(found.depth, choices.channels)} ${found.depth === 3 ? html`<button class="button" type="button" @click=${() => this.#set({ channels: 3 })}>${words.useColour}</button>` : nothing}</p
            >`
      }</fieldset
    >`;
  }

  #slider(label: string, value: number, min: number, max: number, step: number, text: string, change: (value: number) => void) {
    return html`<label class="control image-slider"
      ><span>${label}</span
      ><input type="range" min=${min} max=${max} step=${step} .value=${live(String(value))} aria-valuetext=${text} @input=${(
        event: Event,
      ) => change(Number((event.target as HTMLInputElement).value))} /></label
    ><p class="caption">${text}</p>`;
  }

  #display(words: ImageWords) {
    const { choices, example } = this;
    const gain = this.#run.answered?.drawing.gain ?? 1;
    const automatic = asked({ ...choices, gain: null }, example.state, undefined);
    const usual = automatic.ok ? (automatic.question.drawing.gain ?? 1) : 1;
    const largest = this.#run.answer?.largest ?? 0;
    return html`<fieldset class="image-controls"
      ><legend class="caption">${words.display}</legend
      >${this.#select(
        words.range,
        choices.range,
        RANGES,
        (each) => words.ranges[each],
        (range) => this.#set({ range, gain: null }),
      )}
      ${this.#slider(words.gain, Math.log2((choices.gain ?? usual) / usual), kGain.least, kGain.most, kGain.step, words.gainIs(neat(gain), neat(255 / gain)), (power) => this.#set({ gain: usual * 2 ** power }))}
      <div class="image-buttons"
        ><button class="button" type="button" @click=${() => this.#set({ gain: fitting(largest) })}>${words.fit}</button
        ><button class="button" type="button" ?disabled=${choices.gain === null} @click=${() => this.#set({ gain: null })}>${words.automatic}</button
      ></div></fieldset
    >`;
  }

  #figure(name: keyof Pictures, spoken: string, caption: string, words: ImageWords) {
    return html`<figure class="image-figure ${name === 'picture' || this.#current ? '' : 'earlier'}"
      ><figcaption><b>${words[name]}</b> <span class="caption">${caption}</span></figcaption
      ><canvas
        data-picture=${name}
        role="img"
        tabindex="0"
        aria-label=${spoken}
        aria-describedby="image-keys"
        ${vars({ '--shape': `${this.size.width} / ${this.size.height}` })}
        @pointerdown=${this.#press}
        @pointermove=${this.#move}
        @pointerleave=${this.#leave}
        @pointercancel=${this.#leave}
        @click=${this.#click}
        @wheel=${this.#wheel}
        @keydown=${this.#key}
      ></canvas></figure
    >`;
  }

  #verdict({ largestDifference }: PictureAnswer, words: ImageWords) {
    const { order } = this.example.state;
    const largest = short(largestDifference);
    if (largestDifference === 0) return { verdict: 'identical', word: words.identical } as const;
    if (order.window === order.filter) return { verdict: 'rounding', word: words.apartBy(largest) } as const;
    return { verdict: 'different', word: words.otherPairs(largest, this.words.orderReason) } as const;
  }

  #routes(words: ImageWords) {
    const run = this.#run;
    const frames = this.#frames;
    const filming = this.#camera !== null && frames.length > 1;
    const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;
    const times = filming
      ? {
          'multiply-sum': median(frames.map((each) => each.multiplySum)),
          'unrolled-dot': median(frames.map((each) => each.unrolledDot)),
        }
      : run.times;
    const slowest = Math.max(...Object.values(times ?? {}), Number.MIN_VALUE);
    const seconds = filming ? ((frames.at(-1)?.at ?? 0) - (frames[0]?.at ?? 0)) / 1000 : 0;
    const { progress, answer } = run;
    const judged = answer && this.#verdict(answer, words);
    return html`<div class="image-routes"
      ><h4 class="caption">${words.ways2}</h4
      >${
        times
          ? html`<dl
              >${(['multiply-sum', 'unrolled-dot'] as const).map(
                (route) => html`<div
                  ><dt>${route === 'multiply-sum' ? words.multiplySum : words.unrolledDot}</dt
                  ><dd><b>${words.milliseconds(times[route].toPrecision(times[route] < 100 ? 2 : 3))}</b
                    ><i class="image-bar" ${vars({ '--share': times[route] / slowest })}></i></dd></div
                >`,
              )}</dl
            ><p class="caption">${filming ? words.live : run.measured ? words.measured : words.once}</p>`
          : nothing
      }
      ${filming ? html`<p class="caption">${words.perSecond(((frames.length - 1) / seconds).toFixed(1))}</p>` : nothing}
      <p class="image-verdict ${judged?.verdict ?? ''} ${this.#current ? '' : 'earlier'}"
        >${judged ? html`<span aria-hidden="true">${glyph(judged.verdict, '')}</span>` : nothing}<span role="status"
          >${judged?.word ?? (this.drawing ? words.drawing : words.waiting)}</span
        ></p
      >
      ${progress === null ? nothing : html`<progress aria-label=${words.waiting} max="1" .value=${progress}></progress>`}
      ${run.refusal ? html`<p class="problem" role="alert">${run.refusal.message} ${answer ? words.stale : nothing}</p>` : nothing}
      ${
        run.failure === null
          ? nothing
          : html`<p class="problem" role="alert"
              >${words.failed(run.failure)} <button class="button" type="button" @click=${() => run.question && run.ask(run.question)}>${words.tryAgain}</button></p
            >`
      }</div
    >`;
  }

  #pixel(words: ImageWords) {
    const { at, notice } = this;
    const places = this.#places;
    const whole = this.#whole;
    const scale = (this.view ?? whole).scale;
    const field = (label: string, value: number, most: number, change: (value: number) => void) => html`<label class="fields"
      ><span>${label}</span
      ><convdot-number .label=${`${words.pixel}, ${label}`} .value=${value} .min=${0} .max=${most} @number-input=${({
        detail,
      }: CustomEvent<NumberInput>) => {
        change(detail.value);
        this.#follow();
      }}></convdot-number></label
    >`;
    const last = ({ extent }: Along, first: number) => first + extent - 1;
    const [top, left] = places ? [originOf(places.height, at.row), originOf(places.width, at.column)] : [0, 0];
    return html`<div class="image-pixel"
      ><h4 class="caption">${words.pixel}</h4
      ><div class="image-buttons"
        >${field(words.row, at.row, (places?.height.output ?? 1) - 1, (row) => this.#choose(row, at.column))}${field(words.column, at.column, (places?.width.output ?? 1) - 1, (column) => this.#choose(at.row, column))}<button class="button" type="button" aria-label=${words.zoomOut} ?disabled=${scale <= whole.scale} @click=${() => this.#zoom(0.5)}>−</button
        ><button class="button" type="button" aria-label=${words.zoomIn} ?disabled=${scale >= kClosest} @click=${() => this.#zoom(2)}>+</button
        ><button class="button" type="button" ?disabled=${this.view === null} @click=${() => {
          this.view = null;
        }}>${words.whole}</button
        ><span class="caption">${words.zoomIs(short(Math.round(scale * 100)))}</span
      ></div>
      <p class="caption">${places ? words.windowIs(top, last(places.height, top), left, last(places.width, left)) : nothing} <span id="image-keys">${words.keys}</span></p>
      <button class="button main" type="button" ?disabled=${!this.#current} @click=${() => void this.#take()}>${words.take}</button>
      <p class="caption" role="status">${notice?.(words)}</p></div
    >`;
  }

  override render() {
    const words = this.imageWords;
    if (!words) return nothing;
    const { answer, answered } = this.#run;
    const { height, width } = this.size;
    const [rows = 0, columns = 0, channels = 1] = answer?.shape ?? [];
    const largest = answer ? showNumber(Number(short(answer.largest).replace('−', '-'))) : '';
    const apart = short(answer?.largestDifference ?? 0);
    return html`<i class="probe"></i
      ><div class="image-all ${this.dropping ? 'dropping' : ''}" @dragover=${this.#over} @dragleave=${() => {
        this.dropping = false;
      }} @drop=${this.#drop}
        >${this.#sources(words)}${this.#filters(words)}${this.#display(words)}
        ${this.#figure('picture', words.pictureSpoken(this.#sourceName(words), height, width), words.size(height, width), words)}
        ${this.#figure('result', words.resultSpoken(rows, columns, words.filters[this.choices.filter]), answer ? `${words.resultCaption(rows, columns, channels)}, ${words.largest(largest)}` : '', words)}
        ${this.#figure('difference', words.differenceSpoken(apart), answered ? words.full(short(255 / answered.differenceGain)) : '', words)}
        ${this.#pixel(words)}${this.#routes(words)}</div
      >`;
  }
}

customElements.define('convdot-image', ConvdotImage);
