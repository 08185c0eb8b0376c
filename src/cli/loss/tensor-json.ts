import { fromValues } from '../../core/create.ts';
import { dtypes } from '../../core/dtype.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { fail, ok, type Result } from '../../result.ts';
import { spelledNumber } from '../json-text.ts';

/** Numbers of a nested list, before a dtype is chosen. */
export interface Numbers {
  readonly values: readonly number[];
  readonly shape: readonly number[];
  /** What `torch.tensor` would infer: 'integer' and 'boolean' only when every number is one. */
  readonly kind: 'integer' | 'boolean' | 'floating';
  /** Given with the numbers, as `{"data": […], "dtype": "int64"}`. */
  readonly dtype?: DType;
}

type Kind = Numbers['kind'];

const MOST_AXES = 64;

/** Reads nested lists, or `{"data": nested lists, "dtype": …}`. The error says where the list goes wrong. */
export function readNumbers(json: unknown): Result<Numbers, string> {
  if (!isObject(json)) return readNested(json);
  const dtype = dtypes.find((name) => name === json.dtype);
  if (dtype === undefined) return fail(`dtype must be one of ${dtypes.join(', ')}`);
  const numbers = readNested(json.data);
  return numbers.ok ? ok({ ...numbers.value, dtype }) : numbers;
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

function readNested(json: unknown): Result<Numbers, string> {
  const shape: number[] = [];
  for (let level = json; Array.isArray(level) && shape.length <= MOST_AXES; level = level[0])
    shape.push(level.length);
  if (shape.length > MOST_AXES) return fail(`a tensor has at most ${MOST_AXES} axes`);
  const values: number[] = [];
  const kinds = new Set<Kind>();
  const error = fill(json, shape, [], values, kinds);
  return error === undefined ? ok({ values, shape, kind: commonKind(kinds) }) : fail(error);
}

/** Appends the numbers below `json` and returns what is wrong with it, if anything. */
function fill(
  json: unknown,
  shape: readonly number[],
  at: readonly number[],
  values: number[],
  kinds: Set<Kind>,
): string | undefined {
  const length = shape[at.length];
  if (length === undefined) return append(json, at, values, kinds);
  if (!Array.isArray(json)) return `expected a list of ${length} at ${position(at)}, got ${show(json)}`;
  if (json.length !== length)
    return `lists differ in length: ${json.length} at ${position(at)}, ${length} before it`;
  for (const [index, item] of json.entries()) {
    const error = fill(item, shape, [...at, index], values, kinds);
    if (error !== undefined) return error;
  }
  return undefined;
}

function append(
  json: unknown,
  at: readonly number[],
  values: number[],
  kinds: Set<Kind>,
): string | undefined {
  const value = typeof json === 'string' ? spelledNumber(json) : json;
  if (typeof value !== 'number' && typeof value !== 'boolean')
    return `expected a number at ${position(at)}, got ${show(json)}`;
  kinds.add(kindOf(json, value));
  values.push(Number(value));
  return undefined;
}

function kindOf(json: unknown, value: number | boolean): Kind {
  if (typeof value === 'boolean') return 'boolean';
  return typeof json === 'number' && Number.isInteger(value) ? 'integer' : 'floating';
}

function commonKind(kinds: ReadonlySet<Kind>): Kind {
  if (kinds.size === 0 || kinds.has('floating')) return 'floating';
  return kinds.has('integer') ? 'integer' : 'boolean';
}

const position = (at: readonly number[]): string => (at.length === 0 ? 'the top' : `[${at.join('][')}]`);
const show = (json: unknown): string =>
  Array.isArray(json) ? 'a list' : (JSON.stringify(json) ?? 'nothing');

/** `dtype` is for numbers that came without their own. */
export const toTensor = (numbers: Numbers, dtype: DType): Tensor =>
  fromValues(numbers.values, numbers.shape, numbers.dtype ?? dtype);
