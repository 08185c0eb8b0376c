import { fromValues, zeros } from '../../core/create.ts';
import type { Tensor } from '../../core/tensor.ts';
import { type Context, charge } from '../context.ts';
import { collectItems } from '../interpreter/iterate.ts';
import type { Args } from '../library/args.ts';
import { define, type Run } from '../library/define.ts';
import { defineClass } from '../library/define-class.ts';
import { entriesOf } from '../library/items.ts';
import { parameterNames } from '../library/signature.ts';
import { notKnown, raise } from '../signals.ts';
import { dense, lose, overwrite, shapeOf } from '../tensor/tensor.ts';
import { textKey } from '../values/key.ts';
import { float, list, namedDict, namedEntry, none, tuple } from '../values/make.ts';
import type { ClassValue, InstanceValue, TensorValue, Value } from '../values/value.ts';
import { selfOf } from './tree.ts';

/** What an optimiser remembers of one parameter. */
interface Memory {
  readonly slots: Map<string, Tensor>;
  steps: number;
}

type Setting = (name: string) => number;
type Update = (parameter: Tensor, gradient: Tensor, memory: Memory, setting: Setting) => Tensor;

const combine = (shape: readonly number[], like: Tensor, f: (i: number) => number): Tensor =>
  fromValues(
    Float64Array.from({ length: like.data.length }, (_, i) => f(i)),
    shape,
    like.dtype,
  );

const at = (tensor: Tensor, i: number): number => tensor.data[i] as number;

function decayed(parameter: Tensor, gradient: Tensor, setting: Setting): Tensor {
  const decay = setting('weight_decay');
  return decay === 0
    ? gradient
    : combine(gradient.shape, gradient, (i) => at(gradient, i) + decay * at(parameter, i));
}

/** Gradient descent with momentum, dampening and Nesterov's variant. */
const sgd: Update = (parameter, given, memory, setting) => {
  let gradient = decayed(parameter, given, setting);
  const momentum = setting('momentum');
  if (momentum !== 0) {
    const before = memory.slots.get('momentum');
    const fresh = 1 - setting('dampening');
    const velocity = before
      ? combine(gradient.shape, gradient, (i) => momentum * at(before, i) + fresh * at(gradient, i))
      : gradient;
    memory.slots.set('momentum', velocity);
    const plain = gradient;
    gradient =
      setting('nesterov') !== 0
        ? combine(plain.shape, plain, (i) => at(plain, i) + momentum * at(velocity, i))
        : velocity;
  }
  const step = gradient;
  return combine(parameter.shape, parameter, (i) => at(parameter, i) - setting('lr') * at(step, i));
};

/** Kingma and Ba 2015; `decoupled` is AdamW (Loshchilov and Hutter 2019). */
const adam =
  (decoupled: boolean): Update =>
  (parameter, given, memory, setting) => {
    const gradient = decoupled ? given : decayed(parameter, given, setting);
    const [b1, b2, lr] = [setting('beta1'), setting('beta2'), setting('lr')];
    const m0 = memory.slots.get('mean') ?? zeros(gradient.shape, gradient.dtype);
    const v0 = memory.slots.get('square') ?? zeros(gradient.shape, gradient.dtype);
    const m = combine(gradient.shape, gradient, (i) => b1 * at(m0, i) + (1 - b1) * at(gradient, i));
    const v = combine(gradient.shape, gradient, (i) => b2 * at(v0, i) + (1 - b2) * at(gradient, i) ** 2);
    memory.slots.set('mean', m);
    memory.slots.set('square', v);
    const shrink = decoupled ? 1 - lr * setting('weight_decay') : 1;
    const size = lr / (1 - b1 ** memory.steps);
    const root = Math.sqrt(1 - b2 ** memory.steps);
    return combine(
      parameter.shape,
      parameter,
      (i) => at(parameter, i) * shrink - (size * at(m, i)) / (Math.sqrt(at(v, i)) / root + setting('eps')),
    );
  };

/** Per evaluation and parameter: kept on the optimiser's own object. */
function memoryOf(memories: Map<TensorValue, Memory>, parameter: TensorValue): Memory {
  const known = memories.get(parameter) ?? { slots: new Map(), steps: 0 };
  memories.set(parameter, known);
  return known;
}

const groupsOf = (self: InstanceValue): readonly Value[] => {
  const groups = self.attributes.get('param_groups');
  return groups?.kind === 'list' && groups.lost === undefined
    ? groups.items
    : notKnown('the parameter groups');
};

const entry = (group: Value, name: string): Value | undefined =>
  group.kind === 'dict' ? entriesOf(group).get(textKey(name))?.[1] : undefined;

const defaultBetas = tuple([float(0.9), float(0.999)]);

function settingIn(group: Value): Setting {
  return (name) => {
    if (name === 'beta1' || name === 'beta2') {
      const given = entry(group, 'betas');
      const betas = given?.kind === 'None' ? defaultBetas : given;
      const beta =
        betas?.kind === 'tuple' || betas?.kind === 'list' ? betas.items[name === 'beta1' ? 0 : 1] : undefined;
      return beta?.kind === 'float' || beta?.kind === 'int' ? beta.value : notKnown('the betas');
    }
    const value = entry(group, name);
    return value && 'value' in value && typeof value.value !== 'string'
      ? Number(value.value)
      : notKnown(`${name} of the optimiser`);
  };
}

