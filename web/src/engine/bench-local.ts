// The engine over the bench's smaller module, which answers `solve` alone.
import { load } from '#bench/index.js';
import { open as openWith } from './open.ts';

export const open = (wasmBinary: BufferSource) => openWith(load, wasmBinary);
