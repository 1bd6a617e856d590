// What stands around the cells of the demonstration: names, operators, outlines. They settle when the cells have landed.
import type { Step } from 'convdot';
import { html, nothing, type TemplateResult } from 'lit';
import { vars } from '../cells/custom-properties.ts';
import { marked } from '../cells/marked.ts';
import type { Words } from '../words/words.ts';
import type { Box, Layout } from './layout.ts';

export const px = (length: number): string => `${length}px`;
export const at = ({ x, y, w, h }: Box): Record<string, string> => ({ left: px(x), top: px(y), width: px(w), height: px(h) });
/** Two pixels outside the box. */
export const outline = ({ x, y, w, h }: Box, kind: string): TemplateResult =>
  html`<span class="outline ${kind}" ${vars({ left: px(x - 2), top: px(y - 2), width: px(w + 3), height: px(h + 3) })}></span>`;
const label = (x: number, text: unknown) => html`<span class="label settles" ${vars({ left: px(x), top: '0' })}>${text}</span>`;
const layoutIsByRows = (order: ArrayLike<number>) => Array.from(order).every((element, slot) => element === slot);

/** Acts 1 and 3: the blocks' names, the operators between them, and the outline of the window. */
export function blockLabels(words: Words, act: 1 | 3, layout: Layout, answers: boolean): TemplateResult {
  const { blocks, slices } = layout;
  const { window, filter, products } = blocks;
  const third = act === 1 ? products : layout.raw;
  const sign = (left: number, right: number, text: string) =>
    html`<span class="sign settles" aria-hidden="true" ${vars({ left: px(left), width: px(right - left), top: px(window.y), height: px(window.h) })}>${text}</span>`;
  const columnOfSlices = slices.length > 1 && new Set(slices.map(({ x }) => x)).size === 1;
  return html`
    ${label(window.x, marked(words.windowA))}${label(filter.x, marked(words.filterW))}
    ${act === 1 ? label(products.x, words.products) : answers && layout.raw ? label(layout.raw.x, html`<code>np.dot</code>`) : nothing}
    ${sign(window.x + window.w, filter.x, act === 1 ? '⊙' : '·')}
    ${third ? sign(filter.x + filter.w, third.x, '=') : nothing}
    ${slices.map((slice) => outline(slice, 'chosen settles'))}
    ${
      act === 1 && columnOfSlices && layout.column - products.x - products.w > 64
        ? slices.map(
            ({ y, h }, channel) =>
              html`<span class="label settles" ${vars({ left: px(products.x + products.w + 10), top: px(y + h / 2 - 8) })}>${words.channelShort(channel)}</span>`,
          )
        : nothing
    }
  `;
}

/** Act 2: the vectors' names, the rows of the window, and a line from each pair to its product. `room`: the width of the stage. */
export function lineLabels(words: Words, step: Step, layout: Layout, room: number): TemplateResult {
  const [height, width, channels] = step.window.shape as [number, number, number];
  const { lines, side } = layout;
  const [first] = lines as [Layout['lines'][0]];
  const short = first.window.x > 0 && first.window.x < 60;
  const names = [marked(short ? '`a`' : words.windowA), marked(short ? '`W`' : words.filterW), short ? '' : words.products];
  const named = (left: (box: Box) => number) =>
    [first.window, first.filter, first.products].map((box, i) =>
      names[i]
        ? html`<span class="label settles" ${vars({ left: px(left(box)), top: px(box.y + box.h / 2 - 8) })}>${names[i]}</span>`
        : nothing,
    );
  const row = width * channels * side;
  // Only row by row is each row of the window one piece of the vector.
  const inRows = lines.length === 1 && layoutIsByRows(step.layout.window) && row > 20;
  return html`
    ${first.window.x > 0 ? named(() => 0) : room - first.window.w > 64 ? named((box) => box.w + 12) : nothing}
    ${lines.map(({ window }) => outline(window, 'chosen settles'))}
    ${
      inRows
        ? Array.from(
            { length: height },
            (_, r) =>
              html`<span class="label centred settles" ${vars({ left: px(first.window.x + r * row), width: px(row), top: '0' })}>${row > 56 ? words.rowShort(r) : r}</span>`,
          )
        : nothing
    }
    ${
      lines.length === 1 && layout.numbered
        ? Array.from({ length: step.n }, (_, k) => {
            const y = first.filter.y + first.filter.h;
            return html`<span class="hairline settles" ${vars({ left: px(first.filter.x + (k + 0.5) * side - 1), top: px(y + 2), height: px(first.products.y - y - 4) })}></span>`;
          })
        : nothing
    }
  `;
}
