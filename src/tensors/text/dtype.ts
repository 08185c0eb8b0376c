import type { DType } from '../../core/tensor.ts';

// uint16 and uint32 fit int64; quantised and 128-bit types do not occur in losses.
const names: ReadonlyMap<string, DType> = new Map<string, DType>([
  ['float64', 'float64'],
  ['double', 'float64'],
  ['float', 'float32'],
  ['float32', 'float32'],
  ['single', 'float32'],
  ['float16', 'float16'],
  ['half', 'float16'],
  ['bfloat16', 'bfloat16'],
  ['int64', 'int64'],
  ['long', 'int64'],
  ['longlong', 'int64'],
  ['intp', 'int64'],
  ['int32', 'int32'],
  ['int', 'int32'],
  ['intc', 'int32'],
  ['int16', 'int16'],
  ['short', 'int16'],
  ['int8', 'int8'],
  ['uint8', 'uint8'],
  ['byte', 'uint8'],
  ['ubyte', 'uint8'],
  ['uint16', 'int64'],
  ['uint32', 'int64'],
  ['uint64', 'int64'],
  ['bool', 'bool'],
  ['bool_', 'bool'],
  ['boolean', 'bool'],
]);

// Bare Python types, and NumPy's aliases of them, mean 64 bits outside torch.
const pythonNames: ReadonlyMap<string, DType> = new Map<string, DType>([
  ['float', 'float64'],
  ['int', 'int64'],
  ['float_', 'float64'],
  ['int_', 'int64'],
]);

const typeCodes: ReadonlyMap<string, DType> = new Map<string, DType>([
  ['f8', 'float64'],
  ['f4', 'float32'],
  ['f2', 'float16'],
  ['i8', 'int64'],
  ['i4', 'int32'],
  ['i2', 'int16'],
  ['i1', 'int8'],
  ['u1', 'uint8'],
  ['b1', 'bool'],
  ['?', 'bool'],
]);

/**
 * The dtype that a name in any library means: `torch.long`, `np.float32`, `'<f4'`, `tf.int32`, `float`, `F32`.
 * Undefined for dtypes that losses do not meet (complex, strings).
 */
export function dtypeFromName(written: string): DType | undefined {
  const name = written.replaceAll(/['"<>=|]/g, '').trim();
  const parts = name.split('.');
  const last = (parts.at(-1) ?? '').toLowerCase();
  if (parts[0] !== 'torch') {
    const python = pythonNames.get(last);
    if (python) return python;
  }
  return names.get(last) ?? typeCodes.get(last);
}
