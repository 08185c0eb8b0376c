import { sizeOf } from '../../core/create.ts';
import { isFloating, scalarTypeName } from '../../core/dtype.ts';
import { broadcastIndex, broadcastShape, sameShape } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import { type Context, charge } from '../context.ts';
import { asTensor } from '../library/convert.ts';
import { raise } from '../signals.ts';
import { isOperand } from '../tensor/promote.ts';
import { attach, type Backward, edgeOf, needsGradient } from '../tensor/record.ts';
import { sumTo } from '../tensor/scatter.ts';
import { dense, isRandom, lose, overwrite, shapeOf } from '../tensor/tensor.ts';
import type { GradientEdge, TensorValue, Value } from '../values/value.ts';
import { castGradient, mapTensor, operandTensor } from './elementwise.ts';
import { logicalPositions, writePositions } from './indexing.ts';

/** Raises where PyTorch refuses to write: a leaf that asks for gradients, or a view of one. */
function checkWritable(context: Context, target: TensorValue): void {
  if (!context.gradEnabled || !target.requiresGrad) return;
  if (!target.node)
    raise('RuntimeError', 'a leaf Variable that requires grad is being used in an in-place operation.');
  if (target.isView && viewsLeaf(target)) {
    raise(
      'RuntimeError',
      'a view of a leaf Variable that requires grad is being used in an in-place operation.',
    );
  }
}

const viewsLeaf = (target: TensorValue): boolean => {
  const edge: GradientEdge | null | undefined = target.node?.edges[0];
  return edge?.kind === 'leaf' && edge.tensor.storage === target.storage;
};

/** The tape cannot follow a write through a view into its base: what shares the storage becomes unknown. */
const untraceable = 'an in-place change of a view whose gradient is recorded';

const cannotFollow = (target: TensorValue): boolean => target.isView || target.storage.hasRecordedViews;

/** `x.add_(…)`, `x += …`: the numbers and the history of `computed` become those of `target`. */
export function replaceWith(context: Context, target: TensorValue, computed: TensorValue): TensorValue {
  checkWritable(context, target);
  if (!sameShape(shapeOf(target), shapeOf(computed))) {
    raise(
      'RuntimeError',
      `output with shape [${shapeOf(target).join(', ')}] doesn't match the broadcast shape [${shapeOf(computed).join(', ')}]`,
    );
  }
  if (isFloating(computed.dtype) && !isFloating(target.dtype)) {
    raise(
      'RuntimeError',
      `result type ${scalarTypeName(computed.dtype)} can't be cast to the desired output type ${scalarTypeName(target.dtype)}`,
    );
  }
  const tensor = dense(computed);
  overwrite(target, tensor, computed.storage.random);
  if (!context.gradEnabled || !(computed.requiresGrad || target.requiresGrad)) return target;
  if (cannotFollow(target)) {
    lose(target, untraceable);
    return target;
  }
  target.requiresGrad = computed.requiresGrad || target.requiresGrad;
  target.node = computed.node;
  return target;
}

/** `x[index] = value`. */
export function setItem(context: Context, target: TensorValue, index: Value, value: Value): void {
  checkWritable(context, target);
  const source = isOperand(value)
    ? operandTensor(value, target.library, target.dtype)
    : asTensor(context, value, target.library, target.library === 'torch' ? undefined : target.dtype);
  const { positions, shape } = writePositions(context, target, index);
  const from = dense(source);
  const trimmed = trimLeading(from.shape, shape);
  const common = broadcastShape(trimmed, shape);
  if (!common || !sameShape(common, shape)) refuseShape(target, from, shape);
  charge(context, positions.length);
  const at = broadcastIndex(trimmed, shape);
  const whole = { ...target, geometry: target.geometry };
  const places = logicalPlaces(context, target, index, source);
  writeTo(whole, positions, (i) => from.data[at(i)] as number, isRandom(source) || context.tainted);
  if (places) recordWrite(target, source, places, trimmed, at);
}

const trimLeading = (shape: readonly number[], wanted: readonly number[]): readonly number[] => {
  let extra = 0;
  while (shape.length - extra > wanted.length && shape[extra] === 1) extra++;
  return shape.slice(extra);
};

function refuseShape(target: TensorValue, from: Tensor, shape: readonly number[]): never {
  const list = (sizes: readonly number[]) => `[${sizes.join(', ')}]`;
  if (target.library !== 'torch') {
    return raise(
      'ValueError',
      `could not broadcast input array from shape (${from.shape},) into shape (${shape},)`,
    );
  }
  return raise(
    'RuntimeError',
    `shape mismatch: value tensor of shape ${list(from.shape)} cannot be broadcast to indexing result of shape ${list(shape)}`,
  );
}

/** Where the write lands in the target's own order, when its gradient must be recorded. */
function logicalPlaces(
  context: Context,
  target: TensorValue,
  index: Value,
  source: TensorValue,
): Int32Array | undefined {
  if (!needsGradient(context, [target, source]) || !isFloating(target.dtype)) return undefined;
  if (cannotFollow(target)) {
    lose(target, untraceable);
    return undefined;
  }
  return logicalPositions(context, target, index);
}

function writeTo(
  target: TensorValue,
  positions: Int32Array,
  value: (i: number) => number,
  random: boolean,
): void {
  const { storage, dtype } = target;
  const rounded = mapTensor(
    { data: new Float64Array(positions.length), shape: [positions.length], dtype: 'float64' },
    dtype,
    (_, i) => value(i),
  );
  if (storage.captured) storage.data = storage.data.slice();
  storage.captured = false;
  storage.version++;
  storage.random = storage.random || random;
  for (let i = 0; i < positions.length; i++) storage.data[positions[i] as number] = rounded.data[i] as number;
}

/** The written places pass the gradient to the value, the others to what the tensor was. */
function recordWrite(
  target: TensorValue,
  source: TensorValue,
  places: Int32Array,
  trimmed: readonly number[],
  at: (i: number) => number,
): void {
  const before: TensorValue = { ...target };
  const backward: Backward = (g) => {
    const kept = mapTensor(g, g.dtype, (x) => x);
    const taken = {
      data: Float64Array.from(places, (place) => g.data[place] as number),
      shape: [places.length],
      dtype: g.dtype,
    };
    for (const place of places) kept.data[place] = 0;
    const toSource = source.requiresGrad
      ? castGradient({ ...sumTo(taken, trimmed, at), shape: shapeOf(source) }, source.dtype)
      : null;
    return [edgeOf(before) ? kept : null, toSource];
  };
  attach(target, { name: 'CopySlices', inputs: [before, source], backward });
}

/** Fills the whole tensor with one number, whatever was in it. */
export function fillWith(
  context: Context,
  target: TensorValue,
  values: (count: number) => ArrayLike<number>,
  random: boolean,
): TensorValue {
  checkWritable(context, target);
  const count = sizeOf(shapeOf(target));
  charge(context, count);
  const data = Float64Array.from(values(count));
  const rounded = mapTensor({ data, shape: shapeOf(target), dtype: 'float64' }, target.dtype, (x) => x);
  overwrite(target, rounded, random);
  if (!random && !target.isView) target.storage.random = context.tainted;
  if (context.gradEnabled && target.requiresGrad && target.node) {
    target.node = null;
    target.requiresGrad = false;
  }
  return target;
}
