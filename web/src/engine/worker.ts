// The worker of the whole library.
import { open } from './local.ts';
import { answer } from './remote.ts';

answer(open);
