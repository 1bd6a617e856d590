/** A number in a sentence: a whole number in full up to a million, otherwise three digits. The same in every language. */
export const short = (value: number): string =>
  Number.isInteger(value) && value < 1e6 ? String(value) : value.toPrecision(3).replace('e-', 'e−').replace('e+', 'e');

/** Bytes in binary units (1 KiB is 1024 B). */
export function inBytes(bytes: number, language: string): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** power).toLocaleString(language, { maximumFractionDigits: 1 })} ${units[power]}`;
}
