// The charts with uPlot, on logarithmic axes. Loaded when the speed panel is opened.
import uPlot from 'uplot';
import uplotCss from 'uplot/dist/uPlot.min.css?inline';
import { boxOf, scaleOf } from '../../../cells/zoom.ts';
import type { Chart, CreateChart, Drawing } from './chart.ts';

const kHeight = 340;
const kType = 12;
/** Pixels between labels of the size axis, and the most labels of the other one. */
const kApart = 36;
const kMostLabels = 7;

/** Lengths of dashes and gaps, in pixels. */
const kDashes = { solid: [], dashed: [6, 4], dotted: [2, 3] };

let sheet: CSSStyleSheet | undefined;

function adoptStyles(root: Node): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(uplotCss);
  }
  const { adoptedStyleSheets } = root as ShadowRoot;
  // Before the page's own style sheets, which override it.
  if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.unshift(sheet);
}

/** Resolves a colour: a canvas knows neither custom properties nor light-dark(). */
function resolved(colour: string, parent: HTMLElement): string {
  parent.style.color = colour;
  const { color } = getComputedStyle(parent);
  parent.style.color = '';
  return color;
}

/** Powers of the base from the least to the greatest; only some of them if there are many. */
function powers(least: number, greatest: number, base: number): number[] {
  const exponent = (value: number) => Math.log(value) / Math.log(base);
  // Rounding: slightly less than a whole number counts as whole.
  const [from, to] = [Math.ceil(exponent(least) - 1e-9), Math.floor(exponent(greatest) + 1e-9)];
  const step = Math.ceil((to - from + 1) / kMostLabels);
  const found: number[] = [];
  for (let at = from; at <= to; at += step) found.push(base ** at);
  return found;
}

export const createChart: CreateChart | null = (parent) => {
  adoptStyles(parent.getRootNode());
  let plot: uPlot | undefined;
  let labels = '';
  const colour = (name: string) => () => resolved(name, parent);
  const font = `${kType}px ${getComputedStyle(parent).fontFamily}`;
  const [ink, lines] = [colour('var(--convdot-ink-2)'), colour('var(--convdot-line)')];
  const axis = {
    font,
    labelFont: font,
    stroke: ink,
    labelSize: 18,
    labelGap: 0,
    grid: { stroke: lines, width: 1 },
    ticks: { stroke: lines, size: 6 },
  };
  const width = () => parent.clientWidth;

  const optionsOf = (drawing: Drawing): uPlot.Options => ({
    width: width(),
    height: kHeight,
    padding: [8, 12, 0, 0],
    scales: {
      x: { time: false, distr: 3, log: 2, range: (_, least, greatest) => [least / 1.15, greatest * 1.15] },
      y: {
        distr: 3,
        log: drawing.base,
        // Both are null if there are no values.
        range: (_, least: number | null, greatest: number | null) =>
          least === null || greatest === null ? [null, null] : [least / 1.6, greatest * 1.6],
      },
    },
    axes: [
      {
        ...axis,
        label: drawing.sizeLabel,
        size: 28,
        // As many as fit.
        splits: (self) => {
          let last = Infinity;
          return drawing.sizes
            .toReversed()
            .filter((size) => {
              const at = self.valToPos(size, 'x');
              if (last - at < kApart) return false;
              last = at;
              return true;
            })
            .toReversed();
        },
        filter: (_, splits) => splits,
        values: (_, splits) => splits.map((size) => String(size)),
      },
      {
        ...axis,
        size: 72,
        splits: (_, __, least, greatest) => powers(least, greatest, drawing.base),
        filter: (_, splits) => splits,
        values: (_, splits) => splits.map((value) => drawing.power(value)),
      },
    ],
    series: [
      { label: drawing.sizeLabel, value: (_, size) => (size == null ? '–' : drawing.size(size)) },
      ...drawing.lines.map(
        ({ label, colour: name, style }): uPlot.Series => ({
          label,
          stroke: colour(name),
          width: 2,
          dash: kDashes[style],
          points: {
            show: true,
            size: 7,
            width: 2,
            stroke: colour(name),
            fill: colour(style === 'solid' ? name : 'var(--convdot-page)'),
          },
          value: (_, value) => (value == null ? '–' : drawing.value(value)),
        }),
      ),
    ],
    cursor: {
      drag: { x: false, y: false },
      y: false,
      // Under the example's zoom, uPlot mistakes the page's pixels for its own.
      move: (self, left, top) => {
        const { event } = self.cursor;
        if (!event || left < 0) return [left, top];
        const { x, y } = boxOf(self.over);
        const scale = scaleOf(self.over);
        return [(event.clientX - x) / scale, (event.clientY - y) / scale];
      },
      points: { size: 11, fill: (_, index) => drawing.lines[index - 1]?.colour ?? '' },
    },
    legend: {
      markers: {
        width: 2,
        stroke: (_, index) => drawing.lines[index - 1]?.colour ?? '',
        dash: (_, index) => drawing.lines[index - 1]?.style ?? 'none',
        fill: () => 'none',
      },
    },
  });

  // In the next frame, because it changes the height of its parent, which is observed as well.
  const observer = new ResizeObserver(() =>
    requestAnimationFrame(() => {
      if (width() > 0 && width() !== plot?.width) plot?.setSize({ width: width(), height: kHeight });
    }),
  );
  observer.observe(parent);

  const chart: Chart = {
    show: (drawing) => {
      const data = [drawing.sizes, ...drawing.lines.map(({ values }) => values)] as uPlot.AlignedData;
      const others = JSON.stringify([drawing.sizeLabel, ...drawing.lines.map(({ label }) => label)]);
      if (plot && labels === others) plot.setData(data);
      else {
        plot?.destroy();
        plot = new uPlot(optionsOf(drawing), data, parent);
        labels = others;
      }
    },
    redraw: () => plot?.redraw(false, true),
    remove: () => {
      observer.disconnect();
      plot?.destroy();
      plot = undefined;
    },
  };
  return chart;
};
