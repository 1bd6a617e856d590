// What of fflate is used. A form of the page that is one script keeps all that import() names: of the library itself that were 8 KB
// more, after gzip.
import { Inflate, Unzlib } from 'fflate';

export { deflateSync, strToU8, zipSync } from 'fflate';

/** So few bytes at a time that what comes out of them, at most a thousand times as many, can be counted before there is too much. */
const kPortion = 512;

/** The text of deflated bytes, where the browser has no DecompressionStream; null where they are none. */
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
