// What a worker answers. `start` is the first message: its answer is the sign that the worker runs at all.
import { expose, transfer } from 'comlink';
import type { Engine, Variables } from './contract.ts';

/** `open` rejects where the module cannot be loaded here, and `start` with it. */
export function answer(open: (wasmBinary: BufferSource) => Promise<Engine>) {
  let engine: Promise<Engine>;
  const remote = {
    start: async (wasmBinary: BufferSource): Promise<void> => {
      engine = open(wasmBinary);
      await engine;
    },
    solve: async (...question: Parameters<Engine['solve']>) => (await engine).solve(...question),
    randn: async (...request: Parameters<Engine['randn']>) => (await engine).randn(...request),
    randint: async (...request: Parameters<Engine['randint']>) => (await engine).randint(...request),
    evaluate: async (source: string, variables: Variables) => (await engine).evaluate(source, variables),
    filterPicture: async (...question: Parameters<Engine['filterPicture']>) => {
      const answer = await (await engine).filterPicture(...question);
      return answer && 'result' in answer ? transfer(answer, [answer.result.buffer, answer.difference.buffer]) : answer;
    },
    timePicture: async (owner: number) => (await engine).timePicture(owner),
    pictureNumbers: async (...place: Parameters<Engine['pictureNumbers']>) => (await engine).pictureNumbers(...place),
    releasePicture: async (owner: number) => (await engine).releasePicture(owner),
    measure: async (...race: Parameters<Engine['measure']>) => (await engine).measure(...race),
  };
  expose(remote);
  return remote;
}

export type RemoteEngine = ReturnType<typeof answer>;
