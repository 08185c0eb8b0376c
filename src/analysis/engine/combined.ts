import { type TensorValue, tensorOf } from '../value.ts';
import { entriesOf } from './containers.ts';
import { joinAll } from './join.ts';
import { withoutRows } from './rows.ts';
import type { Value } from './values.ts';

/** Scores averaged are scores; anything else is something else. */
export function pooled(tensor: TensorValue, shape: TensorValue['shape'] = null): TensorValue {
  return tensor.scale === 'logits' ? { ...tensor, shape } : tensorOf({ classes: tensor.classes, shape });
}

/** Between two probabilities lies a probability. */
export function resized(tensor: TensorValue): TensorValue {
  return tensor.scale === 'probabilities' ? { ...tensor, shape: null } : pooled(tensor);
}

export function concatenated(operand: Value): Value {
  const entries = entriesOf(operand);
  if (entries === undefined) return operand.kind === 'tensor' ? operand : tensorOf();
  // `acc = torch.cat((acc, x))` begins with a tensor of no elements.
  const filled = entries.filter(({ value }) => value.kind !== 'tensor' || value.shape?.includes(0) !== true);
  const joined = joinAll((filled.length > 0 ? filled : entries).map(({ value }) => value));
  return joined.kind === 'tensor'
    ? { ...joined, shape: null, marks: withoutRows(joined.marks) }
    : joined.kind === 'union'
      ? joined
      : tensorOf();
}
