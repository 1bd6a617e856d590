// The whole library, for the site: loaded once something other than the example asks.
import wasmUrl from 'convdot/convdot.wasm?url';
import workerUrl from '../worker.ts?worker&url';
import { fromFiles } from './from-files.ts';

export const library = fromFiles(wasmUrl, workerUrl, () => import('../local.ts'));
