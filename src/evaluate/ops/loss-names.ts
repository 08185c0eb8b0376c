import { isFloating } from '../../core/dtype.ts';
import type { OptionValue } from '../../core/loss.ts';
import { rankOf } from '../tensor/tensor.ts';
import type { TensorValue } from '../values/value.ts';

/** One call of a loss, as far as the name of its history depends on it. */
export interface NamedCall {
  readonly loss: string;
  readonly reduction: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly inputs: Readonly<Record<string, TensorValue>>;
}

/** Losses that PyTorch makes of other operations: what the last one before the reduction is called. */
const composed: Readonly<Record<string, string>> = {
  l1_loss: 'Abs',
  poisson_nll_loss: 'Sub',
  gaussian_nll_loss: 'Mul',
  hinge_embedding_loss: 'Add',
  multilabel_soft_margin_loss: 'Div',
  margin_ranking_loss: 'ClampMin',
  cosine_embedding_loss: 'Add',
  triplet_margin_loss: 'ClampMin',
  kl_div: 'Sub',
  sigmoid_focal_loss: 'Mul',
};

const reductions: Readonly<Record<string, string>> = { mean: 'Mean', sum: 'Sum', batchmean: 'Div' };

function classLossName({ loss, reduction, options, inputs }: NamedCall): string {
  const { input, target } = inputs;
  if (target && isFloating(target.dtype)) return reduction === 'mean' ? 'Div.1' : 'Neg';
  if (loss === 'cross_entropy' && Number(options.label_smoothing ?? 0) > 0) return 'Add';
  const rank = input ? rankOf(input) : 2;
  // What is neither a matrix nor an image is laid out as an image, and the result back.
  if (rank <= 2) return 'NllLoss';
  return reduction === 'none' && rank !== 4 ? 'View' : 'NllLoss2D';
}

/** What `grad_fn` of a loss prints, without its Backward. */
export function lossName(call: NamedCall): string {
  const { loss, reduction, options } = call;
  if (loss === 'cross_entropy' || loss === 'nll_loss') return classLossName(call);
  if (loss === 'ctc_loss') return reductions[reduction] ?? 'CtcLoss';
  const last = composed[loss];
  if (last !== undefined)
    return reductions[reduction] ?? (loss === 'kl_div' && options.log_target === true ? 'Mul' : last);
  return loss.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
