// The engine with the whole library and the panels' additions. As a worker it serves the page.
import { load } from 'convdot';
import { type Beyond, open as openWith } from '../../engine/open.ts';
import { serve } from '../../engine/serve.ts';
import { pictures } from '../../panels/image/in-worker.ts';
import { measure } from '../../panels/speed/in-worker.ts';

const beyond: Beyond = (convdot) => ({ ...pictures(convdot), measure: async (...race) => measure(convdot, ...race) });

export const open = (wasmBinary: BufferSource) => openWith(load, wasmBinary, beyond);

serve(open);
