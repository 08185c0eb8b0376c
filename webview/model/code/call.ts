import { cast } from '../../../src/core/create.ts';
import { isFloating } from '../../../src/core/dtype.ts';
import type { OptionValue } from '../../../src/core/loss.ts';
import type { DType, Tensor } from '../../../src/core/tensor.ts';
import { printTensor } from '../../../src/tensors/print.ts';
import { fixed } from '../format.ts';

/** Tensors beyond this are named in the code, not written out. */
export const largestWritten = 4000;

/** `name = torch.tensor(…)`, or a line that says what belongs there. */
export function assignment(name: string, tensor: Tensor, form: 'torch-code' | 'numpy-code'): string {
  if (tensor.data.length <= largestWritten) return `${name} = ${printTensor(tensor, form)}`;
  return `${name} = ...  # a tensor of shape (${tensor.shape.join(', ')}), dtype ${tensor.dtype}, too large to write out`;
}

/** Floating values as the setting computes them. */
export const inDType = (tensor: Tensor, dtype: DType): Tensor =>
  isFloating(tensor.dtype) ? cast(tensor, dtype) : tensor;

/** A value as Python writes it. */
export function pythonValue(value: OptionValue, form: 'torch-code' | 'numpy-code'): string {
  if (value === null) return 'None';
  if (typeof value === 'object') return printTensor(value, form);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** `# 1.1635` */
export const resultComment = (value: number): string =>
  `# ${fixed(value, 6).replaceAll('−', '-').replace('∞', 'inf').replace('NaN', 'nan')}`;
