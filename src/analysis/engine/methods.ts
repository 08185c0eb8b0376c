import { isLossOrLayer } from '../library/effects.ts';
import { tensorMethod } from '../library/tensor-methods.ts';
import type { CallSite } from '../site.ts';
import { constant, unknown } from '../value.ts';
import { parserMethod } from './argparse.ts';
import { type CallArguments, passed } from './arguments.ts';
import { setAttribute } from './attributes.ts';
import { callInstance, callValue } from './calls.ts';
import { initialiseBase, linear } from './classes.ts';
import { callDictMethod, callListMethod, callStringMethod } from './container-methods.ts';
import { append, isModuleDict, moduleDict } from './containers.ts';
import { textEntries } from './dicts.ts';
import { apply } from './effects.ts';
import { trainStateMethod } from './flax.ts';
import { runHooks, runOwnHooks } from './hooks.ts';
import { kerasMethod } from './keras.ts';
import { launched } from './launchers.ts';
import type { Frame, Machine } from './machine.ts';
import { outputMethod } from './model-outputs.ts';
import { callObject } from './objects.ts';
import { isLoader, loaded } from './saved.ts';
import type {
  InstanceValue,
  ListValue,
  ObjectMethodValue,
  ObjectValue,
  SuperValue,
  Value,
} from './values.ts';

/** A method of a library's object, a tensor, a container or a string. */
export function callMethod(
  machine: Machine,
  frame: Frame,
  method: ObjectMethodValue,
  args: CallArguments,
  at: CallSite,
): Value {
  const { self, name } = method;
  switch (self.kind) {
    case 'tensor':
    case 'unknown':
    case 'union':
      return callTensorMethod(machine, self, name, args, at);
    case 'list':
      return callListMethod(machine, frame, self, name, args, at);
    case 'dict':
      return callDictMethod(machine, self, name, args);
    case 'object':
      return callObjectMethod(machine, frame, self, name, args, at);
    case 'instance':
      return callModuleMethod(machine, frame, self, name, args, at);
    case 'class':
      return isLoader(name) ? loaded(machine, self, args, at) : unknown;
    case 'super':
      return callSuperMethod(machine, frame, self, name, args, at);
    case 'constant':
      return callStringMethod(self.value, self.soft, name, args);
    default:
      return unknown;
  }
}

function callTensorMethod(
  machine: Machine,
  self: Value,
  name: string,
  args: CallArguments,
  at: CallSite,
): Value {
  const effect = tensorMethod(name);
  const result =
    effect === undefined
      ? sizeOf(self, name)
      : apply({
          effect,
          name: `Tensor.${name}`,
          operand: self,
          settings: args,
          at,
          form: 'method',
          written: at,
          made: at,
        });
  machine.observer.libraryCall({
    name: `Tensor.${name}`,
    at,
    args,
    receiver: self,
    result,
    graph: machine.run.graph,
  });
  return result;
}

/** `x.size()`, `x.size(0)`, `x.dim()`. */
function sizeOf(self: Value, name: string): Value {
  if (self.kind !== 'tensor' || self.shape === null) return unknown;
  if (name === 'dim') return constant(self.shape.length);
  return unknown;
}

/** Methods that give the module back. */
const fluent = new Set([
  'to',
  'cuda',
  'cpu',
  'half',
  'float',
  'double',
  'bfloat16',
  'train',
  'eval',
  'apply',
  'requires_grad_',
  'share_memory',
  'compile_',
  'type',
  'unwrap',
  'clone',
]);
const calling = new Set(['forward', '__call__', 'call']);

function callObjectMethod(
  machine: Machine,
  frame: Frame,
  object: ObjectValue,
  name: string,
  args: CallArguments,
  at: CallSite,
): Value {
  if (object.name.startsWith('argparse')) return parserMethod(machine, object, name, args, at);
  runHooks(machine, object, name, args);
  if (object.name.startsWith('haiku.transform')) return transformed(machine, frame, object, name, args, at);
  const keras = kerasMethod(machine, frame, object, name, args, at);
  if (keras !== undefined) return keras;
  const given =
    trainStateMethod(object, name) ?? launched(object, name, args) ?? outputMethod(object, name, args);
  if (given !== undefined) return given;
  if (fluent.has(name)) return object;
  if (calling.has(name)) return callObject(machine, frame, object, args, at);
  if (isModuleDict(object)) return callModuleDictMethod(machine, object, name, args);
  if (object.items !== null) return callContainerMethod(machine, frame, object, object.items, name, args, at);
  if (name === 'apply' || name === 'init') return unknown;
  if (isLossOrLayer(object.name)) return unknown;
  machine.observer.libraryCall({
    name: `${object.name}.${name}`,
    at,
    args,
    receiver: object,
    result: unknown,
    graph: machine.run.graph,
  });
  return unknown;
}

