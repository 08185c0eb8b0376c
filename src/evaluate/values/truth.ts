import { notKnown, Raised } from '../signals.ts';
import { dense, numel } from '../tensor/tensor.ts';
import { ordersByChance } from './set-order.ts';
import type { TensorValue, Value } from './value.ts';

/** Python's truth of a value; undefined where it is not known. Raises for tensors of several elements. */
export function isTrue(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'None':
      return false;
    case 'bool':
      return value.value;
    case 'int':
    case 'float':
      return value.value !== 0;
    case 'str':
      return value.value !== '';
    case 'list':
      return value.lost === undefined ? value.items.length > 0 : undefined;
    case 'tuple':
      return value.items.length > 0;
    case 'dict':
    case 'set':
      return value.lost === undefined ? value.entries.size > 0 : undefined;
    case 'range':
      return (value.stop - value.start) * Math.sign(value.step) > 0;
    case 'tensor':
      return tensorTruth(value);
    case 'unknown':
      return undefined;
    case 'instance':
      return value.type.attributes.has('__len__') || value.type.attributes.has('__bool__') ? undefined : true;
    default:
      return true;
  }
}

function ambiguous(type: string, message: string): never {
  const raised = new Raised(type, message);
  raised.library = true;
  throw raised;
}

function tensorTruth(value: TensorValue): boolean {
  const count = numel(value);
  if (count === 1) return dense(value).data[0] !== 0;
  if (count === 0)
    return value.library === 'torch'
      ? ambiguous('RuntimeError', 'Boolean value of Tensor with no values is ambiguous')
      : false;
  if (value.library === 'torch')
    return ambiguous('RuntimeError', 'Boolean value of Tensor with more than one value is ambiguous');
  return ambiguous(
    'ValueError',
    'The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()',
  );
}

/** The value, marked as one that chance has chosen. */
export function asSample(value: Value): Value {
  if (value.kind === 'tensor') value.storage.random = true;
  return 'random' in value ? { ...value, random: true } : value;
}

/** True where a sample decides. */
export function isSample(value: Value): boolean {
  if (value.kind === 'list') return value.shuffled === true;
  if (value.kind === 'set') return ordersByChance(value);
  if (value.kind === 'tensor') return value.storage.random;
  return 'random' in value && value.random;
}

export const truthOrUnknown = (value: Value): boolean =>
  isTrue(value) ?? notKnown(value.kind === 'unknown' ? value.reason : 'its truth is not known');
