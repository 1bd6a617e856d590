// The other side of the build's packer, LZMA: of what browsers unpack themselves the wasm were a third more.
import { Decoder } from 'lzma1/lib/decoder.js';
import { InputBuffer, OutputBuffer } from 'lzma1/lib/streams.js';

/** Throws where the bytes are damaged. */
export function unpack(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new OutputBuffer(4 * packed.length);
  new Decoder().decompress(new InputBuffer(packed), bytes);
  return bytes.toArray();
}
