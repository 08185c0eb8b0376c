import { isFloating } from '../../core/dtype.ts';
import type { DType } from '../../core/tensor.ts';
import type { Context } from '../context.ts';
import { ancestry } from '../interpreter/attributes.ts';
import { mayHoldTensors } from '../interpreter/purity.ts';
import type { Args } from '../library/args.ts';
import { define, type Run } from '../library/define.ts';
import { anyDType, cast } from '../ops/cast.ts';
import { notKnown, raise } from '../signals.ts';
import { dense, overwrite, wrap } from '../tensor/tensor.ts';
import { bool, dict, iterator, none, str, tuple } from '../values/make.ts';
import type { BuiltinValue, ClassValue, InstanceValue, TensorValue, Value } from '../values/value.ts';

/** The object a method was called on. */
export function selfOf(args: Args): InstanceValue {
  const self = args.get('self');
  return self.kind === 'instance' ? self : notKnown('a module method without its module');
}

const method = (head: string, run: Run, lenient = false): BuiltinValue =>
  define(`torch.nn.Module.${head}`, run, { lenient }).builtin;

/** Parts of a module that are modules themselves, by name, in the order they were set. */
export function childrenOf(module: InstanceValue): (readonly [string, InstanceValue])[] {
  return [...module.attributes].filter(
    (entry): entry is [string, InstanceValue] => entry[1].kind === 'instance' && isModule(entry[1]),
  );
}

export const isModule = (value: Value): boolean =>
  value.kind === 'instance' && ancestry(value.type).some((at) => at === moduleClass);

const join = (prefix: string, name: string): string => (prefix === '' ? name : `${prefix}.${name}`);

/** Every module in a module, itself first. */
export function* modulesIn(
  module: InstanceValue,
  prefix = '',
  seen: Set<InstanceValue> = new Set(),
): Generator<readonly [string, InstanceValue]> {
  if (seen.has(module)) return;
  seen.add(module);
  yield [prefix, module];
  for (const [name, child] of childrenOf(module)) yield* modulesIn(child, join(prefix, name), seen);
}

const isBuffer = (module: InstanceValue, name: string): boolean => {
  const buffers = module.attributes.get('buffer names');
  return buffers?.kind === 'set' && buffers.entries.has(`s${name}`);
};

function* tensorsIn(
  module: InstanceValue,
  wanted: 'parameters' | 'buffers' | 'all',
): Generator<readonly [string, TensorValue]> {
  const seen = new Set<TensorValue>();
  for (const [prefix, part] of modulesIn(module)) {
    if (part.lost !== undefined) notKnown(part.lost);
    // Buffers come last.
    const ordered = [...part.attributes].sort(
      (a, b) => Number(isBuffer(part, a[0])) - Number(isBuffer(part, b[0])),
    );
    for (const [name, value] of ordered) {
      if (value.kind === 'unknown' && mayHoldTensors(value.origin)) notKnown(value.reason, value.origin);
      if (value.kind !== 'tensor' || seen.has(value)) continue;
      const fits = value.isParameter ? wanted !== 'buffers' : isBuffer(part, name) && wanted !== 'parameters';
      if (!fits) continue;
      seen.add(value);
      yield [join(prefix, name), value];
    }
  }
}

export const parametersOf = (module: InstanceValue): TensorValue[] =>
  Array.from(tensorsIn(module, 'parameters'), ([, tensor]) => tensor);

function train(args: Args, mode: boolean): Value {
  const self = selfOf(args);
  for (const [, part] of modulesIn(self)) part.attributes.set('training', bool(mode));
  return self;
}

/** Casts floating parameters and buffers where they are, so that everyone who holds them sees it. */
function castModule(context: Context, args: Args, dtype: DType): Value {
  const self = selfOf(args);
  for (const [, tensor] of tensorsIn(self, 'all')) {
    if (!isFloating(tensor.dtype) || tensor.dtype === dtype) continue;
    const other = cast(context, { ...tensor, requiresGrad: false, node: null }, dtype);
    tensor.dtype = dtype;
    tensor.storage = other.storage;
    tensor.geometry = other.geometry;
  }
  return self;
}

