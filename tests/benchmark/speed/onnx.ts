// An ONNX model of one Conv node, as the bytes that onnxruntime-web loads. The numbers are field numbers of onnx.proto.
import type { Workload } from './workloads.ts';

const utf8 = new TextEncoder();

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}

const whole = (field: number, value: number) => joined([varint(field * 8), varint(value)]);
const block = (field: number, bytes: Uint8Array) => joined([varint(field * 8 + 2), varint(bytes.length), bytes]);
const text = (field: number, value: string) => block(field, utf8.encode(value));
const message = (field: number, ...parts: Uint8Array[]) => block(field, joined(parts));

const FLOAT = 1;
const INTS = 7;

const attribute = (name: string, values: readonly number[]) =>
  message(5, text(1, name), ...values.map((value) => whole(8, value)), whole(20, INTS));

const tensorType = (field: number, name: string, shape: readonly number[]) =>
  message(
    field,
    text(1, name),
    message(2, message(1, whole(1, FLOAT), message(2, ...shape.map((axis) => message(1, whole(1, axis)))))),
  );

/** `weights` are (n_F, n_C, f_H, f_W), the input x (m, n_C, n_H, n_W), the output y (m, n_F, n_H', n_W'). */
export function convModel(work: Workload, weights: Float32Array, output: readonly number[]): Uint8Array {
  const [images, height, width, channels] = work.input;
  const [filterHeight, filterWidth, , filters] = work.filter;
  const node = message(
    1,
    text(1, 'x'),
    text(1, 'w'),
    text(2, 'y'),
    text(4, 'Conv'),
    attribute('kernel_shape', [filterHeight, filterWidth]),
    attribute('strides', [work.stride, work.stride]),
    attribute('pads', [work.padding, work.padding, work.padding, work.padding]),
  );
  const initializer = message(
    5,
    ...[filters, channels, filterHeight, filterWidth].map((axis) => whole(1, axis)),
    whole(2, FLOAT),
    text(8, 'w'),
    block(9, new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength)),
  );
  const [, rows, columns] = output as readonly [number, number, number, number];
  const graph = message(
    7,
    node,
    text(2, 'conv'),
    initializer,
    tensorType(11, 'x', [images, channels, height, width]),
    tensorType(12, 'y', [images, filters, rows, columns]),
  );
  const irVersion = whole(1, 8);
  const operatorSet = message(8, text(1, ''), whole(2, 13));
  return joined([irVersion, graph, operatorSet]);
}
