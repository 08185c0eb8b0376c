import { type Context, noArgs, positional } from '../context.ts';
import { define } from '../library/define.ts';
import { canonical, lookUp } from '../library/lookup.ts';
import { methodOf } from '../library/tables.ts';
import { applyOf, autogradFunctionClass } from '../modules/autograd-function.ts';
import { updater } from '../ops/jax-update.ts';
import { reversedAxes } from '../ops/transpose.ts';
import { notKnown, Raised, raise } from '../signals.ts';
import { lose, numel, rankOf, shapeOf } from '../tensor/tensor.ts';
import { bool, int, none, str, torchSize, tuple, unknown } from '../values/make.ts';
import { typeName } from '../values/type-name.ts';
import type { ClassValue, InstanceValue, SuperValue, TensorValue, Value } from '../values/value.ts';
import { AttributeEntries } from './attribute-entries.ts';

/** Classes in the order in which Python looks for an attribute: depth first, left to right, each once. */
export function ancestry(type: ClassValue): readonly ClassValue[] {
  const order: ClassValue[] = [];
  const visit = (at: ClassValue): void => {
    const known = order.indexOf(at);
    if (known >= 0) order.splice(known, 1);
    order.push(at);
    for (const base of at.bases) visit(base);
  };
  visit(type);
  return order;
}

export function classAttribute(type: ClassValue, name: string): Value | undefined {
  for (const at of ancestry(type)) {
    const found = at.attributes.get(name);
    if (found) return found;
  }
  return undefined;
}

const openBaseOf = (type: ClassValue): string | null =>
  ancestry(type).find((at) => at.openBase !== null)?.openBase ?? null;

/** A class's function as seen through an instance: bound, called for a property, bare for a static method. */
function bound(context: Context, self: Value, member: Value, type: ClassValue): Value {
  if (member.kind === 'function') {
    if (member.decoration === 'static') return member;
    if (member.decoration === 'class') return { kind: 'method', self: type, callee: member };
    const method: Value = { kind: 'method', self, callee: member };
    return member.decoration === 'property' ? context.call(method, noArgs) : method;
  }
  return member.kind === 'builtin' ? { kind: 'method', self, callee: member } : member;
}

/** `obj.__dict__` of the code's own objects; modules keep theirs in other ways. */
function attributesOf(value: InstanceValue): Value {
  const { type, attributes } = value;
  // Whoever asks for it may write into it in ways that are not followed.
  value.mayHaveMore ??= 'an attribute that may have been set through __dict__';
  if (
    ancestry(type).some(({ qualified, openBase }) => openBase !== null || !qualified.startsWith('__main__'))
  )
    return unknown('the attributes of an object');
  return { kind: 'dict', entries: new AttributeEntries(attributes) };
}

function instanceAttribute(context: Context, value: InstanceValue, name: string): Value {
  const own = value.attributes.get(name);
  if (own) return own;
  if (value.lost !== undefined) return unknown(value.lost);
  if (name === '__class__') return value.type;
  if (name === '__dict__') return attributesOf(value);
  const member = classAttribute(value.type, name);
  if (member) return bound(context, value, member, value.type);
  const open = openBaseOf(value.type);
  if (open !== null) return unknown(`${name} of ${open} is not known here`, open);
  if (ancestry(value.type).some(({ qualified }) => !qualified.startsWith('__main__')))
    return unknown(`${name} of a ${value.type.name} is not known here`);
  if (value.mayHaveMore !== undefined) return unknown(value.mayHaveMore);
  if (classAttribute(value.type, '__getattr__')) return unknown(`${name} through __getattr__`);
  return raise('AttributeError', `'${value.type.name}' object has no attribute '${name}'`);
}

/** Methods, not known here, that write into their tensor: a trailing underscore in PyTorch, these elsewhere. */
const changesTensor = (name: string): boolean =>
  (/[^_]_$/.test(name) && !name.startsWith('_')) ||
  [
    'put',
    'resize',
    'partition',
    'itemset',
    'assign',
    'assign_add',
    'assign_sub',
    'scatter_update',
    'set_value',
  ].includes(name);

const unknownWrite = define(
  'tensor:write(self, *args, **kwargs)',
  (_context, args) => {
    const self = args.get('self');
    if (self.kind === 'tensor') lose(self, 'a method that is not known here');
    return notKnown('a method that is not known here');
  },
  { lenient: true },
).builtin;

type Property = (context: Context, value: TensorValue) => Value;

const deviceOf: Property = () => ({ kind: 'device', name: 'cpu' });

/** The tensor without its history: shares the numbers. */
export const detached = (value: TensorValue): TensorValue => ({
  ...value,
  requiresGrad: false,
  node: null,
  grad: null,
  retainsGrad: false,
  isView: true,
  isParameter: false,
});

const properties: Readonly<Record<string, Property>> = {
  shape: (_context, value) =>
    value.library === 'torch' ? torchSize(shapeOf(value)) : tuple(shapeOf(value).map((n) => int(n))),
  dtype: (_context, value) => ({
    kind: 'dtype',
    dtype: value.dtype,
    library: value.library,
    ...(value.library !== 'torch' && { isInstance: true }),
  }),
  ndim: (_context, value) => int(rankOf(value)),
  device: deviceOf,
  T: (context, value) => reversedAxes(context, value),
  mT: (context, value) => context.call(lookUp('torch.transpose'), positional(value, int(-2), int(-1))),
  H: (context, value) => reversedAxes(context, value),
  real: (_context, value) => value,
  data: (_context, value) => detached(value),
  requires_grad: (_context, value) => bool(value.requiresGrad),
  is_leaf: (_context, value) => bool(value.node === null),
  is_cuda: () => bool(false),
  grad_fn: (_context, value) => (value.node ? str(`<${value.node.name}>`) : none),
  itemsize: (_context, value) =>
    int(value.dtype.endsWith('64') ? 8 : value.dtype.endsWith('32') ? 4 : value.dtype.endsWith('16') ? 2 : 1),
};

