import { computeLoss } from '../../../src/core/compute.ts';
import { type Nested, tensor, toNested } from '../../../src/core/create.ts';
import type { Options, Reduction } from '../../../src/core/loss.ts';
import { lossById } from '../../../src/core/losses/index.ts';
import type { DType, Tensor } from '../../../src/core/tensor.ts';

export interface Question {
  readonly options?: Options;
  readonly reduction?: Reduction;
  readonly dtype?: DType;
}

const isTensor = (value: Nested | Tensor): value is Tensor => typeof value === 'object' && 'dtype' in value;

/** Computes a loss of tensors or nested lists (float64), or throws the error's text. */
export function ask(id: string, inputs: Readonly<Record<string, Nested | Tensor>>, question: Question = {}) {
  const loss = lossById(id);
  if (!loss) throw new Error(`no loss ${id}`);
  const tensors = Object.entries(inputs).map(([name, value]) => [
    name,
    isTensor(value) ? value : tensor(value, 'float64'),
  ]);
  const outcome = computeLoss(loss, { ...question, inputs: Object.fromEntries(tensors), gradient: true });
  if (!outcome.ok) throw new Error(outcome.error.message);
  const { value, gradients } = outcome.value;
  return {
    value: toNested(value),
    data: Array.from(value.data),
    gradient: (name: string): number[] => Array.from(gradients[name]?.data ?? []),
  };
}

/** Class indices. */
export const indices = (values: Nested): Tensor => tensor(values, 'int64');
