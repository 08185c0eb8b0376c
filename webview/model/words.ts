import type { Activation } from '../../src/core/explore/activation.ts';
import type { Library, Reduction } from '../../src/core/loss.ts';
import type { DType } from '../../src/core/tensor.ts';
import type { Choice } from '../ui/select.ts';

export const libraryNames: Readonly<Record<Library, string>> = {
  torch: 'PyTorch',
  torchvision: 'torchvision',
  keras: 'Keras',
  tensorflow: 'TensorFlow',
  optax: 'optax',
};

export const activationChoices: readonly (Choice & { readonly value: Activation })[] = [
  { value: 'none', label: 'nothing', description: 'The loss receives the numbers as they are.' },
  { value: 'softmax', label: 'softmax', description: 'Probabilities over the classes of a row.' },
  { value: 'log_softmax', label: 'log_softmax', description: 'Their logarithms.' },
  { value: 'sigmoid', label: 'sigmoid', description: 'A probability for each number by itself.' },
];

export const dtypeChoices: readonly (Choice & { readonly value: DType })[] = [
  { value: 'float64', label: 'float64', description: '53 significant bits' },
  { value: 'float32', label: 'float32', description: '24 significant bits' },
  { value: 'bfloat16', label: 'bfloat16', description: '8 significant bits, the range of float32' },
  { value: 'float16', label: 'float16', description: '11 significant bits, largest value 65504' },
];

export const reductionNotes: Readonly<Record<Reduction, string>> = {
  mean: 'divided by the count, or by the weights, of what is not ignored',
  sum: 'added up',
  none: 'every element by itself',
  batchmean: 'the sum divided by the batch size',
};