const arrayProperties: Readonly<Record<string, Property>> = { size: (_context, value) => int(numel(value)) };

function tensorAttribute(context: Context, value: TensorValue, name: string): Value {
  if (name === 'grad') return gradOf(context, value);
  if (name === 'at' && value.library === 'jax') return updater(value);
  const property = Object.hasOwn(properties, name)
    ? properties[name]
    : value.library === 'torch'
      ? undefined
      : Object.hasOwn(arrayProperties, name)
        ? arrayProperties[name]
        : undefined;
  if (property) return property(context, value);
  const method = methodOf(value.library, name);
  if (method) return { kind: 'method', self: value, callee: method };
  if (changesTensor(name)) return { kind: 'method', self: value, callee: unknownWrite };
  return unknown(
    `.${name} of a tensor is not known here`,
    value.library === 'torch' ? `torch.Tensor.${name}` : `numpy.ndarray.${name}`,
  );
}

function gradOf(context: Context, value: TensorValue): Value {
  if (context.gradientsLost !== undefined) return unknown(context.gradientsLost);
  if (value.storage.lost !== undefined) return unknown(value.storage.lost);
  return value.grad ?? none;
}

/** `value.name`. */
export function attribute(context: Context, value: Value, name: string): Value {
  switch (value.kind) {
    case 'unknown':
      return unknown(value.reason, value.origin === null ? null : `${value.origin}.${name}`);
    case 'module':
      return lookUp(canonical(`${value.path}.${name}`));
    case 'tensor':
      return tensorAttribute(context, value, name);
    case 'instance':
      return instanceAttribute(context, value, name);
    case 'class':
      return ofClass(value, name);
    case 'super':
      return superAttribute(context, value, name);
    case 'tuple': {
      const field = value.fields?.indexOf(name) ?? -1;
      if (field >= 0) return value.items[field] as Value;
      return name === '_fields' && value.fields
        ? tuple(value.fields.map((one) => str(one)))
        : memberOf(value, name);
    }
    case 'device':
      return name === 'type'
        ? str(value.name.replace(/:.*/, ''))
        : name === 'index'
          ? none
          : memberOf(value, name);
    case 'slice':
      return name === 'start'
        ? value.lower
        : name === 'stop'
          ? value.upper
          : name === 'step'
            ? value.step
            : memberOf(value, name);
    case 'function':
      return value.attributes.get(name) ?? (name === '__name__' ? str(value.name) : memberOf(value, name));
    case 'dtype':
      if (name === 'name' && value.library !== 'torch') return str(value.dtype);
      return name === 'is_floating_point' ? bool(value.dtype.includes('float')) : memberOf(value, name);
    case 'builtin':
      return name === '__name__'
        ? str(value.name.slice(value.name.lastIndexOf('.') + 1))
        : lookUp(`${value.name}.${name}`);
    default:
      return memberOf(value, name);
  }
}

/** A method of one of Python's own types. */
function memberOf(value: Value, name: string): Value {
  const method = methodOf(value.kind, name);
  if (method) return { kind: 'method', self: value, callee: method };
  if (value.kind === 'float' && name === 'real') return value;
  if (value.kind === 'None' && !name.startsWith('__'))
    return raise('AttributeError', `'NoneType' object has no attribute '${name}'`);
  return unknown(`.${name} of a ${typeName(value)} is not known here`);
}

function ofClass(value: ClassValue, name: string): Value {
  const member = classAttribute(value, name);
  if (member?.kind === 'function' && member.decoration === 'class')
    return { kind: 'method', self: value, callee: member };
  if (member) return member;
  if (name === 'apply' && ancestry(value).includes(autogradFunctionClass)) return applyOf(value);
  if (name === '__name__' || name === '__qualname__') return str(value.name);
  return unknown(`${value.name}.${name} is not known here`);
}

function superAttribute(context: Context, value: SuperValue, name: string): Value {
  const self = value.self;
  if (self.kind !== 'instance') return unknown('super() of a class');
  const order = ancestry(self.type);
  for (const at of order.slice(order.indexOf(value.after) + 1)) {
    const member = at.attributes.get(name);
    if (member) return bound(context, self, member, self.type);
  }
  const open = openBaseOf(self.type);
  const ofObject = open === null || name === '__init__' ? methodOf('object', name) : undefined;
  if (ofObject) return { kind: 'method', self, callee: ofObject };
  return unknown(open === null ? `super().${name}` : `${name} of ${open} is not known here`, open);
}

/** Calls a method when the object has it. */
export function callMethod(
  context: Context,
  value: Value,
  name: string,
  args: readonly Value[],
): Value | undefined {
  if (value.kind !== 'instance' || !classAttribute(value.type, name)) return undefined;
  return context.call(attribute(context, value, name), { ...noArgs, positional: args });
}

/** `hasattr`. Undefined where it cannot be told. */
export function hasAttribute(context: Context, value: Value, name: string): boolean | undefined {
  try {
    const found = attribute(context, value, name);
    if (found.kind !== 'unknown') return true;
    return value.kind === 'module' || value.kind === 'unknown' || value.kind === 'instance'
      ? undefined
      : false;
  } catch (signal) {
    if (signal instanceof Raised && signal.type === 'AttributeError') return false;
    throw signal;
  }
}
