// <convdot-readout>: a sentence about the highlighted number: what it is, and where else it appears.
import { html } from 'lit';
import { ExamplePart } from '../cells/part.ts';
import type { Links, Place, Pointed } from '../model/correspondence.ts';
import { forReading, showNumber } from '../model/number.ts';
import type { State } from '../model/state.ts';
import type { Words } from '../words/words.ts';

/** A number: the name of its place, and its value. */
interface Named {
  readonly name: string;
  readonly value: number;
}

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

  #input(place: Place, links: Links): Named {
    const { solved } = this.example;
    const source = links.sourceOf(place);
    const images = solved?.x.shape[0] as number;
    const at = tuple([...(images > 1 ? [place.image] : []), place.row, place.column, place.channel]);
    return { name: this.words.inputPlace(at, source < 0), value: source < 0 ? 0 : (solved?.x.data[source] as number) };
  }

  #filter(index: number): Named {
    const { w } = this.example.solved as State;
    const [, width, depth, filters] = w.shape as [number, number, number, number];
    const element = Math.floor(index / filters);
    const at = tuple([Math.floor(element / (width * depth)), Math.floor(element / depth) % width, element % depth]);
    return { name: this.words.filterPlace(at, filters > 1 ? index % filters : null), value: w.data[index] as number };
  }

  /** One product of the chosen step. The sign of a zero product is not shown. */
  #product(input: Named, filter: Named, entry: number | null, product: number): string {
    const factors = `${showNumber(input.value)} × ${showNumber(filter.value)}`;
    return this.words.isProduct(input.name, filter.name, entry, `${factors} = ${showNumber(product + 0)}`);
  }

  #sentence(pointed: Pointed, links: Links, words: Words): string {
    const { solution } = this.example;
    if (!solution) return '';
    const { at, step, comparison } = solution;
    const dotTerm = (entry: number) => step.dotTerms[entry] as number;
    switch (pointed.kind) {
      case 'input': {
        const input = this.#input(pointed.place, links);
        const readers = links.readers(pointed.place);
        const here = readers.find(({ row }) => row === links.chosen);
        if (!here) return words.readElsewhere(valued(input), links.windows(pointed.place));
        const filter = this.#filter(links.filterAt(here.entry, at.filter));
        return this.#product(input, filter, here.entry, dotTerm(here.entry)) + words.alsoRead(readers.length - 1);
      }
      case 'entry': {
        const { row, entry } = pointed;
        const [input, filter] = [this.#input(links.place(row, entry), links), this.#filter(links.filterAt(entry, at.filter))];
        return words.isEntry(valued(input), row, entry, valued(filter));
      }
      case 'filter': {
        const { element, filter } = links.elementOfFilter(pointed.index);
        const entry = links.entryOfFilter(element);
        const number = this.#filter(pointed.index);
        if (filter !== at.filter) return words.isFilterEntry(valued(number), entry);
        return `${this.#product(this.#input(links.place(links.chosen, entry), links), number, entry, dotTerm(entry))}.`;
      }
      case 'product': {
        const [input, filter] = [links.placeOfElement(pointed.window), links.filterOfElement(pointed.filter)];
        const entry = links.entryOf(pointed.window, pointed.filter);
        const product = entry === null ? (step.terms[pointed.window] as number) : dotTerm(entry);
        return `${this.#product(this.#input(input, links), this.#filter(filter), entry, product)}.`;
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
        const number = valued({ name: words.outputPlace(name), value: comparison.multiplySum.data[pointed.index] as number });
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
const valued = ({ name, value }: Named) => `${name} = ${showNumber(value)}`;

customElements.define('convdot-readout', ConvdotReadout);
