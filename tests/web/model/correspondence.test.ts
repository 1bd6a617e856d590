// The mapping between the views, as properties against the core, for random sizes, strides, dilations, paddings, groups, orders and
// steps: convdot.unroll, step and compare are right. A failure names the seed that reproduces its case.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Solution } from '../../../web/src/engine/contract.ts';
import { solve } from '../../../web/src/engine/solve.ts';
import { Links, type Place, type Pointed, placeKey, productKey } from '../../../web/src/model/correspondence.ts';
import { toCase } from '../../../web/src/model/edits.ts';
import type { Block, State } from '../../../web/src/model/state.ts';
import { product, random } from './support.ts';

const { load } = (await import(new URL('../../../dist/convdot/index.js', import.meta.url).href)) as typeof import('convdot');
const convdot = await load();

const kSeeds = 250;

interface Drawn {
  state: State;
  solution: Solution;
  links: Links;
}

/** A convolution with an output, made from its seed: whole numbers, so that every order of adding is exact. */
function draw(seed: number): Drawn {
  const next = random(seed);
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)];
  const block = (shape: number[]): Block => ({
    shape,
    data: Array.from({ length: product(shape) }, () => whole(-9, 9) + 0),
    typed: new Map(),
  });
  const side = () => whole(0, 3);
  const pads = [
    () => 'valid' as const,
    () => 'same' as const,
    () => 'same-lower' as const,
    side,
    () => [side(), side()] as const,
    () => [side(), side(), side(), side()] as const,
  ];
  const orders = ['hwc', 'chw', 'fortran'] as const;
  for (;;) {
    const groups = pick([1, 1, 2, 3]);
    const depth = whole(1, 3);
    const filters = groups * whole(1, 2);
    const state: State = {
      x: block([whole(1, 2), whole(1, 8), whole(1, 8), depth * groups]),
      w: block([whole(1, 4), whole(1, 4), depth, filters]),
      b: block([filters]),
      stride: [whole(1, 3), whole(1, 3)],
      dilation: [whole(1, 3), whole(1, 2)],
      pad: pick(pads)(),
      groups,
      flip: next() < 0.5,
      dtype: pick(['float64', 'float32'] as const),
      order: { window: pick(orders), filter: pick(orders) },
      step: { image: 0, row: 0, column: 0, filter: 0 },
      preset: null,
    };
    const { stride, dilation, pad: padding } = state;
    try {
      const { shape } = convdot.outputShape(state.x.shape, state.w.shape, { stride, dilation, padding, groups });
      const [image, row, column, filter] = shape.map((size) => whole(0, size - 1));
      const chosen: State = { ...state, step: { image, row, column, filter } };
      const answer = solve(convdot, toCase(chosen));
      assert.ok(answer.ok);
      return { state: chosen, solution: answer.solution, links: new Links(chosen, answer.solution) };
    } catch (error) {
      if ((error as { code?: string }).code !== 'size') throw error;
    }
  }
}

/** Tests a property in every random case. */
function property(name: string, check: (drawn: Drawn) => void): void {
  test(name, () => {
    for (let seed = 1; seed <= kSeeds; seed += 1) {
      try {
        check(draw(seed));
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
      }
    }
  });
}

/** `range(3)`: 0, 1, 2. */
const range = (end: number, from = 0) => Array.from({ length: end - from }, (_, i) => from + i);

/** Every place of the input and of its padding. */
function everyPlace({ state, solution }: Drawn): Place[] {
  const [images, height, width, channels] = state.x.shape;
  const [top, left, bottom, right] = solution.geometry.padding;
  return range(images).flatMap((image) =>
    range(height + bottom, -top).flatMap((row) =>
      range(width + right, -left).flatMap((column) => range(channels).map((channel) => ({ image, row, column, channel }))),
    ),
  );
}

/**
 * The core's unrolled matrix of an input whose values are its flat indices plus 1, and 0 in the padding: for each row, only the
 * columns of the chosen filter's group.
 */
