// The worker of the bench's smaller module.
import { open } from './bench-local.ts';
import { answer } from './remote.ts';

answer(open);
