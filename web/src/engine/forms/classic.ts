// element.iife.js. It unpacks its wasm in the worker, out of the host page's way.
import wasm from 'convdot/convdot.wasm?packed';
import engine from '../in-one-packed.ts?function';
import { inOne } from './in-one.ts';

export const form = inOne(() => Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0)), engine);
