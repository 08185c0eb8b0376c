import { dtypeWord, entry, example, type MessageEntry } from './entry.ts';

const both = 'cross_entropy nll_loss';

const indexCure =
  'Convert class indices with target.long(). If the target holds class probabilities, give it the shape of the input; for a yes-or-no label use binary_cross_entropy_with_logits.';

/** Messages of the losses over classes. */
export const classMessages: readonly MessageEntry[] = [
  entry(
    /expected scalar type Long but found (\w+)|expected target dtype to be Long or Byte,? but got (\w+)/i,
    `${both} multi_margin_loss multilabel_margin_loss`,
    'target',
    (a, b) => `The target holds ${dtypeWord(a || b)} numbers where class indices (int64) belong.`,
    indexCure,
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1]])\ntarget = torch.tensor([0.0])',
      'F.cross_entropy(input, target)',
      'F.cross_entropy(input, target.long())',
    ),
  ),
  entry(
    /Expected object of (?:scalar )?type (?:torch\.)?Long(?:Tensor)? but (?:got|found) (?:scalar )?type (?:torch\.)?(\w+?)(?:Tensor)? for argument #2 '(\w+)'(?: in call to _?_?(\w+))?/i,
    both,
    'target',
    (dtype) =>
      `The target holds ${dtypeWord(dtype)} numbers where class indices (int64) belong. This is how PyTorch before 1.5 said it.`,
    indexCure,
  ),
  entry(
    /0D or 1D target tensor expected, multi-target not supported|multi-target not supported at/,
    `${both} cosine_embedding_loss`,
    'target',
    'The target has one axis too many: cross-entropy takes one class index per row, of shape (N), and this one is (N, 1) or one-hot.',
    'Remove the axis with target.squeeze(1); turn one-hot rows into indices with target.argmax(dim=1), or make them float to be read as probabilities.',
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1], [0.3, 1.5, 0.2]])\ntarget = torch.tensor([[0], [1]])',
      'F.cross_entropy(input, target)',
      'F.cross_entropy(input, target.squeeze(1))',
    ),
  ),
  entry(
    /Expected floating point type for target with class probabilities, got (\w+)/,
    'cross_entropy',
    'target',
    (dtype) =>
      `The target has the shape of the input, so it is read as class probabilities, but its numbers are ${dtypeWord(dtype)}.`,
    'For one-hot rows use target.float(), or better the indices target.argmax(dim=1).',
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1]])\ntarget = torch.tensor([[1, 0, 0]])',
      'F.cross_entropy(input, target)',
      'F.cross_entropy(input, target.argmax(dim=1))',
    ),
  ),
  entry(
    /Target (-?\d+) is out of bounds|Assertion `t >= 0 && t < n_classes` failed|cur_target >= 0 && cur_target < n_classes/,
    both,
    'target',
    (index) =>
      `A class index${index === '' ? '' : `, ${index},`} is negative or not below the number of classes, which is the size of axis 1 of the input. Labels that count from 1 do this, and −1 for "unknown".`,
    'Count classes from 0, give the last layer one output per class, or name the value to skip with ignore_index=.',
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1]])\ntarget = torch.tensor([3])',
      'F.cross_entropy(input, target)',
      'F.cross_entropy(input, target - 1)',
    ),
  ),
  entry(
    /Expected input batch_size \((\d+)\) to match target batch_size \((\d+)\)/,
    both,
    'target',
    (input, target) =>
      `The input has ${input} rows and the target ${target}. A wrong view() or reshape() before the loss, or an input without its batch axis, does this.`,
    'Give one class index per row of the input; flatten a sequence as input.view(-1, C) and target.view(-1).',
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1], [0.3, 1.5, 0.2]])\ntarget = torch.tensor([0, 1, 1])',
      'F.cross_entropy(input, target)',
      'F.cross_entropy(input, target[:2])',
    ),
  ),
  entry(
    /Expected target size \[([\d, ]+)\], got \[([\d, ]+)\]|Expected target size \(([\d, ]+)\), got torch\.Size\(\[([\d, ]+)\]\)/,
    both,
    'target',
    (a, b, c, d) =>
      `With more than two axes the classes are on axis 1 of the input, so the target should have shape (${a || c}); it has (${b || d}).`,
    'If the classes come last, move them: input.transpose(1, 2), or flatten both: input.flatten(0, 1), target.flatten().',
    example(
      'input = torch.zeros(2, 5, 3)\ntarget = torch.zeros(2, 5, dtype=torch.long)',
      'F.cross_entropy(input, target)',
      'F.cross_entropy(input.transpose(1, 2), target)',
    ),
  ),
  entry(
    /only batches of spatial targets supported \((\w+) tensors\) but got targets of (?:dimension: (\d+)|size:? ?:?\s*\[?([\d, ]+)?)/,
    both,
    'target',
    'A segmentation target is (N, H, W), one class index per pixel; this one has another number of axes, often a channel axis of length 1 or three colours.',
    'Remove the channel axis: target.squeeze(1).long(); turn one-hot masks into indices with argmax(dim=1).',
    example(
      'input = torch.zeros(1, 3, 2, 2)\ntarget = torch.zeros(1, 1, 2, 2, dtype=torch.long)',
      'F.cross_entropy(input, target)',
      'F.cross_entropy(input, target.squeeze(1))',
    ),
  ),
  entry(
    /weight tensor should be defined either for all (\d+) classes or no classes but got weight tensor of shape: \[([\d, ]*)\]/,
    both,
    'weight',
    (classes, shape) =>
      `There are ${classes} classes (axis 1 of the input) and the weights have shape (${shape}).`,
    (classes) => `Give a one-dimensional float tensor of ${classes} weights.`,
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1]])\ntarget = torch.tensor([0])\nweight = torch.tensor([1.0, 2.0])',
      'F.cross_entropy(input, target, weight=weight)',
      'F.cross_entropy(input, target, weight=torch.tensor([1.0, 2.0, 1.0]))',
    ),
  ),
  entry(
    /cannot assign '(?:\w+\.)?(\w+)' object to buffer '(\w+)'/,
    `${both} binary_cross_entropy binary_cross_entropy_with_logits`,
    'weight',
    (type, name) => `${name} is a Python ${type}; PyTorch wants a tensor.`,
    (_type, name) => `${name}=torch.tensor([…]), on the device of the model.`,
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1]])\ntarget = torch.tensor([0])',
      'nn.CrossEntropyLoss(weight=[1.0, 2.0, 1.0])(input, target)',
      'nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 1.0]))(input, target)',
    ),
  ),
  entry(
    /label_smoothing must be between 0\.0 and 1\.0\. Got: (\S+)/,
    'cross_entropy',
    'label_smoothing',
    (value) => `label_smoothing is ${value}; it is the share of the target that is spread over all classes.`,
    'Use a number between 0 and 1; 0.1 is usual.',
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1]])\ntarget = torch.tensor([0])\nlabel_smoothing = 1.5',
      'F.cross_entropy(input, target, label_smoothing=label_smoothing)',
      'F.cross_entropy(input, target, label_smoothing=0.1)',
    ),
  ),
  entry(
    /ignore_index is not supported for floating point target/,
    'cross_entropy',
    'ignore_index',
    'The target holds class probabilities, and ignore_index names a class index to skip.',
    'Leave ignore_index out and mask the rows yourself: reduction="none", then loss[mask].mean().',
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1]])\ntarget = torch.tensor([[0.7, 0.2, 0.1]])',
      'F.cross_entropy(input, target, ignore_index=0)',
      'F.cross_entropy(input, target)',
    ),
  ),
  entry(
    /"(?:log_softmax_lastdim_kernel_impl|log_softmax)" not implemented for '(\w+)'/,
    'cross_entropy',
    'input',
    (dtype) =>
      dtype === 'Long' || dtype === 'Int'
        ? `The logits are ${dtypeWord(dtype)}: whole numbers. The arguments may be swapped, or argmax was taken before the loss.`
        : `The logits are ${dtypeWord(dtype)}, which this build cannot do on the CPU.`,
    (dtype) =>
      dtype === 'Half'
        ? 'Use input.float(), or run on the GPU.'
        : 'Pass the floating-point output of the model first and the target second.',
    example(
      'input = torch.tensor([[2, 0, 1]])\ntarget = torch.tensor([0])',
      'F.cross_entropy(input, target)',
      'F.cross_entropy(input.float(), target)',
    ),
  ),
  entry(
    /"nll_loss_out_frame" not implemented for '(\w+)'|"nll_loss_forward_\w+" not implemented for '(\w+)'/,
    both,
    'input',
    (a, b) => `The input is ${dtypeWord(a || b)}; the loss needs floating-point numbers here.`,
    'Pass the floating-point output of the model first and the target second; on the CPU use input.float().',
    example(
      'input = torch.tensor([[-1, -2, -3]])\ntarget = torch.tensor([0])',
      'F.nll_loss(input, target)',
      'F.nll_loss(input.float(), target)',
    ),
  ),
  entry(
    /Boolean value of Tensor with more than one value is ambiguous|bool value of Tensor with more than one value is ambiguous/i,
    both,
    null,
    'A tensor stands where one truth value is needed. nn.CrossEntropyLoss(output, target) does this: the class takes settings, not data. So does "if x > 0" or "and" on tensors.',
    'Make the loss first, then call it: criterion = nn.CrossEntropyLoss(); loss = criterion(output, target). For tensors use .all(), .any(), & and |.',
    example(
      'input = torch.tensor([[2.0, 0.5, 0.1], [0.3, 1.5, 0.2]])\ntarget = torch.tensor([0, 1])',
      'nn.CrossEntropyLoss(input, target)',
      'nn.CrossEntropyLoss()(input, target)',
    ),
  ),
];
