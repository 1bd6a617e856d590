// Exports the parts of fflate that are used. A page in one script includes everything that import() names; the whole library would
// add 8 KB after gzip.
import { Inflate, Unzlib } from 'fflate';

export { deflateSync, strToU8, zipSync } from 'fflate';

/** Small input portions, whose output, at most a thousand times as large, can be counted before it is too much. */
const kPortion = 512;

/** Inflates the text of deflated bytes if the browser has no DecompressionStream; null if they are not deflated. */
export function inflateText(
  bytes: Uint8Array,
  format: CompressionFormat,
  most: number,
): { readonly text: string } | 'too long' | null {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let total = 0;
  const take = (part: Uint8Array) => {
    total += part.length;
    if (total <= most) text += decoder.decode(part, { stream: true });
  };
  const stream = format === 'deflate' ? new Unzlib(take) : new Inflate(take);
  try {
    for (let from = 0; from < bytes.length && total <= most; from += kPortion) {
      stream.push(bytes.subarray(from, from + kPortion), from + kPortion >= bytes.length);
    }
    return total > most ? 'too long' : { text: text + decoder.decode() };
  } catch {
    return null;
  }
}
