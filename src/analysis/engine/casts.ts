import { type TensorValue, tensorOf, unknown } from '../value.ts';
import type { CallArguments } from './arguments.ts';
import { withMark } from './arithmetic.ts';
import type { Application } from './effects.ts';
import type { Value } from './values.ts';

const integers = new Set(['int64', 'int32', 'int16', 'int8', 'uint8', 'bool']);

/** To an integer type a prediction loses its gradient. */
export function cast(application: Application, tensor: TensorValue, named: string | null): TensorValue {
  const dtype = named ?? dtypeArgument(application.settings) ?? keptDtype(application, tensor);
  const marks =
    dtype !== null && integers.has(dtype) && tensor.scale !== null
      ? withMark(tensor.marks, 'discrete')
      : tensor.marks;
  return { ...tensor, dtype, marks };
}

/** `x.to(device)` keeps the dtype; with something unknown, which may be a dtype or a tensor, it is not known any more. */
function keptDtype({ name, settings }: Application, { dtype }: TensorValue): string | null {
  const [first] = settings.positional;
  const device = first === undefined || first.value.kind === 'constant' || first.value.kind === 'object';
  return name === 'Tensor.to' && device && !settings.keywords.has('dtype') ? dtype : null;
}

const dtypes: ReadonlyMap<string, string> = new Map([
  ['float', 'float32'],
  ['FloatTensor', 'float32'],
  ['double', 'float64'],
  ['half', 'float16'],
  ['long', 'int64'],
  ['LongTensor', 'int64'],
  ['int', 'int32'],
  ['int_', 'int64'],
]);

/** `x.to(torch.long)`, `x.astype('float32')`, `tf.cast(x, tf.float32)`. */
export function dtypeArgument(settings: CallArguments): string | null {
  const values = [...settings.positional, ...settings.keywords.values()].map(({ value }) => value);
  for (const value of values) {
    const name =
      value.kind === 'library'
        ? value.name.slice(value.name.lastIndexOf('.') + 1)
        : value.kind === 'constant'
          ? value.value
          : null;
    if (typeof name !== 'string') continue;
    const known = dtypes.get(name) ?? name;
    if (/^(?:float|bfloat|int|uint)\d+$|^bool$/.test(known)) return known;
  }
  return null;
}

/** `y.float()`: whatever `y` is, its dtype is known now; `(a == b).float()` is 0 or 1. */
export function castUnknown({ form, at }: Application, dtype: string | null): Value {
  const { func } = at.call;
  if (form !== 'method' || dtype === null || func.kind !== 'Attribute') return unknown;
  return func.value.kind === 'Compare'
    ? tensorOf({ activation: 'threshold', dtype, marks: ['discrete'] })
    : tensorOf({ dtype });
}
