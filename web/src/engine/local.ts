// The engine over the whole library: what its worker runs, and the page itself where there is no worker.
import { load } from 'convdot';
import { pictures } from '../panels/image/in-worker.ts';
import { measure } from '../panels/speed/in-worker.ts';
import { type Beyond, open as openWith } from './open.ts';

const beyond: Beyond = (convdot) => ({ ...pictures(convdot), measure: async (...race) => measure(convdot, ...race) });

export const open = (wasmBinary: BufferSource) => openWith(load, wasmBinary, beyond);
