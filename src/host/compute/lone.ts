import { computeLoss } from '../../core/compute.ts';
import type { LossDefinition } from '../../core/loss.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { LossCallSite } from '../../evaluate/outcome.ts';
import type { Evaluated } from '../evaluate/evaluations.ts';
import type { Written } from './evaluate.ts';
import type { Found } from './gather.ts';
import { assignRoles } from './roles.ts';
import { provisionalInputs } from './target.ts';

/** The call in a document's code that takes this very tensor: the first below it, else the last above. */
export function callTaking(
  { evaluation, isHere }: Evaluated,
  { tensor, end }: Found,
): LossCallSite | undefined {
  const calls = evaluation.lossCalls.filter(
    (call) => isHere(call) && Object.values(call.inputs).some((input) => isSame(input, tensor)),
  );
  return calls.find((call) => call.start >= end) ?? calls.at(-1);
}

const isSame = (a: Tensor, b: Tensor): boolean =>
  a.shape.join() === b.shape.join() && a.data.every((value, i) => Object.is(value, b.data[i]));

/** Whether the tensors are a lone prediction of a loss that takes more: the rest is provisional until it is given. */
export function lacksTarget(loss: LossDefinition, found: readonly Written[]): boolean {
  const prediction = loss.inputs.find(({ role }) => role === 'prediction');
  const [only] = found;
  if (!only || found.length > 1 || !prediction || loss.inputs.length < 2) return false;
  if (assignRoles(loss, found)?.get(prediction.name) !== 0) return false;
  return computeLoss(loss, { inputs: provisionalInputs(loss, only.tensor) }).ok;
}
