// What of lzma1 is used. The package's own types are its sources, which our compiler's settings refuse.
export function compress(data: Uint8Array, mode: 5): Uint8Array;
export class InputBuffer {
  constructor(data: Uint8Array);
}
export class OutputBuffer {
  constructor(capacity: number);
  toArray(): Uint8Array<ArrayBuffer>;
}
export class Decoder {
  decompress(input: InputBuffer, output: OutputBuffer): void;
}
