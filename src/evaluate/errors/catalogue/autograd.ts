import { entry, example, type MessageEntry } from './entry.ts';

/** Messages of backward() and of writing in place. */
export const autogradMessages: readonly MessageEntry[] = [
  entry(
    /grad can be implicitly created only for scalar outputs/,
    '',
    null,
    'backward() starts from one number, and this tensor has several: reduction="none" leaves one loss per element.',
    'Reduce first: loss.mean().backward().',
    example(
      'x = torch.tensor([1.0, 2.0], requires_grad=True)',
      '(x ** 2).backward()',
      '(x ** 2).mean().backward()',
    ),
  ),
  entry(
    /element 0 of tensors does not require grad and does not have a grad_fn/,
    '',
    null,
    'Nothing that led to this loss asks for a gradient: it was computed under no_grad, from detached tensors or NumPy, through argmax or round, or the parameters are frozen.',
    'Compute the loss from the output of the model without detach(), .data, item() or argmax; check that parameters have requires_grad=True.',
    example(
      'x = torch.tensor([1.0, 2.0], requires_grad=True)',
      '(x.detach() ** 2).mean().backward()',
      '(x ** 2).mean().backward()',
    ),
  ),
  entry(
    /Trying to backward through the graph a second time/,
    '',
    null,
    'backward() frees what it needs. A loss or hidden state kept from the step before ties two steps together.',
    'Compute the loss anew in each step; detach() what is carried over; sum losses before one backward().',
    example(
      'x = torch.tensor([1.0, 2.0], requires_grad=True)\nloss = (x ** 2).mean()\nloss.backward()',
      'loss.backward()',
      '(x ** 2).mean().backward()',
    ),
  ),
  entry(
    /one of the variables needed for gradient computation has been modified by an inplace operation/,
    '',
    null,
    'A tensor that backward() still needs was written in place: x += …, x[…] = …, relu_().',
    'Write x = x + … instead, or clone() before writing; torch.autograd.set_detect_anomaly(True) names the place.',
    example(
      'x = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x.exp()',
      'y += 1; y.sum().backward()',
      'y = y + 1; y.sum().backward()',
    ),
  ),
  entry(
    /a (?:view of a )?leaf Variable that requires grad is being used in an in-place operation/,
    '',
    null,
    'A parameter is written in place while gradients are recorded.',
    'Update parameters under torch.no_grad(), or use an optimiser.',
    example('w = torch.tensor([1.0, 2.0], requires_grad=True)', 'w -= 0.1', 'w.data -= 0.1'),
  ),
  entry(
    /Can't call numpy\(\) on Tensor that requires grad/,
    '',
    null,
    'A tensor with a history cannot share its numbers with NumPy.',
    'Use x.detach().numpy(), or x.detach().cpu().numpy() from a GPU.',
    example('x = torch.tensor([1.0, 2.0], requires_grad=True)', 'x.numpy()', 'x.detach().numpy()'),
  ),
  entry(
    /[Oo]nly Tensors of floating point and complex dtype can require gradients/,
    '',
    'requires_grad',
    'Integers have no gradient.',
    'Write the numbers with a point, or dtype=torch.float32.',
    example('', 'torch.tensor([1, 2], requires_grad=True)', 'torch.tensor([1.0, 2.0], requires_grad=True)'),
  ),
  entry(
    /One of the differentiated Tensors appears to not have been used in the graph/,
    '',
    null,
    'The output does not depend on one of the inputs.',
    'Check that the input is used, or pass allow_unused=True to get None for it.',
  ),
];
