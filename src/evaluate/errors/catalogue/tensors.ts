import { dtypeWord, entry, example, type MessageEntry } from './entry.ts';

/** Messages of tensor operations in general. */
export const tensorMessages: readonly MessageEntry[] = [
  entry(
    /The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at non-singleton dimension (\d+)/,
    '',
    null,
    (a, b, axis) =>
      `Axis ${axis} has length ${a} in one tensor and ${b} in the other; shapes are matched from the last axis, and only a length of 1 stretches.`,
    'Compare the shapes; unsqueeze, transpose or squeeze so that each axis is equal or 1.',
    example('a = torch.zeros(2, 3)\nb = torch.zeros(2)', 'a + b', 'a + b.unsqueeze(1)'),
  ),
  entry(
    /operands could not be broadcast together with shapes (\([\d, ]*\)) (\([\d, ]*\))/,
    '',
    null,
    (a, b) =>
      `The shapes ${a} and ${b} do not fit: they are matched from the last axis, and only a length of 1 stretches.`,
    'Add an axis with [:, None], or reshape one of them.',
    example('a = np.zeros((2, 3))\nb = np.zeros(2)', 'a + b', 'a + b[:, None]'),
  ),
  entry(
    /mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)/,
    '',
    'input',
    (_rows, inner, wanted) =>
      `The left matrix has ${inner} columns and the right one ${wanted} rows; they must be equal. Before a Linear layer: its input has ${inner} features and the layer was made for ${wanted}.`,
    (_rows, inner) =>
      `Make the layer nn.Linear(${inner}, …), or bring the input into the shape it was made for (flatten, transpose).`,
    example(
      'layer = nn.Linear(4, 2)\ninput = torch.ones(1, 2, 2)',
      'layer(input)',
      'layer(input.flatten(1))',
    ),
  ),
  entry(
    /expected (?:m1 and m2|mat1 and mat2) to have the same dtype, but got: (\w+(?: \w+)?) != (\w+(?: \w+)?)/,
    '',
    null,
    (a, b) => `One matrix is ${a}, the other ${b}. NumPy makes float64, PyTorch float32.`,
    'Convert one: x.float().',
  ),
  entry(
    /expected scalar type (\w+) but found (\w+)/,
    '',
    null,
    (wanted, found) =>
      `One tensor is ${dtypeWord(found)} where the others are ${dtypeWord(wanted)}. NumPy makes float64, PyTorch float32; weights of a loss count too.`,
    (wanted) => `Convert it with .to(torch.${dtypeWord(wanted)}).`,
    example('a = torch.ones(2, 2)\nb = torch.ones(2, 2, dtype=torch.float64)', 'a @ b', 'a @ b.float()'),
  ),
  entry(
    /shape '\[([-\d, ]+)\]' is invalid for input of size (\d+)/,
    '',
    'shape',
    (shape, size) => `${size} elements do not fill the shape (${shape}).`,
    'The product of the lengths must be the number of elements; leave one as -1 to have it worked out.',
    example('x = torch.arange(6)', 'x.view(4, 2)', 'x.view(-1, 2)'),
  ),
  entry(
    /view size is not compatible with input tensor's size and stride/,
    '',
    null,
    'After transpose or permute the elements no longer lie in order, and view() cannot copy.',
    'Use reshape(), or contiguous().view().',
    example('x = torch.arange(6).view(2, 3).t()', 'x.view(6)', 'x.reshape(6)'),
  ),
  entry(
    /Dimension out of range \(expected to be in range of \[(-?\d+), (-?\d+)\], but got (-?\d+)\)/,
    '',
    'dim',
    (low, high, dim) =>
      `There is no dimension ${dim}: this tensor's run from ${low} to ${high}. The batch axis may be missing.`,
    'Use a dimension that exists, or add the batch axis with unsqueeze(0).',
    example('x = torch.tensor([2.0, 0.5, 0.1])', 'x.softmax(dim=1)', 'x.softmax(dim=-1)'),
  ),
  entry(
    /index (-?\d+) is out of bounds for (?:dimension|axis) (\d+) with size (\d+)/,
    '',
    null,
    (index, axis, size) =>
      `Axis ${axis} has ${size} elements, so its indices run from ${Number(size) === 0 ? 'nowhere: it is empty' : `0 to ${Number(size) - 1}`}; ${index} is beyond.`,
    'Count from 0, or make the tensor longer.',
    example('x = torch.tensor([2.0, 0.5, 0.1])', 'x[3]', 'x[2]'),
  ),
  entry(
    /index out of range in self/,
    '',
    'input',
    'A token or class id is negative or not below the number of rows of the embedding.',
    'Make the embedding as large as the vocabulary, padding and unknown tokens included.',
    example(
      'weight = torch.ones(10, 3)\ninput = torch.tensor([2, 10])',
      'F.embedding(input, weight)',
      'F.embedding(input, torch.ones(11, 3))',
    ),
  ),
  entry(
    /Sizes of tensors must match except in dimension (\d+)\. Expected size (\d+) but got size (\d+) for tensor number (\d+)/,
    '',
    'tensors',
    (dim, wanted, got, at) =>
      `Joined along dimension ${dim}, all other lengths must agree: tensor ${at} has ${got} where the first has ${wanted}.`,
    'Join along another dimension, or pad to one length.',
    example(
      'a = torch.zeros(2, 3)\nb = torch.zeros(1, 2)',
      'torch.cat([a, b])',
      'torch.cat([a, b.expand(2, 2)], dim=1)',
    ),
  ),
  entry(
    /stack expects each tensor to be equal size, but got \[([\d, ]*)\] at entry 0 and \[([\d, ]*)\] at entry (\d+)/,
    '',
    'tensors',
    (first, other, at) =>
      `stack puts tensors of one shape side by side; entry ${at} has (${other}) and entry 0 (${first}).`,
    'Pad them to one length (torch.nn.utils.rnn.pad_sequence), or use torch.cat.',
    example('a = torch.zeros(3)\nb = torch.zeros(2)', 'torch.stack([a, b])', 'torch.cat([a, b])'),
  ),
  entry(
    /mean\(\): (?:could not infer output dtype\. )?(?:Input|input) dtype (?:must|should) be either (?:a )?floating point or complex(?: dtypes?)?\. Got:? ?(?:a )?(\w+)/,
    '',
    'input',
    (dtype) => `A mean of ${dtypeWord(dtype)} numbers would have to be rounded; PyTorch refuses to guess.`,
    'Convert first: x.float().mean().',
    example('x = torch.tensor([1, 2])', 'x.mean()', 'x.float().mean()'),
  ),
  entry(
    /a Tensor with (\d+) elements cannot be converted to Scalar|only one element tensors can be converted to Python scalars|can only convert an array of size 1 to a Python scalar/,
    '',
    null,
    'item() gives the one number of a tensor with one element; this one has more. An unreduced loss does.',
    'Reduce it first: loss.mean().item(); use tolist() for all numbers.',
    example(
      'input = torch.tensor([1.0, 2.0])\ntarget = torch.tensor([1.0, 4.0])',
      "F.mse_loss(input, target, reduction='none').item()",
      'F.mse_loss(input, target).item()',
    ),
  ),
  entry(
    /expected sequence of length (\d+) at dim (\d+) \(got (\d+)\)/,
    '',
    'data',
    (wanted, dim, got) =>
      `The lists are ragged: along dimension ${dim} one has ${got} elements and the first ${wanted}.`,
    'Pad the lists to one length.',
    example('', 'torch.tensor([[1.0, 2.0], [3.0]])', 'torch.tensor([[1.0, 2.0], [3.0, 0.0]])'),
  ),
  entry(
    /one_hot is only applicable to index tensor/,
    '',
    'input',
    'one_hot takes class indices, which are integers.',
    'Convert with .long().',
    example('labels = torch.tensor([0.0, 2.0])', 'F.one_hot(labels, 3)', 'F.one_hot(labels.long(), 3)'),
  ),
  entry(
    /Class values must be (smaller than num_classes|non-negative)/,
    '',
    'input',
    (what) =>
      what === 'non-negative' ? 'A class index is negative.' : 'A class index is not below num_classes.',
    'Count classes from 0; give num_classes the number of classes, not the largest index.',
    example('labels = torch.tensor([0, 3])', 'F.one_hot(labels, 3)', 'F.one_hot(labels, 4)'),
  ),
  entry(
    /Expected all tensors to be on the same device, but found at least two devices, (\S+) and (\S+?)!/,
    '',
    null,
    (a, b) => `One tensor is on ${a}, another on ${b}. The weight of a loss counts too.`,
    'Move data, model and loss to one device with .to(device).',
  ),
];
