// The speed panel's charts: what they are. One of uplot.ts and none.ts is '#chart', by Vite's mode.

export interface Line {
  readonly label: string;
  /** A CSS colour, which may be a custom property's. */
  readonly colour: string;
  readonly style: 'solid' | 'dashed' | 'dotted';
  /** For every size; null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface Drawing {
  readonly sizes: readonly number[];
  readonly sizeLabel: string;
  size(size: number): string;
  readonly lines: readonly Line[];
  /** By whose powers the values' axis is divided. */
  readonly base: 2 | 10;
  value(value: number): string;
  /** A power of the base. */
  power(value: number): string;
}

export interface Chart {
  show(drawing: Drawing): void;
  /** Once colours have changed. */
  redraw(): void;
  remove(): void;
}

/** Draws within `parent`, in a document or in a shadow root, as wide as that is. */
export type CreateChart = (parent: HTMLElement) => Chart;