function parametersOf(group: Value): TensorValue[] {
  const params = entry(group, 'params');
  return params?.kind === 'list' && params.lost === undefined
    ? params.items.filter((item): item is TensorValue => item.kind === 'tensor')
    : notKnown('the parameters');
}

function stepAll(context: Context, args: Args, update: Update, memories: Map<TensorValue, Memory>): void {
  for (const group of groupsOf(selfOf(args))) {
    for (const parameter of parametersOf(group)) {
      if (context.gradientsLost !== undefined) lose(parameter, context.gradientsLost);
      if (!parameter.grad || parameter.storage.lost !== undefined) continue;
      const memory = memoryOf(memories, parameter);
      memory.steps++;
      charge(context, parameter.storage.data.length);
      const random = parameter.storage.random || parameter.grad.storage.random;
      overwrite(
        parameter,
        {
          ...update(dense(parameter), dense(parameter.grad), memory, settingIn(group)),
          shape: shapeOf(parameter),
        },
        random,
      );
    }
  }
}

function start(context: Context, args: Args, names: readonly string[]): void {
  const given = collectItems(context, args.get('params'));
  if (given.length === 0) raise('ValueError', 'optimizer got an empty parameter list');
  const asGroups = given.every((item) => item.kind === 'dict') ? given : [group(given)];
  for (const one of asGroups) {
    if (one.kind !== 'dict') continue;
    const params = entry(one, 'params');
    if (params && params.kind !== 'list')
      one.entries.set(
        ...namedEntry('params', list(params.kind === 'tensor' ? [params] : collectItems(context, params))),
      );
    for (const name of names)
      if (!one.entries.has(textKey(name))) one.entries.set(...namedEntry(name, args.get(name)));
  }
  selfOf(args).attributes.set('param_groups', list([...asGroups]));
}

const group = (items: readonly Value[]): Value => namedDict([['params', list([...items])]]);

const zeroGrad: Run = (_context, args) => {
  for (const one of groupsOf(selfOf(args))) for (const parameter of parametersOf(one)) parameter.grad = null;
  return none;
};

/** An optimiser class. What it remembers lives with each object that `__init__` makes. */
function optimiser(name: string, parameters: string, update: Update): ClassValue {
  const names = parameterNames(parameters);
  const path = `torch.optim.${name}`;
  const init: Run = (context, args) => {
    start(context, args, names);
    const memories = new Map<TensorValue, Memory>();
    const step = define(`${path}.step(self, closure=None)`, (inner, call) => {
      if (args.flag('maximize') || (names.includes('amsgrad') && args.flag('amsgrad')))
        return notKnown('this variant of the optimiser');
      stepAll(inner, call, update, memories);
      return none;
    }).builtin;
    selfOf(args).attributes.set('step', { kind: 'method', self: args.get('self'), callee: step });
    return none;
  };
  return defineClass(path, {
    [`__init__(self, params, ${parameters}, maximize=False, foreach=None, differentiable=False, fused=None, capturable=False)`]:
      init,
    'zero_grad(self, set_to_none=True)': zeroGrad,
  });
}

const adamParameters = 'lr=0.001, betas=None, eps=1e-8, weight_decay=0.0, amsgrad=False';

/** The running mean of squared gradients divides each step (Hinton 2012); the plain form, without momentum or centering. */
const rmsprop: Update = (parameter, given, memory, setting) => {
  if (setting('momentum') !== 0 || setting('centered') !== 0) return notKnown('this variant of RMSprop');
  const gradient = decayed(parameter, given, setting);
  const before = memory.slots.get('square') ?? zeros(gradient.shape, gradient.dtype);
  const alpha = setting('alpha');
  const square = combine(
    gradient.shape,
    gradient,
    (i) => alpha * at(before, i) + (1 - alpha) * at(gradient, i) ** 2,
  );
  memory.slots.set('square', square);
  return combine(
    parameter.shape,
    parameter,
    (i) => at(parameter, i) - (setting('lr') * at(gradient, i)) / (Math.sqrt(at(square, i)) + setting('eps')),
  );
};

/** The sum of squared gradients divides each step (Duchi et al. 2011). */
const adagrad: Update = (parameter, given, memory, setting) => {
  const gradient = decayed(parameter, given, setting);
  const before = memory.slots.get('sum');
  const first = setting('initial_accumulator_value');
  const sum = combine(
    gradient.shape,
    gradient,
    (i) => (before ? at(before, i) : first) + at(gradient, i) ** 2,
  );
  memory.slots.set('sum', sum);
  const rate = setting('lr') / (1 + (memory.steps - 1) * setting('lr_decay'));
  return combine(
    parameter.shape,
    parameter,
    (i) => at(parameter, i) - (rate * at(gradient, i)) / (Math.sqrt(at(sum, i)) + setting('eps')),
  );
};

export const optimisers: readonly ClassValue[] = [
  optimiser(
    'RMSprop',
    'lr=0.01, alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, centered=False',
    rmsprop,
  ),
  optimiser(
    'Adagrad',
    'lr=0.01, lr_decay=0.0, weight_decay=0.0, initial_accumulator_value=0.0, eps=1e-10',
    adagrad,
  ),
  optimiser('SGD', 'lr=0.001, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False', sgd),
  optimiser('Adam', adamParameters, adam(false)),
  optimiser('AdamW', adamParameters.replace('weight_decay=0.0', 'weight_decay=0.01'), adam(true)),
];
