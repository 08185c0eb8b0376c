import { full, sizeOf } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import { sameShape } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import { type Context, withGradients } from '../context.ts';
import { detached } from '../interpreter/attributes.ts';
import { collectItems } from '../interpreter/iterate.ts';
import { gradModeOf } from '../interpreter/with.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run, torchFunction, torchMethod } from '../library/define.ts';
import { defineClass } from '../library/define-class.ts';
import { NotKnown, notKnown, raise } from '../signals.ts';
import { accumulate, type LeafGradients, runBackward } from '../tensor/backward.ts';
import { edgeOf } from '../tensor/record.ts';
import { dense, isRandom, shapeOf, wrap } from '../tensor/tensor.ts';
import { bool, none, tuple } from '../values/make.ts';
import type { ClassValue, GradientEdge, TensorValue, Value } from '../values/value.ts';
import { castGradient } from './elementwise.ts';
import { hookFunctions } from './hooks.ts';

const noHistory = 'element 0 of tensors does not require grad and does not have a grad_fn';

/** The gradient to start with: 1 for a scalar, else what is given. */
function seedOf(root: TensorValue, given: TensorValue | undefined): Tensor {
  const shape = shapeOf(root);
  if (given) {
    if (!sameShape(shapeOf(given), shape)) {
      raise(
        'RuntimeError',
        `Mismatch in shape: grad_output[0] has a shape of torch.Size([${shapeOf(given).join(', ')}]) and output[0] has a shape of torch.Size([${shape.join(', ')}]).`,
        'gradient',
      );
    }
    return castGradient(dense(given), root.dtype);
  }
  if (sizeOf(shape) !== 1) raise('RuntimeError', 'grad can be implicitly created only for scalar outputs');
  return full(shape, 1, root.dtype);
}

function rootOf(value: TensorValue): GradientEdge {
  return edgeOf(value) ?? raise('RuntimeError', noHistory);
}

const refuseHigherOrder = (args: Args): void => {
  if (args.flag('create_graph')) notKnown('gradients of gradients (create_graph=True)');
};

/** Gradients that are not known are so for whoever asks for one later. */
function known(context: Context, run: () => LeafGradients): LeafGradients {
  try {
    return run();
  } catch (signal) {
    if (signal instanceof NotKnown) context.gradientsLost = signal.reason;
    throw signal;
  }
}

const backward: Run = (context, args) => {
  const self = args.tensor('self');
  if (args.has('create_graph') && args.flag('create_graph')) {
    context.gradientsLost = 'gradients of gradients (create_graph=True)';
    return none;
  }
  if (self.storage.lost !== undefined) {
    context.gradientsLost = self.storage.lost;
    return none;
  }
  const random = isRandom(self) || context.tainted;
  const keepGraph = args.has('retain_graph') && args.flag('retain_graph');
  const root = rootOf(self);
  const seed = seedOf(self, args.optionalTensor('gradient'));
  const leaves = known(context, () => runBackward(context, root, seed, keepGraph));
  for (const [leaf, gradient] of leaves) {
    accumulate(leaf, gradient);
    if (leaf.grad && random) leaf.grad.storage.random = true;
  }
  return none;
};

/** `torch.autograd.grad(outputs, inputs)`: gradients returned instead of stored. */
const grad: Run = (context, args) => {
  refuseHigherOrder(args);
  const outputs = tensorsIn(context, args.get('outputs'));
  const inputs = tensorsIn(context, args.get('inputs'));
  const given = args.has('grad_outputs') ? tensorsIn(context, args.get('grad_outputs')) : [];
  const [output, ...others] = outputs;
  if (!output || others.length > 0) return notKnown('gradients of several outputs at once');
  const kept = inputs.map((input) => input.node);
  const before = inputs.map((input) => ({ grad: input.grad, retains: input.retainsGrad }));
  for (const input of inputs) {
    input.grad = null;
    if (input.node && !input.node.retained.includes(input)) input.node.retained.push(input);
  }
  const leaves = runBackward(
    context,
    rootOf(output),
    seedOf(output, given[0]),
    args.has('retain_graph') && args.flag('retain_graph'),
  );
  const found = inputs.map((input, i) => {
    const leaf = leaves.get(input);
    const made = leaf ? wrap(leaf, 'torch', isRandom(output)) : input.grad;
    const { node } = input;
    if (node && kept[i] && !before[i]?.retains) node.retained.splice(node.retained.indexOf(input), 1);
    input.grad = before[i]?.grad ?? null;
    return made;
  });
  const missing = found.some((one) => one === null);
  if (missing && !args.flag('allow_unused'))
    raise(
      'RuntimeError',
      'One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.',
    );
  return tuple(found.map((one) => one ?? none));
};

