// The base class of the step's three lanes: a heading with code, the result, the work, and a closing line.

import type { Verdict } from 'convdot';
import { html, nothing, type TemplateResult } from 'lit';
import { glyph, scaleOf } from '../cells/cells.ts';
import { ExamplePart } from '../cells/part.ts';
import { paper } from '../cells/viewport.ts';
import { showNumber } from '../model/number.ts';
import type { Words } from '../words/words.ts';

/** The size class of a number shown in full. */
const sizeOf = (text: string) => (text.length <= 7 ? '' : text.length <= 12 ? 'long' : 'longest');

export interface LaneHead {
  title: string;
  code: string;
  verdict: Verdict | null;
  /** The result: a number, shown in full, or something else. */
  result: number | TemplateResult;
  word: string;
  reason: string;
}

export abstract class Lane extends ExamplePart {
  protected override readonly onlyResults = true;
  static override properties = { ...ExamplePart.properties, brief: { attribute: false } };
  /** The demonstration on the page shows the blocks, so the lane leaves them out. */
  declare brief: boolean;

  constructor() {
    super();
    this.brief = false;
  }

  /** On paper there is no demonstration. */
  protected get leavesOut(): boolean {
    return this.brief && !paper.printing;
  }

  /** The ends of the colour scales. They are fixed for the case, so that no cell changes colour from step to step. */
  protected scales(): { x: number; w: number; product: number; output: number } {
    const { solved, solution } = this.example;
    const [x, w] = [scaleOf(solved?.x.data ?? []), scaleOf(solved?.w.data ?? [])];
    return { x, w, product: x * w, output: scaleOf(solution?.comparison.multiplySum.data ?? []) };
  }

  protected head({ title, code, verdict, result, word, reason }: LaneHead): TemplateResult {
    const text = typeof result === 'number' ? showNumber(result) : '';
    return html`
      <div class="lane-name"><h3>${title}</h3><p><code>${code}</code></p></div>
      <div class="result ${this.example.held ? 'stale' : ''}"
        >${verdict ? glyph(verdict, word) : nothing}${typeof result === 'number' ? html`<span class="big ${sizeOf(text)}">${text}</span>` : result}<span
          class="word ${verdict ?? ''}"
          >${word}<small>${reason}</small></span
        ></div
      >
    `;
  }

  /** sum ... + bias ... = ... */
  protected closing(name: string, sum: number, bias: number, result: number, words: Words): TemplateResult {
    return html`<p class="closing"
      ><em>${name}</em> ${showNumber(sum)} <em>+ ${words.bias}</em> ${showNumber(bias)} <b>= ${showNumber(result)}</b></p
    >`;
  }
}

/** a, an operator, b, an equals sign, c; each with a caption above. */
export function threeBlocks(
  [a, operator, b, c]: readonly [TemplateResult, string, TemplateResult, TemplateResult],
  [captionA, captionB, captionC]: readonly [unknown, unknown, unknown],
): TemplateResult {
  const part = (caption: unknown, body: TemplateResult) =>
    html`<span class="with-caption"><span class="caption">${caption}</span>${body}</span>`;
  const sign = (text: string) => html`<span class="operator" aria-hidden="true">${text}</span>`;
  return html`<div class="three">${part(captionA, a)}${sign(operator)}${part(captionB, b)}${sign('=')}${part(captionC, c)}</div>`;
}
