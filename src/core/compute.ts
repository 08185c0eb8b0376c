import { ok } from '../result.ts';
import type { ComputeLoss, LossCall, LossDefinition } from './loss.ts';
import { reduce, upstreamOf } from './reduce.ts';
import { validate } from './validate.ts';

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
  const value = reduce(elements, call, batch);
  const gradients = request.gradient ? loss.backward(call, upstreamOf(elements, call, batch)) : {};
  return ok({ value, elements, gradients, call });
};

/** The length of the prediction's first axis, which `batchmean` divides by. */
function batchSize(loss: LossDefinition, call: LossCall): number {
  const prediction = loss.inputs.find((spec) => spec.role === 'prediction');
  return (prediction && call.inputs[prediction.name]?.shape[0]) ?? 1;
}
