import type { Effect } from '../library/effect.ts';
import { functionEffect, isLossOrLayer } from '../library/effects.ts';
import { isClassName } from '../library/names.ts';
import { unknown } from '../value.ts';
import { type CallArguments, noArguments } from './arguments.ts';
import { builtinCall } from './builtin-calls.ts';
import { callerCall } from './callers.ts';
import { copyingCall } from './copies.ts';
import { apply } from './effects.ts';
import { trainState } from './flax.ts';
import { iteratingCall } from './iterating-calls.ts';
import { jaxLoop } from './jax-loops.ts';
import { kerasCall } from './keras.ts';
import { launcherCall } from './launchers.ts';
import { learnerCall } from './learners.ts';
import type { LibraryCall, Machine } from './machine.ts';
import { namedTuple } from './named-tuples.ts';
import { makeObject, makes, operandOf, scoringModel } from './objects.ts';
import { packingCall } from './packed.ts';
import { sampleData } from './sample-data.ts';
import type { Value } from './values.ts';

/** What answers calls of a library's function or class of this name; found out once for each. */
export function answerTo(machine: Machine, name: string): LibraryCall {
  const known = machine.answers.get(name);
  if (known !== undefined) return known;
  const found = findAnswer(name);
  machine.answers.set(name, found);
  return found;
}

function findAnswer(name: string): LibraryCall {
  if (isLossOrLayer(name)) return makesLayer;
  if (isFactory(name)) return makes;
  return specialAnswer(name) ?? effectAnswer(name) ?? (isClassName(name) ? makes : () => unknown);
}

const makesLayer: LibraryCall = (machine, ...call) => {
  machine.run.layers++;
  return makes(machine, ...call);
};

/** Functions whose results are objects of their own kind, as those of classes are. */
const isFactory = (name: string): boolean =>
  name === namedTuple || name === 'haiku.transform' || name === 'haiku.transform_with_state';

const specialAnswer = (name: string): LibraryCall | undefined =>
  builtinCall(name) ??
  iteratingCall(name) ??
  callerCall(name) ??
  kerasCall(name) ??
  learnerCall(name) ??
  launcherCall(name) ??
  jaxLoop(name) ??
  trainState(name) ??
  packingCall(name) ??
  copyingCall(name) ??
  sampleData(name);

function effectAnswer(name: string): LibraryCall | undefined {
  const effect = functionEffect(name);
  if (effect === undefined) return undefined;
  switch (effect.does) {
    case 'model':
      return (machine, _frame, _name, args, at) => makeObject(machine, scoringModel, args, at);
    case 'wrap':
      return (_machine, _frame, _name, args) => (name.endsWith('.vmap') ? mapped(args) : wrapped(args));
    case 'differentiate':
      return (_machine, _frame, _name, args) => differentiated(args, effect.result);
    default:
      return (_machine, _frame, _name, args, at) =>
        apply({
          effect,
          name,
          operand: operandOf(args),
          settings: args,
          at,
          form: 'function',
          written: at,
          made: at,
        });
  }
}

/** The function or module a wrapper was given. */
function wrapped(args: CallArguments): Value {
  return args.positional[0]?.value ?? [...args.keywords.values()][0]?.value ?? unknown;
}

/** `jax.vmap(f)`; of a module, the module. */
function mapped(args: CallArguments): Value {
  const func = wrapped(args);
  const isCode = func.kind === 'function' || func.kind === 'method' || func.kind === 'partial';
  return isCode ? { kind: 'partial', func, args: noArguments, result: 'mapped' } : func;
}

const differentiated = (
  args: CallArguments,
  result: (Effect & { does: 'differentiate' })['result'],
): Value => ({ kind: 'partial', func: operandOf(args), args: noArguments, result });