const to: Run = (context, args) => {
  const given = [...args.rest, ...args.keywords.values()];
  const dtype = given
    .map((value) => (value.kind === 'tensor' ? value.dtype : anyDType(value)))
    .find((found) => found !== undefined);
  return dtype ? castModule(context, args, dtype) : selfOf(args);
};

const zeroGrad: Run = (_context, args) => {
  for (const tensor of parametersOf(selfOf(args))) tensor.grad = null;
  return none;
};

const stateDict: Run = (_context, args) => {
  const made = dict();
  for (const [name, tensor] of tensorsIn(selfOf(args), 'all')) {
    made.entries.set(`s${name}`, [
      str(name),
      { ...tensor, requiresGrad: false, node: null, grad: null, isParameter: false, isView: true },
    ]);
  }
  return made;
};

const loadState: Run = (_context, args) => {
  const state = args.get('state_dict');
  if (state.kind !== 'dict' || state.lost !== undefined) return notKnown('a state dict that is not known');
  for (const [name, tensor] of tensorsIn(selfOf(args), 'all')) {
    const value = state.entries.get(`s${name}`)?.[1];
    if (value?.kind !== 'tensor')
      raise(
        'RuntimeError',
        `Error(s) in loading state_dict for ${selfOf(args).type.name}:\n\tMissing key(s) in state_dict: "${name}". `,
      );
    else overwrite(tensor, dense(value), value.storage.random);
  }
  return none;
};

const setRequires: Run = (_context, args) => {
  for (const tensor of parametersOf(selfOf(args))) tensor.requiresGrad = args.flag('requires_grad');
  return selfOf(args);
};

/** A tensor that belongs to a module without being learned. */
export function addBuffer({ attributes }: InstanceValue, name: string, tensor: Value): void {
  const known = attributes.get('buffer names');
  const entries = known?.kind === 'set' ? known.entries : new Map<string, Value>();
  attributes.set('buffer names', { kind: 'set', entries: new Map([...entries, [`s${name}`, str(name)]]) });
  attributes.set(name, tensor);
}

const registerBuffer: Run = (_context, args) => {
  addBuffer(selfOf(args), args.text('name'), args.get('tensor'));
  return none;
};

const setAttribute: Run = (_context, args) => {
  selfOf(args).attributes.set(args.text('name'), args.get('value'));
  return none;
};

/** `model.apply(f)` calls f on every part, the inner ones first. */
const apply: Run = (context, args) => {
  const self = selfOf(args);
  for (const [, part] of [...modulesIn(self)].reverse())
    context.call(args.get('fn'), { positional: [part], keywords: new Map() });
  return self;
};

const init: Run = (_context, args) => {
  selfOf(args).attributes.set('training', bool(true));
  return none;
};

const members: Readonly<Record<string, BuiltinValue>> = {
  __init__: method('__init__(self, *args, **kwargs)', init, true),
  parameters: method('parameters(self, recurse=True)', (_context, args) =>
    iterator(parametersOf(selfOf(args))),
  ),
  named_parameters: method("named_parameters(self, prefix='', recurse=True)", (_context, args) =>
    iterator([...tensorsIn(selfOf(args), 'parameters')].map(([name, tensor]) => tuple([str(name), tensor]))),
  ),
  buffers: method('buffers(self, recurse=True)', (_context, args) =>
    iterator([...tensorsIn(selfOf(args), 'buffers')].map(([, tensor]) => tensor)),
  ),
  children: method('children(self)', (_context, args) =>
    iterator(childrenOf(selfOf(args)).map(([, child]) => child)),
  ),
  named_children: method('named_children(self)', (_context, args) =>
    iterator(childrenOf(selfOf(args)).map(([name, child]) => tuple([str(name), child]))),
  ),
  modules: method('modules(self)', (_context, args) =>
    iterator([...modulesIn(selfOf(args))].map(([, part]) => part)),
  ),
  named_modules: method('named_modules(self)', (_context, args) =>
    iterator([...modulesIn(selfOf(args))].map(([name, part]) => tuple([str(name), part]))),
  ),
  train: method('train(self, mode=True)', (_context, args) => train(args, args.flag('mode'))),
  eval: method('eval(self)', (_context, args) => train(args, false)),
  to: method('to(self, *args, **kwargs)', to),
  cpu: method('cpu(self)', (_context, args) => selfOf(args)),
  cuda: method('cuda(self, device=None)', (_context, args) => selfOf(args)),
  float: method('float(self)', (context, args) => castModule(context, args, 'float32')),
  double: method('double(self)', (context, args) => castModule(context, args, 'float64')),
  half: method('half(self)', (context, args) => castModule(context, args, 'float16')),
  bfloat16: method('bfloat16(self)', (context, args) => castModule(context, args, 'bfloat16')),
  zero_grad: method('zero_grad(self, set_to_none=True)', zeroGrad),
  state_dict: method('state_dict(self)', stateDict),
  load_state_dict: method('load_state_dict(self, state_dict, strict=True)', loadState),
  requires_grad_: method('requires_grad_(self, requires_grad=True)', setRequires),
  register_buffer: method('register_buffer(self, name, tensor, persistent=True)', registerBuffer),
  register_parameter: method('register_parameter(self, name, param:value)', setAttribute),
  register_module: method('register_module(self, name, module:value)', setAttribute),
  add_module: method('add_module(self, name, module:value)', setAttribute),
  apply: method('apply(self, fn)', apply),
};

