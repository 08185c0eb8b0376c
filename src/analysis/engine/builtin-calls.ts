import type { CallSite } from '../site.ts';
import { constant, unknown } from '../value.ts';
import { argument, type CallArguments, noArguments } from './arguments.ts';
import { getAttribute, getAttributeCell, setAttribute } from './attributes.ts';
import { callValue } from './calls.ts';
import { memberNamed } from './chosen.ts';
import { findInClass } from './classes.ts';
import { dictSetAll, keywordItems, newDict, pairsOf } from './dicts.ts';
import { importNamed } from './imports.ts';
import { answersIn, type Frame, type LibraryCall, type Machine } from './machine.ts';
import { fitsType } from './truth.ts';
import type { Value } from './values.ts';

const itself: LibraryCall = (_machine, _frame, _name, args) => argument(args, 0) ?? unknown;
const dict: LibraryCall = (machine, _frame, _name, args) => dictOf(machine, argument(args, 0), args);

/** Functions of Python itself and of its library that need more than an effect. */
export const builtinCall = answersIn({
  'functools.partial': (_machine, _frame, _name, args) => {
    const func = argument(args, 0);
    const rest = { ...args, positional: args.positional.slice(1) };
    return func === undefined ? unknown : { kind: 'partial', func, args: rest, result: 'same' };
  },
  'collections.OrderedDict': dict,
  'builtins.dict': dict,
  'collections.defaultdict': (machine, _frame, _name, args) => dictOf(machine, undefined, args),
  'builtins.staticmethod': itself,
  'builtins.classmethod': itself,
  'tqdm.tqdm': itself,
  'tqdm.trange': itself,
  'tqdm.auto.tqdm': itself,
  'tqdm.notebook.tqdm': itself,
  'importlib.import_module': (machine, frame, _name, args) => {
    const module = argument(args, 0);
    return module === undefined ? unknown : importNamed(machine, frame, module);
  },
  'dataclasses.field': (machine, frame, _name, args, at) => fieldDefault(machine, frame, args, at),
  'builtins.getattr': (machine, _frame, _name, args) => attributeNamed(machine, args),
  'builtins.setattr': (machine, _frame, _name, args) => {
    const [object, name, value] = [argument(args, 0), textOf(argument(args, 1)), argument(args, 2)];
    if (object !== undefined && name !== undefined && value !== undefined)
      setAttribute(machine, object, name, value);
    return constant(null);
  },
  'builtins.hasattr': (machine, _frame, _name, args) =>
    hasAttribute(machine, argument(args, 0), argument(args, 1)),
  'builtins.vars': (machine, _frame, _name, args) => {
    const object = argument(args, 0);
    return object === undefined ? unknown : getAttribute(machine, object, '__dict__', null);
  },
  'builtins.isinstance': (_machine, _frame, _name, args) => isInstance(argument(args, 0), argument(args, 1)),
  'builtins.callable': (_machine, _frame, _name, args) => {
    const value = argument(args, 0);
    return value !== undefined && isCallable(value) ? constant(true) : unknown;
  },
});

/** `field(default=…)`, `field(default_factory=…)` of a dataclass. */
function fieldDefault(machine: Machine, frame: Frame, args: CallArguments, at: CallSite): Value {
  const factory = args.keywords.get('default_factory')?.value;
  if (factory !== undefined) return callValue(machine, frame, factory, noArguments, at);
  return args.keywords.get('default')?.value ?? unknown;
}

function dictOf(machine: Machine, source: Value | undefined, args: CallArguments): Value {
  const dict = newDict(machine, { entries: new Map(), rest: null });
  if (source?.kind === 'dict') dict.cell.value = source.cell.value;
  else if (source !== undefined) dictSetAll(machine, dict, pairsOf(source));
  dictSetAll(machine, dict, keywordItems(args));
  return dict;
}

/** `getattr(nn, 'CrossEntropyLoss')`. */
function attributeNamed(machine: Machine, args: CallArguments): Value {
  const [object, name, fallback] = [argument(args, 0), argument(args, 1), argument(args, 2)];
  if (object === undefined || name === undefined) return unknown;
  const text = textOf(name);
  const mayLack = object.kind === 'object' && object.name === 'argparse.Namespace';
  if (fallback !== undefined && mayLack && text !== undefined && getAttributeCell(object, text) === undefined)
    return fallback;
  return memberNamed(machine, object, name);
}

const textOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;

/** True for what an object or its class surely has; what is not found may be set elsewhere. */
function hasAttribute(machine: Machine, object: Value | undefined, name: Value | undefined): Value {
  const text = textOf(name);
  if (object?.kind !== 'instance' || text === undefined) return unknown;
  const own = object.attributes.get(text)?.value !== undefined;
  return own || findInClass(machine, object.cls, text).kind === 'found' ? constant(true) : unknown;
}

function isInstance(object: Value | undefined, type: Value | undefined): Value {
  if (object === undefined || type === undefined) return unknown;
  const types = type.kind === 'tuple' ? type.items : [type];
  const names = types.map((item) =>
    item.kind === 'library' ? item.name.slice(item.name.lastIndexOf('.') + 1) : '?',
  );
  const fits = object.kind === 'union' ? null : fitsType(object, names);
  return fits === null ? unknown : constant(fits, object.kind === 'constant' && object.soft);
}

const isCallable = ({ kind }: Value): boolean =>
  kind === 'function' || kind === 'method' || kind === 'class' || kind === 'partial';
