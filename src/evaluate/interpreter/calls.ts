import type { Call } from '../../python/ast.ts';
import { type CallArgs, step } from '../context.ts';
import { bind } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import { betweenHooks } from '../modules/hooks.ts';
import { NotKnown, notKnown, Raised, raise } from '../signals.ts';
import { nameHistory } from '../tensor/gradient-names.ts';
import { unknown } from '../values/make.ts';
import { typeName } from '../values/type-name.ts';
import type { BuiltinValue, ClassValue, InstanceValue, UnknownValue, Value } from '../values/value.ts';
import { ancestry, classAttribute } from './attributes.ts';
import { memberOfValue, membersOf } from './enums.ts';
import { loseDeep, unseed } from './forget.ts';
import type { Frame, Machine } from './frame.ts';
import { callFunction } from './functions.ts';
import { collectItems } from './iterate.ts';
import { isWriter, mayDraw, onlyReads } from './purity.ts';

/** Evaluates the arguments of a call, unpacking `*` and `**`. */
function readArguments(machine: Machine, node: Call, frame: Frame): CallArgs | UnknownValue {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  for (const arg of node.args) {
    const value = machine.evaluate(arg.value, frame);
    if (arg.unpack === '') {
      if (arg.name === null) positional.push(value);
      else keywords.set(arg.name, value);
    } else if (value.kind === 'unknown') return value;
    else if (arg.unpack === '*') positional.push(...collectItems(machine, value));
    else if (value.kind === 'dict') {
      if (value.lost !== undefined) return unknown(value.lost);
      for (const [key, item] of value.entries.values()) if (key.kind === 'str') keywords.set(key.value, item);
    }
  }
  return { positional, keywords };
}

export function evaluateCall(machine: Machine, node: Call, frame: Frame): Value {
  if (node.func.kind === 'Name' && node.func.id === 'super') return superOf(machine, node, frame);
  const callee = machine.evaluate(node.func, frame);
  const args = readArguments(machine, node, frame);
  if ('kind' in args) return args;
  const isBackward = node.func.kind === 'Attribute' && node.func.attr === 'backward';
  if (isBackward && callee.kind === 'unknown') machine.gradientsLost ??= callee.reason;
  machine.sites.push(node);
  try {
    return callValue(machine, callee, args);
  } catch (signal) {
    if (signal instanceof Raised) locate(signal, node, callee);
    throw signal;
  } finally {
    machine.sites.pop();
  }
}

/** `super()`, or Python 2's `super(Net, self)`. */
function superOf(machine: Machine, node: Call, frame: Frame): Value {
  const [type, self] = node.args.map(({ value }) => machine.evaluate(value, frame));
  if (type?.kind === 'class' && self) return { kind: 'super', self, after: type };
  const owner = frame.callee?.owner;
  return owner && frame.self
    ? { kind: 'super', self: frame.self, after: owner }
    : unknown('super() outside a method');
}

/** Points an exception at the argument it is about. */
function locate(signal: Raised, node: Call, callee: Value): void {
  if (signal.span) return;
  const { argument } = signal;
  const named = node.args.find((arg) => arg.name !== null && arg.name === argument);
  signal.span = named ?? positionalArgument(argument, node, callee) ?? node;
}

function positionalArgument(argument: string | null, node: Call, callee: Value) {
  const builtin = callee.kind === 'method' ? callee.callee : callee;
  if (argument === null || builtin.kind !== 'builtin') return undefined;
  const slots = builtin.signature.filter(({ passing }) => passing === 'either');
  const at = slots.findIndex(({ name, internal }) => name === argument || internal === argument);
  const first = callee.kind === 'method' ? 1 : 0;
  return at < first ? undefined : node.args.filter((arg) => arg.name === null)[at - first];
}

const firstUnknown = ({ positional, keywords }: CallArgs): UnknownValue | undefined =>
  [...positional, ...keywords.values()].find((value): value is UnknownValue => value.kind === 'unknown');

/** Calls anything that can be called. */
export function callValue(machine: Machine, callee: Value, args: CallArgs): Value {
  step(machine);
  switch (callee.kind) {
    case 'function':
      return callFunction(machine, callee, args);
    case 'builtin':
      return callBuiltin(machine, callee, args);
    case 'method':
      return callValue(machine, callee.callee, { ...args, positional: [callee.self, ...args.positional] });
    case 'class':
      return instantiate(machine, callee, args);
    case 'instance':
      return callInstance(machine, callee, args);
    case 'dtype':
      return asTensor(
        machine,
        args.positional[0] ?? notKnown('a dtype without a number'),
        'numpy',
        callee.dtype,
      );
    case 'unknown':
      return callUnknown(machine, callee, args);
    case 'module':
      return unknown(`${callee.path} is not known here`, callee.path);
    default:
      return raise('TypeError', `'${typeName(callee)}' object is not callable`);
  }
}

