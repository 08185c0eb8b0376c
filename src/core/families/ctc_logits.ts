import { at, zeros } from '../create.ts';
import { isFloating } from '../dtype.ts';
import type { Elements, LossError, Step } from '../loss.ts';
import { type Precision, precisionOf } from '../rounding.ts';
import { sizes } from '../shape.ts';
import { ctcSteps } from '../steps/ctc_loss.ts';
import { latex, vector } from '../steps/latex.ts';
import { step } from '../steps/step.ts';
import type { DType, Tensor } from '../tensor.ts';
import { ctcLoss, type Sequence } from './ctc.ts';
import { type HeldSequence, heldLoss, heldSlopes } from './ctc_held.ts';
import { logSoftmaxBackward, logSoftmaxRow } from './softmax_rows.ts';

/** CTC as Keras and optax take it: logits (batch, time, classes) and labels (batch, length), softmax inside. */
export interface LogitsCall {
  readonly logits: Tensor;
  readonly labels: Tensor;
  readonly blank: number;
  readonly dtype: DType;
  /** How many steps and labels of sequence n count. */
  readonly times: (n: number) => number;
  readonly length: (n: number) => number;
}

function sequenceAt({ logits, labels, blank, dtype, times, length }: LogitsCall, n: number) {
  const [steps = 0, classes = 1] = logits.shape.slice(1);
  const precision = precisionOf(dtype);
  const rows = Array.from({ length: times(n) }, (_, t) => {
    const start = (n * steps + t) * classes;
    return logSoftmaxRow(Float64Array.from(logits.data.subarray(start, start + classes)), precision);
  });
  const width = labels.shape[1] ?? 0;
  const labelAt = (i: number) => at(labels.data, n * width + i);
  const sequence: Sequence & HeldSequence = {
    logp: (t, c) => rows[t]?.[c] ?? Number.NEGATIVE_INFINITY,
    times: rows.length,
    labels: Array.from({ length: length(n) }, (_, i) => labelAt(i)),
    // The label after the last one is padding, and is compared all the same.
    repeats: Array.from({ length: length(n) }, (_, i) => i + 1 < width && labelAt(i) === labelAt(i + 1)),
    blank,
  };
  return { sequence, rows };
}

export function logitsForward(call: LogitsCall): Elements {
  const batch = call.logits.shape[0] ?? 0;
  const { store } = precisionOf(call.dtype);
  const losses = zeros([batch], call.dtype);
  for (let n = 0; n < batch; n++) losses.data[n] = store(heldLoss(sequenceAt(call, n).sequence));
  return { losses, divisor: batch };
}

/** The steps to the loss of sequence `index`: the softmax of each step, then those of CTC. */
export function logitsSteps(call: LogitsCall, index: number): readonly Step[] {
  const { sequence, rows } = sequenceAt(call, index);
  const { store } = precisionOf(call.dtype);
  const each = ctcLoss(sequence);
  const softmax = step(
    'Log-softmax of every time step',
    String.raw`\log p_t = \log \mathrm{softmax}(z_t)`,
    vector(rows[0] ?? []),
    rows.flatMap((row) => [...row]),
  );
  const steps = [softmax, ...ctcSteps(sequence, store(each))];
  if (Number.isFinite(each)) return steps;
  const loss = store(heldLoss(sequence));
  const held = step(
    'No alignment: those that break a rule count, each with log 0 held at −100,000',
    String.raw`\ell \approx 10^5`,
    latex(loss),
    loss,
  );
  return [...steps, held];
}

/** The gradient with respect to the logits. */
export function logitsBackward(call: LogitsCall, upstream: Float64Array): Tensor {
  const [batch = 0, steps = 0, classes = 1] = call.logits.shape;
  const precision = precisionOf(call.dtype);
  const gradient = zeros(call.logits.shape, call.dtype);
  for (let n = 0; n < batch; n++) {
    const { sequence, rows } = sequenceAt(call, n);
    const slopes = heldSlopes(sequence, classes);
    rows.forEach((logp, t) => {
      const g = stepGradient(
        slopes.subarray(t * classes, (t + 1) * classes),
        upstream[n] as number,
        logp,
        precision,
      );
      gradient.data.set(g, (n * steps + t) * classes);
    });
  }
  return gradient;
}

const stepGradient = (
  slopes: Float64Array,
  u: number,
  logp: Float64Array,
  precision: Precision,
): Float64Array =>
  logSoftmaxBackward(
    slopes.map((slope) => precision.store(u * slope)),
    logp,
    precision,
  );

/** Shapes and label ids. */
export function checkLogits({ logits, labels, length, times }: LogitsCall): LossError | undefined {
  if (!isFloating(logits.dtype) || logits.shape.length !== 3)
    return {
      message: `logits need shape (batch, time, classes) and a floating dtype, got ${sizes(logits.shape)} ${logits.dtype}`,
      cure: 'The batch comes first here: transpose the (T, N, C) of PyTorch.',
      at: 'log_probs',
    };
  const [batch = 0, steps = 0, classes = 1] = logits.shape;
  if (labels.shape.length !== 2 || labels.shape[0] !== batch)
    return {
      message: `labels need shape (batch, length), got ${sizes(labels.shape)} for a batch of ${batch}`,
      cure: 'Pad all label sequences to one length.',
      at: 'targets',
    };
  const width = labels.shape[1] ?? 0;
  for (let n = 0; n < batch; n++) {
    const [t, s] = [times(n), length(n)];
    if (!(t >= 0 && t <= steps && s >= 0 && s <= width))
      return {
        message: `sequence ${n} claims ${t} of ${steps} steps and ${s} of ${width} labels`,
        at: 'targets',
      };
    for (let i = 0; i < s; i++) {
      const label = at(labels.data, n * width + i);
      if (!(label >= 0 && label < classes))
        return {
          message: `label ${label} is out of range`,
          cure: 'Labels run from 0 to C − 1.',
          at: 'targets',
        };
    }
  }
  return undefined;
}
