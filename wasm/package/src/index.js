// The package's entry: loads the module, checks the forms that JavaScript can get wrong (types, counts, names), and calls the
// core. Every range, every size and everything about how shapes fit is the core's to refuse, in its own words; none of it is
// repeated here. The build bundles Emscripten's glue into this file.
// @ts-check

import createInstance from 'convdot-glue';

/** Set by the build from the project's one version number. */
const VERSION = /** @type {string} */ (CONVDOT_VERSION);

/** @typedef {{ shape: number[], data: Float64Array | Float32Array }} Tensor */
/** @typedef {Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array} NumericArray */
/** @typedef {{ shape: number[], data: NumericArray }} Operand */

export class ConvDotError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{ cause?: unknown }} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'ConvDotError';
    this.code = code;
  }
}

// ---- the forms of the arguments ------------------------------------------------------------------------------------------

/**
 * A value as a sentence names it: short, and telling "3" from 3 and -0 from 0.
 * @param {unknown} value
 * @returns {string}
 */
function shown(value) {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (Array.isArray(value)) {
    return `[${value.slice(0, 8).map((each) => (Array.isArray(each) ? '[…]' : shown(each))).join(', ')}${value.length > 8 ? ', …' : ''}]`;
  }
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function refuse(sentence) {
  throw new ConvDotError('argument', sentence);
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
const isWhole = (value) => Number.isSafeInteger(value);

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {number}
 */
function whole(value, name) {
  return isWhole(value) ? value : refuse(`${name} must be a whole number${Number.isInteger(value) ? ' between -2^53 and 2^53' : ''}; it is ${shown(value)}.`);
}

/** Whole numbers in a list: NumPy's arrays have no more axes. */
const MOST_WHOLES = 32;

/** Elements of one tensor (limits.hpp): the numbers of a longer list are never read. */
const MOST_ELEMENTS = 2 ** 26;

/**
 * The length is checked before the list is read: it may be sparse, or computed.
 * @param {unknown} value
 * @param {string} name
 * @param {string} [code] of the refusal of a list that is too long
 * @returns {number[]}
 */
function wholes(value, name, code = 'argument') {
  if (!Array.isArray(value) && !isNumeric(value)) return refuse(`${name} must be an array of whole numbers; it is ${shown(value)}.`);
  if (!Array.isArray(value)) checkAttached(value, name);
  const { length } = value;
  if (length > MOST_WHOLES) throw new ConvDotError(code, `${name} may have at most ${MOST_WHOLES} numbers; it has ${length}.`);
  return Array.from({ length }, (_, index) => whole(value[index], `${name}[${index}]`));
}

/** @param {readonly unknown[]} shapes */
const shapeList = (shapes) => shapes.map((shape, index) => wholes(shape, `shapes[${index}]`, 'shape'));

/**
 * A whole number for both axes, or one for each.
 * @param {unknown} value
 * @param {string} name
 * @returns {number[]}
 */
function pair(value, name) {
  if (isWhole(value)) return [value, value];
  const list = Array.isArray(value) && value.length === 2 ? wholes(value, name) : [];
  return list.length === 2 ? list : refuse(`${name} must be a whole number or two, [height, width]; it is ${shown(value)}.`);
}

/**
 * @param {unknown} value
 * @returns {string | number[]}
 */
function padding(value) {
  if (value === 'same') return 'same-upper';
  if (value === 'valid' || value === 'same-upper' || value === 'same-lower') return value;
  if (isWhole(value)) return [value, value, value, value];
  const sides = Array.isArray(value) && (value.length === 2 || value.length === 4) ? wholes(value, 'padding') : [];
  if (sides.length === 4) return sides;
  if (sides.length === 2) return [...sides, ...sides];
  return refuse(
    `padding must be 'valid', 'same', 'same-upper', 'same-lower', a whole number, [height, width] or [top, left, bottom, right]; it is ${shown(value)}.`,
  );
}

/**
 * @template {string} Name
 * @param {unknown} value
 * @param {readonly Name[]} names
 * @param {string} name
 * @returns {Name}
 */
function oneOf(value, names, name) {
  const found = names.find((each) => each === value);
  return found ?? refuse(`${name} must be one of ${names.map((each) => `'${each}'`).join(', ')}; it is ${shown(value)}.`);
}

/**
 * An object with no keys but those named; what is undefined takes its default.
 * @param {unknown} value
 * @param {readonly string[]} keys
 * @param {string} name
 * @returns {Record<string, unknown>}
 */
function record(value, keys, name) {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    return refuse(`${name} must be an object; it is ${shown(value)}.`);
  }
  for (const key of Object.keys(value)) {
    if (!keys.includes(key)) refuse(`${name} cannot have ${shown(key)}; what it can have is ${keys.join(', ')}.`);
  }
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @param {unknown} value
 * @returns {value is NumericArray}
 */
function isNumeric(value) {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && !(value instanceof BigInt64Array) && !(value instanceof BigUint64Array);
}

/**
 * Refuses an array whose memory now belongs to another thread or array. It would count as empty.
 * @param {ArrayBufferView & { length: number }} array
 * @param {string} name
 */
function checkAttached(array, name) {
  if (array.length > 0) return;
  try {
    new Uint8Array(array.buffer);
  } catch {
    refuse(`${name} is detached: its memory was transferred, so it has no numbers any more.`);
  }
}

/**
 * A flat list of numbers as a typed array. One that is a typed array already is not copied: the module does that.
 * @param {unknown} value
 * @param {string} name
 * @param {number} [count] how many it must have
 * @param {string} [why] what says so
 * @returns {NumericArray}
 */
function numbers(value, name, count, why) {
  const list = /** @type {{ readonly length: number, readonly [index: number]: unknown }} */ (value);
  if (typeof value !== 'object' || value === null || (ArrayBuffer.isView(value) && !isNumeric(value)) || !isWhole(list.length) || list.length < 0) {
    return refuse(`${name} must be an array of numbers; it is ${shown(value)}.`);
  }
  if (isNumeric(value)) checkAttached(value, name);
  const length = list.length;
  if (count !== undefined && length !== count) {
    refuse(`${name} must have ${count} numbers, as ${why}; it has ${length}.`);
  }
  if (isNumeric(value)) return value;
  checkReadable(length, name);
  const copy = attempt(() => new Float64Array(length));
  for (let index = 0; index < length; index++) {
    const each = list[index];
    copy[index] = typeof each === 'number' ? each : refuse(`${name}[${index}] must be a number; it is ${shown(each)}.`);
  }
  return copy;
}

/**
 * Bytes of RGBA, four for each pixel.
 * @param {unknown} value
 * @param {number} [count] of pixels
 * @param {string} [why] what says so
 * @returns {Uint8Array | Uint8ClampedArray}
 */
function rgba(value, count, why) {
  if (!(value instanceof Uint8Array || value instanceof Uint8ClampedArray)) {
    return refuse(`pixels must be a Uint8Array or a Uint8ClampedArray; it is ${shown(value)}.`);
  }
  checkAttached(value, 'pixels');
  if (count !== undefined && value.length !== 4 * count) refuse(`pixels must have ${4 * count} bytes, as ${why}; it has ${value.length}.`);
  return value.length % 4 === 0 ? value : refuse(`pixels must have four bytes for each pixel; it has ${value.length}.`);
}

/**
 * An array that a result is put into, or a new one.
 * @template {Float32Array | Uint8ClampedArray} Out
 * @param {unknown} value
 * @param {new (count: number) => Out} Type
 * @param {number} count
 * @param {ArrayBufferLike} read what lies in here is read while the array is filled
 * @returns {Out}
 */
function into(value, Type, count, read) {
  if (value === undefined) return attempt(() => new Type(count));
  if (!(value instanceof Type)) return refuse(`out must be a ${Type.name}; it is ${shown(value)}.`);
  checkAttached(value, 'out');
  if (value.length !== count) refuse(`out must have ${count} elements; it has ${value.length}.`);
  return value.buffer === read ? refuse('out must have memory of its own; it lies in that of what is read.') : value;
}

/** @param {unknown} value */
const channelCount = (value) => (value === 1 || value === 3 ? value : refuse(`channels must be 1 or 3; it is ${shown(value)}.`));

/** How numbers become bytes, by their places in convdot::Range. */
const RANGES = /** @type {const} */ (['clamped', 'absolute', 'diverging']);

/**
 * As Python prints it.
 * @param {readonly number[]} shape
 */
const tuple = (shape) => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

const INPUT_AXES = '(m, n_H, n_W, n_C)';
const FILTER_AXES = '(f_H, f_W, n_C / groups, n_F)';

/**
 * A shape of four axes: that there are four is all that is checked of it here.
 * @param {unknown} value
 * @param {string} name
 * @param {string} axes
 * @returns {number[]}
 */
function shape4(value, name, axes) {
  const shape = wholes(value, name, 'shape');
  if (shape.length !== 4) throw new ConvDotError('shape', `${name} must have four axes, ${axes}; it is ${tuple(shape)}.`);
  return shape;
}

/**
 * How many elements an array of that shape has; nothing where an axis is negative, which the core refuses before it reads any.
 * @param {readonly number[]} shape
 */
const elementCount = (shape) => (shape.some((axis) => axis < 0) ? undefined : shape.reduce((product, axis) => product * axis, 1));

/**
 * @param {number} length
 * @param {string} name
 */
function checkReadable(length, name) {
  if (length > MOST_ELEMENTS) throw new ConvDotError('limit', `${name} may have at most ${MOST_ELEMENTS} numbers; it has ${length}.`);
}

/**
 * A {shape, data}.
 * @param {unknown} value
 * @param {string} name
 * @param {string} [axes] the four axes it must have; any number of them otherwise
 * @returns {Operand}
 */
function tensor(value, name, axes) {
  if (typeof value !== 'object' || value === null || !('shape' in value) || !('data' in value)) {
    return refuse(`${name} must be a tensor, { shape, data }; it is ${shown(value)}.`);
  }
  const shape = axes ? shape4(value.shape, `${name}.shape`, axes) : wholes(value.shape, `${name}.shape`, 'shape');
  const count = elementCount(shape);
  const data = count === undefined ? new Float64Array() : numbers(value.data, `${name}.data`, count, `its shape ${tuple(shape)} says`);
  return { shape, data };
}

/**
 * The typed array of each dtype; bool as bytes of 0 and 1.
 * @type {Record<string, any>}
 */
const ARRAYS = { bool: Uint8Array, int64: BigInt64Array, float32: Float32Array, float64: Float64Array };

/**
 * One element in the form that its typed array takes; undefined where it is none.
 * @type {Record<string, (value: unknown) => unknown>}
 */
const ELEMENTS = {
  bool: (value) => (typeof value === 'boolean' || value === 0 || value === 1 ? Number(value) : undefined),
  int64: (value) => {
    if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? value : undefined;
    return typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63 ? BigInt(value) : undefined;
  },
};

const WANTED = { bool: 'true or false', int64: 'a whole number from -2^63 up to but not including 2^63' };

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const KEYWORDS = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);

/**
 * A variable of `evaluate` in the form that the module reads: its elements as bytes.
 * @param {string} name
 * @param {unknown} value
 */
function variable(name, value) {
  const path = `variables.${name}`;
  if (!IDENTIFIER.test(name) || KEYWORDS.has(name)) refuse(`variables must be named as Python names them; one is named ${shown(name)}.`);
  if (typeof value !== 'object' || value === null || !('shape' in value) || !('data' in value)) {
    return refuse(`${path} must be an array, { shape, data, dtype }; it is ${shown(value)}.`);
  }
  const given = /** @type {{ data: any, dtype?: unknown }} */ (value);
  const natural = given.data instanceof Float32Array ? 'float32' : given.data instanceof BigInt64Array ? 'int64' : 'float64';
  const dtype = oneOf(given.dtype ?? natural, Object.keys(ARRAYS), `${path}.dtype`);
  const shape = wholes(value.shape, `${path}.shape`, 'shape');
  const why = `its shape ${tuple(shape)} says`;
  const count = elementCount(shape);
  if (count === undefined) return { name, shape, dtype, bytes: new Uint8Array() };
  const element = ELEMENTS[dtype];
  let data = given.data;
  if (!element) {
    data = numbers(data, `${path}.data`, count, why);
  } else {
    if (typeof data !== 'object' || data === null || !isWhole(data.length)) refuse(`${path}.data must be an array; it is ${shown(data)}.`);
    if (ArrayBuffer.isView(data)) checkAttached(/** @type {any} */ (data), `${path}.data`);
    if (data.length !== count) refuse(`${path}.data must have ${count} elements, as ${why}; it has ${data.length}.`);
  }
  let array = data;
  if (!(data instanceof ARRAYS[dtype]) || dtype === 'bool') {
    checkReadable(count, `${path}.data`);
    array = attempt(() => new ARRAYS[dtype](count));
    for (let index = 0; index < count; index++) {
      array[index] = element ? (element(data[index]) ?? refuse(`${path}.data[${index}] must be ${WANTED[/** @type {'bool'} */ (dtype)]}; it is ${shown(data[index])}.`)) : data[index];
    }
  }
  return { name, shape, dtype, bytes: new Uint8Array(array.buffer, array.byteOffset, array.byteLength) };
}

const DTYPES = /** @type {const} */ (['float64', 'float32']);
const ORDERS = /** @type {const} */ (['hwc', 'chw', 'fortran']);
const METHODS = /** @type {const} */ (['multiply-sum', 'unrolled-dot']);

const OPTIONS = ['bias', 'stride', 'padding', 'dilation', 'groups', 'flip', 'dtype', 'order'];

/**
 * The options in the one form that the module reads (marshal.hpp), every default filled in.
 * @param {unknown} value
 * @param {string} [another] the name of an option that one function has beside the common ones
 */
function hyperparameters(value, another) {
  const options = record(value, another ? [...OPTIONS, another] : OPTIONS, 'options');
  const { bias = null, stride = 1, padding: pad = 'valid', dilation = 1, groups = 1, flip = false } = options;
  const { dtype = 'float64', order = {}, method = 'multiply-sum' } = options;
  const { window = 'hwc', filter = 'hwc' } = record(order, ['window', 'filter'], 'order');
  if (typeof flip !== 'boolean') refuse(`flip must be true or false; it is ${shown(flip)}.`);
  return {
    bias: bias === null ? null : numbers(bias, 'bias'),
    stride: pair(stride, 'stride'),
    padding: padding(pad),
    dilation: pair(dilation, 'dilation'),
    groups: whole(groups, 'groups'),
    flip,
    dtype: oneOf(dtype, DTYPES, 'dtype'),
    windowOrder: oneOf(window, ORDERS, 'order.window'),
    filterOrder: oneOf(filter, ORDERS, 'order.filter'),
    method: oneOf(method, METHODS, 'method'),
  };
}

/**
 * How many values a bias of that shape has: (n_F,), or (1, 1, 1, n_F) as the course holds it.
 * @param {unknown} value
 * @returns {number}
 */
function biasLength(value) {
  const shape = wholes(value, 'biasShape', 'bias');
  if (shape.length === 1 || (shape.length === 4 && shape[0] === 1 && shape[1] === 1 && shape[2] === 1)) return shape[shape.length - 1];
  throw new ConvDotError('bias', `biasShape must be (n_F,) or (1, 1, 1, n_F); it is ${tuple(shape)}.`);
}

// ---- the module ----------------------------------------------------------------------------------------------------------

/**
 * What the bindings export, and the glue around it.
 * @typedef {Record<string, (...values: unknown[]) => { value?: any, code?: string, message: string }>} Instance
 */

/**
 * What a plan has in the instance: where it lies, and views of what its runs read and write.
 * @typedef {{ address: number, input: Float32Array | Float64Array, output: Float32Array | Float64Array, pixels?: Uint8Array }} PlanMemory
 */

/**
 * Of pictures: views of what is read and written part by part.
 * @typedef {{ values: Float32Array, others: Float32Array, pixels: Uint8Array }} PixelMemory
 */

/**
 * A plan, as the module knows it. `memory` is null where its instance is gone.
 * @typedef {{ memory: PlanMemory | null, disposed: boolean }} PlanRecord
 */

/** Nothing in the module prints; should it ever, no console of a stranger's page is the place. */
const silent = () => {};

/**
 * @param {WebAssembly.Module} module
 * @returns {Promise<Instance>}
 */
async function start(module) {
  /** @type {any} */
  const instance = { print: silent, printErr: silent };
  await new Promise((resolve, reject) => {
    instance.instantiateWasm = (/** @type {WebAssembly.Imports} */ imports, /** @type {(made: WebAssembly.Instance) => void} */ done) => {
      WebAssembly.instantiate(module, imports).then(done).catch(reject);
      return {};
    };
    createInstance(instance).then(() => resolve(undefined), reject);
  });
  return instance;
}

/**
 * As `start`, without waiting: for a module that is compiled, and has run before.
 * @param {WebAssembly.Module} module
 * @returns {Instance}
 */
function restart(module) {
  /** @type {any} */
  const instance = { print: silent, printErr: silent };
  instance.instantiateWasm = (/** @type {WebAssembly.Imports} */ imports, /** @type {(made: WebAssembly.Instance) => void} */ done) => {
    const made = new WebAssembly.Instance(module, imports);
    done(made);
    return made.exports;
  };
  createInstance(instance).catch(silent);  // its functions are there when it returns; a failure shows when they are not
  return instance;
}

/**
 * What an error of the engine's says, to stand in a sentence.
 * @param {unknown} cause
 */
function words(cause) {
  try {
    return String(cause instanceof Error ? cause.message : cause).replace(/\.$/, '');
  } catch {
    return 'it has no words';
  }
}

/**
 * A public function that throws nothing but ConvDotError: whatever else is thrown came from an argument, whose getters and proxies run
 * the caller's code.
 * @param {(...values: any[]) => any} work
 * @returns {(...values: any[]) => any}
 */
function refusing(work) {
  return (...values) => {
    try {
      return work(...values);
    } catch (cause) {
      if (cause instanceof ConvDotError) throw cause;
      throw new ConvDotError('argument', `An argument could not be read (${words(cause)}).`, { cause });
    }
  };
}

/**
 * What was thrown, which is never meant to be, as an error with a code. Memory can run out in three ways that the core cannot
 * catch: a typed array that the browser cannot allocate for a result, a new instance, and a trap.
 * @param {unknown} cause
 */
function failure(cause) {
  const text = words(cause);
  const memory = cause instanceof RangeError ? !/stack/i.test(text) : /out of memory|allocat/i.test(text);
  return memory
    ? new ConvDotError('memory', `There is not enough memory for this call (${text}).`, { cause })
    : new ConvDotError('internal', `The module failed, which is a fault of it (${text}).`, { cause });
}

/**
 * @template Result
 * @param {() => Result} work
 */
function attempt(work) {
  try {
    return work();
  } catch (cause) {
    throw failure(cause);
  }
}

/**
 * The public object over one module.
 * @param {WebAssembly.Module} module
 * @param {Instance} first
 * @returns {import('./index.d.ts').ConvDot}
 */
function bind(module, first) {
  /** @type {Instance | null} */
  let instance = first;

  /** @type {Set<PlanRecord>} */
  const records = new Set();

  /** @type {PixelMemory | null} */
  let pictures = null;

  /**
   * An instance that has thrown or run out of memory is dropped: what it holds is not to be relied on, and memory that has grown is
   * given back in no other way. The next call makes another.
   */
  function drop() {
    instance = null;
    pictures = null;
    for (const record of records) record.memory = null;
  }

  /** @param {PlanRecord} record */
  function release(record) {
    if (record.memory && instance) instance.disposePlan(record.memory.address);
    record.memory = null;
    record.disposed = true;
    records.delete(record);
  }

  const forgotten = new FinalizationRegistry(release);

  /**
   * An export that knows numbers alone.
   * @param {string} name
   * @param {...(number | boolean)} values
   */
  const raw = (name, ...values) => /** @type {any} */ (instance)[name](...values);

  /**
   * @param {number} address
   * @param {number} portion
   */
  const runPlan = (address, portion) => /** @type {any} */ (instance)._runPlan(address, portion);

  /** @returns {PixelMemory} */
  function pixelMemory() {
    if (!pictures || pictures.values.buffer.byteLength === 0) pictures = call('pixelMemory');
    return /** @type {PixelMemory} */ (pictures);
  }

  /**
   * Work in the module that no C++ exception leaves.
   * @template Result
   * @param {() => Result} work
   */
  function guarded(work) {
    try {
      return work();
    } catch (cause) {
      drop();
      throw failure(cause);
    }
  }

  /**
   * Calls one function of the module.
   * @param {string} name
   * @param {...unknown} values
   */
  function call(name, ...values) {
    let result;
    try {
      instance ??= restart(module);
      result = instance[name](...values);
    } catch (cause) {
      drop();
      throw failure(cause);
    }
    if (result.code === undefined) return result.value;
    if (result.code === 'memory' || result.code === 'internal') drop();
    throw new ConvDotError(result.code, result.message);
  }

  /**
   * @param {unknown} inputShape
   * @param {unknown} filterShape
   * @param {unknown} [options]
   */
  function outputShape(inputShape, filterShape, options = {}) {
    const input = shape4(inputShape, 'inputShape', INPUT_AXES);
    const filter = shape4(filterShape, 'filterShape', FILTER_AXES);
    const hyper = hyperparameters(options, 'biasShape');
    const { biasShape } = /** @type {{ biasShape?: unknown }} */ (options);
    return call('outputShape', input, filter, biasShape === undefined ? (hyper.bias?.length ?? null) : biasLength(biasShape), hyper);
  }

  /**
   * @param {unknown} input
   * @param {unknown} filter
   * @param {unknown} [options]
   */
  function conv2d(input, filter, options = {}) {
    return call('conv2d', tensor(input, 'input', INPUT_AXES), tensor(filter, 'filter', FILTER_AXES), hyperparameters(options, 'method'));
  }

  /**
   * @param {unknown} input
   * @param {unknown} filter
   * @param {unknown} [options]
   */
  function compare(input, filter, options = {}) {
    return call('compare', tensor(input, 'input', INPUT_AXES), tensor(filter, 'filter', FILTER_AXES), hyperparameters(options));
  }

  /**
   * @param {unknown} input
   * @param {unknown} filter
   * @param {unknown} at
   * @param {unknown} [options]
   */
  function step(input, filter, at, options = {}) {
    const { image = 0, row, column, filter: channel = 0 } = record(at, ['image', 'row', 'column', 'filter'], 'at');
    const index = [whole(image, 'at.image'), whole(row, 'at.row'), whole(column, 'at.column'), whole(channel, 'at.filter')];
    return call('step', tensor(input, 'input', INPUT_AXES), tensor(filter, 'filter', FILTER_AXES), index, hyperparameters(options));
  }

  /**
   * @param {unknown} input
   * @param {unknown} filterShape
   * @param {unknown} [options]
   */
  function unroll(input, filterShape, options = {}) {
    const { order = 'hwc', ...common } = record(options, OPTIONS, 'options');
    const unrollOrder = oneOf(order, ORDERS, 'order');
    const filter = shape4(filterShape, 'filterShape', FILTER_AXES);
    return call('unroll', tensor(input, 'input', INPUT_AXES), filter, { ...hyperparameters(common), unrollOrder });
  }

  /**
   * @param {unknown} a
   * @param {unknown} w
   */
  function npDot(a, w) {
    const left = tensor(a, 'a');
    const right = tensor(w, 'w');
    return call('npDot', left, right, left.data instanceof Float32Array && right.data instanceof Float32Array);
  }

  const names = () => call('names');

  /**
   * @param {unknown} source
   * @param {unknown} [variables]
   */
  function evaluate(source, variables = {}) {
    if (typeof source !== 'string') refuse(`source must be a string; it is ${shown(source)}.`);
    if (typeof variables !== 'object' || variables === null) refuse(`variables must be an object of arrays by their names; it is ${shown(variables)}.`);
    const result = call('evaluate', source, Object.entries(variables).map(([name, value]) => variable(name, value)));
    if (result.ok) {
      const { shape, bytes, dtype } = result.value;
      result.value = { shape, data: new (ARRAYS[dtype] ?? Float64Array)(bytes.buffer), dtype };
    }
    return result;
  }

  /**
   * @param {unknown} seed
   * @param {...unknown} shapes
   */
  function randn(seed, ...shapes) {
    return call('randn', whole(seed, 'seed'), shapeList(shapes));
  }

  /**
   * @param {unknown} seed
   * @param {unknown} low
   * @param {unknown} high
   * @param {...unknown} shapes
   */
  function randint(seed, low, high, ...shapes) {
    return call('randint', whole(seed, 'seed'), whole(low, 'low'), whole(high, 'high'), shapeList(shapes));
  }

  /**
   * @param {unknown} inputShape
   * @param {unknown} filter
   * @param {unknown} [options]
   */
  function plan(inputShape, filter, options = {}) {
    const input = shape4(inputShape, 'inputShape', INPUT_AXES);
    const { shape: filterShape, data } = tensor(filter, 'filter', FILTER_AXES);
    const given = hyperparameters(options, 'method');
    const count = input.reduce((product, axis) => product * axis, 1);
    // The plan's own copies, for the case that it has to be made again: what the caller does to theirs does not reach it.
    const weights = attempt(() => ({ shape: filterShape, data: data.slice() }));
    const hyper = { ...given, bias: given.bias?.slice() ?? null };
    const make = () => call('makePlan', input, weights, hyper);
    const { shape, kernel, portions, ...memory } = make();
    const outputs = shape.reduce((/** @type {number} */ product, /** @type {number} */ axis) => product * axis, 1);
    const Result = given.dtype === 'float32' ? Float32Array : Float64Array;
    const ofData = `the plan's input ${tuple(input)} says`;
    const ofOut = `the plan's output ${tuple(shape)} says`;
    /** @type {PlanRecord} */
    const record = { memory, disposed: false };
    // run() alone may be kept, without the plan: what is let go of with the last of the two is this.
    const own = { record };
    records.add(record);
    forgotten.register(own, record, own);

    /** The plan's memory: made again where its instance is gone, and looked at again where the instance's memory has grown. */
    function remembered() {
      const found = own.record.memory ?? make();
      if (found.input.buffer.byteLength === 0) Object.assign(found, call('planMemory', found.address), { pixels: undefined });
      own.record.memory = found;
      return found;
    }

    /** Memory for the pixels that a portion reads. */
    function pixelsOf(/** @type {PlanMemory} */ memory) {
      const bytes = memory.pixels ?? /** @type {Uint8Array} */ (call('planPixels', memory.address));
      if (memory.input.buffer.byteLength === 0) Object.assign(memory, call('planMemory', memory.address));  // it has grown for them
      memory.pixels = bytes;
      return bytes;
    }

    /**
     * Portion by portion, so that what is copied in is still in cache when it is read, and what was written when it is copied out.
     * @param {PlanMemory} memory
     * @param {NumericArray} read
     * @param {Float32Array | Float64Array} result
     */
    function runPortions({ address, input: from, output: to }, read, result) {
      for (let index = 0; index < portions.length; index++) {
        const [first, length, firstResult, resultLength] = portions[index];
        from.set(read.subarray(first, first + length));
        runPlan(address, index);
        result.set(to.subarray(0, resultLength), firstResult);
      }
      return result;
    }

    return Object.freeze({
      shape,
      kernel,
      /**
       * @param {unknown} values
       * @param {unknown} [out]
       */
      run: refusing((/** @type {unknown} */ values, /** @type {unknown} */ out) => {
        if (own.record.disposed) throw new ConvDotError('disposed', `The plan for an input of ${tuple(input)} has been disposed of.`);
        const read = numbers(values, 'data', count, ofData);
        if (out !== undefined && !(out instanceof Float32Array || out instanceof Float64Array)) {
          return refuse(`out must be a Float32Array or a Float64Array; it is ${shown(out)}.`);
        }
        if (out) numbers(out, 'out', outputs, ofOut);
        const found = remembered();
        try {
          if (portions.length !== 1) {
            // What later portions read must not be written over.
            const apart = out && out.buffer !== read.buffer;
            const result = runPortions(found, read, apart ? out : new Result(outputs));
            if (!out || apart) return result;
            out.set(result);
            return out;
          }
          found.input.set(read);
          runPlan(found.address, 0);
          if (!out) return found.output.slice();
          out.set(found.output);
          return out;
        } catch (cause) {
          drop();
          throw failure(cause);
        }
      }),
      portions: portions.map((/** @type {number[]} */ [, , firstOutput, outputs]) => ({ firstOutput, outputs })),
      /**
       * @param {unknown} pixels
       * @param {unknown} [out]
       * @param {unknown} [part]
       */
      runPixels: refusing((/** @type {unknown} */ pixels, /** @type {unknown} */ out, /** @type {unknown} */ part = [0, portions.length]) => {
        if (own.record.disposed) throw new ConvDotError('disposed', `The plan for an input of ${tuple(input)} has been disposed of.`);
        const [images, height, width, channels] = input;
        if ((channels !== 1 && channels !== 3) || given.dtype !== 'float32') {
          throw new ConvDotError('shape', `runPixels needs a plan in float32 for an input of 1 or 3 channels; this one is in ${given.dtype} for ${tuple(input)}.`);
        }
        const bytes = rgba(pixels, images * height * width, ofData);
        const [first, end] = wholes(part, 'part');
        if (!Array.isArray(part) || part.length !== 2 || first < 0 || end < first || end > portions.length) {
          refuse(`part must be [first, end] of ${portions.length} portions; it is ${shown(part)}.`);
        }
        const chosen = portions.slice(first, end);
        const outputs = chosen.reduce((/** @type {number} */ sum, /** @type {number[]} */ portion) => sum + portion[3], 0);
        const result = into(out, Float32Array, outputs, bytes.buffer);
        const found = remembered();
        const memory = pixelsOf(found);
        return guarded(() => {
          let at = 0;
          for (let index = first; index < end; index++) {
            const [from, length, , resultLength] = portions[index];
            memory.set(bytes.subarray((from / channels) * 4, ((from + length) / channels) * 4));
            raw('_readPlanPixels', found.address, index);
            runPlan(found.address, index);
            result.set(found.output.subarray(0, resultLength), at);
            at += resultLength;
          }
          return result;
        });
      }),
      dispose() {
        forgotten.unregister(own);
        release(own.record);
      },
    });
  }

  /**
   * @param {unknown} pixels
   * @param {unknown} channels
   * @param {unknown} [out]
   */
  function fromPixels(pixels, channels, out) {
    const bytes = rgba(pixels);
    const width = channelCount(channels);
    const result = into(out, Float32Array, (bytes.length / 4) * width, bytes.buffer);
    const memory = pixelMemory();
    return guarded(() => {
      for (let at = 0; at < result.length; at += memory.values.length) {
        const count = Math.min(memory.values.length, result.length - at);
        memory.pixels.set(bytes.subarray((at / width) * 4, ((at + count) / width) * 4));
        raw('_readPixels', count, width);
        result.set(memory.values.subarray(0, count), at);
      }
      return result;
    });
  }

  /**
   * @param {unknown} values
   * @param {unknown} options
   * @param {unknown} [out]
   */
  function toPixels(values, options, out) {
    const { channels, range = 'clamped', gain = 1, colours = [0xcf6a12, 0xf0f1f3, 0x2f7dcc], minus } = record(options, ['channels', 'range', 'gain', 'colours', 'minus'], 'options');
    const width = channelCount(channels);
    const drawn = numbers(values, 'values');
    if (drawn.length % width !== 0) refuse(`values must have ${width} numbers for each pixel; it has ${drawn.length}.`);
    const others = minus === undefined ? null : numbers(minus, 'minus', drawn.length, 'values has');
    const form = RANGES.indexOf(oneOf(range, RANGES, 'range'));
    if (typeof gain !== 'number' || !(gain >= 0 && gain < Infinity)) refuse(`gain must be a number from 0; it is ${shown(gain)}.`);
    const ends = wholes(colours, 'colours');
    if (ends.length !== 3 || ends.some((colour) => colour < 0 || colour > 0xffffff)) {
      refuse(`colours must be three, from 0 to 0xffffff: of the negative end, of 0 and of the positive end; it is ${shown(colours)}.`);
    }
    const result = into(out, Uint8ClampedArray, (drawn.length / width) * 4, drawn.buffer);
    const memory = pixelMemory();
    return guarded(() => {
      let largest = 0;
      for (let at = 0; at < drawn.length; at += memory.values.length) {
        const count = Math.min(memory.values.length, drawn.length - at);
        memory.values.set(drawn.subarray(at, at + count));
        if (others) memory.others.set(others.subarray(at, at + count));
        largest = Math.max(largest, raw('_writePixels', count, width, others !== null, form, gain, ...ends));
        result.set(memory.pixels.subarray(0, (count / width) * 4), (at / width) * 4);
      }
      return { pixels: result, largest };
    });
  }

  const functions = { outputShape, conv2d, compare, step, unroll, npDot, evaluate, names, randn, randint, plan, fromPixels, toPixels };
  for (const [name, work] of Object.entries(functions)) Object.assign(functions, { [name]: refusing(work) });
  return Object.freeze({ version: VERSION, ...functions });
}

// ---- loading -------------------------------------------------------------------------------------------------------------

/**
 * @param {string} what
 * @param {unknown} cause
 */
function unloadable(what, cause) {
  return new ConvDotError('load', `${what} (${words(cause)}).`, { cause });
}

/**
 * A module of Node's own. The name is put together here so that bundlers for browsers do not look for one.
 * @param {string} name
 */
const builtin = (name) => import(/* @vite-ignore */ /* webpackIgnore: true */ `node:${name}`);

/**
 * Fetches and compiles, while the bytes arrive where the server says that they are WebAssembly.
 * @param {URL} url
 * @returns {Promise<WebAssembly.Module>}
 */
async function compiledFrom(url) {
  if (url.protocol === 'file:' && typeof process === 'object' && process.versions?.node) {
    const { readFile } = await builtin('fs/promises');
    return WebAssembly.compile(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  if (type.trim().toLowerCase() === 'application/wasm') return WebAssembly.compileStreaming(response);  // it takes no other type
  return WebAssembly.compile(await response.arrayBuffer());
}

/** The one place that says where the module lies, in the form that bundlers know. */
export const wasmUrl = () => new URL('convdot.wasm', import.meta.url);

/**
 * @param {string | undefined} address
 */
async function fromAddress(address) {
  let url;
  try {
    url = address === undefined ? wasmUrl() : new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href ?? import.meta.url);
  } catch (cause) {
    throw unloadable(address === undefined ? 'There is no address beside which convdot.wasm could lie' : `${shown(address)} is not an address`, cause);
  }
  try {
    const module = await compiledFrom(url);
    return bind(module, await start(module));
  } catch (cause) {
    throw unloadable(`The module at ${url.href} could not be loaded`, cause);
  }
}

/** @param {BufferSource} bytes */
async function fromBytes(bytes) {
  try {
    const module = await WebAssembly.compile(bytes);
    return bind(module, await start(module));
  } catch (cause) {
    throw unloadable('The module in wasmBinary could not be loaded', cause);
  }
}

/** @type {ReturnType<typeof fromAddress> | undefined} */
let shared;

/**
 * @param {unknown} [options]
 */
export async function load(options = {}) {
  const { wasmBinary, url } = refusing(() => ({ ...record(options, ['wasmBinary', 'url'], 'options') }))();
  if (wasmBinary !== undefined) {
    if (!ArrayBuffer.isView(wasmBinary) && !(wasmBinary instanceof ArrayBuffer)) {
      refuse(`wasmBinary must be an ArrayBuffer or a view of one; it is ${shown(wasmBinary)}.`);
    }
    return fromBytes(/** @type {BufferSource} */ (wasmBinary));
  }
  if (url !== undefined) return fromAddress(typeof url === 'string' ? url : refuse(`url must be a string; it is ${shown(url)}.`));
  shared ??= fromAddress(undefined);
  try {
    return await shared;
  } catch (cause) {
    shared = undefined;  // a network that was away may be back
    throw cause;
  }
}
