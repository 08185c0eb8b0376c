import { textKey } from './key.ts';
import type {
  BoolValue,
  ClassValue,
  DictValue,
  EllipsisValue,
  FloatValue,
  IntValue,
  IteratorValue,
  ListValue,
  NoneValue,
  StrValue,
  TupleValue,
  UnknownValue,
  Value,
} from './value.ts';

export const none: NoneValue = { kind: 'None' };
export const ellipsis: EllipsisValue = { kind: 'ellipsis' };
export const bool = (value: boolean, random = false): BoolValue => ({ kind: 'bool', value, random });
/** Integers have no negative zero. */
export const int = (value: number, random = false): IntValue => ({ kind: 'int', value: value + 0, random });
export const float = (value: number, random = false): FloatValue => ({ kind: 'float', value, random });
export const str = (value: string, random = false): StrValue => ({ kind: 'str', value, random });
export const list = (items: Value[]): ListValue => ({ kind: 'list', items });
export const tuple = (items: readonly Value[]): TupleValue => ({ kind: 'tuple', items });
export const dict = (): DictValue => ({ kind: 'dict', entries: new Map() });

/** An entry of a dictionary whose key is text, as the arguments of `entries.set`. */
export const namedEntry = (name: string, value: Value): [key: string, entry: readonly [Value, Value]] => [
  textKey(name),
  [str(name), value],
];

export const namedDict = (values: Iterable<readonly [name: string, value: Value]>): DictValue => ({
  kind: 'dict',
  entries: new Map(Array.from(values, ([name, value]) => namedEntry(name, value))),
});

export const torchSize = (shape: readonly number[]): TupleValue => ({
  kind: 'tuple',
  items: shape.map((n) => int(n)),
  typeName: 'torch.Size',
});

export const namedTuple = (
  typeName: string,
  fields: readonly string[],
  items: readonly Value[],
): TupleValue => ({ kind: 'tuple', items, fields, typeName });

export const unknown = (reason: string, origin: string | null = null): UnknownValue => ({
  kind: 'unknown',
  reason,
  origin,
});

/** A class all of whose bases are known. */
export const classValue = (
  qualified: string,
  attributes: Iterable<readonly [name: string, value: Value]> = [],
  bases: readonly ClassValue[] = [],
): ClassValue => ({
  kind: 'class',
  name: qualified.slice(qualified.lastIndexOf('.') + 1),
  qualified,
  bases,
  attributes: new Map(attributes),
  openBase: null,
});

export function iterator(items: Iterable<Value>): IteratorValue {
  const source = items[Symbol.iterator]();
  return {
    kind: 'iterator',
    next: () => {
      const step = source.next();
      return step.done ? undefined : step.value;
    },
  };
}
