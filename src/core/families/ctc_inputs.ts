import { at } from '../create.ts';
import { isFloating, scalarTypeName } from '../dtype.ts';
import type { LossError } from '../loss.ts';
import { torchSize } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

interface CtcInputs {
  readonly log_probs: Tensor;
  readonly targets: Tensor;
  readonly input_lengths: Tensor;
  readonly target_lengths: Tensor;
}

/** (T, N, C), or (T, C) for a single sequence. */
export function layoutOf({ shape }: Tensor): {
  readonly times: number;
  readonly batch: number;
  readonly classes: number;
  readonly shape: readonly number[];
} {
  const single = shape.length < 3;
  const batch = single ? 1 : (shape[1] ?? 1);
  return { times: shape[0] ?? 0, batch, classes: shape[shape.length - 1] ?? 1, shape: single ? [] : [batch] };
}

/** The labels of sequence n, from a padded (N, S) tensor or from all sequences one after another. */
export function labelsAt(targets: Tensor, lengths: Tensor, n: number): number[] {
  const length = at(lengths.data, n);
  let start = 0;
  if (targets.shape.length > 1) start = n * (targets.shape[1] ?? 0);
  else for (let k = 0; k < n; k++) start += at(lengths.data, k);
  return Array.from({ length }, (_, i) => at(targets.data, start + i));
}

/** What `ctc_loss` refuses. */
export function checkCtc({
  inputs,
  options,
}: {
  readonly inputs: CtcInputs;
  readonly options: { readonly blank: number };
}): LossError | undefined {
  const { classes } = layoutOf(inputs.log_probs);
  if (!isFloating(inputs.log_probs.dtype))
    return {
      message: `"ctc_loss_cpu" not implemented for '${scalarTypeName(inputs.log_probs.dtype)}'`,
      cure: 'Give log_softmax of floating logits.',
      at: 'log_probs',
    };
  if (inputs.log_probs.shape.length < 2 || inputs.log_probs.shape.length > 3)
    return {
      message: `log_probs needs shape (T, N, C) or (T, C), got ${torchSize(inputs.log_probs.shape)}`,
      cure: 'Time comes first: log_probs.transpose(0, 1) for batch-first outputs.',
      at: 'log_probs',
    };
  if (options.blank >= classes)
    return {
      message: 'blank must be in label range',
      cause: `blank is ${options.blank}; there are ${classes} classes.`,
      cure: `Give an index from 0 to ${classes - 1}.`,
      at: 'blank',
    };
  return checkLengths(inputs) ?? checkLabels(inputs);
}

function checkLengths({
  log_probs,
  targets,
  input_lengths,
  target_lengths,
}: CtcInputs): LossError | undefined {
  const { times, batch } = layoutOf(log_probs);
  for (const [name, lengths] of [
    ['input_lengths', input_lengths],
    ['target_lengths', target_lengths],
  ] as const)
    if (lengths.data.length !== batch)
      return {
        message: `${name} must be of size batch_size`,
        cure: `Give ${batch} lengths, one a sequence.`,
        at: name,
      };
  const padded = targets.shape.length > 1;
  const room = padded ? (targets.shape[1] ?? 0) : targets.data.length;
  let used = 0;
  for (let n = 0; n < batch; n++) {
    const [input, target] = [at(input_lengths.data, n), at(target_lengths.data, n)];
    if (input < 0 || input > times || target < 0) return badLength(n, input, target, times);
    used = targets.shape.length > 1 ? Math.max(used, target) : used + target;
  }
  if (used <= room && (targets.shape.length < 2 || targets.shape[0] === batch)) return undefined;
  return {
    message: `Expected tensor to have size ${padded ? 'at least ' : ''}${used} at dimension ${padded ? 1 : 0}, but got size ${room} for argument #2 'targets' (while checking arguments for ctc_loss_cpu)`,
    cause: 'target_lengths promise more labels than targets holds.',
    cure: 'Give the lengths before padding.',
    at: 'target_lengths',
  };
}

const badLength = (n: number, input: number, target: number, times: number): LossError =>
  target < 0
    ? {
        message: `Expected target_lengths to have value at least 0, but got value ${target} (while checking arguments for ctc_loss_cpu)`,
        cure: 'Give how many labels each sequence has.',
        at: 'target_lengths',
      }
    : {
        message: `Expected input_lengths to have value at most ${times}, but got value ${input} (while checking arguments for ctc_loss_cpu)`,
        cause: `Sequence ${n} claims ${input} time steps; log_probs has ${times}.`,
        cure: 'Divide the lengths by the factor by which the network shortens its input.',
        at: 'input_lengths',
      };

function checkLabels({ log_probs, targets, target_lengths }: CtcInputs): LossError | undefined {
  const { batch, classes } = layoutOf(log_probs);
  for (let n = 0; n < batch; n++)
    for (const label of labelsAt(targets, target_lengths, n))
      if (!(label >= 0 && label < classes))
        return {
          message: `label ${label} is out of range`,
          cause: `Sequence ${n} has the label ${label}; there are ${classes} classes.`,
          cure: 'Labels run from 0 to C − 1 and leave out the blank.',
          at: 'targets',
        };
  return undefined;
}
