import { computeLoss } from '../../src/core/compute.ts';
import type { Inputs, LossDefinition, LossVariant, Options } from '../../src/core/loss.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import { takenScale } from './roles.ts';

export interface Example {
  readonly inputs: Inputs;
  readonly options: Options;
}

/**
 * What stands where a setting has no tensors. Another library's loss is shown on the example of the loss it is known by,
 * as one batch where it wants one, so that changing the library changes nothing but the loss.
 */
export function exampleOf(base: LossDefinition, loss: LossDefinition): Example {
  if (loss === base) return { inputs: base.example.inputs, options: base.example.options ?? {} };
  const options = { ...base.example.options, ...sameMeaning(loss, base.id) };
  const declared = Object.fromEntries(
    Object.entries(options).filter(([name]) => loss.params.some((param) => param.name === name)),
  );
  const fits = takenScale(base, base.example.options ?? {}) === takenScale(loss, declared);
  const inputs = [base.example.inputs, batched(base.example.inputs)].find(
    (each) => fits && computes(loss, each, declared),
  );
  return inputs
    ? { inputs, options: declared }
    : { inputs: loss.example.inputs, options: loss.example.options ?? {} };
}

/** The options under which another library's loss means the same as PyTorch's: from_logits, where that takes logits. */
export const sameMeaning = (loss: LossDefinition, id: string): Options =>
  'of' in loss ? ((loss as LossVariant).of[id] ?? {}) : {};

function computes(loss: LossDefinition, inputs: Inputs, options: Options): boolean {
  const outcome = computeLoss(loss, { inputs, options });
  return outcome.ok && outcome.value.value.data.every(Number.isFinite);
}

const batched = (inputs: Inputs): Inputs =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]): [string, Tensor] => [
      name,
      { ...tensor, shape: [1, ...tensor.shape] },
    ]),
  );
