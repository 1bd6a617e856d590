// The whole library's engine as one piece, which a worker runs, or the page itself where there is no worker.
import { open } from './local.ts';
import { answer } from './remote.ts';

export { open };
export const serve = () => answer(open);
