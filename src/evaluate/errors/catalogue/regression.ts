import { dtypeWord, entry, example, type MessageEntry } from './entry.ts';

/** Messages of regression, margin and divergence losses, and of reductions. */
export const otherLossMessages: readonly MessageEntry[] = [
  entry(
    /Using a target size \((torch\.Size\(\[[\d, ]*\]\))\) that is different to the input size \((torch\.Size\(\[[\d, ]*\]\))\)\. This will likely lead to incorrect results due to broadcasting/,
    'mse_loss l1_loss smooth_l1_loss huber_loss',
    'target',
    (target, input) =>
      `The target has shape ${target} and the input ${input}: every prediction is compared with every target, and even perfect predictions have a loss.`,
    'Give both one shape: input.squeeze(1) or target.unsqueeze(1).',
  ),
  entry(
    /"(mse|l1|smooth_l1|huber)\w*" not implemented for '(\w+)'/,
    'mse_loss l1_loss smooth_l1_loss huber_loss',
    'input',
    (_loss, dtype) => `The numbers are ${dtypeWord(dtype)}; the loss takes floating-point ones.`,
    'Convert both with .float().',
    example(
      'input = torch.tensor([1, 2])\ntarget = torch.tensor([1, 4])',
      'F.mse_loss(input, target)',
      'F.mse_loss(input.float(), target.float())',
    ),
  ),
  entry(
    /Weights and input must have the same size/,
    'mse_loss l1_loss huber_loss',
    'weight',
    'These losses take one weight per element and do not broadcast it.',
    'Give it the shape of the input: weight.expand_as(input).',
  ),
  entry(
    /huber_loss does not support non-positive values for delta/,
    'huber_loss',
    'delta',
    'delta is where the loss turns from a parabola into a line; it must be greater than 0.',
    'Use a positive delta; for the absolute error use l1_loss.',
    example(
      'input = torch.tensor([1.0, 2.0])\ntarget = torch.tensor([1.0, 4.0])\ndelta = 0.0',
      'F.huber_loss(input, target, delta=delta)',
      'F.huber_loss(input, target, delta=1.0)',
    ),
  ),
  entry(
    /smooth_l1_loss does not support negative values for beta/,
    'smooth_l1_loss',
    'beta',
    'beta is where the loss turns from a parabola into a line; it cannot be negative.',
    'Use beta ≥ 0; 0 is l1_loss.',
    example(
      'input = torch.tensor([1.0, 2.0])\ntarget = torch.tensor([1.0, 4.0])\nbeta = -1.0',
      'F.smooth_l1_loss(input, target, beta=beta)',
      'F.smooth_l1_loss(input, target, beta=1.0)',
    ),
  ),
  entry(
    /var has negative entr(?:y\/entries|y|ies)/,
    'gaussian_nll_loss',
    'var',
    'The third argument is a variance, which cannot be negative. A raw network output can.',
    'Make it positive: F.softplus(output), or output.exp() for a log-variance.',
    example(
      'input = torch.tensor([1.0, 2.0])\ntarget = torch.tensor([1.5, 1.0])\nvar = torch.tensor([0.5, -0.2])',
      'F.gaussian_nll_loss(input, target, var)',
      'F.gaussian_nll_loss(input, target, F.softplus(var))',
    ),
  ),
  entry(
    /var is of incorrect size/,
    'gaussian_nll_loss',
    'var',
    'The variance must have the shape of the input, or 1 as its last axis, or lack that axis.',
    'Give one variance per prediction, or one per row: var.unsqueeze(-1).',
    example(
      'input = torch.tensor([[1.0, 2.0], [0.5, 1.0]])\ntarget = torch.tensor([[1.5, 1.0], [0.0, 1.0]])\nvar = torch.tensor([1.0, 0.5, 2.0])',
      'F.gaussian_nll_loss(input, target, var)',
      'F.gaussian_nll_loss(input, target, torch.tensor([1.0, 0.5]))',
    ),
  ),
  entry(
    /only p == 1 and p == 2 supported/,
    'multi_margin_loss',
    'p',
    'The margin can be taken as it is (p=1) or squared (p=2).',
    'Use p=1 or p=2.',
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1]])\ntarget = torch.tensor([0])\np = 3',
      'F.multi_margin_loss(input, target, p=p)',
      'F.multi_margin_loss(input, target, p=2)',
    ),
  ),
  entry(
    /(?:argument )?(?:#2 '?)?target'? (?:is )?out of range/,
    'multi_margin_loss multilabel_margin_loss',
    'target',
    'A class index is negative or not below the number of classes. multilabel_margin_loss takes class ids ended by −1, not a multi-hot row.',
    'Count classes from 0; for multi-hot labels use multilabel_soft_margin_loss.',
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1]])\ntarget = torch.tensor([3])',
      'F.multi_margin_loss(input, target)',
      'F.multi_margin_loss(input, target - 1)',
    ),
  ),
  entry(
    /margin_ranking_loss : All input tensors should have same dimension/,
    'margin_ranking_loss',
    'target',
    'Both inputs and the target must have the same number of axes, or they would be broadcast against each other.',
    'Give all three one shape, for example with squeeze(1).',
    example(
      'input1 = torch.tensor([0.8, 0.4])\ninput2 = torch.tensor([0.3, 0.6])\ntarget = torch.tensor([[1.0], [-1.0]])',
      'F.margin_ranking_loss(input1, input2, target)',
      'F.margin_ranking_loss(input1, input2, target.squeeze(1))',
    ),
  ),
  entry(
    /reduction: 'mean' divides the total loss by both the batch size and the support size/,
    'kl_div',
    'reduction',
    'kl_div with reduction="mean" (its default) divides by the number of classes as well: the value is no KL divergence.',
    'Use reduction="batchmean".',
  ),
  entry(
    /(\S+) is not a valid value for reduction/,
    '',
    'reduction',
    (value) => `'${value}' is no reduction.`,
    "Use 'mean', 'sum' or 'none'; kl_div also has 'batchmean'.",
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1]])\ntarget = torch.tensor([0])',
      "F.cross_entropy(input, target, reduction='avg')",
      "F.cross_entropy(input, target, reduction='mean')",
    ),
  ),
  entry(
    /size_average and reduce args will be deprecated, please use reduction='(\w+)' instead/,
    '',
    'reduction',
    'size_average and reduce are old names that still decide where they are given.',
    (reduction) => `Write reduction='${reduction}'.`,
  ),
  entry(
    /input_lengths must be of size batch_size|target_lengths must be of size batch_size/,
    'ctc_loss',
    'input_lengths',
    'There must be one length for each sequence of the batch, which is axis 1 of log_probs (T, N, C).',
    'Give N lengths; batch-first outputs need output.transpose(0, 1).',
  ),
  entry(
    /Expected (input|target)_lengths to have value at (most|least) (-?\d+), but got value (-?\d+)/,
    'ctc_loss',
    'input_lengths',
    (which, bound, limit, value) =>
      `A value of ${which}_lengths is ${value}; it must be at ${bound} ${limit}. Axis 0 of log_probs is time.`,
    'Give log_probs as (T, N, C) and lengths no longer than T.',
  ),
  entry(
    /Arguments `target` and `output` must have the same shape\. Received: target\.shape=(\([\d, None]*\)), output\.shape=(\([\d, None]*\))/,
    'categorical_crossentropy binary_crossentropy',
    'y_true',
    (target, output) =>
      `y_true has shape ${target} and y_pred ${output}. Class indices belong to the sparse variant.`,
    'Use sparse_categorical_crossentropy for class indices, or one-hot them: keras.utils.to_categorical(y).',
  ),
  entry(
    /expected y_pred\.shape to be \(batch_size, num_classes\) with num_classes > 1/,
    'categorical_crossentropy',
    'y_pred',
    'With a single output, categorical cross-entropy is 0 whatever it is.',
    'Use binary_crossentropy for one output, or give the last layer one output per class.',
  ),
  entry(
    /received `from_logits=True`, but the `output` argument was produced by a (\w+) activation/,
    'categorical_crossentropy sparse_categorical_crossentropy binary_crossentropy',
    'from_logits',
    (activation) =>
      `The last layer already applies ${activation.toLowerCase()}, and from_logits=True applies it again.`,
    'Remove the activation of the last layer, or from_logits=True.',
  ),
];
