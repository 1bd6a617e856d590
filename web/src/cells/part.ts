// What the example's parts have in common. They render into the one shadow root of <conv-dot>, not into roots of their own: one
// stylesheet serves all, the lanes share a subgrid, and `part` attributes reach the host page directly.
import { LitElement, type PropertyValues } from 'lit';
import type { Solution } from '../engine/contract.ts';
import type { Example } from '../model/example.ts';
import type { Player } from '../model/player.ts';
import type { Words } from '../words/words.ts';
import type { Pointing } from './pointing.ts';

export abstract class ExamplePart extends LitElement {
  static override properties = {
    example: { attribute: false },
    player: { attribute: false },
    words: { attribute: false },
    pointing: { attribute: false },
  };
  declare example: Example;
  /** The timeline's, for parts that show the products of a step one by one. */
  declare player: Player | undefined;
  declare words: Words;
  /** What is pointed at, for those views that show numbers. */
  declare pointing: Pointing;

  /** It shows the solution alone: an edit that is not solved yet changes nothing of it. */
  protected readonly onlyResults: boolean = false;
  #drawn: { solution: Solution | null; held: boolean; late: boolean } | null = null;

  readonly #redraw = () => {
    const { solution, held, late } = this.example;
    const drawn = this.#drawn;
    if (this.onlyResults && drawn?.solution === solution && drawn.held === held && drawn.late === late) return;
    this.#drawn = { solution, held, late };
    this.requestUpdate();
  };
  readonly #advanced = () => this.requestUpdate();

  protected override createRenderRoot() {
    return this;
  }
  override connectedCallback() {
    super.connectedCallback();
    this.#listen();
  }
  override willUpdate(changed: PropertyValues) {
    changed.get('example')?.removeEventListener('change', this.#redraw);
    changed.get('player')?.removeEventListener('change', this.#advanced);
    this.#listen();
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.example.removeEventListener('change', this.#redraw);
    this.player?.removeEventListener('change', this.#advanced);
  }

  // A part that was loaded later is connected before it has its example.
  #listen() {
    this.example?.addEventListener('change', this.#redraw);
    this.player?.addEventListener('change', this.#advanced);
  }
}
