// Only type-checked: element.d.ts must match the element.
import type { ConvDotElement as Promised } from '../../web/build/element.d.ts';
import type { ConvDotElement } from '../../web/src/app/element.ts';

export const promise = (element: ConvDotElement): Promised => element;
