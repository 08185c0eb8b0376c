import { dtypes } from '../../core/dtype.ts';
import type { DType } from '../../core/tensor.ts';
import { exceptionClasses } from '../builtins/exceptions.ts';
import { builtinConstants } from '../builtins/functions.ts';
import { mathConstants } from '../builtins/math.ts';
import { float, none, str } from '../values/make.ts';
import type { ArrayLibrary, Value } from '../values/value.ts';
import { define } from './define.ts';

const torchNames: readonly (readonly [string, DType])[] = [
  ['float', 'float32'],
  ['double', 'float64'],
  ['half', 'float16'],
  ['long', 'int64'],
  ['int', 'int32'],
  ['short', 'int16'],
];
const numpyNames: readonly (readonly [string, DType])[] = [
  ['float_', 'float64'],
  ['double', 'float64'],
  ['single', 'float32'],
  ['half', 'float16'],
  ['int_', 'int64'],
  ['intp', 'int64'],
  ['bool_', 'bool'],
  ['longlong', 'int64'],
];

const dtypeValues = (
  path: string,
  library: ArrayLibrary,
  extra: readonly (readonly [string, DType])[],
): (readonly [string, Value])[] =>
  [...dtypes.map((dtype) => [dtype, dtype] as const), ...extra].map(([name, dtype]) => [
    `${path}.${name}`,
    { kind: 'dtype', dtype, library },
  ]);

const numbers = (path: string): (readonly [string, Value])[] => [
  [`${path}.pi`, float(Math.PI)],
  [`${path}.e`, float(Math.E)],
  [`${path}.inf`, float(Number.POSITIVE_INFINITY)],
  [`${path}.nan`, float(Number.NaN)],
];

const device: Value = define('torch.device(type, index=None)', (_context, args) => {
  const type = args.get('type');
  return {
    kind: 'device',
    name: type.kind === 'str' ? type.value : type.kind === 'device' ? type.name : 'cpu',
  };
}).builtin;

/** Members of libraries that are no functions. */
export const constants: readonly (readonly [string, Value])[] = [
  ...builtinConstants,
  ...mathConstants,
  ...dtypeValues('torch', 'torch', torchNames),
  ...dtypeValues('numpy', 'numpy', numpyNames),
  ...dtypeValues('jax.numpy', 'jax', []),
  ...dtypeValues('tensorflow', 'tensorflow', [
    ['double', 'float64'],
    ['half', 'float16'],
  ]),
  ...numbers('torch'),
  ...numbers('numpy'),
  ...numbers('jax.numpy'),
  ['numpy.newaxis', none],
  ['jax.numpy.newaxis', none],
  ['tensorflow.newaxis', none],
  ['torch.device', device],
  ['torch.strided', str('torch.strided')],
  ...[...exceptionClasses]
    .map(([name, value]) => [`numpy.${name}`, value] as const)
    .filter(([name]) => name === 'numpy.AxisError'),
];
