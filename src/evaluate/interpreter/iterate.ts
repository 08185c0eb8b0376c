import type { Context } from '../context.ts';
import { itemsOf, rangeLength } from '../library/items.ts';
import { unbind } from '../ops/join.ts';
import { notKnown, Raised, raise } from '../signals.ts';
import { rankOf } from '../tensor/tensor.ts';
import { int, str } from '../values/make.ts';
import { asSample } from '../values/truth.ts';
import { typeName } from '../values/type-name.ts';
import type { Value } from '../values/value.ts';
import { callMethod, classAttribute } from './attributes.ts';
import { membersOf } from './enums.ts';

/** A function that gives a value's items one by one, then undefined. */
export function iterate(context: Context, value: Value): () => Value | undefined {
  switch (value.kind) {
    case 'unknown':
      return notKnown(value.reason, value.origin);
    case 'iterator':
      return value.next;
    case 'range': {
      const count = rangeLength(value);
      let at = 0;
      return () => (at < count ? int(value.start + at++ * value.step) : undefined);
    }
    case 'list': {
      // A list that grows while it is read goes on, as in Python.
      let at = 0;
      return () => {
        const item = value.lost === undefined ? value.items[at++] : notKnown(value.lost);
        return item && value.shuffled === true ? asSample(item) : item;
      };
    }
    case 'str':
      return overArray([...value.value].map((char) => str(char, value.random)));
    case 'dict':
      return overArray(
        value.lost === undefined ? [...value.entries.values()].map(([key]) => key) : notKnown(value.lost),
      );
    case 'tensor':
      if (rankOf(value) === 0) return raise('TypeError', 'iteration over a 0-d tensor');
      return overArray(unbind(context, value, 0));
    case 'class':
      return overArray(membersOf(value) ?? notKnown(`the items of the class ${value.name}`));
    case 'instance': {
      const items = callMethod(context, value, '__iter__', []);
      if (items && items !== value) return iterate(context, items);
      if (classAttribute(value.type, '__getitem__')) return byIndex(context, value);
      return raise('TypeError', `'${typeName(value)}' object is not iterable`);
    }
    default: {
      const items = itemsOf(value);
      return items ? overArray(items) : raise('TypeError', `'${typeName(value)}' object is not iterable`);
    }
  }
}

/** The older protocol: `value[0]`, `value[1]`, … until an IndexError. */
function byIndex(context: Context, value: Value): () => Value | undefined {
  let at = 0;
  return () => {
    try {
      return callMethod(context, value, '__getitem__', [int(at++)]);
    } catch (signal) {
      if (signal instanceof Raised && signal.type === 'IndexError') return undefined;
      throw signal;
    }
  };
}

function overArray(items: readonly Value[]): () => Value | undefined {
  let at = 0;
  return () => items[at++];
}

/** All items at once. */
export function collectItems(context: Context, value: Value): Value[] {
  const next = iterate(context, value);
  const items: Value[] = [];
  for (let item = next(); item; item = next()) {
    items.push(item);
    if (items.length > 1_000_000) notKnown('more items than are looked at');
  }
  return items;
}
