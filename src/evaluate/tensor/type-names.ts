import type { DType } from '../../core/tensor.ts';
import { notKnown } from '../signals.ts';

/** PyTorch's older names of what a tensor holds. */
export const tensorTypes: readonly (readonly [string, DType])[] = [
  ['torch.FloatTensor', 'float32'],
  ['torch.DoubleTensor', 'float64'],
  ['torch.HalfTensor', 'float16'],
  ['torch.BFloat16Tensor', 'bfloat16'],
  ['torch.LongTensor', 'int64'],
  ['torch.IntTensor', 'int32'],
  ['torch.ShortTensor', 'int16'],
  ['torch.CharTensor', 'int8'],
  ['torch.ByteTensor', 'uint8'],
  ['torch.BoolTensor', 'bool'],
];

export const tensorTypeName = (dtype: DType): string =>
  tensorTypes.find(([, one]) => one === dtype)?.[0] ?? notKnown(`the type of a ${dtype} tensor`);
