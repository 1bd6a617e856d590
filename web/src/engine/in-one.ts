// The whole library's engine as one piece, which a worker runs, or the page itself where there is no worker. It unpacks its module there: of
// what browsers unpack themselves that were a third more.
import { Decoder } from 'lzma1/lib/decoder.js';
import { InputBuffer, OutputBuffer } from 'lzma1/lib/streams.js';
import { open as openLibrary } from './local.ts';
import { answer } from './remote.ts';

/** Takes the bytes that inline.ts hands out. */
export function open(packed: BufferSource) {
  const bytes = packed as Uint8Array;
  const module = new OutputBuffer(4 * bytes.length);
  new Decoder().decompress(new InputBuffer(bytes), module);
  return openLibrary(module.toArray());
}
export const serve = () => answer(open);
