import type { Call } from '../../python/ast.ts';
import type { ClassDef, Stmt } from '../../python/ast-statements.ts';
import type { CallSite } from '../site.ts';
import { unknown } from '../value.ts';
import { type CallArguments, noArguments, passed } from './arguments.ts';
import { getAttribute } from './attributes.ts';
import { evaluate } from './expressions.ts';
import { callFunction } from './functions.ts';
import type { Frame, Machine } from './machine.ts';
import { makeObject } from './objects.ts';
import { execute } from './statements.ts';
import { type ClassValue, type FunctionValue, type InstanceValue, isNone, type Value } from './values.ts';

/** Runs a class statement. */
export function defineClass(machine: Machine, frame: Frame, node: ClassDef): ClassValue {
  const bases = node.args
    .filter(({ name, unpack }) => name === null && unpack === '')
    .map(({ value }) => evaluate(machine, frame, value));
  const scope = frame.scope.inner('class');
  const cls: ClassValue = { kind: 'class', def: node, unit: frame.unit, bases, scope, order: null };
  execute(machine, { ...frame, scope, owner: cls, exits: [], yields: [], loop: null }, node.body);
  return cls;
}

/** What looking a name up along the bases comes to. */
export type ClassLookup =
  | { readonly kind: 'found'; readonly value: Value; readonly library: readonly string[] }
  /** Not in the classes known. `library`: bases from libraries, where it may be. */
  | { readonly kind: 'missing' | 'open'; readonly library: readonly string[] };

/** Looks a name up in a class and its bases, in order; with `after`, only in those behind it. */
export function findInClass(
  _machine: Machine,
  cls: ClassValue,
  name: string,
  after?: ClassValue,
): ClassLookup {
  const library: string[] = [];
  let open = false;
  let past = after === undefined;
  for (const item of linear(cls)) {
    if (item.kind === 'library') library.push(item.name);
    else if (item.kind !== 'class') open = true;
    else {
      const value = past ? item.scope.names.get(name)?.value : undefined;
      if (value !== undefined) return { kind: 'found', value, library };
      if (after !== undefined && item.def === after.def) past = true;
    }
  }
  return { kind: open ? 'open' : 'missing', library };
}

/** The class and its bases: depth first, a base that several share after all of them. */
export function linear(cls: ClassValue, depth = 0): readonly Value[] {
  cls.order ??= ordered(cls, depth);
  return cls.order;
}

function ordered(cls: ClassValue, depth: number): readonly Value[] {
  if (depth > 12) return [cls];
  const behind: Value[] = [];
  for (const base of cls.bases) {
    const options = base.kind === 'union' ? base.options : [base];
    for (const option of options)
      behind.push(...(option.kind === 'class' ? linear(option, depth + 1) : [option]));
  }
  return [cls, ...behind.filter((item, i) => !behind.slice(i + 1).some((later) => sameBase(item, later)))];
}

function sameBase(a: Value, b: Value): boolean {
  if (a.kind === 'class' && b.kind === 'class') return a.def === b.def;
  return a.kind === 'library' && b.kind === 'library' && a.name === b.name;
}

/** The library classes among the bases, nearest first. */
export function libraryBases(cls: ClassValue): string[] {
  return linear(cls).flatMap((item) => (item.kind === 'library' ? [item.name] : []));
}

export function newInstance(machine: Machine, cls: ClassValue): InstanceValue {
  return { kind: 'instance', cls, attributes: new Map(), base: machine.store.cell(null, true) };
}

/** `Mode(value)` is the member of that value, which stands for it. */
export const isEnumeration = (cls: ClassValue): boolean =>
  libraryBases(cls).some((name) => /^enum\.\w*(?:Enum|Flag)$/.test(name));

