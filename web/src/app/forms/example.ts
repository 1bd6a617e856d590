// The engine with the example's smaller module, which answers only `solve`. As a worker it serves the page.
import { load } from '#example/index.js';
import { open as openWith } from '../../engine/open.ts';
import { serve } from '../../engine/serve.ts';

export const open = (wasmBinary: BufferSource) => openWith(load, wasmBinary);

serve(open);
