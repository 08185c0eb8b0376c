import { at, tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import {
  checkLogits,
  type LogitsCall,
  logitsBackward,
  logitsForward,
  logitsSteps,
} from '../families/ctc_logits.ts';
import { kerasApis, kerasReductions } from '../families/keras.ts';
import { fixed, learned } from '../families/specs.ts';
import type { DType, Tensor } from '../tensor.ts';

interface CtcCall {
  readonly inputs: { readonly log_probs: Tensor; readonly targets: Tensor };
  readonly dtype: DType;
}

/** All steps count; of the labels those that are not 0, which is both the blank and the padding. */
const whole = ({ inputs: { log_probs, targets }, dtype }: CtcCall): LogitsCall => ({
  logits: log_probs,
  labels: targets,
  blank: 0,
  dtype,
  times: () => log_probs.shape[1] ?? 0,
  length: (n) => {
    const width = targets.shape[1] ?? 0;
    return Array.from({ length: width }, (_, i) => at(targets.data, n * width + i)).filter((id) => id !== 0)
      .length;
  },
});

export const kerasCtc = defineVariant({
  id: 'keras.ctc',
  library: 'keras',
  of: { ctc_loss: {} },
  difference:
    'Takes logits (batch, time, classes) and applies log_softmax itself; labels are padded with the blank, 0, and every time step counts. The mean is over the sequences, without dividing by their lengths; an impossible alignment costs about 100,000 instead of infinity.',
  title: 'CTC (Keras)',
  group: 'sequence',
  summary: 'Minus the log-probability of a label sequence, summed over all its alignments with the input.',
  formula: String.raw`\ell = -\log \sum_{\pi \in \mathcal{B}^{-1}(y)} \prod_t p_t(\pi_t)`,
  references: [{ title: 'Keras: CTC', url: 'https://keras.io/api/losses/' }],
  inputs: [
    learned('log_probs', 'prediction', ['logits'], 'y_pred: logits of shape (batch, time, classes)'),
    fixed('targets', 'target', ['class-indices'], 'y_true: labels of shape (batch, length), padded with 0'),
  ],
  params: [],
  reductions: kerasReductions,
  reduction: 'mean',
  apis: kerasApis('CTC', 'ctc', ['targets', 'log_probs']),
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
    },
  },
  check: (call) => checkLogits(whole(call)),
  forward: (call) => logitsForward(whole(call)),
  backward: (call, upstream) => ({ log_probs: logitsBackward(whole(call), upstream) }),
  steps: (call, index) => logitsSteps(whole(call), index),
});
