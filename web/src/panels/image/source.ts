// Gets the panel's picture: a chart, a file, or the camera, which only its button starts. The newest request wins. image.ts passes on
// files that are dropped or pasted.
// Draws no controls, and knows no filter.
import type { ImageSentence } from '../../words/words.ts';
import { blank, inStrips, type Sheet, sheetOf } from './canvas.ts';
import { type ChartName, chartRows, LARGEST, scaledDown } from './picture.ts';
import { drawScene } from './scene.ts';

export const DEFAULT_CHART = { chart: 'house', size: 256 } as const satisfies { chart: ChartName; size: number };

/** Requested from the camera; it may use another size. */
const kFrame = { width: { ideal: 640 }, height: { ideal: 480 } };

export type Source = { readonly chart: ChartName; readonly size: number } | { readonly name: string } | 'camera';

/** Details of the event 'picture'. */
export interface NewPicture {
  readonly canvas: HTMLCanvasElement;
  /** Its size differs from the previous picture's. */
  readonly resized: boolean;
  /** A new picture: neither the panel's first one nor another frame of the camera. */
  readonly unseen: boolean;
}

/** What the source needs from the panel. */
interface Surroundings {
  /** The lines of the text chart, and their font. */
  letters(): Promise<{ readonly lines: readonly string[]; readonly font: string }>;
  /** Whether the panel is open and on the page. */
  isShown(): boolean;
}

/** Events: 'change' when any of its properties changes; 'picture' (a CustomEvent of NewPicture) for another picture. */
export class PictureSource extends EventTarget {
  readonly #surroundings: Surroundings;
  /** The number of the newest request. */
  #making = 0;
  #camera: { stream: MediaStream; video: HTMLVideoElement } | null = null;

  source: Source = DEFAULT_CHART;
  sheet: Sheet | null = null;
  size: { readonly width: number; readonly height: number } = { width: DEFAULT_CHART.size, height: DEFAULT_CHART.size };
  /** Whether a picture is being made. */
  drawing = true;
  /** Why there is no new picture. */
  problem: ImageSentence | null = null;
  /** A picture that is too large; a scaled copy is offered. */
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
    if (name === 'house') drawScene(context, size);
    else if (name === 'text') {
      const { lines, font } = await this.#surroundings.letters();
      context.fillStyle = '#fff';
      context.fillRect(0, 0, size, size);
      context.fillStyle = '#000';
      context.textBaseline = 'middle';
      const middles = lines.map((_, line) => ((line + 0.5) * size) / lines.length);
      for (const [line, text] of lines.entries()) {
        // From large to small, as on an eye chart.
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

  /** Uses the offered copy of a picture that is too large. */
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

  /** One frame after another: the panel asks for the next one when it has drawn the last. */
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

  /** Abandons the picture being made. */
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
    // Shows transparent parts as on white paper.
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
