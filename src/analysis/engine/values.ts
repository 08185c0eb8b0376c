import type { Lambda } from '../../python/ast.ts';
import type { ClassDef, FunctionDef } from '../../python/ast-statements.ts';
import type { CallSite, Site, Unit } from '../site.ts';
import type { ConstantValue, TensorValue, UnknownValue } from '../value.ts';
import type { CallArguments } from './arguments.ts';
import type { Cell } from './cell.ts';
import type { Scope } from './scope.ts';

/** Everything an expression can be. Immutable, except through the cells of what lives on the heap. */
export type Value =
  | TensorValue
  | ConstantValue
  | UnknownValue
  | TupleValue
  | ListValue
  | DictValue
  | FunctionValue
  | MethodValue
  | ClassValue
  | InstanceValue
  | LibraryValue
  | ObjectValue
  | ObjectMethodValue
  | ModuleValue
  | PartialValue
  | SuperValue
  | UnionValue;

export interface TupleValue {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
}

/** One element, or any number of elements (`many`) that are all `value`. */
export interface ListEntry {
  readonly value: Value;
  readonly many: boolean;
}

export interface ListValue {
  readonly kind: 'list';
  readonly cell: Cell<readonly ListEntry[]>;
}

export interface DictContents {
  readonly entries: ReadonlyMap<string, Value>;
  /** What any other key may hold; null when there is no other key. */
  readonly rest: Value | null;
}

export interface DictValue {
  readonly kind: 'dict';
  readonly cell: Cell<DictContents>;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly def: FunctionDef | Lambda;
  readonly unit: Unit;
  readonly closure: Scope;
  /** One for each parameter; null where it has no default. */
  readonly defaults: readonly (Value | null)[];
  /** The class in whose body it was defined, for `super()`. */
  readonly owner: ClassValue | null;
  readonly binding: 'plain' | 'property' | 'static' | 'class';
}

export interface MethodValue {
  readonly kind: 'method';
  readonly self: Value;
  readonly func: FunctionValue;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly def: ClassDef;
  readonly unit: Unit;
  readonly bases: readonly Value[];
  readonly scope: Scope;
  /** The class and its bases in the order of look-ups, once they have been worked out. */
  order: readonly Value[] | null;
}

export interface InstanceValue {
  readonly kind: 'instance';
  readonly cls: ClassValue;
  readonly attributes: Map<string, Cell<Value>>;
  /** What `super().__init__(…)` gave to a base class from a library (`class Net(nn.Sequential)`). */
  readonly base: Cell<ObjectValue | null>;
}

/** A module, function or class of a library, by its canonical qualified name. */
export interface LibraryValue {
  readonly kind: 'library';
  readonly name: string;
  /** The members asked for so far, so that each name is made out once. */
  members: Map<string, LibraryValue> | null;
}

/** An instance of a library's class: a layer, a criterion, a container. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly name: string;
  readonly args: CallArguments;
  readonly at: CallSite;
  /** The layers of a container, in order; the entries of `nn.ModuleDict`. */
  readonly items: ListValue | null;
  readonly attributes: Map<string, Cell<Value>>;
}

/** A method of a library's object, or of a tensor. */
export interface ObjectMethodValue {
  readonly kind: 'object-method';
  readonly self: Value;
  readonly name: string;
}

/** A module of the workspace. */
export interface ModuleValue {
  readonly kind: 'module';
  readonly path: string;
}

/** `functools.partial`, `jax.value_and_grad`, …: `func` called with some arguments in place. */
export interface PartialValue {
  readonly kind: 'partial';
  readonly func: Value;
  readonly args: CallArguments;
  /** What is done with the result. Mapped: called for each sample of a batch. */
  readonly result: 'same' | 'with-gradient' | 'gradient' | 'mapped';
}

export interface SuperValue {
  readonly kind: 'super';
  readonly self: Value;
  readonly after: ClassValue;
}

/** One of several values, by the path taken. Never nested, at least two. */
export interface UnionValue {
  readonly kind: 'union';
  readonly options: readonly Value[];
}

export const tuple = (items: readonly Value[]): TupleValue => ({ kind: 'tuple', items });

/** The alternatives of a value: those of a union, else itself. */
export const optionsOf = (value: Value): readonly Value[] =>
  value.kind === 'union' ? value.options : [value];

/** What calling an object of a class of the workspace runs, by the frameworks' conventions. */
export const entryPoints: readonly string[] = ['forward', '__call__', 'call'];

export const isNone = (value: Value): boolean => value.kind === 'constant' && value.value === null;

/** Where a function's own text is, for notes. */
export const functionName = (func: FunctionValue): string =>
  func.def.kind === 'FunctionDef' ? func.def.name : 'lambda';

export type { CallSite, Site, Unit };
