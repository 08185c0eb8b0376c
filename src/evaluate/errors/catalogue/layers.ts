import { dtypeWord, entry, example, type MessageEntry } from './entry.ts';

/** Messages of layers and indexing on the way to a loss. */
export const layerMessages: readonly MessageEntry[] = [
  entry(
    /mat1 and mat2 must have the same dtype(?:, but got (\w+) and (\w+))?/,
    '',
    null,
    (left, right) =>
      left
        ? `A layer multiplies ${dtypeWord(left)} numbers with ${dtypeWord(right ?? '')} weights.`
        : 'A layer multiplies numbers of one dtype with weights of another.',
    'Cast the input to the dtype of the weights: x.float(). NumPy arrays are float64 unless told otherwise.',
  ),
  entry(
    /Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got (?:torch\.)?(\w+?)(?:Tensor)? instead/,
    '',
    null,
    (type) => `An embedding is looked up by whole numbers, and the indices are ${dtypeWord(type)}.`,
    'Pass the token ids as integers: x.long().',
    example(
      'table = nn.Embedding(3, 2)',
      'table(torch.tensor([0.0, 1.0]))',
      'table(torch.tensor([0.0, 1.0]).long())',
    ),
  ),
  entry(
    /Tensors must have same number of dimensions: got (\d+) and (\d+)/,
    '',
    null,
    (first, second) => `One tensor has ${first} axes and another ${second}; joining adds none.`,
    'Add the axis that lacks with unsqueeze(), or use torch.stack for a new one.',
    example('a, b = torch.ones(2, 3), torch.ones(3)', 'torch.cat([a, b])', 'torch.cat([a, b.unsqueeze(0)])'),
  ),
  entry(
    /too many indices for tensor of dimension (\d+)/,
    '',
    null,
    (rank) => `The tensor has ${rank} ax${rank === '1' ? 'is' : 'es'} and more were indexed.`,
    'Print its shape; a squeeze() or a reduction may have taken an axis away.',
    example('a = torch.ones(2, 3)', 'a[0, 0, 0]', 'a[0, 0]'),
  ),
  entry(
    /tensors used as indices must be long, (?:int, )?byte or bool tensors/,
    '',
    null,
    'Floating-point numbers are used as indices.',
    'Convert the index: index.long().',
    example('a = torch.ones(3)\nindex = torch.tensor([1.0])', 'a[index]', 'a[index.long()]'),
  ),
  entry(
    /Index tensor must have the same number of dimensions as (input|self) tensor/,
    '',
    null,
    'gather and scatter take an index with as many axes as the tensor; class indices (N,) have one too few.',
    'Add the class axis: index.unsqueeze(1) for gather(1, …) or scatter(1, …).',
    example(
      'logits = torch.tensor([[2.0, 1.0], [0.0, 3.0]])\nindex = torch.tensor([0, 1])',
      'logits.gather(1, index)',
      'logits.gather(1, index.unsqueeze(1))',
    ),
  ),
  entry(
    /(?:scatter|gather)\(\): Expected dtype int(?:32\/)?(?:64) for index/,
    '',
    null,
    'gather and scatter take int64 indices.',
    'Convert the index: index.long().',
  ),
  entry(
    /'torch\.return_types\.(max|min|sort|topk|median)' object has no attribute '(\w+)'/,
    '',
    null,
    (name) => `With a dim, ${name} gives two tensors: the values and where they stand.`,
    (name) => `Take one of them: torch.${name}(x, dim).values, or [0]; argmax where only the place counts.`,
  ),
  entry(
    /The expanded size of the tensor \((\d+)\) must match the existing size \((\d+)\) at non-singleton dimension (\d+)/,
    '',
    null,
    (wanted, own, axis) =>
      `Axis ${axis} has ${own} elements and cannot become ${wanted}: only axes of length 1 can be spread.`,
    'Check which axis is the batch; unsqueeze() puts an axis of length 1 where it is to be spread.',
    example('a = torch.ones(2, 3)', 'a.expand(3, 3)', 'a[:1].expand(3, 3)'),
  ),
  entry(
    /"softmax(?:_lastdim)?_kernel_impl" not implemented for '(\w+)'/,
    '',
    null,
    (type) => `A softmax of ${dtypeWord(type)} numbers does not exist.`,
    'Convert the scores: x.float(). Class indices are no scores.',
    example('scores = torch.tensor([1, 2, 3])', 'scores.softmax(0)', 'scores.float().softmax(0)'),
  ),
  entry(
    /(Negation|Subtraction), the `-` operator, (?:on a bool tensor|with (?:a|two) bool tensors?) is not supported/,
    '',
    null,
    (name) => `${name} of flags (a mask) is not defined.`,
    'Invert a mask with ~mask; count with mask.float().',
    example('mask = torch.tensor([True, False])', '-mask', '~mask'),
  ),
  entry(
    /Given groups=\d+, weight of size \[(\d+), (\d+)[\d, ]*\], expected input\[([\d, ]+)\] to have (\d+) channels, but got (\d+) channels instead/,
    '',
    null,
    (_out, _in, shape, wanted, got) =>
      `The convolution takes ${wanted} channels on the second axis, and the input [${shape}] has ${got}.`,
    (_out, _in, _shape, _wanted, got) =>
      `Let the layer take ${got} channels, or move the channels there: x.permute(0, 3, 1, 2) from (N, H, W, C).`,
  ),
  entry(
    /Expected more than 1 value per channel when training, got input size torch\.Size\(\[([\d, ]+)\]\)/,
    '',
    null,
    (shape) =>
      `Batch normalisation measures the spread within the batch, and [${shape}] has one value a channel.`,
    'Use larger batches (drop_last=True in the DataLoader), or model.eval() for prediction.',
  ),
  entry(
    /running_mean should contain (\d+) elements not (\d+)/,
    '',
    null,
    (wanted, own) => `The batch normalisation was made for ${own} channels, and the input has ${wanted}.`,
    (wanted) => `Make it for ${wanted} channels.`,
  ),
  entry(
    /Given normalized_shape=\[([\d, ]+)\], expected input with shape \[\*, ([\d, ]+)\], but got input of size ?\[([\d, ]+)\]/,
    '',
    null,
    (shape, _same, own) => `The layer normalises a last axis of ${shape}, and the input is [${own}].`,
    'Give LayerNorm the length of the last axis.',
  ),
  entry(
    /can't optimize a non-leaf Tensor/,
    '',
    null,
    'The optimiser is given a computed tensor; its steps would not reach what it was computed from.',
    'Give it leaves: nn.Parameter, or tensors made with requires_grad=True and not computed on since (.to(device) computes).',
  ),
  entry(
    /optimizer got an empty parameter list/,
    '',
    null,
    'The model has no parameters: layers in a plain list or dictionary are not found.',
    'Keep layers as attributes, in nn.ModuleList or nn.ModuleDict, and call super().__init__() first.',
  ),
];
