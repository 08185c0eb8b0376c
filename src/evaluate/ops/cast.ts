import { isFloating } from '../../core/dtype.ts';
import type { DType } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import { dtypeOf } from '../library/args.ts';
import {
  define,
  type Entry,
  numpyMethod,
  type Run,
  tensorflowFunction,
  torchBoth,
  torchMethod,
} from '../library/define.ts';
import { notKnown } from '../signals.ts';
import { record } from '../tensor/record.ts';
import { dense } from '../tensor/tensor.ts';
import { tensorTypeName, tensorTypes } from '../tensor/type-names.ts';
import { str } from '../values/make.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { castGradient, mapTensor } from './elementwise.ts';

/** The tensor in another dtype; itself when it has that already. */
export function cast(context: Context, input: TensorValue, dtype: DType, copy = false): TensorValue {
  if (input.dtype === dtype && !copy) return input;
  const x = dense(input);
  const out = mapTensor(x, dtype, (value) => value);
  return record(context, out, {
    name: input.dtype === dtype ? 'Clone' : 'ToCopy',
    inputs: [input],
    backward: (g) => [isFloating(input.dtype) ? castGradient(g, input.dtype) : null],
  });
}

const methods: readonly (readonly [string, DType])[] = [
  ['float', 'float32'],
  ['double', 'float64'],
  ['half', 'float16'],
  ['bfloat16', 'bfloat16'],
  ['long', 'int64'],
  ['int', 'int32'],
  ['short', 'int16'],
  ['char', 'int8'],
  ['byte', 'uint8'],
  ['bool', 'bool'],
];

const typeStrings: ReadonlyMap<string, DType> = new Map([
  ...tensorTypes,
  ['float32', 'float32'],
  ['float64', 'float64'],
  ['float16', 'float16'],
  ['int64', 'int64'],
  ['int32', 'int32'],
  ['bool', 'bool'],
  ['uint8', 'uint8'],
  ['float', 'float64'],
  ['int', 'int64'],
  ['int8', 'int8'],
  ['int16', 'int16'],
  ['<f4', 'float32'],
  ['<f8', 'float64'],
  ['f4', 'float32'],
  ['f8', 'float64'],
  ['i8', 'int64'],
  ['i4', 'int32'],
]);

/** A dtype however it is written; undefined where the value is none. */
export function anyDType(value: Value): DType | undefined {
  if (value.kind === 'builtin') return dtypeOf(value) ?? typeStrings.get(value.name);
  return value.kind === 'str' ? typeStrings.get(value.value) : dtypeOf(value);
}

/** `.to(dtype)`, `.to(device)`, `.to(device, dtype)`, `.to(other)`: devices change nothing here. */
const to: Run = (context, args) => {
  const input = args.tensor('input');
  const given = [
    ...args.rest,
    ...(args.has('dtype') ? [args.get('dtype')] : []),
    ...(args.has('other') ? [args.get('other')] : []),
  ];
  const found = given
    .map((value) => (value.kind === 'tensor' ? value.dtype : anyDType(value)))
    .find((d) => d !== undefined);
  const copy = args.has('copy') && args.flag('copy');
  return cast(context, input, found ?? input.dtype, copy);
};

/** `x.type()` names the tensor's type, `x.type(dtype)` casts. */
const typeRun: Run = (context, args) => {
  const input = args.tensor('input');
  if (!args.has('dtype')) return str(tensorTypeName(input.dtype));
  const dtype = anyDType(args.get('dtype')) ?? notKnown('the dtype is not known here');
  return cast(context, input, dtype);
};

const astype: Run = (context, args) => {
  const dtype = anyDType(args.get('dtype')) ?? notKnown('the dtype is not known here');
  return cast(context, args.tensor('input'), dtype, true);
};

const same: Run = (_context, args) => args.tensor('input');

export const castFunctions: readonly Entry[] = [
  ...methods.flatMap(([name, dtype]) =>
    torchMethod(`${name}(input, memory_format=None)`, (context, args) =>
      cast(context, args.tensor('input'), dtype),
    ),
  ),
  ...torchMethod(
    'to(input, *args, dtype=None, other=None, device=None, copy=None, non_blocking=False, memory_format=None)',
    to,
  ),
  ...torchMethod('type(input, dtype=None, non_blocking=False)', typeRun),
  ...torchMethod('type_as(input, other)', (context, args) =>
    cast(context, args.tensor('input'), args.tensor('other').dtype),
  ),
  ...torchMethod('cpu(input); cuda(input, device=None, non_blocking=False)', same),
  ...torchMethod(
    'pin_memory(input); resolve_conj(input); resolve_neg(input); share_memory_(input); coalesce(input)',
    same,
  ),
  ...torchBoth('clone(input, *, memory_format=None)', (context, args) =>
    cast(context, args.tensor('input'), args.tensor('input').dtype, true),
  ),
  ...numpyMethod('astype(input, dtype, copy=True)', astype),
  ...numpyMethod('copy(input, order=None)', (context, args) =>
    cast(context, args.tensor('input'), args.tensor('input').dtype, true),
  ),
  define('numpy.copy(a:input, order=None)', (context, args) =>
    cast(context, args.tensor('input'), args.tensor('input').dtype, true),
  ),
  ...tensorflowFunction('cast(x:input, dtype, name=None)', typeRun),
  ...tensorflowFunction('identity(input, name=None); stop_gradient(input, name=None)', same),
];
