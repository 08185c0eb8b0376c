import { notKnown } from '../signals.ts';
import type { Value } from './value.ts';

const names: Partial<Record<Value['kind'], string>> = {
  None: 'NoneType',
  iterator: 'generator',
  builtin: 'builtin_function_or_method',
  dtype: 'torch.dtype',
  device: 'torch.device',
  class: 'type',
  ellipsis: 'ellipsis',
};

const tensorNames = { torch: 'Tensor', numpy: 'numpy.ndarray', jax: 'ArrayImpl', tensorflow: 'EagerTensor' };

/** `type(value).__name__` as messages print it. Nothing is said about the type of what is not known. */
export function typeName(value: Value): string {
  if (value.kind === 'unknown') return notKnown(value.reason, value.origin);
  if (value.kind === 'tensor') return tensorNames[value.library];
  if (value.kind === 'instance') return value.type.name;
  return names[value.kind] ?? value.kind;
}
