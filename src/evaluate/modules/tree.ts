import { ancestry } from '../interpreter/attributes.ts';
import { mayHoldTensors } from '../interpreter/purity.ts';
import type { Args } from '../library/args.ts';
import { notKnown } from '../signals.ts';
import { textKey } from '../values/key.ts';
import { str } from '../values/make.ts';
import type { InstanceValue, TensorValue, Value } from '../values/value.ts';

/** What the base of all modules is called in PyTorch. */
export const moduleName = 'torch.nn.modules.module.Module';

/** The object a method was called on. */
export function selfOf(args: Args): InstanceValue {
  const self = args.get('self');
  return self.kind === 'instance' ? self : notKnown('a module method without its module');
}

/** Parts of a module that are modules themselves, by name, in the order they were set. */
export function childrenOf(module: InstanceValue): (readonly [string, InstanceValue])[] {
  return [...module.attributes].filter(
    (entry): entry is [string, InstanceValue] => entry[1].kind === 'instance' && isModule(entry[1]),
  );
}

export const isModule = (value: Value): boolean =>
  value.kind === 'instance' && ancestry(value.type).some((at) => at.qualified === moduleName);

const join = (prefix: string, name: string): string => (prefix === '' ? name : `${prefix}.${name}`);

/** Every module in a module, itself first. */
export function* modulesIn(
  module: InstanceValue,
  prefix = '',
  seen: Set<InstanceValue> = new Set(),
): Generator<readonly [string, InstanceValue]> {
  if (seen.has(module)) return;
  seen.add(module);
  yield [prefix, module];
  for (const [name, child] of childrenOf(module)) yield* modulesIn(child, join(prefix, name), seen);
}

const isBuffer = (module: InstanceValue, name: string): boolean => {
  const buffers = module.attributes.get('buffer names');
  return buffers?.kind === 'set' && buffers.entries.has(textKey(name));
};

/** The parameters, the buffers or both of a module and its parts, by name. */
export function* tensorsIn(
  module: InstanceValue,
  wanted: 'parameters' | 'buffers' | 'all',
): Generator<readonly [string, TensorValue]> {
  const seen = new Set<TensorValue>();
  for (const [prefix, part] of modulesIn(module)) {
    if (part.lost !== undefined) notKnown(part.lost);
    // Buffers come last.
    const ordered = [...part.attributes].sort(
      (a, b) => Number(isBuffer(part, a[0])) - Number(isBuffer(part, b[0])),
    );
    for (const [name, value] of ordered) {
      if (value.kind === 'unknown' && mayHoldTensors(value.origin)) notKnown(value.reason, value.origin);
      if (value.kind !== 'tensor' || seen.has(value)) continue;
      const fits = value.isParameter ? wanted !== 'buffers' : isBuffer(part, name) && wanted !== 'parameters';
      if (!fits) continue;
      seen.add(value);
      yield [join(prefix, name), value];
    }
  }
}

export const parametersOf = (module: InstanceValue): TensorValue[] =>
  Array.from(tensorsIn(module, 'parameters'), ([, tensor]) => tensor);

/** A tensor that belongs to a module without being learned. */
export function addBuffer({ attributes }: InstanceValue, name: string, tensor: Value): void {
  const known = attributes.get('buffer names');
  const entries = known?.kind === 'set' ? known.entries : new Map<string, Value>();
  attributes.set('buffer names', { kind: 'set', entries: new Map([...entries, [textKey(name), str(name)]]) });
  attributes.set(name, tensor);
}
