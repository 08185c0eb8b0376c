import type { Scale } from '../core/loss.ts';
import type { LossCallFact } from './fact.ts';
import type { TensorValue } from './value.ts';

/** What a call of one of these losses is given as its prediction, when it is known to be on that scale. */
export function predictionOn(
  fact: LossCallFact,
  losses: readonly string[],
  scale: Scale,
): TensorValue | undefined {
  const tensor = fact.prediction?.tensor;
  return losses.includes(fact.loss) && tensor?.scale === scale ? tensor : undefined;
}

/** “A softmax output”, “A sigmoid output”, or “Probabilities” where the activation is not known. */
export function named(tensor: TensorValue): string {
  const { activation } = tensor;
  return activation === 'softmax' || activation === 'sigmoid' ? `A ${activation} output` : 'A probability';
}

/** A flag in effect: its constant value, false when it is not given, undefined when it is not known. */
export function flagOf(fact: LossCallFact, name: string): boolean | undefined {
  const value = fact.option(name)?.value;
  if (value === undefined) return false;
  return value.kind === 'constant' && typeof value.value === 'boolean' && !value.soft
    ? value.value
    : undefined;
}
