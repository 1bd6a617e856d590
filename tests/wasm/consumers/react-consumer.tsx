// A component of React's: compiled, never run. What is marked must not compile.
import 'convdot/react';
import type { ConvDotElement } from 'convdot/element';
import { useRef } from 'react';

export function Exercise() {
  const element = useRef<ConvDotElement>(null);
  return (
    <>
      <conv-dot
        ref={element}
        className="exercise"
        x="[[1,2],[3,4]]"
        w="[[5,6],[7,8]]"
        stride={1}
        theme="dark"
        onconvdot-change={({ detail }) => console.log(detail.result.verdict, element.current?.state.x)}
      />
      {/* @ts-expect-error */}
      <conv-dot strides="1" />
      {/* @ts-expect-error */}
      <conv-dot onconvdot-change={(text: string) => text} />
    </>
  );
}
