import { fromValues, sizeOf } from '../../core/create.ts';
import { dtypes } from '../../core/dtype.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { fail, ok, type Result } from '../../result.ts';

/** A tensor that was read out of a running program. */
export interface ReadTensor {
  readonly kind: 'tensor';
  readonly tensor: Tensor;
  /** The shape of the whole; the tensor holds its leading rows where it was too large. */
  readonly shape: readonly number[];
  /** As its library names it: `bfloat16`, `float32`, `uint16`, … */
  readonly dtype: string;
  readonly device: string | undefined;
}

/** A container or object: what is in it, each with what leads to it. */
export interface ReadItems {
  readonly kind: 'items';
  readonly items: readonly { readonly path: string; readonly summary: string }[];
}

type Json = Readonly<Record<string, unknown>>;

/** What the reader answered; an error says why there is no tensor. */
export function readAnswer(text: string): Result<ReadTensor | ReadItems, string> {
  const json = parse(unquoted(text.trim()));
  if (!json) return fail(`The program gave no readable answer: ${text.slice(0, 200)}`);
  if (typeof json.error === 'string') return fail(json.error);
  if (json.kind === 'items') return ok({ kind: 'items', items: itemsOf(json.items) });
  const tensor = tensorOf(json);
  return tensor ? ok(tensor) : fail('The program gave an incomplete answer.');
}

/** An adapter that knows no raw strings gives the repr of the JSON. */
function unquoted(text: string): string {
  const quoted = /^(['"])([\s\S]*)\1$/.exec(text)?.[2];
  return quoted === undefined ? text : quoted.replace(/\\(['"\\])/g, '$1');
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function itemsOf(value: unknown): ReadItems['items'] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) =>
    Array.isArray(item) && item.length === 2 ? [{ path: String(item[0]), summary: String(item[1]) }] : [],
  );
}

function tensorOf(json: Json): ReadTensor | undefined {
  const [shape, part] = [sizes(json.shape), sizes(json.part)];
  const values = typeof json.data === 'string' ? unpack(json.data, json.code) : undefined;
  if (!shape || !part || !values || values.length !== sizeOf(part)) return undefined;
  const dtype = String(json.dtype);
  const device = typeof json.device === 'string' ? json.device : undefined;
  return {
    kind: 'tensor',
    tensor: fromValues(values, part, known(dtype, json.code)),
    shape,
    dtype,
    device,
  };
}

function sizes(value: unknown): readonly number[] | undefined {
  const isShape = Array.isArray(value) && value.every((size) => Number.isInteger(size) && size >= 0);
  return isShape ? (value as number[]) : undefined;
}

/** Dtypes that losses do not know become the nearest that they do. */
function known(dtype: string, code: unknown): DType {
  const same = dtypes.find((one) => one === dtype);
  if (same) return same;
  if (code === 'd') return 'float64';
  return code === 'f' ? 'float32' : 'int64';
}

type Read = (view: DataView, at: number) => number;

/** How a number of each code of Python's `array` is read from little-endian bytes, and how many bytes it takes. */
const CODES: Readonly<Record<string, readonly [bytes: number, read: Read]>> = {
  f: [4, (view, at) => view.getFloat32(at, true)],
  d: [8, (view, at) => view.getFloat64(at, true)],
  b: [1, (view, at) => view.getInt8(at)],
  h: [2, (view, at) => view.getInt16(at, true)],
  i: [4, (view, at) => view.getInt32(at, true)],
  q: [8, (view, at) => Number(view.getBigInt64(at, true))],
};

function unpack(base64: string, code: unknown): Float64Array | undefined {
  const [size, read] = CODES[String(code)] ?? [];
  if (size === undefined || read === undefined) return undefined;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float64Array.from({ length: Math.floor(bytes.length / size) }, (_, index) =>
    read(view, index * size),
  );
}
