import { full } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import type { Tensor } from '../../core/tensor.ts';
import { type Context, positional, withGradients } from '../context.ts';
import { classAttribute } from '../interpreter/attributes.ts';
import { define } from '../library/define.ts';
import { defineClass } from '../library/define-class.ts';
import { notKnown, raise } from '../signals.ts';
import { attach, needsGradient } from '../tensor/record.ts';
import { dense, isRandom, shapeOf, wrap } from '../tensor/tensor.ts';
import { bool, none, tuple } from '../values/make.ts';
import type { ClassValue, FunctionValue, InstanceValue, TensorValue, Value } from '../values/value.ts';
import { selfOf } from './tree.ts';

const contextClass = defineClass('torch.autograd.function.FunctionCtx', {
  'save_for_backward(self, *tensors)': (_context, args) => {
    selfOf(args).attributes.set('saved_tensors', tuple(args.rest));
    return none;
  },
  'mark_non_differentiable(self, *args)': () => none,
  'set_materialize_grads(self, value)': () => none,
});

/** `torch.autograd.Function`: its subclasses give a forward and a backward of their own. */
export const autogradFunctionClass = defineClass('torch.autograd.Function');

const isTensor = (value: Value): value is TensorValue => value.kind === 'tensor';

const staticMethod = (type: ClassValue, name: string): FunctionValue => {
  const found = classAttribute(type, name);
  return found?.kind === 'function' ? found : notKnown(`${name} of ${type.name}`);
};

/** `MyFunction.apply`, as a function of its inputs. */
export const applyOf = (type: ClassValue): Value =>
  define('torch.autograd.Function.apply(*args)', (context, { rest }) => {
    const saved: InstanceValue = { kind: 'instance', type: contextClass, attributes: new Map() };
    saved.attributes.set(
      'needs_input_grad',
      tuple(rest.map((one) => bool(isTensor(one) && one.requiresGrad))),
    );
    const inputs = rest.filter(isTensor);
    const recorded = needsGradient(context, inputs);
    const output = withGradients(context, false, () =>
      context.call(staticMethod(type, 'forward'), positional(saved, ...rest)),
    );
    if (!isTensor(output)) return notKnown(`what ${type.name} gives`);
    const fresh = wrap(dense(output), output.library, isRandom(output));
    if (recorded && isFloating(fresh.dtype))
      attach(fresh, {
        name: `${type.name}.`,
        inputs,
        backward: (g) => gradients(context, type, saved, rest, g),
      });
    return fresh;
  }).builtin;

/** What the class's own backward gives for each tensor among the inputs. */
function gradients(
  context: Context,
  type: ClassValue,
  saved: InstanceValue,
  inputs: readonly Value[],
  g: Tensor,
): readonly (Tensor | null)[] {
  const given = withGradients(context, false, () =>
    context.call(staticMethod(type, 'backward'), positional(saved, wrap(g, 'torch'))),
  );
  const all = given.kind === 'tuple' ? given.items : [given];
  if (all.length !== inputs.length)
    raise(
      'RuntimeError',
      `function ${type.name}Backward returned an incorrect number of gradients (expected ${inputs.length}, got ${all.length})`,
    );
  return inputs.flatMap((input, i) => {
    if (!isTensor(input)) return [];
    const gradient = all[i] as Value;
    if (gradient.kind === 'None') return [null];
    if (!isTensor(gradient)) return notKnown(`a gradient of ${type.name}`);
    return [
      String(shapeOf(gradient)) === String(shapeOf(input)) ? dense(gradient) : expanded(gradient, input),
    ];
  });
}

const expanded = (gradient: TensorValue, input: TensorValue): Tensor =>
  shapeOf(gradient).length === 0
    ? full(shapeOf(input), dense(gradient).data[0] as number, gradient.dtype)
    : notKnown('a gradient of another shape');
