// convdot.html. Its wasm was packed together with its script: src/app/boot.ts has unpacked both.
import engine from '../in-one.ts?function';
import { inOne } from './in-one.ts';

export const form = inOne(() => window.convdotWasm, engine);
