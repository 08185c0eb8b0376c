import type { Attribute } from '../../python/ast.ts';
import { canonicalName } from '../library/names.ts';
import { isTensorMethod } from '../library/tensor-methods.ts';
import type { Unit } from '../site.ts';
import { constant, type TensorValue, tensorOf, unknown } from '../value.ts';
import { openArguments } from './arguments.ts';
import type { Cell } from './cell.ts';
import { findInClass, lateAttribute } from './classes.ts';
import { callFunction } from './functions.ts';
import { startsHooks } from './hooks.ts';
import { joinAll } from './join.ts';
import { library, memberOf } from './library-value.ts';
import type { Machine } from './machine.ts';
import { extremeMember } from './reductions.ts';
import { isLoader } from './saved.ts';
import {
  type ClassValue,
  functionName,
  type InstanceValue,
  type ModuleValue,
  type ObjectValue,
  type SuperValue,
  type Value,
} from './values.ts';

/** Where an attribute is read. */
export interface At {
  readonly unit: Unit;
  readonly node: Attribute;
}

export function getAttribute(machine: Machine, value: Value, name: string, at: At | null): Value {
  switch (value.kind) {
    case 'library':
    case 'module':
      if (name === '__dict__') return { kind: 'object-method', self: value, name };
      return value.kind === 'library' ? memberOf(value, name) : moduleAttribute(machine, value, name);
    case 'instance':
      return instanceAttribute(machine, value, name, at);
    case 'tensor':
      return tensorAttribute(value, name);
    case 'object':
      return objectAttribute(value, name);
    case 'class':
      return classAttribute(machine, value, name);
    case 'function':
      return name === '__name__' ? constant(functionName(value)) : unknown;
    case 'super':
      return superAttribute(machine, value, name);
    case 'union':
      return joinAll(value.options.map((option) => getAttribute(machine, option, name, at)));
    case 'unknown':
      return isTensorMethod(name) ? { kind: 'object-method', self: value, name } : unknown;
    case 'constant':
      // The member of an enumeration is what it stands for.
      return name === 'value' ? value : { kind: 'object-method', self: value, name };
    case 'tuple':
      return extremeMember(value, name) ?? { kind: 'object-method', self: value, name };
    case 'list':
    case 'dict':
      return { kind: 'object-method', self: value, name };
    case 'object-method':
      return value.name === '__dict__' ? { ...value, name: `__dict__.${name}` } : unknown;
    default:
      return unknown;
  }
}

/** The cell of an attribute that has been set on an object. */
export function getAttributeCell(value: Value, name: string): Cell<Value> | undefined {
  return value.kind === 'instance' || value.kind === 'object' ? value.attributes.get(name) : undefined;
}

function instanceAttribute(machine: Machine, self: InstanceValue, name: string, at: At | null): Value {
  const own = self.attributes.get(name)?.value;
  if (own !== undefined) return own;
  if (name === 'training') return constant(true);
  const found = findInClass(machine, self.cls, name);
  if (found.kind === 'found') return bind(machine, self, found.value, at);
  if (name === '__class__') return self.cls;
  if (name === '__call__' || name === '__dict__') return { kind: 'object-method', self, name };
  const base = self.base.value;
  if (base != null && !startsHooks(base.name, name)) return getAttribute(machine, base, name, at);
  if (name === 'module' && found.library.length > 0) return self;
  const late = lateAttribute(machine, self, name);
  if (late !== undefined) return late;
  if (found.library.length > 0 || found.kind === 'open') return { kind: 'object-method', self, name };
  return unknown;
}

/** A function found in a class becomes a method; a property is called at once. */
export function bind(machine: Machine, self: InstanceValue, value: Value, at: At | null): Value {
  if (value.kind !== 'function') return value;
  switch (value.binding) {
    case 'static':
      return value;
    case 'class':
      return { kind: 'method', self: self.cls, func: value };
    case 'property':
      return at === null
        ? unknown
        : callFunction(machine, value, self, { ...openArguments, open: false }, null);
    default:
      return { kind: 'method', self, func: value };
  }
}