function unrolledIndices({ state, solution }: Drawn, padded: boolean): number[][] {
  const [images, height, width, channels] = state.x.shape;
  const [fH, fW, depth, filters] = state.w.shape;
  const [top, left, bottom, right] = solution.geometry.padding;
  const shape = padded ? [images, top + height + bottom, left + width + right, channels] : [...state.x.shape];
  const { stride, dilation, groups } = state;
  const matrix = convdot.unroll({ shape, data: Float64Array.from({ length: product(shape) }, (_, i) => i + 1) }, state.w.shape, {
    stride,
    dilation,
    groups,
    padding: padded ? 'valid' : state.pad,
    order: state.order.window,
  });
  const group = Math.floor(solution.at.filter / (filters / groups));
  const channelOf = (column: number) => (state.order.window === 'hwc' ? column % channels : Math.floor(column / (fH * fW)));
  const [rows, columns] = matrix.shape;
  const ours = range(columns).filter((column) => Math.floor(channelOf(column) / depth) === group);
  return range(rows).map((row) => ours.map((column) => matrix.data[row * columns + column]));
}

property('an entry of the unrolled matrix has the core’s number', (drawn) => {
  const { state, solution, links } = drawn;
  const [, height, width, channels] = state.x.shape;
  const [top, left, bottom, right] = solution.geometry.padding;
  const [down, across] = [top + height + bottom, left + width + right];
  const indices = unrolledIndices(drawn, false);
  // With numbers in the padding, the core tells which padding cell each is.
  const places = unrolledIndices(drawn, true);
  assert.equal(links.rows, indices.length);
  assert.equal(links.entries, indices[0].length);
  for (const row of range(links.rows))
    for (const entry of range(links.entries)) {
      const place = links.place(row, entry);
      assert.equal(links.sourceOf(place), indices[row][entry] - 1, `row ${row}, entry ${entry}`);
      const { image, row: y, column: x, channel } = place;
      const flat = ((image * down + y + top) * across + x + left) * channels + channel;
      assert.equal(flat, places[row][entry] - 1, `row ${row}, entry ${entry}`);
      const inside = y >= 0 && y < height && x >= 0 && x < width;
      assert.equal(inside, indices[row][entry] > 0);
      if (inside) assert.deepEqual(links.placeOf(links.sourceOf(place)), place);
    }
});

property('the readers of a place are exactly its entries', (drawn) => {
  const { solution, links } = drawn;
  const seen = new Set<string>();
  for (const place of everyPlace(drawn))
    for (const { row, entry } of links.readers(place)) {
      assert.deepEqual(links.place(row, entry), place);
      seen.add(`${row},${entry}`);
    }
  assert.equal(seen.size, links.rows * links.entries, 'every entry once');
  const [top, left] = solution.geometry.padding;
  assert.deepEqual(links.readers({ image: 0, row: -top - 1, column: -left, channel: solution.step.firstChannel }), []);
});

property('as many windows read an input number as the core counts', (drawn) => {
  const { state, solution, links } = drawn;
  const { rows, columns } = solution.geometry.reads;
  const inGroup = state.w.shape[2];
  for (const place of everyPlace(drawn)) {
    if (links.sourceOf(place) < 0) continue;
    assert.equal(links.windows(place), rows[place.row] * columns[place.column], placeKey(place));
    const here = Math.floor(place.channel / inGroup) * inGroup === solution.step.firstChannel;
    assert.equal(links.readers(place).length, here ? rows[place.row] * columns[place.column] : 0, placeKey(place));
  }
});

property('the chosen row is the window of the step', ({ state, solution, links }) => {
  const { step, at } = solution;
  assert.deepEqual(at, state.step);
  assert.equal(links.chosen, links.rowOf(at));
  for (const entry of range(step.n)) {
    const element = step.layout.window[entry];
    const place = links.place(links.chosen, entry);
    const source = links.sourceOf(place);
    assert.equal(source, step.source[element]);
    assert.equal(source < 0 ? 0 : state.x.data[source], step.window.data[element]);
    assert.deepEqual(links.placeOfElement(element), place);
    assert.equal(links.elementOf(place), element);
    assert.equal(links.entryOfWindow(element), entry);
    assert.equal(links.entryOfFilter(step.layout.filter[entry]), entry);
    assert.equal(links.entryOf(element, step.layout.filter[entry]), entry);
  }
});

property('a place that the chosen window does not read is not one of its elements', (drawn) => {
  const { solution, links } = drawn;
  const read = new Set(range(solution.step.n).map((element) => placeKey(links.placeOfElement(element))));
  assert.equal(read.size, solution.step.n);
  for (const place of everyPlace(drawn)) assert.equal(links.elementOf(place) !== null, read.has(placeKey(place)));
});

