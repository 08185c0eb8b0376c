import type { DType, TensorData } from './tensor.ts';

interface DTypeFacts {
  /** PyTorch's name in its messages: `expected scalar type Float but found Double`. */
  readonly scalarType: string;
  readonly floating: boolean;
  readonly array: new (length: number) => TensorData;
  readonly min?: number;
  readonly max?: number;
}

const facts: Readonly<Record<DType, DTypeFacts>> = {
  float64: { scalarType: 'Double', floating: true, array: Float64Array },
  float32: { scalarType: 'Float', floating: true, array: Float32Array },
  float16: { scalarType: 'Half', floating: true, array: Float32Array },
  bfloat16: { scalarType: 'BFloat16', floating: true, array: Float32Array },
  int64: { scalarType: 'Long', floating: false, array: Float64Array },
  int32: { scalarType: 'Int', floating: false, array: Int32Array },
  int16: { scalarType: 'Short', floating: false, array: Int32Array },
  int8: { scalarType: 'Char', floating: false, array: Int32Array },
  uint8: { scalarType: 'Byte', floating: false, array: Uint8Array },
  bool: { scalarType: 'Bool', floating: false, array: Uint8Array },
};

const rank: readonly DType[] = [
  'bool',
  'uint8',
  'int8',
  'int16',
  'int32',
  'int64',
  'bfloat16',
  'float16',
  'float32',
  'float64',
];

export const dtypes: readonly DType[] = Object.keys(facts) as DType[];
export const isFloating = (dtype: DType): boolean => facts[dtype].floating;
export const scalarTypeName = (dtype: DType): string => facts[dtype].scalarType;

/** Zeroed storage of the kind that `dtype` uses. */
export const allocate = (dtype: DType, length: number): TensorData => new facts[dtype].array(length);

/** The dtype of an operation on both, as `torch.result_type` of two tensors with dimensions. */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  const [low, high] = rank.indexOf(a) < rank.indexOf(b) ? [a, b] : [b, a];
  if (low === 'bfloat16' && high === 'float16') return 'float32';
  if (low === 'uint8' && high === 'int8') return 'int16';
  return high;
}
