import type { Shown } from '../outcome.ts';
import { notKnown } from '../signals.ts';
import { keep } from '../tensor/tensor.ts';
import { repr } from './repr.ts';
import { typeName } from './type-name.ts';
import type { Value } from './value.ts';

const maxItems = 1000;
const maxDepth = 8;

/** The value as data of its own, safe from what later code does to it; raises NotKnown where a part is not known. */
export function snapshot(value: Value): { shown: Shown; random: boolean } {
  let random = false;
  const look = (at: Value, depth: number): Shown => {
    if (depth > maxDepth) return notKnown('a value nested too deeply');
    random ||= ('random' in at && at.random) || (at.kind === 'list' && at.shuffled === true);
    switch (at.kind) {
      case 'None':
        return { kind: 'none' };
      case 'bool':
      case 'int':
      case 'float':
        return { kind: 'number', value: Number(at.value), type: at.kind };
      case 'str':
        return { kind: 'text', value: at.value };
      case 'tensor':
        random ||= at.storage.random;
        return { kind: 'tensor', tensor: keep(at), library: at.library, requiresGrad: at.requiresGrad };
      case 'list':
      case 'tuple':
        if ('lost' in at && at.lost !== undefined) return notKnown(at.lost);
        if (at.items.length > maxItems) return notKnown('a long list');
        return { kind: 'sequence', type: at.kind, items: at.items.map((item) => look(item, depth + 1)) };
      case 'dict':
        if (at.lost !== undefined) return notKnown(at.lost);
        return {
          kind: 'mapping',
          entries: [...at.entries.values()].map(
            ([key, item]) => [key.kind === 'str' ? key.value : repr(key), look(item, depth + 1)] as const,
          ),
        };
      case 'range':
      case 'dtype':
      case 'device':
        return { kind: 'text', value: repr(at) };
      case 'unknown':
        return notKnown(at.reason, at.origin);
      default:
        return notKnown(`a ${typeName(at)}`);
    }
  };
  return { shown: look(value, 0), random };
}
