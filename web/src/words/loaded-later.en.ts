// The words of what is loaded after the example.

export const later = {
  // the menu of the header
  valueColours: 'Colours by value',
  numberedCells: 'Numbered cells',
  projectorSize: 'Projector size',
  theme: 'Light or dark',
  themes: { auto: 'as the system', light: 'light', dark: 'dark' },

  // the written-out sum
  writtenOut: (place: string) => `Output ${place}, written out`,
  copySum: 'Copy as Python',
  sumCopied: 'Copied',
  moreTerms: (n: number) => `… ${n} more`,
  addsInPairs: (left: string, sum: string) =>
    `Added from left to right, as it stands here: ${left}. np.sum adds in pairs: ${sum}.`,
};
export type LaterWords = typeof later;
