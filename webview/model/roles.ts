import type { InputSpec, LossDefinition, Options, Scale } from '../../src/core/loss.ts';

/** The scale on which a loss takes its prediction, under these options. */
export function takenScale(loss: LossDefinition, options: Options): Scale {
  return options.from_logits === true ? 'logits' : (predictionOf(loss).accepts[0] ?? 'reals');
}

export function predictionOf(loss: LossDefinition): InputSpec {
  const spec = loss.inputs.find((input) => input.role === 'prediction') ?? loss.inputs[0];
  if (!spec) throw new Error(`${loss.id} has no inputs.`);
  return spec;
}

export const targetOf = (loss: LossDefinition): InputSpec | undefined =>
  loss.inputs.find((input) => input.role === 'target');
