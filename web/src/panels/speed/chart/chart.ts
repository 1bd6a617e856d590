// The interface of the speed panel's charts. Vite's mode resolves '#chart' to uplot.ts or none.ts.

export interface Line {
  readonly label: string;
  /** A CSS colour, possibly a custom property. */
  readonly colour: string;
  readonly style: 'solid' | 'dashed' | 'dotted';
  /** One value for each size; null if there is none. */
  readonly values: readonly (number | null)[];
}

export interface Drawing {
  readonly sizes: readonly number[];
  readonly sizeLabel: string;
  size(size: number): string;
  readonly lines: readonly Line[];
  /** The base of the value axis's powers. */
  readonly base: 2 | 10;
  value(value: number): string;
  /** The label of a power of the base. */
  power(value: number): string;
}

export interface Chart {
  show(drawing: Drawing): void;
  /** Redraws after colours have changed. */
  redraw(): void;
  remove(): void;
}

/** Draws inside `parent`, in a document or in a shadow root, at its width. */
export type CreateChart = (parent: HTMLElement) => Chart;
