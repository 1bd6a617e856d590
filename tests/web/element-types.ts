// Held by the type check alone: what element.d.ts promises is what the element has.
import type { ConvDotElement as Promised } from '../../web/build/element.d.ts';
import type { ConvDotElement } from '../../web/src/app/element.ts';

export const promise = (element: ConvDotElement): Promised => element;
