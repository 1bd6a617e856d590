// <convdot-readout>: a sentence about the highlighted number: what it is, and where else it appears.
import { html } from 'lit';
import { ExamplePart } from '../cells/part.ts';
import type { Links, Place, Pointed } from '../model/correspondence.ts';
import { forReading, showNumber } from '../model/number.ts';
import type { Words } from '../words/words.ts';

class ConvdotReadout extends ExamplePart {
  protected override readonly onlyResults = true;
  readonly #redraw = () => this.requestUpdate();

  override connectedCallback() {
    super.connectedCallback();
    this.pointing.addEventListener('change', this.#redraw);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.pointing.removeEventListener('change', this.#redraw);
  }

  #input(place: Place, links: Links): string {
    const { words } = this;
    const { solved } = this.example;
    const source = links.sourceOf(place);
    const images = solved?.x.shape[0] as number;
    const at = tuple([...(images > 1 ? [place.image] : []), place.row, place.column, place.channel]);
    return valued(words.inputPlace(at, source < 0), source < 0 ? 0 : (solved?.x.data[source] as number));
  }

  #filter(index: number): string {
    const { solved } = this.example;
    if (!solved) return '';
    const [, width, depth, filters] = solved.w.shape as [number, number, number, number];
    const element = Math.floor(index / filters);
    const at = tuple([Math.floor(element / (width * depth)), Math.floor(element / depth) % width, element % depth]);
    return valued(this.words.filterPlace(at, filters > 1 ? index % filters : null), solved.w.data[index] as number);
  }

  #sentence(pointed: Pointed, links: Links, words: Words): string {
    const { solution } = this.example;
    if (!solution) return '';
    const { at, step, comparison } = solution;
    switch (pointed.kind) {
      case 'input': {
        const number = this.#input(pointed.place, links);
        const readers = links.readers(pointed.place);
        const here = readers.find(({ row }) => row === links.chosen);
        if (!here) return words.readElsewhere(number, links.windows(pointed.place));
        const meets = this.#filter(links.filterAt(here.entry, at.filter));
        return `${words.isEntry(number, here.row, here.entry, meets)} ${words.alsoRead(readers.length)}`;
      }
      case 'entry': {
        const { row, entry } = pointed;
        return words.isEntry(
          this.#input(links.place(row, entry), links),
          row,
          entry,
          this.#filter(links.filterAt(entry, at.filter)),
        );
      }
      case 'filter': {
        const { element, filter } = links.elementOfFilter(pointed.index);
        const entry = links.entryOfFilter(element);
        const meets = filter === at.filter ? this.#input(links.place(links.chosen, entry), links) : null;
        return words.isFilterEntry(this.#filter(pointed.index), entry, meets);
      }
      case 'product': {
        const [input, filter] = [links.placeOfElement(pointed.window), links.filterOfElement(pointed.filter)];
        const entry = links.entryOf(pointed.window, pointed.filter);
        // The sign of a zero is not shown.
        const product = (entry === null ? step.terms[pointed.window] : step.dotTerms[entry]) as number;
        return words.isProduct(this.#input(input, links), this.#filter(filter), showNumber(product + 0), entry);
      }
      case 'output': {
        const place = links.placeOfOutput(pointed.index);
        const [images, , , filters] = comparison.multiplySum.shape as [number, number, number, number];
        const name = tuple([
          ...(images > 1 ? [place.image] : []),
          place.row,
          place.column,
          ...(filters > 1 ? [place.filter] : []),
        ]);
        const number = valued(words.outputPlace(name), comparison.multiplySum.data[pointed.index] as number);
        return words.isOutput(number, links.rowOf(place));
      }
    }
  }

  override render() {
    const { pointed, focused, lit, links } = this.pointing;
    const text = pointed && lit && links ? this.#sentence(pointed, links, this.words) : '';
    // Screen readers announce a focused number, but not one under the pointer.
    return html`<p class="readout" aria-live=${focused ? 'polite' : 'off'} ?hidden=${text === ''}>${text}</p>`;
  }
}

const tuple = (indices: readonly number[]) => `(${forReading(indices.join(', '))})`;
const valued = (name: string, value: number) => `${name} = ${showNumber(value)}`;

customElements.define('convdot-readout', ConvdotReadout);
