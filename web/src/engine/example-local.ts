// The engine over the example's smaller module, which answers `solve` alone.
import { load } from '#example/index.js';
import { open as openWith } from './open.ts';

export const open = (wasmBinary: BufferSource) => openWith(load, wasmBinary);
