import { full } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import { type CallArgs, type Context, positional, withGradients } from '../context.ts';
import { detached } from '../interpreter/attributes.ts';
import { subscript } from '../interpreter/subscript.ts';
import type { Args } from '../library/args.ts';
import { asTensor } from '../library/convert.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { itemsOf, mapValues } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import { type LeafGradients, runBackward } from '../tensor/backward.ts';
import { isOperand } from '../tensor/promote.ts';
import { edgeOf } from '../tensor/record.ts';
import { isRandom, rankOf, shapeOf, wrap } from '../tensor/tensor.ts';
import { int, tuple } from '../values/make.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { stack } from './join.ts';

/** A value with every number in it changed: what JAX calls a pytree. */
function mapTree(value: Value, change: (leaf: Value) => Value): Value {
  const inner = (part: Value) => mapTree(part, change);
  switch (value.kind) {
    case 'list':
      return { ...value, items: (itemsOf(value) ?? []).map(inner) };
    case 'tuple':
      return { ...value, items: value.items.map(inner) };
    case 'dict':
      return mapValues(value, inner);
    case 'None':
      return value;
    default:
      return change(value);
  }
}

/** The number or array as a leaf of a tape of its own. */
function watched(context: Context, value: Value): TensorValue {
  if (!isOperand(value)) return notKnown('a gradient by something else than numbers');
  const array = asTensor(context, value, 'jax');
  if (!isFloating(array.dtype))
    raise(
      'TypeError',
      `grad requires real- or complex-valued inputs (input dtype that is a sub-dtype of np.inexact), but got ${array.dtype}. If you want to use Boolean- or integer-valued inputs, use vjp or set allow_int to True.`,
    );
  return { ...detached(array), library: 'jax', requiresGrad: true };
}

const plain = (value: Value): Value =>
  mapTree(value, (leaf) => (leaf.kind === 'tensor' ? detached(leaf) : leaf));

interface Outcome {
  readonly loss: Value;
  readonly aux: Value | undefined;
  readonly leaves: LeafGradients;
}

/** Runs the function and goes back from its loss to what is watched. */
function differentiate(context: Context, fun: Value, args: CallArgs, hasAux: boolean): Outcome {
  const given = withGradients(context, true, () => context.call(fun, args));
  if (given.kind === 'unknown') return notKnown(given.reason, given.origin);
  const [loss, aux] = hasAux ? (itemsOf(given) ?? []) : [given];
  if (loss?.kind !== 'tensor') return notKnown('a loss that is no array');
  const shape = shapeOf(loss);
  if (rankOf(loss) > 0)
    raise(
      'TypeError',
      `Gradient only defined for scalar-output functions. Output had shape: (${shape.join(', ')}${shape.length === 1 ? ',' : ''}).`,
    );
  const root = edgeOf(loss);
  const leaves = root ? runBackward(context, root, full([], 1, loss.dtype), false) : new Map();
  return { loss: detached(loss), aux: aux && plain(aux), leaves };
}

/** `jax.grad(f)` and `jax.value_and_grad(f)`: functions that give the gradient by the arguments of f that are named. */
const gradient =
  (withValue: boolean): Run =>
  (_context, args: Args) => {
    const fun = args.get('fun');
    const several = args.get('argnums').kind !== 'int';
    const chosen = args.integers('argnums');
    const hasAux = args.flag('has_aux');
    return define('jax.grad.call(*args, **kwargs)', (context, { rest, keywords }) => {
      const values = rest.map((value, i) =>
        chosen.includes(i) ? mapTree(value, (leaf) => watched(context, leaf)) : value,
      );
      const { loss, aux, leaves } = differentiate(context, fun, { positional: values, keywords }, hasAux);
      const slope = (leaf: Value): Value => {
        if (leaf.kind !== 'tensor') return leaf;
        const found = leaves.get(leaf) ?? notKnown('a gradient that may not have been followed');
        return wrap(found, 'jax', isRandom(leaf) || (loss.kind === 'tensor' && isRandom(loss)));
      };
      const slopes = chosen.map((i) => mapTree(values[i] ?? notKnown('an argument'), slope));
      const gradients = several ? tuple(slopes) : (slopes[0] as Value);
      if (withValue) return tuple([aux ? tuple([loss, aux]) : loss, gradients]);
      return aux ? tuple([gradients, aux]) : gradients;
    }).builtin;
  };

/** `jax.vmap(f)`: f of each item of the first axis, stacked. */
const vectorised: Run = (_context, args) => {
  const fun = args.get('fun');
  const axes = args.get('in_axes');
  if (args.integer('out_axes') !== 0) return notKnown('out_axes of vmap');
  return define('jax.vmap.call(*args)', (context, { rest }) => {
    const isMapped = rest.map((_, i) => {
      const axis = axes.kind === 'tuple' ? axes.items[i] : axes;
      return axis?.kind === 'int' && axis.value === 0
        ? true
        : axis?.kind === 'None'
          ? false
          : notKnown('in_axes of vmap');
    });
    const first = rest[isMapped.indexOf(true)];
    const count = first?.kind === 'tensor' ? shapeOf(first)[0] : undefined;
    const rows = Array.from({ length: count ?? notKnown('vmap of something else than arrays') }, (_, row) =>
      context.call(
        fun,
        positional(...rest.map((value, i) => (isMapped[i] ? subscript(context, value, int(row)) : value))),
      ),
    );
    return stack(
      context,
      rows.map((row) => (row.kind === 'tensor' ? row : notKnown('vmap of a function that gives no array'))),
      0,
    );
  }).builtin;
};

export const transformFunctions: readonly Entry[] = [
  define('jax.grad(fun, argnums=0, has_aux=False)', gradient(false)),
  define('jax.value_and_grad(fun, argnums=0, has_aux=False)', gradient(true)),
  define('jax.jit(fun, **options)', (_context, args) => args.get('fun')),
  define('jax.vmap(fun, in_axes=0, out_axes=0)', vectorised),
  define('jax.lax.stop_gradient(x)', (_context, args) => plain(args.get('x'))),
];
