import { ok } from '../result.ts';
import { cast } from './create.ts';
import { isFloating } from './dtype.ts';
import type { ComputeLoss, LossCall, LossDefinition } from './loss.ts';
import { finished, reduce, throughFinish, upstreamOf } from './reduce.ts';
import type { Tensor } from './tensor.ts';
import { validate } from './validate.ts';

type Gradients = Readonly<Record<string, Tensor>>;

/**
 * Computes a loss: validates the request, evaluates the elements, reduces, and differentiates when asked to.
 * Never throws: what the library would refuse comes back as an error with the library's own text.
 */
export const computeLoss: ComputeLoss = (loss, request) => {
  const validated = validate(loss, request);
  if (!validated.ok) return validated;
  const call = validated.value;
  const elements = loss.forward(call);
  const batch = batchSize(loss, call);
  const reduced = reduce(elements, call, batch);
  const value = finished(reduced, loss.finish);
  if (!request.gradient) return ok({ value, elements, gradients: {}, call });
  const upstream = throughFinish(upstreamOf(elements, call, batch), reduced, loss.finish);
  return ok({ value, elements, gradients: inOwnDType(loss.backward(call, upstream), call), call });
};

/** A gradient has the dtype of its tensor, where the inputs differ in theirs. */
const inOwnDType = (gradients: Gradients, { inputs }: LossCall): Gradients =>
  Object.fromEntries(
    Object.entries(gradients).map(([name, gradient]) => {
      const dtype = inputs[name]?.dtype ?? gradient.dtype;
      return [name, isFloating(dtype) ? cast(gradient, dtype) : gradient];
    }),
  );

/** The length of the prediction's first axis, which `batchmean` divides by. */
function batchSize(loss: LossDefinition, call: LossCall): number {
  const prediction = loss.inputs.find((spec) => spec.role === 'prediction');
  return (prediction && call.inputs[prediction.name]?.shape[0]) ?? 1;
}
