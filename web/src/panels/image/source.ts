// Where the panel's picture comes from: a chart, a file, what is dropped or pasted, or the camera, which is asked for by its button
// alone. The newest request wins. Draws no control, and knows no filter.
import type { ImageSentence } from '../../words/words.ts';
import { blank, inStrips, type Sheet, sheetOf } from './canvas.ts';
import { type ChartName, chartRows, LARGEST, scaledDown } from './picture.ts';

export const DEFAULT_CHART = { chart: 'zone', size: 256 } as const satisfies { chart: ChartName; size: number };

/** The camera's, where it has that size. */
const kFrame = { width: { ideal: 640 }, height: { ideal: 480 } };

export type Source = { readonly chart: ChartName; readonly size: number } | { readonly name: string } | 'camera';

/** Details of the event 'picture'. */
export interface NewPicture {
  readonly canvas: HTMLCanvasElement;
  /** It has not the size of the picture before. */
  readonly resized: boolean;
  /** A picture of its own: neither the panel's first, nor one more frame of the camera. */
  readonly unseen: boolean;
}

/** What the source asks of the panel. */
interface Surroundings {
  /** The lines of the chart of letters, and the font that they are drawn in. */
  letters(): Promise<{ readonly lines: readonly string[]; readonly font: string }>;
  /** The panel is open, and on the page. */
  isShown(): boolean;
}

/** Events: 'change' when something of it has changed; 'picture' (CustomEvent of NewPicture) when there is another picture. */
export class PictureSource extends EventTarget {
  readonly #surroundings: Surroundings;
  /** The newest picture that is being made. */
  #making = 0;
  #camera: { stream: MediaStream; video: HTMLVideoElement } | null = null;

  source: Source = DEFAULT_CHART;
  sheet: Sheet | null = null;
  size: { readonly width: number; readonly height: number } = { width: DEFAULT_CHART.size, height: DEFAULT_CHART.size };
  /** A picture is being made. */
  drawing = true;
  /** Why there is no other picture. */
  problem: ImageSentence | null = null;
  /** One that is too large, of which a scaled copy may be taken. */
  offered: { readonly bitmap: ImageBitmap; readonly name: string } | null = null;

  constructor(surroundings: Surroundings) {
    super();
    this.#surroundings = surroundings;
  }

  get filming(): boolean {
    return this.#camera !== null;
  }

  async chart(name: ChartName, size: number): Promise<void> {
    const making = this.#begin();
    const [canvas, context] = blank(size, size);
    if (name === 'text') {
      const { lines, font } = await this.#surroundings.letters();
      context.fillStyle = '#fff';
      context.fillRect(0, 0, size, size);
      context.fillStyle = '#000';
      context.textBaseline = 'middle';
      const middles = lines.map((_, line) => ((line + 0.5) * size) / lines.length);
      for (const [line, text] of lines.entries()) {
        // From large to small, as on an oculist's chart.
        context.font = `${line < 2 ? 700 : 400} ${size / (line < 2 ? 9 : 14)}px ${font}`;
        context.fillText(text, size / 24, middles[line] as number, (size * 22) / 24);
      }
    } else {
      await inStrips(canvas, (row, rows) =>
        context.putImageData(new ImageData(chartRows(name, size, row, rows), size, rows), 0, row),
      );
    }
    await this.#have(making, canvas, { chart: name, size }, false);
  }

  async file(file: File | undefined): Promise<void> {
    if (!file) return;
    const making = this.#begin();
    const bitmap = await createImageBitmap(file).catch(() => null);
    if (making !== this.#making) return bitmap?.close();
    if (!bitmap) return this.#fail((words) => words.unreadable(file.name));
    const { width, height } = bitmap;
    if (Math.max(width, height) <= LARGEST) return this.#copy(making, bitmap, file.name, bitmap);
    this.offered = { bitmap, name: file.name };
    this.#fail((words) => words.tooLarge(height, width, LARGEST));
  }

  /** The copy that is offered of a picture that is too large. */
  useOffered(): void {
    const { offered } = this;
    if (!offered) return;
    this.offered = null;
    this.problem = null;
    void this.#copy(this.#making, offered.bitmap, offered.name, scaledDown(offered.bitmap.width, offered.bitmap.height));
  }

  async startCamera(): Promise<void> {
    const { mediaDevices } = navigator;
    const making = this.#begin();
    if (!mediaDevices?.getUserMedia) return this.#fail((words) => words.noCamera);
    let stream: MediaStream | null = null;
    try {
      stream = await mediaDevices.getUserMedia({ video: kFrame });
      const video = document.createElement('video');
      Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
      await video.play();
      if (making !== this.#making || !this.#surroundings.isShown() || document.hidden) throw new Error('closed');
      this.#camera = { stream, video };
      stream.getVideoTracks()[0]?.addEventListener('ended', () => this.stopCamera());
      this.nextFrame(true);
    } catch (error) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      if (making !== this.#making) return;
      const { name, message } = error as Error;
      this.#fail((words) => words.cameraRefused(message || name));
    }
  }

  /** One frame after the other: the panel asks for the next once the last is drawn. */
  nextFrame(first = false): void {
    const camera = this.#camera;
    if (!camera) return;
    const [canvas, context] = blank(camera.video.videoWidth, camera.video.videoHeight);
    context.drawImage(camera.video, 0, 0);
    void this.#have(this.#making, canvas, 'camera', first);
  }

  stopCamera(): void {
    const camera = this.#camera;
    if (!camera) return;
    this.#camera = null;
    for (const track of camera.stream.getTracks()) track.stop();
    camera.video.srcObject = null;
    this.#changed();
  }

  /** Whatever was being made is not wanted any more. */
  #begin(): number {
    this.stopCamera();
    this.#making += 1;
    this.problem = null;
    this.offered?.bitmap.close();
    this.offered = null;
    this.drawing = true;
    this.#changed();
    return this.#making;
  }

  #fail(problem: ImageSentence): void {
    this.problem = problem;
    this.drawing = false;
    this.#changed();
  }

  #copy(making: number, bitmap: ImageBitmap, name: string, { width, height }: { width: number; height: number }) {
    const [canvas, context] = blank(width, height);
    // What is transparent is as on white paper.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    return this.#have(making, canvas, { name }, true);
  }

  async #have(making: number, canvas: HTMLCanvasElement, source: Source, unseen: boolean): Promise<void> {
    const sheet = await sheetOf(canvas);
    if (making !== this.#making) return;
    const { width, height } = canvas;
    const resized = this.size.width !== width || this.size.height !== height;
    Object.assign(this, { sheet, source, size: { width, height }, drawing: false });
    const detail: NewPicture = { canvas, resized, unseen };
    this.dispatchEvent(new CustomEvent('picture', { detail }));
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
