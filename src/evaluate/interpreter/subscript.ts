import { missingKey } from '../builtins/exceptions.ts';
import { type Context, noArgs } from '../context.ts';
import { itemsOf, setEntry } from '../library/items.ts';
import { getItem, sliceBounds } from '../ops/indexing.ts';
import { setItem } from '../ops/inplace.ts';
import { notKnown, raise } from '../signals.ts';
import { keyOf } from '../values/key.ts';
import { int, list, str, tuple, unknown } from '../values/make.ts';
import { typeName } from '../values/type-name.ts';
import type {
  DictValue,
  InstanceValue,
  ListValue,
  RangeValue,
  SliceValue,
  TensorValue,
  TupleValue,
  Value,
} from '../values/value.ts';
import { callMethod } from './attributes.ts';
import { memberOfName } from './enums.ts';
import type { Machine } from './frame.ts';
import { refusedByLibrary } from './refused.ts';

function position(value: Value, length: number, what: string): number {
  const at =
    value.kind === 'int'
      ? value.value
      : value.kind === 'bool'
        ? Number(value.value)
        : value.kind === 'tensor'
          ? value.storage.data[value.geometry.offset]
          : undefined;
  if (at === undefined)
    return raise('TypeError', `${what} indices must be integers or slices, not ${typeName(value)}`);
  if (at < -length || at >= length) return raise('IndexError', `${what} index out of range`);
  return at < 0 ? at + length : at;
}

function sliced<T>(items: readonly T[], slice: SliceValue): T[] {
  const { start, count, step } = sliceBounds(slice, items.length);
  return Array.from({ length: count }, (_, i) => items[start + i * step] as T);
}

/** `value[index]`. */
export function subscript(machine: Context, value: Value, index: Value): Value {
  if (value.kind === 'unknown') return unknown(value.reason, value.origin);
  if (index.kind === 'unknown') return index;
  switch (value.kind) {
    case 'tensor':
      return refusedByLibrary(() => getItem(machine, value, index));
    case 'list':
    case 'tuple':
    case 'range':
      return sequenceItem(value, index);
    case 'str':
      if (index.kind === 'slice') return str(sliced([...value.value], index).join(''), value.random);
      return str(value.value.charAt(position(index, value.value.length, 'string')), value.random);
    case 'dict':
      return dictItem(machine, value, index);
    case 'instance':
      return moduleItem(machine, value, index);
    case 'class':
      return memberOfName(value, index) ?? value;
    case 'builtin':
      // list[int], Optional[Tensor]: a type.
      return value;
    case 'module':
      return unknown(`${value.path} is not known here`, value.path);
    default:
      return raise('TypeError', `'${typeName(value)}' object is not subscriptable`);
  }
}

function sequenceItem(value: ListValue | TupleValue | RangeValue, index: Value): Value {
  const items = itemsOf(value) ?? [];
  if (index.kind === 'slice') {
    const part = sliced(items, index);
    if (value.kind === 'list') return list(part);
    return value.kind === 'tuple' && value.typeName === 'torch.Size'
      ? { ...tuple(part), typeName: value.typeName }
      : tuple(part);
  }
  return items[position(index, items.length, value.kind === 'range' ? 'range object' : value.kind)] as Value;
}

function dictItem(machine: Context, value: DictValue, index: Value): Value {
  if (value.lost !== undefined) return unknown(value.lost);
  const found = value.entries.get(keyOf(index, machine.identity));
  return found ? found[1] : missingItem(machine, value, index);
}

function missingItem(machine: Context, value: DictValue, index: Value): Value {
  if (value.typeName === 'Counter') return int(0);
  if (!value.factory) return missingKey(index);
  const made = machine.call(value.factory, noArgs);
  value.entries.set(keyOf(index, machine.identity), [index, made]);
  return made;
}

/** nn.Sequential and nn.ModuleList hold their parts under numbers. */
function moduleItem(machine: Context, value: InstanceValue, index: Value): Value {
  const own = callMethod(machine, value, '__getitem__', [index]);
  return own ?? notKnown(`an item of a ${value.type.name}`);
}

/** `target[index] = value`. */
export function setSubscript(machine: Machine, target: Value, index: Value, value: Value): void {
  if (target.kind === 'unknown') return;
  if (target.kind === 'tensor') setTensorItem(machine, target, index, value);
  else if (target.kind === 'list') setListItem(target, index, value);
  else if (target.kind === 'dict') {
    if (index.kind === 'unknown') target.lost = index.reason;
    else setEntry(target, keyOf(index, machine.identity), index, value);
  } else if (target.kind === 'instance')
    callMethod(machine, target, '__setitem__', [index, value]) ??
      notKnown(`an item of a ${target.type.name}`);
  else raise('TypeError', `'${typeName(target)}' object does not support item assignment`);
}

function setTensorItem(machine: Machine, target: TensorValue, index: Value, value: Value): void {
  const open = index.kind === 'unknown' ? index : value.kind === 'unknown' ? value : undefined;
  if (open) {
    target.storage.lost = open.reason;
    return;
  }
  if (target.library === 'jax') {
    raise(
      'TypeError',
      "'<class 'jaxlib.xla_extension.ArrayImpl'>' object does not support item assignment. JAX arrays are immutable. Instead of ``x[idx] = y``, use ``x = x.at[idx].set(y)``",
    );
  }
  if (target.library === 'tensorflow')
    raise(
      'TypeError',
      "'tensorflow.python.framework.ops.EagerTensor' object does not support item assignment",
    );
  refusedByLibrary(() => setItem(machine, target, index, value));
}

function setListItem(target: ListValue, index: Value, value: Value): void {
  if (index.kind === 'unknown') {
    target.lost = index.reason;
    return;
  }
  if (target.lost !== undefined) return;
  if (index.kind === 'slice') {
    const { start, count, step } = sliceBounds(index, target.items.length);
    if (step !== 1) notKnown('an extended slice that is assigned');
    target.items.splice(
      start,
      count,
      ...(itemsOf(value) ?? notKnown(`a ${typeName(value)} assigned to a slice`)),
    );
  } else target.items[position(index, target.items.length, 'list assignment')] = value;
}

/** `del target[index]`. */
export function deleteSubscript(context: Context, target: Value, index: Value): void {
  if (target.kind === 'dict') target.entries.delete(keyOf(index, context.identity));
  else if (target.kind === 'list' && index.kind !== 'slice')
    target.items.splice(position(index, target.items.length, 'list assignment'), 1);
  else if (target.kind === 'list' && index.kind === 'slice') {
    const { start, count } = sliceBounds(index, target.items.length);
    target.items.splice(start, count);
  }
}
