// The bar at the bottom, with the verdict and the timeline. It stays in view if possible, and does not cover the focus. While the
// demonstration is on screen, which shows the same step, the bar is away.
import type { LitElement, ReactiveController } from 'lit';
import { boxOf, isTransformed, zoomOf } from '../cells/zoom.ts';

/** Pixels between the focused element and the bar below it. */
const kClear = 12;

export class Dock implements ReactiveController {
  /**
   * The bar sticks to the bottom edge. Under a transform, as in slides, it would stick elsewhere, so there it stays below the
   * example.
   */
  sticks = true;
  away = false;

  readonly #host: LitElement;
  /** Watches visibility, not size: a ResizeObserver would report an error whenever a part inside follows its own size. */
  readonly #shown = new IntersectionObserver(() => this.#look());
  #gone = new AbortController();
  #cut = new AbortController();
  /** Watches the demonstration, and the place after the bar where it would stand without sticking. */
  readonly #seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) this.#visible.set(target, isIntersecting);
    this.#move();
  });
  readonly #visible = new Map<Element, boolean>();
  /** The bar may come up, or become higher, over the focus. */
  readonly #grown = new ResizeObserver(() => void this.#comeUp());

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#gone = new AbortController();
    this.#shown.observe(this.#host);
    // Slides are scaled again when the window's size changes.
    addEventListener('resize', () => requestAnimationFrame(this.#look), { signal: this.#gone.signal });
  }
  // The demonstration is drawn by a part of the host, a moment after the host itself.
  async hostUpdated() {
    await Promise.all(this.#find('convdot-answer').map((answer) => (answer as LitElement).updateComplete));
    if (!this.#host.isConnected) return;
    const watched = this.#find('convdot-demonstration, .dock-end');
    if (watched.length === this.#visible.size && watched.every((each) => this.#visible.has(each))) return;
    this.#seen.disconnect();
    this.#visible.clear();
    for (const dock of this.#find('.dock')) this.#grown.observe(dock);
    for (const each of watched) {
      this.#visible.set(each, false);
      this.#seen.observe(each);
    }
    this.#move();
  }
  hostDisconnected() {
    this.#shown.disconnect();
    this.#grown.disconnect();
    this.#seen.disconnect();
    this.#visible.clear();
    this.#gone.abort();
    this.#cut.abort();
  }

  readonly #look = () => {
    const sticks = !isTransformed(this.#host);
    if (sticks === this.sticks) return;
    this.sticks = sticks;
    this.#host.requestUpdate();
  };

  #move() {
    const is = (selector: string) => [...this.#visible].some(([each, visible]) => visible && each.matches(selector));
    const away = is('convdot-demonstration') && !is('.dock-end');
    if (away === this.away) return;
    this.away = away;
    this.#host.requestUpdate();
    if (!away) void this.#comeUp();
  }

  async #comeUp() {
    await this.#host.updateComplete;
    const moving = this.#find('.dock').flatMap((dock) => dock.getAnimations());
    await Promise.allSettled(moving.map(({ finished }) => finished));
    const focused = (this.#host.renderRoot as ShadowRoot).activeElement;
    // Not if the reader has scrolled away from it.
    if (focused && boxOf(focused).top < innerHeight) this.uncover({ target: focused });
  }

  /**
   * Scrolls a focused element out from under the bar. (WebKit ignores scroll margins here.) Not while it is pressed: if it moved
   * away from the pointer, it would get no click.
   */
  readonly uncover = ({ target }: Pick<Event, 'target'>) => {
    requestAnimationFrame(() => {
      const [dock] = this.#find('.dock');
      const bar = dock && boxOf(dock);
      const element = target as Element;
      // A large grid is higher than its visible part.
      const bottom = Math.min(boxOf(element).bottom, boxOf(element.closest('.scroller') ?? element).bottom);
      if (!bar || dock.contains(element) || bar.bottom < innerHeight - 1 || bottom <= bar.top) return;
      if (!element.matches(':active')) scrollBy({ top: bottom - bar.top + kClear });
    });
    const field = (target as Element).closest<HTMLElement>('.editor[popover]');
    if (field) this.#cutOff(field);
  };

  /** A cell's field is in the top layer, above the bar. The part that would overlap the bar is clipped. */
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
