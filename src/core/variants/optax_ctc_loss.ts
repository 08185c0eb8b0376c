import { at, tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import {
  checkLogits,
  type LogitsCall,
  logitsBackward,
  logitsForward,
  logitsSteps,
} from '../families/ctc_logits.ts';
import { optaxApis, optaxPage, optaxReductions } from '../families/optax.ts';
import { fixed, learned } from '../families/specs.ts';
import type { LossError } from '../loss.ts';
import type { DType, Tensor } from '../tensor.ts';

interface CtcCall {
  readonly inputs: {
    readonly log_probs: Tensor;
    readonly targets: Tensor;
    readonly input_lengths: Tensor;
    readonly target_lengths: Tensor;
  };
  readonly options: { readonly blank: number };
  readonly dtype: DType;
}

const measured = ({ inputs, options, dtype }: CtcCall): LogitsCall => ({
  logits: inputs.log_probs,
  labels: inputs.targets,
  blank: options.blank,
  dtype,
  times: (n) => at(inputs.input_lengths.data, n),
  length: (n) => at(inputs.target_lengths.data, n),
});

function check(call: CtcCall): LossError | undefined {
  const [batch = 0, , classes = 1] = call.inputs.log_probs.shape;
  const { input_lengths, target_lengths } = call.inputs;
  if (input_lengths.data.length !== batch || target_lengths.data.length !== batch)
    return { message: `${batch} lengths are needed, one a sequence`, at: 'input_lengths' };
  if (call.options.blank >= classes) return { message: `blank must be below ${classes}`, at: 'blank' };
  return checkLogits(measured(call));
}

export const optaxCtcLoss = defineVariant({
  id: 'optax.ctc_loss',
  library: 'optax',
  of: { ctc_loss: {} },
  difference:
    'Takes logits (batch, time, classes) and applies log_softmax itself; lengths are given as paddings, arrays of 1 where a step or label does not count. Unreduced; an impossible alignment costs about 100,000 instead of infinity.',
  title: 'CTC (optax)',
  group: 'sequence',
  summary: 'Minus the log-probability of a label sequence, summed over all its alignments with the input.',
  formula: String.raw`\ell = -\log \sum_{\pi \in \mathcal{B}^{-1}(y)} \prod_t p_t(\pi_t)`,
  references: [optaxPage('ctc_loss')],
  inputs: [
    learned('log_probs', 'prediction', ['logits'], 'logits of shape (batch, time, classes)'),
    fixed('targets', 'target', ['class-indices'], 'labels of shape (batch, length)'),
    fixed('input_lengths', 'other', ['reals'], 'how many time steps of each sequence count (logit_paddings)'),
    fixed('target_lengths', 'other', ['reals'], 'how many labels each sequence has (label_paddings)'),
  ],
  params: [
    {
      name: 'blank',
      label: 'Blank',
      summary: 'the class that stands for no label (blank_id)',
      kind: 'integer',
      default: 0,
      min: 0,
      slider: [0, 10, 1],
    },
  ],
  reductions: optaxReductions,
  reduction: 'none',
  apis: optaxApis('ctc_loss', ['log_probs', 'input_lengths', 'targets', 'target_lengths']),
  example: {
    inputs: {
      log_probs: tensor([
        [
          [0.1, 0.6, 0.3],
          [0.5, 0.2, 0.3],
          [0.2, 0.2, 0.6],
        ],
      ]),
      targets: tensor([[1, 2]], 'int64'),
      input_lengths: tensor([3], 'int64'),
      target_lengths: tensor([2], 'int64'),
    },
  },
  check,
  forward: (call) => logitsForward(measured(call)),
  backward: (call, upstream) => ({ log_probs: logitsBackward(measured(call), upstream) }),
  steps: (call, index) => logitsSteps(measured(call), index),
});
