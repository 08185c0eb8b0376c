import { at, tensor, zeros } from '../create.ts';
import { defineLoss } from '../define.ts';
import { ctcLoss as loss, occupancy, type Sequence } from '../families/ctc.ts';
import { checkCtc, labelsAt, layoutOf } from '../families/ctc_inputs.ts';
import { fixed, learned, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import { precisionOf } from '../rounding.ts';
import { ctcSteps, zeroInfinityStep } from '../steps/ctc_loss.ts';
import type { DType, Tensor } from '../tensor.ts';

interface CtcCall {
  readonly inputs: {
    readonly log_probs: Tensor;
    readonly targets: Tensor;
    readonly input_lengths: Tensor;
    readonly target_lengths: Tensor;
  };
  readonly options: { readonly blank: number; readonly zero_infinity: boolean };
  readonly dtype: DType;
}

function sequenceAt({ inputs, options }: CtcCall, n: number): Sequence {
  const { batch, classes } = layoutOf(inputs.log_probs);
  return {
    logp: (t, c) => at(inputs.log_probs.data, (t * batch + n) * classes + c),
    times: at(inputs.input_lengths.data, n),
    labels: labelsAt(inputs.targets, inputs.target_lengths, n),
    blank: options.blank,
  };
}

export const ctcLoss = defineLoss({
  id: 'ctc_loss',
  title: 'CTC (temporal classification)',
  group: 'sequence',
  summary:
    'Minus the log-probability of a label sequence, summed over all its alignments with the input. Takes log_softmax outputs; the mean first divides each loss by the length of its target.',
  formula: String.raw`\ell = -\log \sum_{\pi \in \mathcal{B}^{-1}(y)} \prod_t p_t(\pi_t)`,
  references: [
    torchPage('CTCLoss'),
    {
      title: 'Graves et al. 2006: Connectionist Temporal Classification',
      url: 'https://www.cs.toronto.edu/~graves/icml_2006.pdf',
    },
  ],
  inputs: [
    learned(
      'log_probs',
      'prediction',
      ['log-probabilities'],
      'log-probabilities of shape (T, N, C), or (T, C) for one sequence',
    ),
    fixed(
      'targets',
      'target',
      ['class-indices'],
      'labels without blanks: (N, S) padded, or all sequences one after another',
    ),
    fixed('input_lengths', 'other', ['reals'], 'how many time steps of each sequence count'),
    fixed('target_lengths', 'other', ['reals'], 'how many labels each sequence has'),
  ],
  params: [
    {
      name: 'blank',
      label: 'Blank',
      summary: 'the class that stands for no label',
      kind: 'integer',
      default: 0,
      min: 0,
      slider: [0, 10, 1],
    },
    {
      name: 'zero_infinity',
      label: 'Zero infinite losses',
      summary: 'counts sequences without any alignment as 0',
      kind: 'boolean',
      default: false,
    },
  ],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('ctc_loss', 'CTCLoss', ['log_probs', 'targets', 'input_lengths', 'target_lengths']),
  example: {
    inputs: {
      log_probs: tensor(
        [
          [0.1, 0.6, 0.3],
          [0.5, 0.2, 0.3],
          [0.2, 0.2, 0.6],
        ].map((row) => [row.map(Math.log)]),
      ),
      targets: tensor([[1, 2]], 'int64'),
      input_lengths: tensor([3], 'int64'),
      target_lengths: tensor([2], 'int64'),
    },
  },
  check: checkCtc,
  forward: (call) => {
    const { batch, shape } = layoutOf(call.inputs.log_probs);
    const { store } = precisionOf(call.dtype);
    const losses = zeros(shape, call.dtype);
    const meanWeights = new Float64Array(batch);
    for (let n = 0; n < batch; n++) {
      const each = loss(sequenceAt(call, n));
      losses.data[n] = call.options.zero_infinity && each === Number.POSITIVE_INFINITY ? 0 : store(each);
      meanWeights[n] = 1 / Math.max(1, at(call.inputs.target_lengths.data, n));
    }
    return { losses, divisor: batch, meanWeights };
  },
  /**
   * As PyTorch's: the probabilities minus the occupancy. That is the gradient through log_softmax; the partial
   * derivative alone would lack the probabilities, which a log_softmax before it cancels anyway.
   */
  backward: (call, upstream) => {
    const { log_probs } = call.inputs;
    const { batch, classes } = layoutOf(log_probs);
    const { store } = precisionOf(call.dtype);
    const gradient = zeros(log_probs.shape, call.dtype);
    for (let n = 0; n < batch; n++) {
      const sequence = sequenceAt(call, n);
      const infinite = loss(sequence) === Number.POSITIVE_INFINITY;
      if (infinite && call.options.zero_infinity) continue;
      const shares = occupancy(sequence, classes);
      for (let t = 0; t < sequence.times; t++)
        for (let c = 0; c < classes; c++) {
          // PyTorch subtracts logarithms here, so a log-probability of −∞ gives NaN.
          const lost = infinite || sequence.logp(t, c) === Number.NEGATIVE_INFINITY;
          const share = lost ? Number.NaN : (shares[t * classes + c] as number);
          const g = (upstream[n] as number) * (Math.exp(sequence.logp(t, c)) - share);
          gradient.data[(t * batch + n) * classes + c] = store(g);
        }
    }
    return { log_probs: gradient };
  },
  steps: (call, index) => {
    const sequence = sequenceAt(call, index);
    const each = loss(sequence);
    const steps = ctcSteps(sequence, precisionOf(call.dtype).store(each));
    const zeroed = call.options.zero_infinity && each === Number.POSITIVE_INFINITY;
    return zeroed ? [...steps, zeroInfinityStep] : steps;
  },
});