/** `Net(…)`: makes the object and runs `__init__`, or `setup` where a flax module has one. */
export function instantiate(
  machine: Machine,
  cls: ClassValue,
  args: CallArguments,
  at: CallSite | null,
): InstanceValue {
  const self = newInstance(machine, cls);
  machine.run.remember(self);
  const init = findInClass(machine, cls, '__init__');
  if (init.kind === 'found' && init.value.kind === 'function')
    callFunction(machine, init.value, self, args, at);
  else {
    setFields(machine, self, args);
    if (at !== null) initialiseBase(machine, self, args, at);
  }
  const setup = findInClass(machine, cls, 'setup');
  const flax = init.library.some((name) => name.startsWith('flax'));
  if (flax && setup.kind === 'found' && setup.value.kind === 'function')
    callFunction(machine, setup.value, self, noArguments, at);
  return self;
}

/** Dataclass-like classes (flax modules too) take their annotated names as arguments, in order. */
function setFields(machine: Machine, self: InstanceValue, args: CallArguments): void {
  for (const [position, name] of fieldsOf(self.cls).entries()) {
    const given = passed(args, position, name);
    if (given !== undefined) self.attributes.set(name, machine.store.cell(given.value, true));
  }
}

/** The annotated names of a class, those of its bases first. */
function fieldsOf(cls: ClassValue): readonly string[] {
  const classes = linear(cls).flatMap((item) => (item.kind === 'class' ? [item.def] : []));
  const names = classes.toReversed().flatMap(({ body }) => body.flatMap(annotatedName));
  return [...new Set(names)];
}

const annotatedName = (node: Stmt): string[] =>
  node.kind === 'AnnAssign' && node.target.kind === 'Name' ? [node.target.id] : [];

/** A class that extends a library's class is made as that class is. */
export function initialiseBase(
  machine: Machine,
  self: InstanceValue,
  args: CallArguments,
  at: CallSite,
): void {
  const base = libraryBases(self.cls).find((name) => name !== 'builtins.object' && !plainBases.has(name));
  if (base !== undefined) machine.store.write(self.base, makeObject(machine, base, args, at));
}

/** Bases that say nothing of what calling the object does. */
export const plainBases = new Set([
  'torch.nn.Module',
  'pytorch_lightning.LightningModule',
  'keras.Model',
  'keras.layers.Layer',
  'keras.losses.Loss',
  'flax.linen.Module',
  'flax.nnx.Module',
  'haiku.Module',
  'abc.ABC',
  'torch.nn.modules.loss._Loss',
  'torch.nn.modules.loss._WeightedLoss',
]);

/** `super()`, and the old `super(Net, self)`. */
export function superOf(machine: Machine, frame: Frame, node: Call): Value {
  const { owner } = frame;
  const [type, object] = node.args.map((arg) => evaluate(machine, frame, arg.value));
  const first = frame.func?.def.params[0]?.name;
  const self = object ?? (first === undefined ? undefined : machine.lookUp(frame.scope, first));
  const after = type?.kind === 'class' ? type : owner;
  if (self === undefined || after === null) return unknown;
  return { kind: 'super', self, after };
}

/**
 * An attribute that `__init__` does not set but another method does (a setter, `build`, `setup`): what that method
 * assigns, where it can be told without knowing when it is called.
 */
export function lateAttribute(machine: Machine, self: InstanceValue, name: string): Value | undefined {
  let none: Value | undefined;
  for (const item of linear(self.cls)) {
    if (item.kind !== 'class') continue;
    for (const { value: method } of item.scope.names.values()) {
      if (method?.kind !== 'function' || !machine.assigned.by(method).has(name)) continue;
      const value = assignedBy(machine, self, method, name);
      if (value !== undefined && !isNone(value)) return value;
      none ??= value;
    }
  }
  return none;
}

function assignedBy(
  machine: Machine,
  self: InstanceValue,
  method: FunctionValue,
  name: string,
): Value | undefined {
  let value: Value | undefined;
  if (!machine.run.canEnter(method)) return undefined;
  machine.store.undone(() => {
    callFunction(machine, method, self, { ...noArguments, open: true }, null);
    value = self.attributes.get(name)?.value;
  });
  return value;
}

export function methodOf(machine: Machine, self: InstanceValue, name: string): Value | undefined {
  const found = findInClass(machine, self.cls, name);
  return found.kind === 'found' ? getAttribute(machine, self, name, null) : undefined;
}
