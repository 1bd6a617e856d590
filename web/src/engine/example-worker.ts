// The worker of the example's smaller module.
import { open } from './example-local.ts';
import { answer } from './remote.ts';

answer(open);