property('a filter number, its element and its entry map to each other', ({ state, solution, links }) => {
  const { at } = solution;
  const filters = state.w.shape[3];
  const inGroup = filters / state.groups;
  const group = Math.floor(at.filter / inGroup);
  assert.deepEqual(links.filters, range((group + 1) * inGroup, group * inGroup));
  for (const index of range(state.w.data.length)) {
    const { element, filter } = links.elementOfFilter(index);
    assert.equal(filter, index % filters);
    assert.equal(links.filterOfElement(element, filter), index);
    assert.equal(links.filterAt(links.entryOfFilter(element), filter), index);
  }
  for (const filter of range(filters)) {
    const { block, layout } = convdot.step(toCase(state).input, toCase(state).filter, { ...at, filter }, toCase(state).options);
    for (const entry of range(links.entries)) {
      const element = layout.filter[entry];
      assert.equal(state.w.data[links.filterOfElement(element, filter)], block.data[element]);
      assert.equal(links.filterAt(entry, filter), links.filterOfElement(element, filter));
      assert.deepEqual(links.elementOfFilter(links.filterAt(entry, filter)), { element, filter });
    }
  }
  for (const element of range(links.entries))
    assert.equal(links.filterOfElement(element), links.filterOfElement(element, at.filter));
});

property('row times filter is the output: by the vectors and by the blocks', ({ state, solution, links }) => {
  const { comparison } = solution;
  const x = (row: number, entry: number) => {
    const source = links.sourceOf(links.place(row, entry));
    return source < 0 ? 0 : state.x.data[source];
  };
  const sum = (terms: readonly number[], bias: number) => terms.reduce((total, term) => total + term, bias) + 0;
  const entries = range(links.entries);
  for (const row of range(links.rows))
    for (const filter of links.filters) {
      const index = links.outputOf(row, filter);
      const dot = entries.map((entry) => x(row, entry) * state.w.data[links.filterAt(entry, filter)]);
      assert.equal(sum(dot, state.b.data[filter]), comparison.unrolledDot.data[index] + 0);
      const elementwise = entries.map(
        (element) => x(row, links.entryOfWindow(element)) * state.w.data[links.filterOfElement(element, filter)],
      );
      assert.equal(sum(elementwise, state.b.data[filter]), comparison.multiplySum.data[index] + 0);
    }
});

property('rows and windows, outputs and their places map to each other', ({ solution, links }) => {
  const [images, height, width, filters] = solution.geometry.shape;
  assert.equal(links.rows, images * height * width);
  let index = 0;
  for (const image of range(images))
    for (const row of range(height))
      for (const column of range(width)) {
        const at = links.rowOf({ image, row, column });
        assert.deepEqual(links.windowOf(at), { image, row, column });
        for (const filter of range(filters)) {
          assert.equal(links.outputOf(at, filter), index);
          assert.deepEqual(links.placeOfOutput(index), { image, row, column, filter });
          index += 1;
        }
      }
  assert.equal(index, solution.comparison.total);
});

/** All products in the lanes: by the blocks and by the vectors. */
function shownProducts({ solution: { step } }: Drawn): (readonly [window: number, filter: number])[] {
  return range(step.n).flatMap((k) => [[k, k] as const, [step.layout.window[k], step.layout.filter[k]] as const]);
}

property('a product highlights its input and its filter number, and each of these highlights the product', (drawn) => {
  const { state, links } = drawn;
  const products = shownProducts(drawn).map(([window, filter]) => {
    const lit = links.lit({ kind: 'product', window, filter });
    assert.deepEqual([...lit.input], [placeKey(links.placeOfElement(window))]);
    assert.deepEqual([...lit.filter], [String(links.filterOfElement(filter))]);
    assert.deepEqual([...lit.product], [productKey(window, filter)]);
    assert.equal(lit.used.size + lit.output.size + lit.rows.length, 0);
    return { key: productKey(window, filter), ...lit, product: null };
  });
  const expectedOf = (kind: 'input' | 'filter', key: string) =>
    new Set(products.filter((each) => each[kind].has(key)).map((each) => each.key));
  for (const place of everyPlace(drawn)) {
    const lit = links.lit({ kind: 'input', place });
    assert.deepEqual([...lit.input], [placeKey(place)]);
    assert.deepEqual(lit.product, expectedOf('input', placeKey(place)));
    // The filter number at that place highlights it.
    for (const index of lit.filter)
      assert.deepEqual([...links.lit({ kind: 'filter', index: Number(index) }).input], [placeKey(place)]);
    assert.equal(lit.filter.size, lit.product.size > 0 ? 1 : 0);
  }
  for (const index of range(state.w.data.length)) {
    const lit = links.lit({ kind: 'filter', index });
    assert.deepEqual([...lit.filter], [String(index)]);
    assert.deepEqual(lit.product, expectedOf('filter', String(index)));
    for (const key of lit.input) {
      const [image, row, column, channel] = key.split(',').map(Number);
      assert.deepEqual([...links.lit({ kind: 'input', place: { image, row, column, channel } }).filter], [String(index)]);
    }
  }
});

