import { dtypeWord, entry, example, type MessageEntry } from './entry.ts';

const probabilities = 'binary_cross_entropy';
const logits = 'binary_cross_entropy_with_logits';

/** Messages of the losses over independent yes-or-no outputs. */
export const binaryMessages: readonly MessageEntry[] = [
  entry(
    /all elements of input should be between 0 and 1|Assertion `input_val >= zero && input_val <= one` failed|input_val >= 0 && input_val <= 1/,
    probabilities,
    'input',
    'Some inputs are no probabilities: the sigmoid before the loss is missing, or an input is NaN.',
    'Pass the raw outputs to binary_cross_entropy_with_logits, or put torch.sigmoid before the loss; look for NaN with input.isnan().any().',
    example(
      'input = torch.tensor([1.8, -0.3])\ntarget = torch.tensor([1.0, 0.0])',
      'F.binary_cross_entropy(input, target)',
      'F.binary_cross_entropy_with_logits(input, target)',
    ),
  ),
  entry(
    /Using a target size \((torch\.Size\(\[[\d, ]*\]\))\) that is different to the input size \((torch\.Size\(\[[\d, ]*\]\))\) is deprecated/,
    probabilities,
    'target',
    (target, input) =>
      `The target has shape ${target} and the input ${input}; every output needs its own target.`,
    'Give both one shape: target.unsqueeze(1) or input.squeeze(1).',
    example(
      'input = torch.tensor([[0.8], [0.4]])\ntarget = torch.tensor([1.0, 0.0])',
      'F.binary_cross_entropy(input, target)',
      'F.binary_cross_entropy(input.squeeze(1), target)',
    ),
  ),
  entry(
    /Target size \((torch\.Size\(\[[\d, ]*\]\))\) must be the same as input size \((torch\.Size\(\[[\d, ]*\]\))\)/,
    logits,
    'target',
    (target, input) =>
      `The target has shape ${target} and the input ${input}; every output needs its own target.`,
    'For one output per example use input.squeeze(1) or target.unsqueeze(1); for several classes one-hot the target, or use cross_entropy with class indices.',
    example(
      'input = torch.tensor([[1.8], [-0.3]])\ntarget = torch.tensor([1.0, 0.0])',
      'F.binary_cross_entropy_with_logits(input, target)',
      'F.binary_cross_entropy_with_logits(input.squeeze(1), target)',
    ),
  ),
  entry(
    /result type (Float|Double|Half|BFloat16) can'?t be cast to the desired output type (Long|Int|Short|Char|Byte|Bool)/,
    logits,
    'target',
    (from, to) =>
      `Integers (${dtypeWord(to)}) would have to hold ${dtypeWord(from)} results: a binary target of integers does this, and so does x += 0.5 on an integer tensor.`,
    'Convert the target with target.float(); for arithmetic make the tensor floating first.',
    example(
      'input = torch.tensor([1.8, -0.3])\ntarget = torch.tensor([1, 0])',
      'F.binary_cross_entropy_with_logits(input, target)',
      'F.binary_cross_entropy_with_logits(input, target.float())',
    ),
  ),
  entry(
    /Found dtype (\w+) but expected (\w+)/,
    'binary_cross_entropy mse_loss smooth_l1_loss',
    'target',
    (found, expected) =>
      `The target is ${dtypeWord(found)} and the prediction ${dtypeWord(expected)}. Regression losses notice it only in backward().`,
    (_found, expected) => `Convert the target: target.to(torch.${dtypeWord(expected)}).`,
    example(
      'input = torch.tensor([0.8, 0.4])\ntarget = torch.tensor([1, 0])',
      'F.binary_cross_entropy(input, target)',
      'F.binary_cross_entropy(input, target.float())',
    ),
  ),
  entry(
    /binary_cross_entropy and (?:torch\.nn\.)?BCELoss are unsafe to autocast|unsafe to autocast/,
    probabilities,
    'input',
    'Under autocast the sigmoid and this loss may run in half precision, where log(0) is close at hand.',
    'Use binary_cross_entropy_with_logits on the raw outputs: it is safe under autocast.',
  ),
  entry(
    /"binary_cross_entropy(?:_out)?" not implemented for '(\w+)'/,
    probabilities,
    'input',
    (dtype) => `The input is ${dtypeWord(dtype)}; the loss takes floating-point probabilities.`,
    'Convert with input.float().',
  ),
  entry(
    /CUDA error: device-side assert triggered/,
    'cross_entropy nll_loss binary_cross_entropy',
    'target',
    'A check inside a GPU kernel failed, nearly always in a loss or an embedding: a class index that is negative or not below the number of classes, or a probability outside [0, 1]. The line in the traceback is not the one at fault, because the GPU runs later.',
    'Run once on the CPU, or with CUDA_LAUNCH_BLOCKING=1, to see the real message; check target.min(), target.max() and the size of the last layer.',
  ),
];
