// What the bench's parts have in common. They render into the one shadow root of <conv-dot>, not into roots of their own: one
// stylesheet serves all, the lanes share a subgrid, and `part` attributes reach the host page directly.
import { LitElement, type PropertyValues } from 'lit';
import type { Bench } from '../model/bench.ts';
import type { Player } from '../model/player.ts';
import type { Words } from '../words/words.ts';
import type { Pointing } from './pointing.ts';

export abstract class BenchPart extends LitElement {
  static override properties = {
    bench: { attribute: false },
    player: { attribute: false },
    words: { attribute: false },
    pointing: { attribute: false },
  };
  declare bench: Bench;
  /** The timeline's, for parts that show the products of a step one by one. */
  declare player: Player | undefined;
  declare words: Words;
  /** What is pointed at, for those views that show numbers. */
  declare pointing: Pointing;

  readonly #redraw = () => this.requestUpdate();

  protected override createRenderRoot() {
    return this;
  }
  override connectedCallback() {
    super.connectedCallback();
    this.#listen();
  }
  override willUpdate(changed: PropertyValues) {
    for (const name of ['bench', 'player']) {
      const before: Bench | Player | undefined = changed.get(name);
      before?.removeEventListener('change', this.#redraw);
    }
    this.#listen();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.bench.removeEventListener('change', this.#redraw);
    this.player?.removeEventListener('change', this.#redraw);
  }

  #listen() {
    this.bench.addEventListener('change', this.#redraw);
    this.player?.addEventListener('change', this.#redraw);
  }
}
