// A worker that uses the package: loads it from its own address, or from the bytes that it is given.
import { parentPort, workerData } from 'node:worker_threads';
import { load } from '../../dist/convdot/index.js';

const convdot = await load(workerData ? { wasmBinary: workerData } : {});
const result = convdot.compare({ shape: [1, 2, 2, 1], data: [1, 2, 3, 4] }, { shape: [2, 2, 1, 1], data: [5, 6, 7, 8] });
parentPort.postMessage(result, [result.multiplySum.data.buffer]);
