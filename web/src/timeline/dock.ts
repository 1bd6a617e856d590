// The bar at the bottom, with the verdict and the timeline. It stays in view where it can, and what has the focus is not left under it.
import type { LitElement, ReactiveController } from 'lit';
import { boxOf, isTransformed, zoomOf } from '../cells/zoom.ts';

/** Pixels between what has the focus and the bar below it. */
const kClear = 12;

export class Dock implements ReactiveController {
  /** It sticks to the bottom edge. Under a transform, as in slides, that would be another place: there it has its own, below the example. */
  sticks = true;

  readonly #host: LitElement;
  /** By what is in view, not by its size: an observer of that tells the page of an error wherever a part within it follows its own. */
  readonly #shown = new IntersectionObserver(() => this.#look());
  #gone = new AbortController();
  #cut = new AbortController();

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#gone = new AbortController();
    this.#shown.observe(this.#host);
    // Slides are scaled anew with the window.
    addEventListener('resize', () => requestAnimationFrame(this.#look), { signal: this.#gone.signal });
  }
  hostDisconnected() {
    this.#shown.disconnect();
    this.#gone.abort();
    this.#cut.abort();
  }

  readonly #look = () => {
    const sticks = !isTransformed(this.#host);
    if (sticks === this.sticks) return;
    this.sticks = sticks;
    this.#host.requestUpdate();
  };

  /**
   * Of what takes the focus: it is not left under the bar. (WebKit heeds no scroll margin here.) While it is pressed it stays where it is:
   * moved from under the pointer, it would get no click.
   */
  readonly uncover = ({ target }: Event) => {
    requestAnimationFrame(() => {
      const [dock] = this.#find('.dock');
      const bar = dock && boxOf(dock);
      const element = target as Element;
      // A large grid is higher than what is seen of it.
      const bottom = Math.min(boxOf(element).bottom, boxOf(element.closest('.scroller') ?? element).bottom);
      if (!bar || dock.contains(element) || bar.bottom < innerHeight - 1 || bottom <= bar.top) return;
      if (!element.matches(':active')) scrollBy({ top: bottom - bar.top + kClear });
    });
    const field = (target as Element).closest<HTMLElement>('.editor[popover]');
    if (field) this.#cutOff(field);
  };

  /** A cell's field is in the top layer, over the bar as well: what of it is under the bar is cut off, for as long as it is there. */
  #cutOff(field: HTMLElement) {
    const gone = new AbortController();
    const cut = () => {
      const bar = this.#find('.dock, .readout:not([hidden])').map((each) => boxOf(each).top);
      const under = (boxOf(field).bottom - Math.min(...bar)) / zoomOf(field);
      field.style.clipPath = under > 0 ? `inset(0 0 ${under}px)` : '';
      if (!field.isConnected) gone.abort();
    };
    this.#cut.abort();
    this.#cut = gone;
    addEventListener('scroll', cut, { passive: true, capture: true, signal: gone.signal });
    cut();
  }

  #find(selector: string) {
    return [...this.#host.renderRoot.querySelectorAll(selector)];
  }
}
