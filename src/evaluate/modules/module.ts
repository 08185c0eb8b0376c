import { isFloating } from '../../core/dtype.ts';
import type { DType } from '../../core/tensor.ts';
import { type Context, positional } from '../context.ts';
import { detached } from '../interpreter/attributes.ts';
import type { Args } from '../library/args.ts';
import { define, type Run } from '../library/define.ts';
import { defineClass, defineMethods, type Methods } from '../library/define-class.ts';
import { anyDType, cast } from '../ops/cast.ts';
import { notKnown, raise } from '../signals.ts';
import { dense, overwrite, wrap } from '../tensor/tensor.ts';
import { textKey } from '../values/key.ts';
import { bool, classValue, iterator, namedDict, none, str, tuple } from '../values/make.ts';
import { isNumber } from '../values/number.ts';
import type { ClassValue, TensorValue, Value } from '../values/value.ts';
import { hookMethods } from './hooks.ts';
import { addBuffer, childrenOf, moduleName, modulesIn, parametersOf, selfOf, tensorsIn } from './tree.ts';

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
  const tensors = [...tensorsIn(selfOf(args), 'all')];
  return {
    ...namedDict(tensors.map(([name, tensor]) => [name, detached(tensor)])),
    typeName: 'OrderedDict',
  };
};

const loadState: Run = (_context, args) => {
  const state = args.get('state_dict');
  if (state.kind !== 'dict' || state.lost !== undefined) return notKnown('a state dict that is not known');
  for (const [name, tensor] of tensorsIn(selfOf(args), 'all')) {
    const value = state.entries.get(textKey(name))?.[1];
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
  for (const [, part] of [...modulesIn(self)].reverse()) context.call(args.get('fn'), positional(part));
  return self;
};

const init: Run = (_context, args) => {
  selfOf(args).attributes.set('training', bool(true));
  return none;
};

const methods: Methods = {
  'parameters(self, recurse=True)': (_context, args) => iterator(parametersOf(selfOf(args))),
  "named_parameters(self, prefix='', recurse=True)": (_context, args) =>
    iterator([...tensorsIn(selfOf(args), 'parameters')].map(([name, tensor]) => tuple([str(name), tensor]))),
  'buffers(self, recurse=True)': (_context, args) =>
    iterator([...tensorsIn(selfOf(args), 'buffers')].map(([, tensor]) => tensor)),
  'children(self)': (_context, args) => iterator(childrenOf(selfOf(args)).map(([, child]) => child)),
  'named_children(self)': (_context, args) =>
    iterator(childrenOf(selfOf(args)).map(([name, child]) => tuple([str(name), child]))),
  'modules(self)': (_context, args) => iterator([...modulesIn(selfOf(args))].map(([, part]) => part)),
  'named_modules(self)': (_context, args) =>
    iterator([...modulesIn(selfOf(args))].map(([name, part]) => tuple([str(name), part]))),
  'train(self, mode=True)': (_context, args) => train(args, args.flag('mode')),
  'eval(self)': (_context, args) => train(args, false),
  'to(self, *args, **kwargs)': to,
  'cpu(self)': (_context, args) => selfOf(args),
  'cuda(self, device=None)': (_context, args) => selfOf(args),
  'float(self)': (context, args) => castModule(context, args, 'float32'),
  'double(self)': (context, args) => castModule(context, args, 'float64'),
  'half(self)': (context, args) => castModule(context, args, 'float16'),
  'bfloat16(self)': (context, args) => castModule(context, args, 'bfloat16'),
  'zero_grad(self, set_to_none=True)': zeroGrad,
  'state_dict(self)': stateDict,
  'load_state_dict(self, state_dict, strict=True)': loadState,
  'requires_grad_(self, requires_grad=True)': setRequires,
  'register_buffer(self, name, tensor, persistent=True)': registerBuffer,
  'register_parameter(self, name, param:value)': setAttribute,
  'register_module(self, name, module:value)': setAttribute,
  'add_module(self, name, module:value)': setAttribute,
  'apply(self, fn)': apply,
};

/** `torch.nn.Module`, the base of all. */
export const moduleClass: ClassValue = classValue(moduleName, [
  // What is not known may be passed on to it: it looks at nothing.
  ['__init__', define('torch.nn.Module.__init__(self, *args, **kwargs)', init, { lenient: true }).builtin],
  ...defineMethods('torch.nn.Module', { ...methods, ...hookMethods }),
]);

/** A layer of the library: `layer('Linear(in_features, out_features, bias=True)', init, 'input', forward)`. */
export function layer(
  head: string,
  start: Run,
  inputs: string,
  forward: Run,
  base: ClassValue = moduleClass,
): ClassValue {
  const open = head.indexOf('(');
  const name = head.slice(0, open);
  const path = name.includes('.') ? name : `torch.nn.${name}`;
  const parameters = head.slice(open + 1, -1);
  const initialise: Run = (context, args) => {
    init(context, args);
    start(context, args);
    return none;
  };
  return defineClass(
    path,
    {
      [`__init__(self${parameters === '' ? '' : `, ${parameters}`}, *, device=None, dtype=None)`]: initialise,
      [`forward(self, ${inputs})`]: forward,
    },
    [base],
  );
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
  return isNumber(value) ? Number(value.value) : notKnown(`${name} of the layer`);
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
