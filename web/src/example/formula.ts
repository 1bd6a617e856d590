// <convdot-formula>: the output size as a formula, with the current numbers. The sizes themselves come from the core.
import { html, mathml, nothing } from 'lit';
import { ExamplePart } from '../cells/part.ts';

interface AxisNumbers {
  n: number;
  before: number;
  after: number;
  f: number;
  d: number;
  s: number;
  output: number;
}

type Formula = ReturnType<typeof mathml>;

const minus = mathml`<mo>−</mo>`;
const plus = mathml`<mo>+</mo>`;
const number = (value: number) => mathml`<mn>${value}</mn>`;
const letter = (name: string) => mathml`<mi>${name}</mi>`;

/** floor(top / bottom) + 1 */
const floorOf = (top: Formula, bottom: Formula) => mathml`<mrow
    ><mo stretchy="true" form="prefix">⌊</mo><mfrac><mrow>${top}</mrow>${bottom}</mfrac><mo stretchy="true" form="postfix">⌋</mo></mrow
  ><mo>+</mo><mn>1</mn>`;

/** With equal padding on both sides, the course's 2p; without dilation, the course's n + 2p - f. */
function symbols(evenly: boolean, dilated: boolean) {
  const padding = evenly
    ? mathml`<mn>2</mn>${letter('p')}`
    : mathml`<msub>${letter('p')}<mn>1</mn></msub>${plus}<msub>${letter('p')}<mn>2</mn></msub>`;
  const span = dilated
    ? mathml`${letter('d')}<mo stretchy="false">(</mo>${letter('f')}${minus}<mn>1</mn><mo stretchy="false">)</mo>${minus}<mn>1</mn>`
    : letter('f');
  return floorOf(mathml`${letter('n')}${plus}${padding}${minus}${span}`, letter('s'));
}

function numbers(axis: AxisNumbers, evenly: boolean, dilated: boolean) {
  const padding = evenly
    ? mathml`<mn>2</mn><mo>·</mo>${number(axis.before)}`
    : mathml`${number(axis.before)}${plus}${number(axis.after)}`;
  const span = dilated
    ? mathml`${number(axis.d)}<mo stretchy="false">(</mo>${number(axis.f)}${minus}<mn>1</mn><mo stretchy="false">)</mo>${minus}<mn>1</mn>`
    : number(axis.f);
  return mathml`${floorOf(mathml`${number(axis.n)}${plus}${padding}${minus}${span}`, number(axis.s))}<mo>=</mo><mn>${axis.output}</mn>`;
}

class ConvdotFormula extends ExamplePart {
  protected override readonly onlyResults = true;
  override render() {
    const { solution, solved } = this.example;
    if (!solution || !solved) return nothing;
    const { words } = this;
    const { shape, padding, reads } = solution.geometry;
    const [top, left, bottom, right] = padding;
    const axis = (which: 0 | 1, before: number, after: number): AxisNumbers => ({
      n: solved.x.shape[which + 1] as number,
      before,
      after,
      f: solved.w.shape[which] as number,
      d: solved.dilation[which],
      s: solved.stride[which],
      output: shape[which + 1] as number,
    });
    const height = axis(0, top, bottom);
    const width = axis(1, left, right);
    const evenly = top === bottom && left === right;
    const dilated = height.d > 1 || width.d > 1;
    const alike = JSON.stringify(height) === JSON.stringify(width);
    const size = `${height.output} × ${width.output}`;
    const unread = (counts: Int32Array) => [...counts.keys()].filter((i) => counts[i] === 0);
    const row = (label: Formula, body: Formula) => mathml`<mtr><mtd>${label}</mtd><mtd>${body}</mtd></mtr>`;
    return html`
      <p class="caption">${alike ? words.outputSizeAlike : words.outputSize} <b>${size}</b></p>
      <math display="block" aria-label=${words.formulaSpoken(height.output, width.output)}>
        ${
          alike && !dilated
            ? mathml`<mrow>${symbols(evenly, dilated)}<mo>=</mo>${numbers(height, evenly, dilated)}</mrow>`
            : mathml`<mtable displaystyle="true" columnalign="right left"
                >${row(mathml``, symbols(evenly, dilated))}
                ${
                  alike
                    ? row(mathml`<mo>=</mo>`, numbers(height, evenly, dilated))
                    : [
                        row(mathml`<mtext>${words.heightShort}</mtext>`, numbers(height, evenly, dilated)),
                        row(mathml`<mtext>${words.widthShort}</mtext>`, numbers(width, evenly, dilated)),
                      ]
                }</mtable
              >`
        }
      </math>
      <p class="caption">${words.formulaLegend(evenly, dilated)} ${words.unread(unread(reads.rows), unread(reads.columns))}</p>
    `;
  }
}
customElements.define('convdot-formula', ConvdotFormula);
