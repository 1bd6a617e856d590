// The script that stands in the single file as it is: it unpacks the wasm and the page's own script, which are one stream in a block of
// the document, and runs that script. The policy names the hashes of both scripts.
import { unpack } from '../engine/unpack.ts';

/** Of what is unpacked the first `wasmSize` bytes are the wasm, and the rest is the script. */
export function boot(wasmSize: number): void {
  try {
    const base64 = document.getElementById('convdot-packed')?.textContent ?? '';
    const bytes = unpack(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
    window.convdotWasm = bytes.slice(0, wasmSize);
    const script = document.createElement('script');
    script.type = 'module';
    script.textContent = new TextDecoder().decode(bytes.subarray(wasmSize));
    document.head.append(script);
    // It runs all the same, and a saved exercise, which is a copy of the document, does not hold it.
    script.remove();
  } catch (error) {
    const told = document.createElement('p');
    told.textContent = `This file is damaged: ${error}`;
    document.querySelector('convdot-page')?.append(told);
    throw error;
  }
}