/** `torch.nn.Module`, the base of all. */
export const moduleClass: ClassValue = {
  kind: 'class',
  name: 'Module',
  qualified: 'torch.nn.modules.module.Module',
  bases: [],
  attributes: new Map<string, Value>(Object.entries(members)),
  openBase: null,
};

export interface LayerEntry {
  readonly path: string;
  readonly value: ClassValue;
}

/** A layer of the library: `layer('Linear(in_features, out_features, bias=True)', init, 'input', forward)`. */
export function layer(
  head: string,
  start: Run,
  inputs: string,
  forward: Run,
  base: ClassValue = moduleClass,
): LayerEntry {
  const open = head.indexOf('(');
  const name = head.slice(0, open);
  const path = name.includes('.') ? name : `torch.nn.${name}`;
  const parameters = head.slice(open + 1, -1);
  const initialise = define(
    `${path}.__init__(self${parameters === '' ? '' : `, ${parameters}`}, *, device=None, dtype=None)`,
    (context, args) => {
      selfOf(args).attributes.set('training', bool(true));
      start(context, args);
      return none;
    },
  ).builtin;
  const run = define(`${path}.forward(self, ${inputs})`, forward).builtin;
  const short = name.slice(name.lastIndexOf('.') + 1);
  const value: ClassValue = {
    kind: 'class',
    name: short,
    qualified: path,
    bases: [base],
    attributes: new Map<string, Value>([
      ['__init__', initialise],
      ['forward', run],
    ]),
    openBase: null,
  };
  return { path, value };
}

/** A setting that a layer keeps as an attribute of the same name. */
export const setting = (args: Args, name: string): Value =>
  selfOf(args).attributes.get(name) ?? notKnown(`${name} of the layer`);

export function tensorSetting(args: Args, name: string): TensorValue | undefined {
  const value = setting(args, name);
  if (value.kind === 'None') return undefined;
  return value.kind === 'tensor' ? value : notKnown(`${name} of the layer`);
}

export function numberSetting(args: Args, name: string): number {
  const value = setting(args, name);
  return value.kind === 'int' || value.kind === 'float' || value.kind === 'bool'
    ? Number(value.value)
    : notKnown(`${name} of the layer`);
}

export const isTraining = (args: Args): boolean => numberSetting(args, 'training') !== 0;

/** Makes a tensor a parameter: a leaf that asks for gradients. */
export function asParameter(tensor: TensorValue, requiresGrad = true): TensorValue {
  const made = wrap(dense(tensor), 'torch', tensor.storage.random);
  made.storage = tensor.storage;
  made.geometry = tensor.geometry;
  made.requiresGrad = requiresGrad;
  made.isParameter = true;
  return made;
}

/** Remembers all arguments as attributes, as most layers do. */
export const keepArguments =
  (...names: readonly string[]): Run =>
  (_context, args) => {
    for (const name of names) selfOf(args).attributes.set(name, args.get(name));
    return none;
  };
