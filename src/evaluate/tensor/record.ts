import { isFloating } from '../../core/dtype.ts';
import { sameShape } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import { type Context, charge } from '../context.ts';
import type { GradientEdge, GradientNode, TensorValue } from '../values/value.ts';
import { positionsOf, rowMajor, type View } from './geometry.ts';
import { printedName } from './gradient-names.ts';
import { scatterAdd } from './scatter.ts';
import { bare, result, shapeOf } from './tensor.ts';

/** Gradients of the inputs, in order, from the gradient of the output. */
export type Backward = (gradient: Tensor) => readonly (Tensor | null)[];

export interface Recording {
  /** `Add`: printed as `AddBackward0`; see `printedName`. */
  readonly name: string;
  readonly inputs: readonly TensorValue[];
  readonly backward: Backward;
  /** Tensors whose numbers the gradient uses, which must not change until then. */
  readonly saved?: readonly TensorValue[];
  /** The gradient uses the numbers of the result. */
  readonly savesOutput?: boolean;
}

export const edgeOf = (value: TensorValue): GradientEdge | null => {
  if (!value.requiresGrad) return null;
  return value.node ? { kind: 'node', node: value.node } : { kind: 'leaf', tensor: value };
};

export const needsGradient = (context: Context, inputs: readonly TensorValue[]): boolean =>
  context.gradEnabled && inputs.some((input) => input.requiresGrad);

/** Puts `output` behind an operation on the tape. */
export function attach(output: TensorValue, recording: Recording): void {
  const { name, inputs, backward, saved = [], savesOutput = false } = recording;
  output.requiresGrad = true;
  output.node = {
    name: printedName(name),
    shape: shapeOf(output),
    dtype: output.dtype,
    edges: inputs.map(edgeOf),
    backward,
    released: false,
    retained: [],
    hooks: [],
    output: savesOutput ? output : null,
    saved: (savesOutput ? [...saved, output] : saved).map((value) => ({
      value,
      version: value.storage.version,
    })),
  } satisfies GradientNode;
}

/** The result of an operation; recorded when an input asks for gradients and the result is floating. */
export function record(context: Context, tensor: Tensor, recording: Recording): TensorValue {
  const output = result(context, tensor, recording.inputs);
  if (needsGradient(context, recording.inputs) && isFloating(tensor.dtype)) {
    // What the gradient captured stays as it is now: later writes copy.
    for (const input of [...recording.inputs, output]) input.storage.captured = true;
    attach(output, recording);
  }
  return output;
}

/** A view: shares the storage; its gradient flows back to the places it shows. */
export function recordView(context: Context, name: string, input: TensorValue, view: View): TensorValue {
  const geometry = view(input.geometry);
  charge(context, 1);
  const output = bare(input.library, input.dtype, input.storage, geometry, true);
  if (needsGradient(context, [input])) {
    const shape = shapeOf(input);
    input.storage.hasRecordedViews = true;
    const backward: Backward = (gradient) => {
      const same = sameShape(geometry.shape, shape);
      const positions = positionsOf(view(rowMajor(shape)));
      const plain = same && positions.every((p, i) => p === i);
      return [plain ? gradient : scatterAdd(gradient, positions, shape)];
    };
    attach(output, { name, inputs: [input], backward });
  }
  return output;
}