/** haiku: `network.apply(params, rng, x)` calls the function on what follows the parameters and the key. */
function transformed(
  machine: Machine,
  frame: Frame,
  object: ObjectValue,
  name: string,
  args: CallArguments,
  at: CallSite,
): Value {
  const func = object.args.positional[0]?.value;
  if (name !== 'apply' || func?.kind !== 'function') return unknown;
  const own = Math.max(0, args.positional.length - func.def.params.length);
  return callValue(machine, frame, func, { ...args, positional: args.positional.slice(own) }, at);
}

function callModuleDictMethod(
  machine: Machine,
  object: ObjectValue,
  name: string,
  args: CallArguments,
): Value {
  const view = moduleDict(machine, object);
  const result = callDictMethod(machine, view, name, args);
  if (name === 'update' || name === 'add_module')
    for (const [key, value] of textEntries(view)) setAttribute(machine, object, key, value);
  return result;
}

function callContainerMethod(
  machine: Machine,
  frame: Frame,
  object: ObjectValue,
  items: ListValue,
  name: string,
  args: CallArguments,
  at: CallSite,
): Value {
  const [first, second] = args.positional.map(({ value }) => value);
  if (name === 'add_module' && second !== undefined) {
    append(machine, items, [{ value: second, many: false }]);
    if (first?.kind === 'constant' && typeof first.value === 'string')
      setAttribute(machine, object, first.value, second);
    return constant(null);
  }
  if (name === 'append' && first !== undefined) {
    append(machine, items, [{ value: first, many: false }]);
    return object;
  }
  if (name === 'children' || name === 'modules') return machine.newList(items.cell.value ?? []);
  return callListMethod(machine, frame, items, name, args, at);
}

/** What every `nn.Module` (or Keras model) has, on an object of a class of the workspace. */
function callModuleMethod(
  machine: Machine,
  frame: Frame,
  self: InstanceValue,
  name: string,
  args: CallArguments,
  at: CallSite,
): Value {
  if (calling.has(name)) return callInstance(machine, frame, self, args, at);
  runOwnHooks(machine, self, name);
  const [first, second] = args.positional.map(({ value }) => value);
  if (name === 'apply' && !isTorch(self)) return applied(machine, frame, self, args, at);
  if (name === '__dict__.update') return updateAttributes(machine, self, args);
  if (fluent.has(name)) return self;
  const named = first?.kind === 'constant' && typeof first.value === 'string' ? first.value : null;
  if (
    (name === 'add_module' || name === 'register_module' || name === 'register_buffer') &&
    named !== null &&
    second !== undefined
  ) {
    setAttribute(machine, self, named, second);
    return constant(null);
  }
  return kerasMethod(machine, frame, self, name, args, at) ?? unknown;
}

/** `self.__dict__.update(options)`. */
function updateAttributes(machine: Machine, self: InstanceValue, args: CallArguments): Value {
  const given = args.positional[0]?.value;
  if (given?.kind === 'dict')
    for (const [name, value] of textEntries(given)) setAttribute(machine, self, name, value);
  for (const [key, { value }] of args.keywords) setAttribute(machine, self, key, value);
  return constant(null);
}

const isTorch = (self: InstanceValue): boolean =>
  linear(self.cls).some((base) => base.kind === 'library' && base.name.startsWith('torch'));

/** flax: `model.apply(variables, x)` calls the module on what follows the variables. */
function applied(
  machine: Machine,
  frame: Frame,
  self: InstanceValue,
  args: CallArguments,
  at: CallSite,
): Value {
  const method = passed(args, null, 'method')?.value;
  const result =
    method?.kind === 'method' || method?.kind === 'function'
      ? callValue(machine, frame, method, { ...args, positional: args.positional.slice(1) }, at)
      : callInstance(machine, frame, self, { ...args, positional: args.positional.slice(1) }, at);
  return args.keywords.has('mutable') ? { kind: 'tuple', items: [result, unknown] } : result;
}

/** `super().__init__(…)` makes the library's part of the object; other inherited methods are that part's. */
function callSuperMethod(
  machine: Machine,
  frame: Frame,
  self: SuperValue,
  name: string,
  args: CallArguments,
  at: CallSite,
): Value {
  const object = self.self;
  if (object.kind !== 'instance') return unknown;
  if (name === '__init__') {
    initialiseBase(machine, object, args, at);
    return constant(null);
  }
  const base = object.base.value;
  if (calling.has(name)) return base == null ? unknown : callObject(machine, frame, base, args, at);
  return callModuleMethod(machine, frame, object, name, args, at);
}
