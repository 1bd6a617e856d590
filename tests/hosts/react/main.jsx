// The element in React: keys as properties, `state`, its events, elements that come and go; everything twice (StrictMode).
import 'convdot/element';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

const lecture = { x: [[1, 2, 3]], w: [[1, 1]] };
const sums = (event) => event.detail.result.multiplySum.join(' ');

function Course() {
  const [stride, setStride] = useState(1);
  const [shown, setShown] = useState(true);
  const [state, setState] = useState(lecture);
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [problem, setProblem] = useState('');
  return (
    <>
      <button id="two" type="button" onClick={() => setStride(2)}>
        Stride 2
      </button>
      <button id="none" type="button" onClick={() => setStride(0)}>
        Stride 0
      </button>
      <button id="toggle" type="button" onClick={() => setShown(!shown)}>
        {shown ? 'Hide' : 'Show'}
      </button>
      <button id="other" type="button" onClick={() => setState({ ...lecture, b: 1 })}>
        With a bias
      </button>
      <output id="first-sums">{first}</output>
      <output id="second-sums">{second}</output>
      <output id="problem">{problem}</output>
      {shown && (
        <conv-dot
          id="first"
          x={[
            [1, 2],
            [3, 4],
          ]}
          w={[
            [5, 6],
            [7, 8],
          ]}
          pad={1}
          stride={stride}
          hide="answer,matrix"
          lang="en"
          onconvdot-change={(event) => setFirst(sums(event))}
          onconvdot-problem={(event) => setProblem(event.detail.problems.join(' '))}
        >
          <p slot="lesson">What does the padding add?</p>
        </conv-dot>
      )}
      <conv-dot id="second" state={state} lang="en" theme="dark" onconvdot-change={(event) => setSecond(sums(event))} />
    </>
  );
}

createRoot(document.getElementById('app')).render(
  <StrictMode>
    <Course />
  </StrictMode>,
);
