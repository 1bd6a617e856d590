// The engine over the whole library: what its worker runs, and the page itself where there is no worker.
import { load } from 'convdot';
import { open as openWith } from './open.ts';
import { pictures } from './pictures.ts';

export const open = (wasmBinary: BufferSource) => openWith(load, wasmBinary, pictures);
