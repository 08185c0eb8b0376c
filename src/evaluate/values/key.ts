import { notKnown, raise } from '../signals.ts';
import { isNumpyNumber, itemOf } from '../tensor/tensor.ts';
import { typeName } from './type-name.ts';
import type { TensorValue, Value } from './value.ts';

/** The key of a text: the names of keywords, attributes and parameters are put into dictionaries without a value of their own. */
export const textKey = (text: string): string => `s${text}`;

/** A string that is equal for values that are equal as keys of a dictionary: 1, 1.0 and True are one key. */
export function keyOf(value: Value, identity: (value: object) => number): string {
  switch (value.kind) {
    case 'None':
      return 'None';
    case 'bool':
    case 'int':
    case 'float':
      return `n${Number(value.value)}`;
    case 'str':
      return textKey(value.value);
    case 'tuple':
      return `(${value.items.map((item) => keyOf(item, identity)).join(',')})`;
    case 'dtype':
      return `d${value.dtype}`;
    case 'device':
      return `v${value.name}`;
    case 'list':
    case 'dict':
    case 'set':
      return raise('TypeError', `unhashable type: '${typeName(value)}'`);
    case 'unknown':
      return notKnown(value.reason, value.origin);
    case 'tensor':
      return tensorKey(value, identity);
    default:
      return `i${identity(value)}`;
  }
}

/** NumPy's numbers are equal to Python's; its arrays are no keys; PyTorch's tensors are told apart as objects. */
function tensorKey(value: TensorValue, identity: (value: object) => number): string {
  if (isNumpyNumber(value)) return `n${itemOf(value)}`;
  return value.library === 'numpy'
    ? raise('TypeError', `unhashable type: '${typeName(value)}'`)
    : `i${identity(value)}`;
}
