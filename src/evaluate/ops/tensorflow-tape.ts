import { full } from '../../core/create.ts';
import type { Context } from '../context.ts';
import { detached } from '../interpreter/attributes.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { defineClass } from '../library/define-class.ts';
import { itemsOf } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import { runBackward } from '../tensor/backward.ts';
import { edgeOf } from '../tensor/record.ts';
import { dense, isRandom, overwrite, shapeOf, wrap } from '../tensor/tensor.ts';
import { bool, list, none } from '../values/make.ts';
import { truthOrUnknown } from '../values/truth.ts';
import type { InstanceValue, TensorValue, Value } from '../values/value.ts';
import { applyBinary } from './binary.ts';

const tensorOf = (value: Value): TensorValue =>
  value.kind === 'tensor' ? value : notKnown('a tape of something else than tensors');

const selfOf = (value: Value): InstanceValue =>
  value.kind === 'instance' ? value : notKnown('a tape without itself');

/** The gradients of a target by one source or a structure of them; a target of several elements counts as their sum. */
const gradient: Run = (context, args) => {
  const { attributes } = selfOf(args.get('self'));
  const used = attributes.get('used');
  if (used && truthOrUnknown(used))
    raise(
      'RuntimeError',
      'A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)',
    );
  const persistent = attributes.get('persistent');
  attributes.set('used', bool(!(persistent && truthOrUnknown(persistent))));
  const target = tensorOf(args.get('target'));
  return bySource(context, target, args.get('sources'));
};

function bySource(context: Context, target: TensorValue, sources: Value): Value {
  const items = sources.kind === 'tensor' ? [sources] : (itemsOf(sources) ?? notKnown('sources of a tape'));
  const inputs = items.map(tensorOf);
  if (inputs.some((input) => input.node !== null)) return notKnown('the gradient by a computed tensor');
  const root = edgeOf(target);
  const leaves = root && runBackward(context, root, full(shapeOf(target), 1, target.dtype), true);
  const found = inputs.map((input): Value => {
    const leaf = leaves?.get(input) ?? notKnown('a gradient that may not have been followed');
    return wrap(leaf, 'tensorflow', isRandom(target));
  });
  if (sources.kind === 'tensor') return found[0] as Value;
  return list(found);
}

/** `tf.GradientTape`: what is computed from variables and watched tensors can be differentiated. */
export const tapeClass = defineClass('tensorflow.GradientTape', {
  '__init__(self, persistent=False, watch_accessed_variables=True)': (_context, args) => {
    selfOf(args.get('self')).attributes.set('persistent', args.get('persistent'));
    return none;
  },
  '__enter__(self)': (_context, args) => args.get('self'),
  '__exit__(self, *args)': () => none,
  'watch(self, tensor)': (_context, args) => {
    tensorOf(args.get('tensor')).requiresGrad = true;
    return none;
  },
  'gradient(self, target, sources)': gradient,
});

/** Writes into a variable; earlier results keep the numbers they were computed from. */
function write(target: TensorValue, value: TensorValue): Value {
  if (!target.isParameter) return notKnown('an assignment to a tensor that is no variable');
  overwrite(target, dense(value), isRandom(value));
  return target;
}

const assigned =
  (op: 'add' | 'sub' | null): Run =>
  (context, args) => {
    const target = tensorOf(args.get('self'));
    const value = args.tensor('value');
    return write(target, op === null ? value : applyBinary(context, op, detached(target), value));
  };

export const tapeFunctions: readonly Entry[] = [
  define('tensorflow:assign(self, value)', assigned(null)),
  define('tensorflow:assign_add(self, delta:value)', assigned('add')),
  define('tensorflow:assign_sub(self, delta:value)', assigned('sub')),
  define('tensorflow:read_value(self)', (_context, args) => detached(tensorOf(args.get('self')))),
];
