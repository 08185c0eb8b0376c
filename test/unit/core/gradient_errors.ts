import { computeLoss } from '../../../src/core/compute.ts';
import { fromValues } from '../../../src/core/create.ts';
import type { LossDefinition, LossRequest } from '../../../src/core/loss.ts';
import { normalized } from './calls.ts';

/** The summed result: what the gradient is of. */
function total(loss: LossDefinition, request: LossRequest): number {
  const outcome = computeLoss(loss, request);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return Array.from(outcome.value.value.data).reduce((a, b) => a + b, 0);
}

function nudged(request: LossRequest, name: string, at: number, by: number): LossRequest {
  const tensor = request.inputs[name];
  if (!tensor) throw new Error(name);
  const values = Array.from(tensor.data, (x, i) => (i === at ? x + by : x));
  const moved = fromValues(values, tensor.shape, tensor.dtype);
  // PyTorch's gradient of ctc_loss is that through log_softmax: what it is with rows that stay normalised.
  const placed = name === 'log_probs' ? normalized(moved) : moved;
  return { ...request, inputs: { ...request.inputs, [name]: placed } };
}

/** A fourth-order central difference: exact to h⁴, so that a large step keeps rounding errors small. */
function slope(loss: LossDefinition, request: LossRequest, name: string, at: number): number {
  const h = 1e-4;
  const f = (steps: number) => total(loss, nudged(request, name, at, steps * h));
  return (8 * (f(1) - f(-1)) - (f(2) - f(-2))) / (12 * h);
}

/** Where a gradient is not what central differences measure. */
export function gradientErrors(loss: LossDefinition, request: LossRequest): string[] {
  const outcome = computeLoss(loss, { ...request, gradient: true });
  if (!outcome.ok) return [`${outcome.error.message} ${JSON.stringify(request)}`];
  return Object.entries(outcome.value.gradients).flatMap(([name, gradient]) =>
    Array.from(gradient.data).flatMap((g, i) => {
      const measured = slope(loss, request, name, i);
      const close = Math.abs(g - measured) < 1e-7 * Math.max(1, Math.abs(measured));
      return close ? [] : [`${name}[${i}] is ${g}, measured ${measured}`];
    }),
  );
}
