// The same piece for a module that comes packed.
import { open as openLibrary } from './local.ts';
import { answer } from './remote.ts';
import { unpack } from './unpack.ts';

export const open = (packed: BufferSource) => openLibrary(unpack(packed as Uint8Array));
export const serve = () => answer(open);
