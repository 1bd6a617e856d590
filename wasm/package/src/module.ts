// The compiled module and the instance in which its functions run. After a failure the next call makes a new instance.
import createInstance from 'convdot-glue';
import { type Comparison, ConvDotError, type Evaluation, type OutputShape, type Step, type Tensor } from './api.ts';
import { failure } from './errors.ts';
import type { Hyperparameters } from './options.ts';
import type { Operand } from './tensors.ts';

type Shape = readonly number[];
type Raised = Extract<Evaluation, { ok: false }>;

/** A variable of `evaluate`, or its value: the elements as bytes. */
export interface ArrayBytes {
  shape: number[];
  dtype: string;
  bytes: Uint8Array;
}

export type Evaluated =
  | Raised
  | (Omit<Extract<Evaluation, { ok: true }>, 'value'> & { value: ArrayBytes & { bytes: Uint8Array<ArrayBuffer> } });

/** Where a plan is in the instance, and views of what its runs read and write. */
export interface PlanMemory {
  address: number;
  input: Float32Array | Float64Array;
  output: Float32Array | Float64Array;
}

export interface MadePlan extends PlanMemory {
  shape: number[];
  kernel: string;
  portions: [firstInput: number, inputs: number, firstOutput: number, outputs: number][];
}

/** Views of what the conversions of pictures read and write, part by part. */
export interface PixelMemory {
  values: Float32Array;
  others: Float32Array;
  pixels: Uint8Array;
}

/** The bindings (wasm/src/*_bindings.cpp) and the values that they give. */
interface Bindings {
  outputShape(input: Shape, filter: Shape, biasLength: number | null, options: Hyperparameters): OutputShape;
  conv2d(input: Operand, filter: Operand, options: Hyperparameters): Tensor;
  compare(input: Operand, filter: Operand, options: Hyperparameters): Comparison;
  step(input: Operand, filter: Operand, at: Shape, options: Hyperparameters): Step;
  unroll(input: Operand, filter: Shape, options: Hyperparameters & { unrollOrder: string }): Tensor;
  npDot(a: Operand, w: Operand, bothFloat32: boolean): Evaluation;
  evaluate(source: string, variables: readonly (ArrayBytes & { name: string })[]): Evaluated;
  names(): string[];
  randn(seed: number, shapes: readonly Shape[]): Tensor[];
  randint(seed: number, low: number, high: number, shapes: readonly Shape[]): Tensor[];
  makePlan(input: Shape, filter: Operand, options: Hyperparameters): MadePlan;
  planMemory(address: number): PlanMemory;
  planPixels(address: number): Uint8Array;
  pixelMemory(): PixelMemory;
}

/** A binding hands out its value, or the code and the sentence of an error. */
type Answer<Value> = { value: Value; code?: undefined } | { code: string; message: string };
type Calls = {
  [Name in keyof Bindings]: (...values: Parameters<Bindings[Name]>) => Answer<ReturnType<Bindings[Name]>>;
};

/** Exports that take and give numbers alone. They throw no C++ exception. */
interface RawCalls {
  disposePlan(address: number): void;
  _runPlan(address: number, portion: number): void;
  _readPlanPixels(address: number, portion: number): void;
  _readPixels(count: number, channels: number): void;
  _writePixels(
    count: number,
    channels: number,
    differences: boolean,
    range: number,
    gain: number,
    negative: number,
    zero: number,
    positive: number,
  ): number;
}

interface Instance extends Calls, RawCalls {}

/** Something that holds views of an instance's memory; null before it asked for them, and after the instance is gone. */
export interface Holder<Memory> {
  memory: Memory | null;
}

/** Nothing in the module prints. Should it ever, the text must not reach the console of somebody else's page. */
const silent = () => {};

/** What the glue fills in with the exports, once `instantiateWasm` has called `done`. */
const unfilled = (instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => object) =>
  ({ print: silent, printErr: silent, instantiateWasm }) as unknown as Instance;

export class Module {
  readonly #compiled: WebAssembly.Module;
  #instance: Instance | null;
  readonly #holders = new Set<Holder<unknown>>();

  private constructor(compiled: WebAssembly.Module, instance: Instance) {
    this.#compiled = compiled;
    this.#instance = instance;
  }

  static async start(compiled: WebAssembly.Module): Promise<Module> {
    const instance = await new Promise<Instance>((resolve, reject) => {
      const made = unfilled((imports, done) => {
        WebAssembly.instantiate(compiled, imports).then(done).catch(reject);
        return {};
      });
      createInstance(made).then(() => resolve(made), reject);
    });
    return new Module(compiled, instance);
  }

  /** A new instance, without waiting: the module has run before. */
  #restarted(): Instance {
    const made = unfilled((imports, done) => {
      const instance = new WebAssembly.Instance(this.#compiled, imports);
      done(instance);
      return instance.exports;
    });
    createInstance(made).catch(silent); // its functions are there when it returns; a failure shows when they are not
    return made;
  }

  /**
   * An instance that has thrown or run out of memory is dropped. Its data may be broken, and nothing else gives back memory that has
   * grown.
   */
  #drop(): void {
    this.#instance = null;
    for (const holder of this.#holders) holder.memory = null;
  }

  /** Until let go of, the holder loses its memory when the instance is dropped. */
  hold(holder: Holder<unknown>): void {
    this.#holders.add(holder);
  }

  letGo(holder: Holder<unknown>): void {
    this.#holders.delete(holder);
  }

  /** Calls one binding. */
  call<Name extends keyof Bindings>(name: Name, ...values: Parameters<Bindings[Name]>): ReturnType<Bindings[Name]> {
    let answer: Answer<ReturnType<Bindings[Name]>>;
    try {
      this.#instance ??= this.#restarted();
      const calls: Calls = this.#instance;
      answer = calls[name](...values);
    } catch (cause) {
      this.#drop();
      throw failure(cause);
    }
    if (answer.code === undefined) return answer.value;
    if (answer.code === 'memory' || answer.code === 'internal') this.#drop();
    throw new ConvDotError(answer.code, answer.message);
  }

  /** Work with the raw exports and views of the memory. The instance is there: whoever has views has called it. */
  run<Result>(work: (raw: RawCalls) => Result): Result {
    try {
      return work(this.#instance as RawCalls);
    } catch (cause) {
      this.#drop();
      throw failure(cause);
    }
  }
}
