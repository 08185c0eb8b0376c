import { describe, expect, it } from 'vitest';
import { lossById } from '../../../src/core/losses/index.ts';
import { messages } from '../../../src/evaluate/errors/catalogue/messages.ts';
import { explainError } from '../../../src/evaluate/errors/explain.ts';
import golden from '../../golden/evaluate.json' with { type: 'json' };

/** The words of PyTorch, Keras and their older releases, with the argument each is about. */
const known: readonly (readonly [string, string | null, string])[] = [
  ['RuntimeError: expected scalar type Long but found Float', 'target', 'cross_entropy'],
  ['RuntimeError: expected scalar type Long but found Int', 'target', 'cross_entropy'],
  ['RuntimeError: expected scalar type Long but found Bool', 'target', 'cross_entropy'],
  ['0D or 1D target tensor expected, multi-target not supported', 'target', 'cross_entropy'],
  ['Expected floating point type for target with class probabilities, got Long', 'target', 'cross_entropy'],
  ['IndexError: Target 3 is out of bounds.', 'target', 'nll_loss'],
  ['ValueError: Expected input batch_size (2) to match target batch_size (3).', 'target', 'cross_entropy'],
  ['Expected target size [2, 3], got [2, 5]', 'target', 'cross_entropy'],
  [
    'only batches of spatial targets supported (3D tensors) but got targets of dimension: 4',
    'target',
    'cross_entropy',
  ],
  [
    'weight tensor should be defined either for all 3 classes or no classes but got weight tensor of shape: [2]',
    'weight',
    'cross_entropy',
  ],
  ['expected scalar type Float but found Double', null, ''],
  ['label_smoothing must be between 0.0 and 1.0. Got: 1.5', 'label_smoothing', 'cross_entropy'],
  ['"log_softmax_lastdim_kernel_impl" not implemented for \'Half\'', 'input', 'cross_entropy'],
  ['"log_softmax_lastdim_kernel_impl" not implemented for \'Long\'', 'input', 'cross_entropy'],
  [
    "Expected object of scalar type Long but got scalar type Float for argument #2 'target' in call to _thnn_nll_loss_forward",
    'target',
    'nll_loss',
  ],
  ['ignore_index is not supported for floating point target', 'ignore_index', 'cross_entropy'],
  [
    "TypeError: cannot assign 'list' object to buffer 'weight' (torch Tensor or None required)",
    'weight',
    'cross_entropy',
  ],
  ['RuntimeError: Boolean value of Tensor with more than one value is ambiguous', null, 'cross_entropy'],
  ['ValueError: avg is not a valid value for reduction', 'reduction', ''],
  ["size_average and reduce args will be deprecated, please use reduction='sum' instead.", 'reduction', ''],
  ['RuntimeError: all elements of input should be between 0 and 1', 'input', 'binary_cross_entropy'],
  [
    'ValueError: Using a target size (torch.Size([3])) that is different to the input size (torch.Size([3, 1])) is deprecated. Please ensure they have the same size.',
    'target',
    'binary_cross_entropy',
  ],
  ['Found dtype Long but expected Float', 'target', 'mse_loss'],
  [
    'torch.nn.functional.binary_cross_entropy and torch.nn.BCELoss are unsafe to autocast.',
    'input',
    'binary_cross_entropy',
  ],
  [
    'ValueError: Target size (torch.Size([2])) must be the same as input size (torch.Size([2, 1]))',
    'target',
    'binary_cross_entropy_with_logits',
  ],
  [
    "result type Float can't be cast to the desired output type Long",
    'target',
    'binary_cross_entropy_with_logits',
  ],
  [
    "UserWarning: reduction: 'mean' divides the total loss by both the batch size and the support size.'batchmean' divides only by the batch size",
    'reduction',
    'kl_div',
  ],
  ['only p == 1 and p == 2 supported', 'p', 'multi_margin_loss'],
  ['RuntimeError: target out of range', 'target', 'multi_margin_loss'],
  [
    'UserWarning: Using a target size (torch.Size([3])) that is different to the input size (torch.Size([3, 1])). This will likely lead to incorrect results due to broadcasting.',
    'target',
    'mse_loss',
  ],
  ['"mse_cpu" not implemented for \'Long\'', 'input', 'mse_loss'],
  ['Weights and input must have the same size.', 'weight', 'mse_loss'],
  ['huber_loss does not support non-positive values for delta.', 'delta', 'huber_loss'],
  ['var has negative entry/entries', 'var', 'gaussian_nll_loss'],
  ['var is of incorrect size', 'var', 'gaussian_nll_loss'],
  [
    'Arguments `target` and `output` must have the same shape. Received: target.shape=(2,), output.shape=(2, 3)',
    'y_true',
    'categorical_crossentropy',
  ],
  [
    'SyntaxWarning: In loss categorical_crossentropy, expected y_pred.shape to be (batch_size, num_classes) with num_classes > 1. Received: y_pred.shape=(2, 1).',
    'y_pred',
    'categorical_crossentropy',
  ],
  [
    '"`sparse_categorical_crossentropy` received `from_logits=True`, but the `output` argument was produced by a Softmax activation and thus does not represent logits. Was this intended?',
    'from_logits',
    'sparse_categorical_crossentropy',
  ],
  [
    '../aten/src/ATen/native/cuda/Loss.cu:240: nll_loss_forward_reduce_cuda_kernel_2d: Assertion `t >= 0 && t < n_classes` failed.',
    'target',
    'nll_loss',
  ],
  ['RuntimeError: CUDA error: device-side assert triggered', 'target', 'cross_entropy'],
];

describe('explaining an error text', () => {
  it.each(known)('%s', (text, argument, loss) => {
    const [first] = explainError(text);
    expect(first?.argument).toBe(argument);
    if (loss !== '') expect(first?.losses).toContain(loss);
    expect(first?.cause).toMatch(/^[A-Z0-9'Aa-z].{20,}[.]$/s);
    expect(first?.cure.length).toBeGreaterThan(8);
    expect(`${first?.cause} ${first?.cure}`).not.toMatch(/undefined|NaN rows/);
    expect(text.slice(first?.start, first?.end)).toBe(first?.message);
  });

  it('narrows the losses to those a traceback names', () => {
    const text = `Traceback (most recent call last):
  File "train.py", line 12, in <module>
    loss = F.nll_loss(output, target)
RuntimeError: expected scalar type Long but found Float`;
    expect(explainError(text)[0]?.losses).toEqual(['nll_loss']);
  });

  it('finds several in a log, in order, and nothing in other text', () => {
    const text =
      'IndexError: Target 5 is out of bounds.\n…\nRuntimeError: CUDA error: device-side assert triggered';
    expect(explainError(text).map(({ argument }) => argument)).toEqual(['target', 'target']);
    expect(explainError('')).toEqual([]);
    expect(explainError('KeyError: 0, everything else is fine')).toEqual([]);
  });

  it('names only losses that exist', () => {
    const ids = messages.flatMap(({ losses }) => losses).filter((id) => !id.endsWith('crossentropy'));
    expect(ids.filter((id) => !lossById(id))).toEqual([]);
  });

  it.each(
    golden.cases.filter(
      ({ name, error }) =>
        error && /^error: (?!missing|division|key|list index|numpy|expand|gather)/.test(name),
    ),
  )('explains what PyTorch says in: $name', ({ error }) => {
    expect(explainError(error?.message ?? '')).not.toEqual([]);
  });
});