property('the inputs in the row of an output are those that highlight it as an output that uses them', (drawn) => {
  const { links } = drawn;
  const readers = new Map<string, Set<string>>();
  for (const place of everyPlace(drawn)) {
    const { used, rows } = links.lit({ kind: 'input', place });
    assert.deepEqual(used, new Set(rows.flatMap((row) => links.filters.map((filter) => String(links.outputOf(row, filter))))));
    for (const output of used) readers.set(output, (readers.get(output) ?? new Set()).add(placeKey(place)));
  }
  for (const row of range(links.rows))
    for (const filter of links.filters) {
      const index = links.outputOf(row, filter);
      const reads = new Set(range(links.entries).map((entry) => placeKey(links.place(row, entry))));
      assert.deepEqual(readers.get(String(index)), reads);
      const lit = links.lit({ kind: 'output', index });
      assert.deepEqual([[...lit.output], [...lit.rows]], [[String(index)], [row]]);
    }
});

property('an entry highlights its input, its filter number and the output of its row', (drawn) => {
  const { solution, links } = drawn;
  const { at, step } = solution;
  for (const row of range(links.rows))
    for (const entry of range(links.entries)) {
      const lit = links.lit({ kind: 'entry', row, entry });
      assert.deepEqual([...lit.input], [placeKey(links.place(row, entry))]);
      assert.deepEqual([...lit.filter], [String(links.filterAt(entry, at.filter))]);
      assert.deepEqual([...lit.output], [String(links.outputOf(row, at.filter))]);
      assert.deepEqual(lit.rows, [row]);
      const met = productKey(step.layout.window[entry], step.layout.filter[entry]);
      assert.equal(lit.product.has(met), row === links.chosen, 'of the chosen row its product');
    }
});

property('exactly the existing numbers can be highlighted', (drawn) => {
  const { state, solution, links } = drawn;
  const { n } = solution.step;
  const there: Pointed[] = [
    ...everyPlace(drawn).map((place) => ({ kind: 'input' as const, place })),
    ...range(state.w.data.length).map((index) => ({ kind: 'filter' as const, index })),
    ...shownProducts(drawn).map(([window, filter]) => ({ kind: 'product' as const, window, filter })),
    { kind: 'entry', row: links.rows - 1, entry: n - 1 },
    { kind: 'output', index: solution.comparison.total - 1 },
  ];
  for (const pointed of there) assert.ok(links.has(pointed), JSON.stringify(pointed));
  const [images, height, width, channels] = state.x.shape;
  const [top, left, bottom, right] = solution.geometry.padding;
  const place = { image: 0, row: 0, column: 0, channel: 0 };
  const gone: Pointed[] = [
    { kind: 'input', place: { ...place, image: images } },
    { kind: 'input', place: { ...place, row: height + bottom } },
    { kind: 'input', place: { ...place, row: -top - 1 } },
    { kind: 'input', place: { ...place, column: width + right } },
    { kind: 'input', place: { ...place, column: -left - 1 } },
    { kind: 'input', place: { ...place, channel: channels } },
    { kind: 'filter', index: state.w.data.length },
    { kind: 'product', window: n, filter: 0 },
    { kind: 'product', window: 0, filter: n },
    { kind: 'entry', row: links.rows, entry: 0 },
    { kind: 'entry', row: 0, entry: n },
    { kind: 'output', index: solution.comparison.total },
  ];
  for (const pointed of gone) assert.ok(!links.has(pointed), JSON.stringify(pointed));
});
