import { layerEffect } from '../library/effects.ts';
import { lossApi } from '../library/losses.ts';
import type { CallSite } from '../site.ts';
import { tensorOf, unknown } from '../value.ts';
import { type CallArguments, noArguments, type PassedValue, passed } from './arguments.ts';
import { callValue } from './calls.ts';
import type { Cell } from './cell.ts';
import { entriesOf } from './containers.ts';
import { contentsOf, textEntries } from './dicts.ts';
import { apply } from './effects.ts';
import { callKerasModel, isKerasModel } from './keras.ts';
import { emitLossCall } from './loss-calls.ts';
import type { Frame, Machine } from './machine.ts';
import { isModelOutput, outputFields } from './model-outputs.ts';
import { makeNamedTuple, namedTuple } from './named-tuples.ts';
import type { DictValue, ListEntry, ListValue, ObjectValue, Value } from './values.ts';

/** Makes an instance of a library's class. */
export function makeObject(machine: Machine, name: string, args: CallArguments, at: CallSite): ObjectValue {
  const items = containedIn(machine, name, args);
  const attributes = isModelOutput(name) ? outputFields(machine, args) : new Map<string, Cell<Value>>();
  if (layerEffect(name)?.does === 'contain' && items === null)
    for (const [key, value] of dictItems(args)) attributes.set(key, machine.store.cell(value, true));
  return { kind: 'object', name, args, at, items, attributes };
}

/** The answer to the name of a class: an instance. */
export function makes(
  machine: Machine,
  _frame: Frame,
  name: string,
  args: CallArguments,
  at: CallSite,
): ObjectValue {
  return makeObject(machine, name, args, at);
}

function containedIn(machine: Machine, name: string, args: CallArguments): ListValue | null {
  const effect = layerEffect(name);
  const keras = name === 'keras.Sequential';
  if (!keras && (effect?.does !== 'contain' || effect.how === 'dict')) return null;
  return machine.newList(itemsFrom(args));
}

/** Layers one by one, in a list, or in an OrderedDict. */
function itemsFrom(args: CallArguments): readonly ListEntry[] {
  const [first] = args.positional;
  const only = first ?? args.keywords.get('layers');
  if (only === undefined) return [];
  if (args.positional.length <= 1) {
    const { value } = only;
    if (value.kind === 'dict') return layersIn(value);
    if (value.kind === 'list' || value.kind === 'tuple') return entriesOf(value) ?? [];
    if (value.kind === 'unknown') return [{ value: unknown, many: true }];
  }
  return args.positional.map(({ value }) => ({ value, many: false }));
}

/** Layers by name. Those of names that are not known stand before the last, which a name of its own mostly sets apart. */
function layersIn(dict: DictValue): readonly ListEntry[] {
  const { entries, rest } = contentsOf(dict);
  const layers = [...entries.values()].map((value) => ({ value, many: false }));
  return rest === null ? layers : layers.toSpliced(-1, 0, { value: rest, many: true });
}

/** The named modules of `nn.ModuleDict({…})`. */
function dictItems(args: CallArguments): readonly (readonly [string, Value])[] {
  const value = args.positional[0]?.value ?? args.keywords.get('modules')?.value;
  return value?.kind === 'dict' ? textEntries(value) : [];
}

/** `layer(x)`, `criterion(out, y)`, `model(x)` for objects of libraries. */
export function callObject(
  machine: Machine,
  frame: Frame,
  object: ObjectValue,
  args: CallArguments,
  at: CallSite,
): Value {
  if (object.name === namedTuple) return makeNamedTuple(machine, object, args, at);
  const loss = lossApi(object.name);
  if (loss !== undefined) return emitLossCall(machine, [object], args, at);
  if (isKerasModel(object)) return callKerasModel(machine, frame, object, args, at);
  const effect = layerEffect(object.name);
  if (effect === undefined)
    return object.name === scoringModel ? scores(machine, frame, object, args, at) : unknown;
  if (effect.does === 'inner') return callInner(machine, frame, object, operandOf(args), at);
  if (effect.does === 'contain')
    return effect.how === 'sequence' ? callSequence(machine, frame, object, args, at) : unknown;
  return apply({
    effect,
    name: object.name,
    operand: operandOf(args),
    settings: object.args,
    at,
    form: 'module',
    written: at,
    made: object.at,
  });
}

/** The name of objects made by functions that build a model with raw scores at its end. */
export const scoringModel = 'model with raw scores';

/** Under these names such models keep their last layer, which fine-tuning replaces. */
const headNames = ['fc', 'classifier', 'head', 'heads', 'last_linear'];

function scores(
  machine: Machine,
  frame: Frame,
  object: ObjectValue,
  args: CallArguments,
  at: CallSite,
): Value {
  const head = headNames
    .map((name) => object.attributes.get(name)?.value)
    .find((value) => value !== undefined);
  if (head !== undefined) return callItem(machine, frame, head, tensorOf(), at);
  const settings = { ...noArguments, keywords: object.args.keywords };
  return apply({
    effect: { does: 'score', size: [null, 'num_classes'] },
    name: object.name,
    operand: operandOf(args),
    settings,
    at,
    form: 'module',
    written: at,
    made: object.at,
  });
}

export function operandOf(args: CallArguments): Value {
  return (
    passed(args, 0, 'input', 'x', 'inputs', 'logits', 'features', 'tensors', 'values', 'value', 'tensor')
      ?.value ?? unknown
  );
}

/** Runs the input through the layers of a container, one after the other. */
export function callSequence(
  machine: Machine,
  frame: Frame,
  object: ObjectValue,
  args: CallArguments,
  at: CallSite,
): Value {
  const entries = object.items === null ? [] : (object.items.cell.value ?? []);
  let value = operandOf(args);
  for (const { value: layer } of entries) value = callItem(machine, frame, layer, value, at);
  return value;
}

/** A layer around another one. */
function callInner(machine: Machine, frame: Frame, object: ObjectValue, input: Value, at: CallSite): Value {
  const layer = passed(object.args, 0, 'layer')?.value;
  return layer === undefined ? unknown : callItem(machine, frame, layer, input, at);
}

/** One layer of a container; an activation among them is written where it is constructed. */
export function callItem(machine: Machine, frame: Frame, layer: Value, input: Value, at: CallSite): Value {
  const pass: PassedValue = { value: input, span: at.call, unit: at.unit };
  const effect = layer.kind === 'object' ? layerEffect(layer.name) : undefined;
  if (layer.kind === 'object' && effect !== undefined && effect.does !== 'contain' && effect.does !== 'inner')
    return apply({
      effect,
      name: layer.name,
      operand: input,
      settings: layer.args,
      at,
      form: 'item',
      written: layer.at,
      made: layer.at,
    });
  return callValue(machine, frame, layer, { ...noArguments, positional: [pass] }, at);
}
