import { isLossOrLayer } from '../library/effects.ts';
import { lossApi } from '../library/losses.ts';
import type { CallSite } from '../site.ts';
import { tensorOf, unknown } from '../value.ts';
import { argument, type CallArguments, combine } from './arguments.ts';
import { canBind } from './binding.ts';
import { instantiate, isEnumeration, methodOf } from './classes.ts';
import { callFunction } from './functions.ts';
import { joinAll } from './join.ts';
import { answerTo } from './library-calls.ts';
import { emitLossCall } from './loss-calls.ts';
import { branch, type Frame, type Machine } from './machine.ts';
import { callMethod } from './methods.ts';
import { callObject } from './objects.ts';
import { isVectorNorm } from './similarities.ts';
import {
  entryPoints,
  type InstanceValue,
  isNone,
  type LibraryValue,
  type ModuleValue,
  type ObjectMethodValue,
  type ObjectValue,
  type PartialValue,
  type UnionValue,
  type Value,
} from './values.ts';

/** `callee(args)` for every kind of callee. */
export function callValue(
  machine: Machine,
  frame: Frame,
  callee: Value,
  args: CallArguments,
  at: CallSite,
): Value {
  switch (callee.kind) {
    case 'function':
      return callFunction(machine, callee, null, args, at);
    case 'method':
      return callFunction(machine, callee.func, callee.self, args, at);
    case 'class':
      return isEnumeration(callee) ? (argument(args, 0) ?? unknown) : instantiate(machine, callee, args, at);
    case 'instance':
      return callInstance(machine, frame, callee, args, at);
    case 'library':
      return callLibrary(machine, frame, callee, args, at);
    case 'object':
      return callObject(machine, frame, callee, args, at);
    case 'object-method':
      return callMethod(machine, frame, callee, args, at);
    case 'partial':
      return callPartial(machine, frame, callee, args, at);
    case 'union':
      return callAny(machine, frame, callee, args, at);
    case 'module':
      return callNamesake(machine, frame, callee, args, at);
    case 'unknown':
      return isVectorNorm(args, at) ? tensorOf({ marks: ['norm'] }) : unknown;
    default:
      return unknown;
  }
}

/** A package that exports `net.Net` as `Net`, and whose `__init__.py` is not at hand: the module stands for its class. */
function callNamesake(
  machine: Machine,
  frame: Frame,
  module: ModuleValue,
  args: CallArguments,
  at: CallSite,
): Value {
  const name = module.path.slice(module.path.lastIndexOf('/') + 1, -3);
  const scope = machine.moduleScope(module.path);
  const value = scope === undefined ? undefined : machine.lookUp(scope, name);
  return value?.kind === 'class' || value?.kind === 'function'
    ? callValue(machine, frame, value, args, at)
    : unknown;
}

export function callInstance(
  machine: Machine,
  frame: Frame,
  self: InstanceValue,
  args: CallArguments,
  at: CallSite,
): Value {
  for (const name of entryPoints) {
    const method = methodOf(machine, self, name);
    if (method !== undefined) return callEntry(machine, frame, method, args, at);
  }
  const base = self.base.value;
  return base == null ? unknown : callObject(machine, frame, base, args, at);
}

/** An entry point may be an object that has one of its own, and so on, or be its own. */
function callEntry(machine: Machine, frame: Frame, entry: Value, args: CallArguments, at: CallSite): Value {
  if (!machine.descend()) return unknown;
  const result = callValue(machine, frame, entry, args, at);
  machine.ascend();
  return result;
}

/** Several things may be called. Losses are told to the observer together, for a finding must hold for each of them. */
function callAny(
  machine: Machine,
  frame: Frame,
  callee: UnionValue,
  args: CallArguments,
  at: CallSite,
): Value {
  const callable = callee.options.filter((option) => option.kind !== 'unknown' && !isNone(option));
  const fitting = callable.filter((option) => canBind(machine, option, args));
  const options = fitting.length === 0 ? callable : fitting;
  const method = sharedTensorMethod(options);
  if (method !== undefined) return callMethod(machine, frame, method, args, at);
  const foreign = callee.options.some((option) => option.kind === 'unknown' || isForeign(option));
  const losses = options.filter((option) => !isForeign(option)).map(asCriterion);
  if (losses.every((loss) => loss !== undefined) && losses.length > 0)
    return foreign
      ? unknown
      : emitLossCall(
          machine,
          losses.filter((loss) => loss !== undefined),
          args,
          at,
        );
  const values: Value[] = [];
  branch(
    machine,
    options.map((option) => () => {
      values.push(callValue(machine, frame, option, args, at));
      return 'on';
    }),
  );
  return joinAll(values);
}

/** The same method of a tensor of which there are alternatives is one call on what is one of them. */
function sharedTensorMethod(options: readonly Value[]): ObjectMethodValue | undefined {
  const [first, ...others] = options;
  if (first?.kind !== 'object-method' || others.length === 0) return undefined;
  const selves = options.flatMap((option) =>
    option.kind === 'object-method' && option.name === first.name && isTensorLike(option.self)
      ? [option.self]
      : [],
  );
  return selves.length === options.length ? { ...first, self: joinAll(selves) } : undefined;
}

const isTensorLike = ({ kind }: Value): boolean => kind === 'tensor' || kind === 'unknown';

/** An object of a library's class of which nothing is known: what it expects may be anything. */
const isForeign = (value: Value): boolean => value.kind === 'object' && !isLossOrLayer(value.name);

function asCriterion(value: Value): string | ObjectValue | undefined {
  if (value.kind === 'object') return lossApi(value.name) === undefined ? undefined : value;
  if (value.kind !== 'library') return undefined;
  return lossApi(value.name)?.form === 'function' ? value.name : undefined;
}

function callPartial(
  machine: Machine,
  frame: Frame,
  partial: PartialValue,
  args: CallArguments,
  at: CallSite,
): Value {
  const call = () => callValue(machine, frame, partial.func, combine(partial.args, args), at);
  const result = partial.result === 'mapped' ? machine.run.forOneSample(call) : call();
  if (partial.result === 'gradient' || partial.result === 'with-gradient')
    observeGradient(machine, result, args, at);
  if (partial.result === 'gradient') return unknown;
  return partial.result === 'with-gradient' ? { kind: 'tuple', items: [result, unknown] } : result;
}

/** `jax.grad(f)(…)`: tells the observer what is differentiated, the first result where there are more. */
function observeGradient(machine: Machine, result: Value, args: CallArguments, at: CallSite): void {
  const value = result.kind === 'tuple' ? result.items[0] : result;
  if (machine.run.mapped || value?.kind !== 'tensor' || value.loss === null) return;
  machine.observer.libraryCall({
    name: 'jax.grad.call',
    at,
    args,
    receiver: value,
    result: unknown,
    graph: true,
  });
}

/** A function or class of a library is called. */
function callLibrary(
  machine: Machine,
  frame: Frame,
  callee: LibraryValue,
  args: CallArguments,
  at: CallSite,
): Value {
  const { name } = callee;
  const loss = lossApi(name);
  if (loss?.form === 'function') return emitLossCall(machine, [name], args, at);
  const result = answerTo(machine, name)(machine, frame, name, args, at);
  machine.observer.libraryCall({ name, at, args, receiver: undefined, result, graph: machine.run.graph });
  return result;
}
