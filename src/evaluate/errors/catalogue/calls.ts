import { entry, example, type MessageEntry } from './entry.ts';

const tensorLosses =
  'cross_entropy nll_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div multi_margin_loss soft_margin_loss';

/** What to do about a value that is no tensor, by its type. */
function asTensor(type: string, argument: string): string {
  if (type === 'tuple') return `Take the ${argument} out of it: output[0], or logits, hidden = model(x).`;
  if (type === 'dict') return `Take the ${argument} out of it: output["logits"].`;
  if (type === 'NoneType') return 'Return a value from forward(), or pass what is meant.';
  if (type.endsWith('ndarray')) return `Convert it: torch.from_numpy(${argument}).`;
  if (/^(?:float|int|bool)$/.test(type)) return `Make it a tensor: torch.tensor(${argument}).`;
  if (type === 'list')
    return `Make it a tensor: torch.tensor(${argument}), or torch.stack(${argument}) of a list of tensors.`;
  return 'Pass the tensor in it: a Hugging Face output has .logits.';
}

/** Messages about how a loss is called rather than about its numbers. */
export const callMessages: readonly MessageEntry[] = [
  entry(
    /(\w+)\(\): argument '(input|target|weight|pos_weight|self|other)' \(position \d+\) must be Tensor, not ([\w.]+)/,
    tensorLosses,
    null,
    (name, argument, type) =>
      `${name} takes tensors, and its ${argument} is a ${type}.${type === 'tuple' ? ' A model that returns several values gives a tuple.' : type === 'NoneType' ? ' A function without return gives None.' : ''}`,
    (_name, argument, type) => asTensor(type, argument),
    example(
      'input = torch.tensor([[2.0, 1.0, 0.0]])\ntarget = [0]',
      'F.cross_entropy(input, target)',
      'F.cross_entropy(input, torch.tensor(target))',
    ),
  ),
  entry(
    /'(list|float|int)' object has no attribute 'size'/,
    'mse_loss l1_loss smooth_l1_loss huber_loss binary_cross_entropy binary_cross_entropy_with_logits',
    'target',
    (type) => `The loss compares the sizes of two tensors, and one of them is a ${type}.`,
    (type) => asTensor(type, 'target'),
  ),
  entry(
    /(cross_entropy|nll_loss|mse_loss|l1_loss|binary_cross_entropy(?:_with_logits)?|kl_div|forward)\(\) missing 1 required positional argument: '(target|input|y_true|y_pred)'/,
    'cross_entropy nll_loss mse_loss l1_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div',
    'target',
    (_name, argument) => `A loss compares two tensors, and its ${argument} was not given.`,
    'Pass the prediction and the target: criterion(output, target).',
  ),
  entry(
    /size mismatch \(got input: \[([\d, ]+)\] ?, target: \[([\d, ]+)\]/,
    'cross_entropy nll_loss',
    'target',
    (input, target) =>
      `The target has one class index for each place of the input without its class axis; the input is [${input}] and the target [${target}].`,
    'Resize one to the other: F.interpolate(input, size=target.shape[-2:]) for logits, or a target of the same height and width.',
  ),
  entry(
    /Attempting to broadcast a dimension of length (\d+) at (-?\d+)! Mismatching argument at index \d+ had torch\.Size\(\[([\d, ]*)\]\); but expected shape should be broadcastable to \[([\d, ]*)\]/,
    'binary_cross_entropy',
    'weight',
    (_length, _axis, own, wanted) =>
      `The weight has shape [${own}] and has to spread to the input's [${wanted}].`,
    'Give weight one value for each class (the last axis), or the shape of the input.',
  ),
  entry(
    /inconsistent weight size, expected (\d+) but got \[([\d, ]*)\]/,
    'multi_margin_loss',
    'weight',
    (classes, shape) => `weight has one value for each class: ${classes}, not [${shape}].`,
    (classes) => `Give weight ${classes} values.`,
  ),
  entry(
    /inconsistent (?:target size: \[([\d, ]+)\] for input of size: \[([\d, ]+)\]|size \[([\d, ]+)\] for argument #2 'target')/,
    'multilabel_margin_loss multi_margin_loss',
    'target',
    (target, input, older) =>
      `The target [${target || older}] has not the shape of the input${input ? ` [${input}]` : ''}: class ids in front, filled up with −1.`,
    'Fill each row up with -1 to the number of classes.',
  ),
  entry(
    /The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: (.*) inputs|All inputs should have same dimension but got (.*) inputs/,
    'triplet_margin_loss',
    'negative',
    (dims, older) => `Anchor, positive and negative have different numbers of axes: ${dims || older}.`,
    'Give all three the shape (N, D): unsqueeze(0) adds the batch axis to a single vector.',
    example(
      'anchor, positive = torch.ones(2, 3), torch.zeros(2, 3)\nnegative = torch.ones(3)',
      'F.triplet_margin_loss(anchor, positive, negative)',
      'F.triplet_margin_loss(anchor, positive, negative.expand(2, 3))',
    ),
  ),
  entry(
    /margin must be greater than 0, got (\S+)/,
    'triplet_margin_loss',
    'margin',
    (margin) => `The margin is ${margin}; the negative has to be farther away by a positive margin.`,
    'Pass a positive margin; the default is 1.0.',
  ),
  entry(
    /Expected tensor to have size at least (\d+) at dimension 1, but got size (\d+) for argument #2 'targets'/,
    'ctc_loss',
    'targets',
    (length, width) => `target_lengths says ${length} labels where the targets have room for ${width}.`,
    'Make target_lengths the true number of labels in each row.',
  ),
  entry(
    /blank must be in label range/,
    'ctc_loss',
    'blank',
    'blank is a class of the input and lies beyond its last axis.',
    'Let blank be one of the classes (0 by default) and the log-probabilities have one class more than there are labels.',
  ),
];
