import { fromValues, sizeOf } from '../../core/create.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { type Context, charge } from '../context.ts';
import { notKnown, raise } from '../signals.ts';
import { dense, isRandom, shapeOf, wrap } from '../tensor/tensor.ts';
import { typeName } from '../values/type-name.ts';
import type { ArrayLibrary, TensorValue, Value } from '../values/value.ts';
import { itemsOf } from './items.ts';

interface Gathered {
  readonly library: ArrayLibrary;
  readonly numbers: number[];
  readonly dtypes: Set<DType>;
  /** The dtypes of the tensors among them. */
  readonly tensorTypes: Set<DType>;
  random: boolean;
}

const kindRank: readonly DType[] = ['bool', 'int64', 'float64'];

/** What Python numbers become in a library. */
function inferred({ dtypes, library }: Gathered, float: DType): DType {
  if (dtypes.size === 0) return library === 'numpy' ? 'float64' : float;
  const plain = [...dtypes].reduce((a, b) => (kindRank.indexOf(b) > kindRank.indexOf(a) ? b : a));
  if (library === 'numpy') return plain;
  if (plain === 'float64') return float;
  return plain === 'int64' && library !== 'torch' ? 'int32' : plain;
}

/** `torch.tensor(value)`, `np.array(value)`: nested lists, numbers, tensors in lists. */
export function asTensor(context: Context, value: Value, library: ArrayLibrary, dtype?: DType): TensorValue {
  if (value.kind === 'tensor') {
    if (dtype === undefined || dtype === value.dtype) return value;
    const from = dense(value);
    return wrap(fromValues(from.data, from.shape, dtype), library, isRandom(value));
  }
  const tensorTypes = new Set<DType>();
  const gathered: Gathered = {
    library,
    numbers: [],
    dtypes: new Set(),
    tensorTypes,
    random: context.tainted,
  };
  const shape = gather(value, gathered, 0);
  charge(context, sizeOf(shape));
  // A list of tensors or NumPy scalars keeps their dtype.
  const own = tensorTypes.size === 1 && gathered.dtypes.size === 0 ? [...tensorTypes][0] : undefined;
  for (const type of tensorTypes)
    gathered.dtypes.add(type.includes('float') ? 'float64' : type === 'bool' ? 'bool' : 'int64');
  const tensor: Tensor = fromValues(
    gathered.numbers,
    shape,
    dtype ?? own ?? inferred(gathered, context.defaultDType),
  );
  return wrap(tensor, library, gathered.random);
}

function gather(value: Value, into: Gathered, depth: number): readonly number[] {
  switch (value.kind) {
    case 'bool':
    case 'int':
    case 'float':
      into.numbers.push(Number(value.value));
      into.dtypes.add(value.kind === 'bool' ? 'bool' : value.kind === 'int' ? 'int64' : 'float64');
      into.random ||= value.random;
      return [];
    case 'tensor':
      return gatherTensor(value, into, depth);
    case 'unknown':
      return notKnown(value.reason, value.origin);
    case 'str':
    case 'dict':
    case 'None':
    case 'instance':
      // Arrays of strings and objects exist outside PyTorch; their numbers do not.
      if (into.library !== 'torch') return notKnown('an array of something else than numbers');
      return depth > 0 && value.kind === 'str'
        ? raise('ValueError', "too many dimensions 'str'")
        : raise('TypeError', notANumber(value, into.library));
    default:
      return gatherItems(value, into, depth);
  }
}

function gatherTensor(value: TensorValue, into: Gathered, depth: number): readonly number[] {
  const { library } = into;
  const shape = shapeOf(value);
  if (library === 'torch' && depth > 0 && value.library === 'torch' && sizeOf(shape) !== 1) {
    raise('ValueError', 'only one element tensors can be converted to Python scalars');
  }
  const { data } = dense(value);
  for (const number of data) into.numbers.push(number);
  into.tensorTypes.add(value.dtype);
  into.random ||= value.storage.random;
  return library === 'torch' && value.library === 'torch' ? [] : shape;
}

function gatherItems(value: Value, into: Gathered, depth: number): readonly number[] {
  const { library } = into;
  const items = itemsOf(value);
  if (!items) return raise('TypeError', notANumber(value, library));
  if (depth > 32) return notKnown('a list nested too deeply');
  let inner: readonly number[] | undefined;
  for (const [i, item] of items.entries()) {
    const shape = gather(item, into, depth + 1);
    if (inner && String(inner) !== String(shape)) ragged(inner, shape, i, depth, library);
    inner ??= shape;
  }
  return [items.length, ...(inner ?? [])];
}

const notANumber = (value: Value, library: ArrayLibrary): string =>
  library === 'torch'
    ? `new(): invalid data type '${typeName(value)}'`
    : `float() argument must be a string or a real number, not '${typeName(value)}'`;

function ragged(
  first: readonly number[],
  shape: readonly number[],
  at: number,
  depth: number,
  library: ArrayLibrary,
): never {
  if (library !== 'torch') {
    return raise(
      'ValueError',
      'setting an array element with a sequence. The requested array has an inhomogeneous shape.',
    );
  }
  const [wanted = 0] = first;
  const [got = 0] = shape;
  if (first.length === 0)
    return raise('TypeError', 'only integer tensors of a single element can be converted to an index');
  if (shape.length === 0)
    return raise(
      'TypeError',
      `expected sequence of length ${wanted} at dim ${depth + 1}, but element ${at} is a number`,
    );
  return raise('ValueError', `expected sequence of length ${wanted} at dim ${depth + 1} (got ${got})`);
}
