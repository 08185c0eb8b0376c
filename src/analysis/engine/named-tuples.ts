import type { CallSite } from '../site.ts';
import { unknown } from '../value.ts';
import { type CallArguments, passed } from './arguments.ts';
import type { Cell } from './cell.ts';
import { entriesOf } from './containers.ts';
import type { Machine } from './machine.ts';
import type { ListValue, ObjectValue, Value } from './values.ts';

/** The name of what `collections.namedtuple(…)` makes: a class whose objects are tuples with named items. */
export const namedTuple = 'collections.namedtuple';

/** `Output(logits=z, probs=p)` for `Output = namedtuple('Output', ['logits', 'probs'])`. */
export function makeNamedTuple(
  machine: Machine,
  factory: ObjectValue,
  args: CallArguments,
  at: CallSite,
): ObjectValue {
  const values = fieldsOf(factory).map((name, i) => [name, passed(args, i, name)?.value ?? unknown] as const);
  const items = machine.listOf(values.map(([, value]) => value));
  return withFields(machine, values, items, args, at);
}

/** An object whose items have names. */
export function withFields(
  machine: Machine,
  fields: readonly (readonly [name: string, value: Value])[],
  items: ListValue,
  args: CallArguments,
  at: CallSite,
): ObjectValue {
  const attributes = new Map<string, Cell<Value>>();
  for (const [name, value] of fields) attributes.set(name, machine.store.cell(value, true));
  return { kind: 'object', name: 'output', args, at, items, attributes };
}

/** Field names as a list of strings, or as one string with spaces or commas. */
function fieldsOf({ args }: ObjectValue): string[] {
  const given = passed(args, 1, 'field_names')?.value;
  if (given?.kind === 'constant' && typeof given.value === 'string')
    return given.value.split(/[\s,]+/).filter(Boolean);
  const names = given === undefined ? [] : (entriesOf(given) ?? []).map(({ value }) => value);
  return names.flatMap((name) =>
    name.kind === 'constant' && typeof name.value === 'string' ? [name.value] : [],
  );
}
