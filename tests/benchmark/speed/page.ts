// The browser's side of the benchmark. Classic scripts provide the peers as globals.
import { load } from 'convdot';
import type { Cv, Ort, Tf } from './contestants.ts';
import { type Limit, measure, type Result } from './measure.ts';

declare global {
  interface Window {
    tf: Tf;
    ort: Ort;
    cv: Cv;
    told(result: Result): void;
    measureAll(peers: string, package_: string, limit: string): Promise<Result[]>;
  }
}

window.measureAll = async (peers, package_, limit) => {
  const { tf, ort, cv } = window;
  tf.wasm.setWasmPaths(`${peers}@tensorflow/tfjs-backend-wasm/dist/`);
  await tf.setBackend('wasm');
  await tf.ready();
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = `${peers}onnxruntime-web/dist/`;
  // Its then() returns itself, so awaiting it would never end.
  if (!cv.Mat) {
    await new Promise<void>((resolve) => {
      cv.onRuntimeInitialized = () => resolve();
    });
  }
  const convdot = await load({ url: `${package_}convdot.wasm` });
  const module = await WebAssembly.instantiateStreaming(fetch(limit), { wasi_snapshot_preview1: {} });
  return measure({ convdot, tf, ort, cv }, module.instance.exports as unknown as Limit, window.told);
};
