import { lookUp } from '../library/lookup.ts';
import { isNumpyNumber } from '../tensor/tensor.ts';
import { unknown } from '../values/make.ts';
import { typeName } from '../values/type-name.ts';
import type { TensorValue, Value } from '../values/value.ts';

/** `type(value)`: Python's own types are known here as the functions of the same name. */
export function typeOfValue(value: Value): Value {
  switch (value.kind) {
    case 'instance':
      return value.type;
    case 'int':
    case 'float':
    case 'bool':
    case 'str':
    case 'dict':
    case 'range':
    case 'slice':
      return lookUp(`builtins.${value.kind}`);
    case 'list':
      return value.typeName === undefined ? lookUp('builtins.list') : unknown(`the type ${value.typeName}`);
    case 'set':
      return lookUp(`builtins.${value.typeName ?? 'set'}`);
    case 'tuple':
      return value.typeName === undefined ? lookUp('builtins.tuple') : unknown(`the type ${value.typeName}`);
    case 'class':
      return lookUp('builtins.type');
    case 'tensor':
      return typeOfTensor(value);
    default:
      return unknown(`the type ${typeName(value)}`);
  }
}

function typeOfTensor(value: TensorValue): Value {
  if (value.library === 'numpy')
    return isNumpyNumber(value)
      ? { kind: 'dtype', dtype: value.dtype, library: 'numpy' }
      : lookUp('numpy.ndarray');
  return value.library === 'torch' && !value.isParameter
    ? lookUp('torch.Tensor')
    : unknown('the type of a tensor');
}