function classAttribute(machine: Machine, cls: ClassValue, name: string): Value {
  const found = findInClass(machine, cls, name);
  if (found.kind === 'found') {
    const { value } = found;
    return value.kind === 'function' && value.binding === 'class'
      ? { kind: 'method', self: cls, func: value }
      : value;
  }
  if (name === '__name__') return constant(cls.def.name);
  if (isLoader(name)) return { kind: 'object-method', self: cls, name };
  const [base] = found.library;
  return base === undefined ? unknown : library(canonicalName(`${base}.${name}`));
}

function superAttribute(machine: Machine, value: SuperValue, name: string): Value {
  const { self } = value;
  const cls = self.kind === 'instance' ? self.cls : self.kind === 'class' ? self : null;
  if (cls === null) return unknown;
  const found = findInClass(machine, cls, name, value.after);
  if (found.kind === 'found')
    return self.kind === 'instance' ? bind(machine, self, found.value, null) : found.value;
  return { kind: 'object-method', self: value, name };
}

function moduleAttribute(machine: Machine, module: ModuleValue, name: string): Value {
  const scope = machine.moduleScope(module.path);
  const value = scope === undefined ? undefined : machine.lookUp(scope, name);
  if (value !== undefined) return value;
  const inner = machine.world.resolve(module.path, name, 1);
  return inner === undefined ? unknown : { kind: 'module', path: inner };
}

const sameTensorAttributes = new Set(['data', 'T', 'mT', 'H', 'real', 'values', 'value', 'at']);

function tensorAttribute(tensor: TensorValue, name: string): Value {
  if (name === 'data') return { ...tensor, marks: [...tensor.marks, 'detached'] };
  if (sameTensorAttributes.has(name) && !(name === 'values' || name === 'value' || name === 'at'))
    return { ...tensor, shape: null };
  if (name === 'shape')
    return tensor.shape === null
      ? unknown
      : { kind: 'tuple', items: tensor.shape.map((size) => (size === null ? unknown : constant(size))) };
  if (name === 'grad') return tensorOf();
  if (name === 'device' || name === 'dtype' || name === 'requires_grad') return unknown;
  if (name === 'ndim') return tensor.shape === null ? unknown : constant(tensor.shape.length);
  return { kind: 'object-method', self: tensor, name };
}

const parameterNames = new Set(['weight', 'bias']);

function objectAttribute(object: ObjectValue, name: string): Value {
  const own = object.attributes.get(name)?.value;
  if (own !== undefined) return own;
  if (name === 'module' && object.name.startsWith('torch')) return object;
  if (parameterNames.has(name)) return tensorOf();
  if (name === 'training') return constant(true);
  if (object.name === 'argparse.Namespace' || object.name === 'output') return unknown;
  return { kind: 'object-method', self: object, name };
}

/** Sets `value.name = item`. */
export function setAttribute(machine: Machine, value: Value, name: string, item: Value): void {
  switch (value.kind) {
    case 'instance':
    case 'object': {
      if (setProperty(machine, value, name, item)) return;
      const cell = value.attributes.get(name);
      if (cell !== undefined) machine.store.write(cell, item);
      else {
        const made = machine.store.cell<Value>(undefined, true);
        value.attributes.set(name, made);
        machine.store.write(made, item);
      }
      // A class that extends a criterion is asked for its loss by `super().forward(…)`.
      if (name === 'reduction' && value.kind === 'instance' && value.base.value != null)
        setAttribute(machine, value.base.value, name, item);
      return;
    }
    case 'class': {
      const cell = value.scope.names.get(name);
      if (cell !== undefined) machine.store.write(cell, item);
      else value.scope.names.set(name, machine.store.cell(item, true));
      return;
    }
    case 'union':
      for (const option of value.options) setAttribute(machine, option, name, item);
      return;
    default:
      return;
  }
}

/** A property of the class swallows the write: its setter is not followed. */
function setProperty(
  machine: Machine,
  value: InstanceValue | ObjectValue,
  name: string,
  _item: Value,
): boolean {
  if (value.kind !== 'instance') return false;
  const found = findInClass(machine, value.cls, name);
  return found.kind === 'found' && found.value.kind === 'function' && found.value.binding === 'property';
}