/** What is not known may have changed what it was given, unless its library is known to read only. */
function callUnknown(machine: Machine, callee: UnknownValue, { positional, keywords }: CallArgs): Value {
  if (mayDraw(callee.origin)) unseed(machine);
  if (!onlyReads(callee.origin))
    for (const value of [...positional, ...keywords.values()]) loseDeep(value, callee.reason);
  return unknown(callee.reason, callee.origin);
}

function callBuiltin(machine: Machine, callee: BuiltinValue, args: CallArgs): Value {
  const open = callee.lenient ? undefined : firstUnknown(args);
  if (open) {
    if (mayDraw(callee.name)) unseed(machine);
    loseTarget(callee, args, open.reason);
    return unknown(open.reason, open.origin);
  }
  try {
    const bound = bind(machine, callee, args);
    const result = callee.run(machine, bound);
    nameHistory(bound, result, args.positional);
    return ofLibrary(callee, result);
  } catch (signal) {
    if (signal instanceof Raised) signal.library ??= !callee.isPython;
    if (!(signal instanceof NotKnown)) throw signal;
    if (mayDraw(callee.name)) unseed(machine);
    loseTarget(callee, args, signal.reason);
    return unknown(signal.reason, signal.origin ?? callee.name);
  }
}

/** Keras, TensorFlow and JAX take NumPy's arrays and give their own. */
function ofLibrary({ library, name }: BuiltinValue, result: Value): Value {
  const own = library === 'jax' || library === 'tensorflow';
  if (!own || result.kind !== 'tensor' || result.library !== 'numpy') return result;
  return name === 'numpy' || name.startsWith('keras.utils.') || name.startsWith('jax.device_get')
    ? result
    : { ...result, library };
}

/** Methods of modules that only read the module. */
const reads = /\.(?:forward|__getitem__|__len__|__iter__|__contains__|state_dict|parameters)$/;

/** A method that could not be carried out leaves what it might have changed unknown. */
function loseTarget(callee: BuiltinValue, { positional }: CallArgs, reason: string): void {
  const [self] = positional;
  if (!self) return;
  const isMethod = !callee.name.includes('.');
  if (self.kind === 'tensor') {
    if ((isMethod || callee.name.startsWith('torch.nn.init.')) && isWriter(callee.name))
      loseDeep(self, reason);
  } else if (self.kind === 'instance') {
    if (callee.name.startsWith('torch.') && !reads.test(callee.name)) loseDeep(self, reason);
  } else if (isMethod) loseDeep(self, reason);
}

function instantiate(machine: Machine, type: ClassValue, args: CallArgs): Value {
  if (type.qualified === 'builtins.type') return notKnown('a class made by type()');
  const [wanted] = args.positional;
  if (membersOf(type) && wanted) return memberOfValue(type, wanted);
  const made: InstanceValue = { kind: 'instance', type, attributes: new Map() };
  const init = classAttribute(type, '__init__');
  if (init?.kind === 'function')
    callFunction(machine, init, { ...args, positional: [made, ...args.positional] });
  else if (init?.kind === 'builtin') {
    const result = callBuiltin(machine, init, { ...args, positional: [made, ...args.positional] });
    if (result.kind === 'unknown') return result;
  } else if (ancestry(type).some((at) => at.openBase !== null))
    return callUnknown(machine, unknown(`${type.name} extends something that is not known here`), args);
  else if (args.positional.length > 0 || args.keywords.size > 0)
    return raise('TypeError', `${type.name}() takes no arguments`);
  return made;
}

/** `__call__` of one's own, or a module's `forward`. */
function callInstance(machine: Machine, instance: InstanceValue, args: CallArgs): Value {
  if (instance.lost !== undefined) return callUnknown(machine, unknown(instance.lost), args);
  const call = classAttribute(instance.type, '__call__');
  if (call?.kind === 'function' || call?.kind === 'builtin')
    return callValue(machine, call, { ...args, positional: [instance, ...args.positional] });
  const forward = instance.attributes.get('forward') ?? classAttribute(instance.type, 'forward');
  if (forward?.kind === 'function' || forward?.kind === 'builtin')
    return betweenHooks(machine, instance, args, (given) =>
      callValue(machine, forward, { ...given, positional: [instance, ...given.positional] }),
    );
  const open = ancestry(instance.type).find((at) => at.openBase !== null)?.openBase;
  if (open !== undefined)
    return callUnknown(
      machine,
      unknown(`${instance.type.name} extends ${open}, which is not known here`),
      args,
    );
  return raise('TypeError', `'${instance.type.name}' object is not callable`);
}
