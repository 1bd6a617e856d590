/** A number within a sentence: whole and in full up to a million, else with three digits. The same in every language. */
export const short = (value: number): string =>
  Number.isInteger(value) && value < 1e6 ? String(value) : value.toPrecision(3).replace('e-', 'e−').replace('e+', 'e');

/** Bytes with a unit of 1024, as memory is counted. */
export function inBytes(bytes: number, language: string): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** power).toLocaleString(language, { maximumFractionDigits: 1 })} ${units[power]}`;
}
