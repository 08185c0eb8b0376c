import { entriesOf } from '../library/items.ts';
import { notKnown } from '../signals.ts';
import { isNumber } from './number.ts';
import type { Value } from './value.ts';

/** Python's `==` for everything but tensors. */
export function isEqual(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === 'unknown' || b.kind === 'unknown') return notKnown('a comparison with something unknown');
  if (isNumber(a) && isNumber(b)) return Number(a.value) === Number(b.value);
  if (a.kind === 'str' && b.kind === 'str') return a.value === b.value;
  if ((a.kind === 'list' && b.kind === 'list') || (a.kind === 'tuple' && b.kind === 'tuple')) {
    if ('lost' in a || 'lost' in b) return notKnown('a list that may have changed');
    return (
      a.items.length === b.items.length && a.items.every((item, i) => isEqual(item, b.items[i] as Value))
    );
  }
  if (a.kind === 'dict' && b.kind === 'dict') {
    const [mine, others] = [entriesOf(a), entriesOf(b)];
    return (
      mine.size === others.size &&
      [...mine].every(([key, [, value]]) => {
        const other = others.get(key);
        return other !== undefined && isEqual(value, other[1]);
      })
    );
  }
  if (a.kind === 'set' && b.kind === 'set')
    return (
      entriesOf(a).size === entriesOf(b).size && [...a.entries.keys()].every((key) => b.entries.has(key))
    );
  if (a.kind === 'range' && b.kind === 'range')
    return a.start === b.start && a.stop === b.stop && a.step === b.step;
  if (a.kind === 'dtype' && b.kind === 'dtype') return a.dtype === b.dtype;
  if (a.kind === 'device' && b.kind === 'device') return a.name === b.name;
  if (a.kind === 'tensor' || b.kind === 'tensor')
    return a.kind === b.kind ? notKnown('a comparison of tensors in a list') : false;
  if (a.kind === 'instance' && b.kind === 'instance')
    return a.type.attributes.has('__eq__') ? notKnown('__eq__ of a class') : false;
  return false;
}
