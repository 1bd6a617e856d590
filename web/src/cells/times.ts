// The times of all motion.

/**
 * Every time of a motion, in milliseconds. Not in a style sheet, because a script cannot rely on the format there: minified, `900ms`
 * is `.9s`.
 */
export const TIMES = {
  /** A cell's way from a block to its vector; each row of the block starts later than the one before it. */
  travel: 900,
  rowDelay: 300,
  /** At most, from the first row to the last. */
  allRows: 1500,
  /** Before a way that crosses other cells, the cell is lifted. */
  lift: 140,
  /** The products follow the window and the filter. */
  follow: 120,
  /** The products' own way where nothing crosses it: down first, then sideways, each row later than the one before it. */
  productsDown: 400,
  products: 600,
  productsDelay: 120,
  /** Back into the blocks. */
  fold: 520,
  /** Another order of one vector. */
  reorder: 600,
  /** Labels and outlines appear. */
  fade: 200,
  /** While the demonstration plays: each product, each pair, and all of them at most; then the time to read. */
  product: 160,
  allProducts: 1600,
  readProducts: 1400,
  pair: 70,
  allPairs: 900,
  readPairs: 2200,
  rawNumber: 1300,
} as const;
export const EASING = 'cubic-bezier(0.2, 0, 0, 1)';
