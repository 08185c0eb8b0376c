import { isFloating, promote } from '../../core/dtype.ts';
import type { DType } from '../../core/tensor.ts';
import { notKnown, raise } from '../signals.ts';
import { isNumber, type NumberValue } from '../values/number.ts';
import type { ArrayLibrary, TensorValue, Value } from '../values/value.ts';
import { isNumpyNumber, rankOf } from './tensor.ts';

export type Operand = TensorValue | NumberValue;

export const isOperand = (value: Value): value is Operand => value.kind === 'tensor' || isNumber(value);

type Category = 0 | 1 | 2;
const categoryOf = (dtype: DType): Category => (isFloating(dtype) ? 2 : dtype === 'bool' ? 0 : 1);

/** `higher` decides unless `lower` is of a higher category: a 0-d or Python float lifts an integer tensor. */
function combine(higher: DType | undefined, lower: DType | undefined): DType | undefined {
  if (!higher || !lower) return higher ?? lower;
  return categoryOf(lower) > categoryOf(higher) ? promote(higher, lower) : higher;
}

const joined = (dtypes: readonly DType[]): DType | undefined =>
  dtypes.length === 0 ? undefined : dtypes.reduce(promote);

/** `torch.result_type`: tensors with dimensions before those without, before Python numbers. */
function torchResult(operands: readonly Operand[], defaultFloat: DType): DType {
  const tensors = operands.filter((x): x is TensorValue => x.kind === 'tensor' && !isPlain(x));
  const dimensioned = joined(tensors.filter((x) => rankOf(x) > 0).map((x) => x.dtype));
  const scalars = joined(tensors.filter((x) => rankOf(x) === 0).map((x) => x.dtype));
  const numbers = joined(operands.flatMap((x) => (isPlain(x) ? [numberType(x, defaultFloat, 'int64')] : [])));
  return combine(dimensioned, combine(scalars, numbers)) ?? defaultFloat;
}

/** NumPy's own numbers are Python numbers to PyTorch: `tensor * np.log(2)` stays float32. */
const isPlain = (x: Operand): boolean => x.kind !== 'tensor' || isNumpyNumber(x);

function numberType(x: Operand, float: DType, integer: DType): DType {
  if (x.kind === 'tensor') return isFloating(x.dtype) ? float : x.dtype === 'bool' ? 'bool' : integer;
  return x.kind === 'bool' ? 'bool' : x.kind === 'int' ? integer : float;
}

const floatFor: Partial<Record<DType, DType>> = { int64: 'float64', int32: 'float64', int16: 'float32' };
const floatOrder: readonly DType[] = ['bfloat16', 'float16', 'float32', 'float64'];

/** `np.result_type` of arrays: integers too wide for the float widen it. */
export function promoteNumpy(a: DType, b: DType): DType {
  if (isFloating(a) === isFloating(b) || a === 'bool' || b === 'bool') return promote(a, b);
  const [float, integer] = isFloating(a) ? [a, b] : [b, a];
  const needed = floatFor[integer] ?? 'float16';
  return floatOrder.indexOf(needed) > floatOrder.indexOf(float) ? needed : float;
}

/** Python numbers are weak (NumPy 2, JAX): they only lift the category. */
function arrayResult(
  operands: readonly Operand[],
  float: DType,
  integer: DType,
  join: (a: DType, b: DType) => DType,
): DType {
  const tensors = operands.filter((x) => x.kind === 'tensor').map((x) => x.dtype);
  const strong = tensors.length === 0 ? undefined : tensors.reduce(join);
  const numbers = operands.flatMap((x) => (x.kind === 'tensor' ? [] : [numberType(x, float, integer)]));
  return (
    numbers.reduce<DType | undefined>(
      (all, number) => (all === undefined ? number : categoryOf(number) > categoryOf(all) ? number : all),
      strong,
    ) ?? float
  );
}

function tensorflowResult(operands: readonly Operand[]): DType {
  const dtypes = [...new Set(operands.filter((x) => x.kind === 'tensor').map((x) => x.dtype))];
  const [first = 'float32', second] = dtypes;
  const own = operands.every((x) => x.kind !== 'tensor' || x.library === 'tensorflow');
  if (second && !own) return notKnown('arrays of different dtypes in TensorFlow');
  if (second) {
    raise(
      'InvalidArgumentError',
      `cannot compute as input #1(zero-based) was expected to be a ${first} tensor but is a ${second} tensor`,
    );
  }
  return first;
}

/** The dtype in which an operation on these operands is done. */
export function resultType(operands: readonly Operand[], library: ArrayLibrary, defaultFloat: DType): DType {
  if (library === 'torch') return torchResult(operands, defaultFloat);
  if (library === 'tensorflow') return tensorflowResult(operands);
  if (library === 'jax') return arrayResult(operands, 'float32', 'int32', promote);
  return arrayResult(operands, 'float64', 'int64', promoteNumpy);
}

/** What `exp`, `mean` or a true division makes of a dtype. */
export function floatType(dtype: DType, library: ArrayLibrary, defaultFloat: DType): DType {
  if (isFloating(dtype)) return dtype;
  return library === 'numpy' ? 'float64' : defaultFloat;
}