const tensorsIn = (context: Context, value: Value): TensorValue[] => {
  const items = value.kind === 'tensor' ? [value] : collectItems(context, value);
  return items.map((item) => (item.kind === 'tensor' ? item : notKnown('not a tensor')));
};

const requiresGrad: Run = (_context, args) => {
  const self = args.tensor('self');
  const wanted = args.flag('requires_grad');
  if (wanted && !isFloating(self.dtype)) {
    raise('RuntimeError', 'only Tensors of floating point and complex dtype can require gradients');
  }
  if (!wanted && self.node) {
    raise(
      'RuntimeError',
      "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().",
    );
  }
  self.requiresGrad = wanted;
  return self;
};

const retainGrad: Run = (_context, args) => {
  const self = args.tensor('self');
  self.retainsGrad = true;
  self.node?.retained.push(self);
  return none;
};

const detachInPlace: Run = (_context, args) => {
  const self = args.tensor('self');
  self.node = null;
  self.requiresGrad = false;
  return self;
};

const parameter: Run = (_context, args) => {
  const data = args.get('data');
  if (data.kind !== 'tensor') return raise('TypeError', 'Parameter data must be a tensor', 'data');
  const wanted = args.flag('requires_grad');
  if (wanted && !isFloating(data.dtype))
    raise('RuntimeError', 'Only Tensors of floating point and complex dtype can require gradients', 'data');
  return { ...detached(data), isView: false, requiresGrad: wanted, isParameter: true };
};

/** A class whose instances carry the mode they set: for `with`, as a decorator, or called. */
function modeClass(path: string, parameters: string, mode: (args: Args) => boolean): ClassValue {
  const init: Run = (context, args) => {
    const self = args.get('self');
    const wanted = mode(args);
    if (self.kind === 'instance') self.attributes.set('grad mode', bool(wanted));
    // torch.set_grad_enabled(False) takes effect at once, not only in a `with`.
    if (path === 'torch.set_grad_enabled') context.gradEnabled = wanted;
    return none;
  };
  return defineClass(path, {
    [`__init__(self${parameters})`]: init,
    '__call__(self, func)': (_context, args) => wrapped(args.get('func'), args),
  });
}

/** `@torch.no_grad()` on a function. */
function wrapped(func: Value, args: Args): Value {
  const enabled = gradModeOf(args.get('self')) ?? false;
  return define(
    'decorated(*args, **kwargs)',
    (context, { rest, keywords }) =>
      withGradients(context, enabled, () => context.call(func, { positional: rest, keywords })),
    { lenient: true },
  ).builtin;
}

export const gradModeClasses: readonly ClassValue[] = [
  modeClass('torch.no_grad', '', () => false),
  modeClass('torch.autograd.no_grad', '', () => false),
  modeClass('torch.inference_mode', ', mode=True', (args) => !args.flag('mode')),
  modeClass('torch.enable_grad', '', () => true),
  modeClass('torch.autograd.set_detect_anomaly', ', mode=True, check_nan=True', () => true),
  modeClass('torch.set_grad_enabled', ', mode', (args) => args.flag('mode')),
];

export const autogradFunctions: readonly Entry[] = [
  ...hookFunctions,
  ...torchMethod(
    'backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None)',
    backward,
  ),
  ...torchFunction(
    'autograd.grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=False)',
    grad,
  ),
  ...torchFunction('autograd.backward(self, gradient=None, retain_graph=None, create_graph=False)', backward),
  ...torchMethod('requires_grad_(self, requires_grad=True)', requiresGrad),
  ...torchMethod('retain_grad(self)', retainGrad),
  ...torchMethod('detach(self)', (_context, args) => detached(args.tensor('self'))),
  ...torchMethod('detach_(self)', detachInPlace),
  ...torchFunction('autograd.Variable(data, requires_grad=False)', (_context, args) => ({
    ...args.tensor('data'),
    requiresGrad: args.flag('requires_grad'),
  })),
  ...torchFunction('nn.Parameter(data=None, requires_grad=True)', parameter),
  ...torchFunction('nn.parameter.Parameter(data=None, requires_grad=True)', parameter),
  ...torchFunction('is_grad_enabled()', (context) => bool(context.gradEnabled)),
];
