import { computeLoss } from '../../core/compute.ts';
import { examine } from '../../core/health/index.ts';
import type { Inputs, LossDefinition } from '../../core/loss.ts';
import { lossById } from '../../core/losses/index.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { LossRecord } from '../context.ts';
import { mapTensor } from '../ops/elementwise.ts';
import type { Note } from '../outcome.ts';

type NoteBody = Pick<Note, 'message' | 'cure' | 'rule' | 'severity' | 'input' | 'repaired'>;

/** Checks after which the logarithm of the input is what the loss wanted. */
const mendedByLog = new Set(['probabilities_as_logits', 'probabilities_as_log_probabilities']);

/** What the numbers of a computed loss reveal: probabilities where logits belong, and the like. */
export function notesFor(record: LossRecord, tensors: Readonly<Record<string, Tensor>>): NoteBody[] {
  const loss = lossById(record.loss);
  if (!loss) return [];
  const { options, reduction } = record.outcome.call;
  return examine(loss, { inputs: tensors, options, reduction })
    .filter(({ severity }) => severity !== 'info')
    .map(({ check, message, cure, rule, severity, input }) => ({
      message,
      cure,
      rule,
      severity,
      input,
      repaired: mendedByLog.has(check) ? repaired(loss, record, tensors, input) : null,
    }));
}

/** The loss of the logarithm of `input`. */
function repaired(loss: LossDefinition, record: LossRecord, tensors: Inputs, input: string): number | null {
  const given = tensors[input];
  if (!given) return null;
  const { options, reduction } = record.outcome.call;
  const mended = { ...tensors, [input]: mapTensor(given, given.dtype, Math.log) };
  const outcome = computeLoss(loss, { inputs: mended, options, reduction });
  const { data, shape } = outcome.ok ? outcome.value.value : given;
  return outcome.ok && shape.length === 0 ? (data[0] as number) : null;
}
