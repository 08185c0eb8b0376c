import type { Context } from '../context.ts';
import { moduleText } from '../modules/printed.ts';
import { childrenOf, isModule } from '../modules/tree.ts';
import type { InstanceValue, Value } from '../values/value.ts';
import { callMethod, classAttribute } from './attributes.ts';

/**
 * Asks every object in a value for its own text (`__repr__`, or `__str__` of the value itself), so that it can be printed.
 * The value itself is given back.
 */
export function describe(context: Context, value: Value, isOutermost = false): Value {
  ask(context, value, isOutermost, new Set());
  return value;
}

/** A list may hold itself, more than once: each is asked once. */
function ask(context: Context, value: Value, isOutermost: boolean, seen: Set<Value>): void {
  if (seen.has(value)) return;
  seen.add(value);
  if (value.kind === 'tensor' && context.layout) value.layout = context.layout;
  else if (value.kind === 'instance') describeInstance(context, value, isOutermost);
  for (const item of partsOf(value)) if (mayHoldObjects(context, item)) ask(context, item, false, seen);
}

function partsOf(value: Value): readonly Value[] {
  if (value.kind === 'list' || value.kind === 'tuple') return value.items;
  return value.kind === 'dict' ? [...value.entries.values()].map(([, item]) => item) : [];
}

const mayHoldObjects = ({ layout }: Context, { kind }: Value): boolean =>
  (kind === 'tensor' && layout !== undefined) ||
  kind === 'instance' ||
  kind === 'list' ||
  kind === 'tuple' ||
  kind === 'dict';

/** Something unknown in a module may be a layer, which its text would leave out. */
function isWhole(value: InstanceValue, seen: Set<Value> = new Set()): boolean {
  if (seen.has(value)) return true;
  seen.add(value);
  const parts = [...value.attributes.values()];
  return (
    value.lost === undefined &&
    parts.every((part) => part.kind !== 'unknown' && (part.kind !== 'instance' || isWhole(part, seen)))
  );
}

function describeModule(value: InstanceValue): void {
  const text = isWhole(value) ? moduleText(value, childrenOf) : undefined;
  if (text === undefined) delete value.printed;
  else value.printed = text;
}

function describeInstance(context: Context, value: InstanceValue, isOutermost: boolean): void {
  const names = isOutermost ? ['__str__', '__repr__'] : ['__repr__'];
  const name = names.find((one) => classAttribute(value.type, one));
  if (value.lost !== undefined) return;
  if (name === undefined && isModule(value)) describeModule(value);
  if (name === undefined) return;
  const text = callMethod(context, value, name, []);
  if (text?.kind === 'str') value.printed = text.value;
  else delete value.printed;
}
