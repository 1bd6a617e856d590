/** A number within a sentence: whole and in full up to a million, else with three digits. The same in every language. */
export const short = (value: number): string =>
  Number.isInteger(value) && value < 1e6 ? String(value) : value.toPrecision(3).replace('e-', 'e−').replace('e+', 'e');
