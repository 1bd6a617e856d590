// Plays scenes one after another, and can be paused in the middle of one.

export interface Scene {
  /** Milliseconds until the next scene. `run` may return them, if it alone knows how long its motion takes. */
  readonly time?: number;
  run(): number | undefined;
}

export class Playing {
  readonly #changed: () => void;
  #scenes: readonly Scene[] = [];
  #next = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the next scene is due, and the time that is left while paused. */
  #due = 0;
  #left: number | null = null;

  /** `changed` is called when it starts, pauses, goes on or ends. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get state(): 'idle' | 'playing' | 'paused' {
    if (this.#left !== null) return 'paused';
    return this.#timer === undefined ? 'idle' : 'playing';
  }

  start(scenes: readonly Scene[]): void {
    this.stop();
    this.#scenes = scenes;
    this.#next = 0;
    this.#wait(0);
    this.#changed();
  }

  pause(): void {
    if (this.state !== 'playing') return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#left = Math.max(0, this.#due - performance.now());
    this.#changed();
  }

  goOn(): void {
    if (this.#left === null) return;
    this.#wait(this.#left);
    this.#left = null;
    this.#changed();
  }

  stop(): void {
    if (this.state === 'idle') return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#left = null;
    this.#changed();
  }

  #wait(time: number): void {
    this.#due = performance.now() + time;
    this.#timer = setTimeout(() => this.#run(), time);
  }

  #run(): void {
    this.#timer = undefined;
    const scene = this.#scenes[this.#next];
    this.#next += 1;
    if (!scene) {
      this.#changed();
      return;
    }
    // Before the scene runs: it may stop the play.
    this.#wait(scene.time ?? 0);
    const time = scene.run();
    if (time !== undefined && this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#wait(time);
    }
  }
}
