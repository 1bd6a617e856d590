// <conv-dot> in JSX, for React 19: import 'convdot/react' once. Types only; React itself is not needed at run time.
import type { ConvDotAttributes, ConvDotElement, ConvDotEventMap } from 'convdot/element';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

/** React names the property 'on' plus the event's name. */
type Listeners = { [Type in keyof ConvDotEventMap as `on${Type}`]?: (event: ConvDotEventMap[Type]) => void };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'conv-dot': DetailedHTMLProps<HTMLAttributes<ConvDotElement>, ConvDotElement> & ConvDotAttributes & Listeners;
    }
  }
}
