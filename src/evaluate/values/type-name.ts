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

/** `type(value).__name__` as messages print it. */
export function typeName(value: Value): string {
  if (value.kind === 'tensor') return tensorNames[value.library];
  if (value.kind === 'instance') return value.type.name;
  return names[value.kind] ?? value.kind;
}
