import type { Tensor } from '../core/tensor.ts';
import type { Result } from '../result.ts';

/** Where and why a text is no tensor. Offsets into the text that was given. */
export interface TextError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A tensor found in text. */
export interface TextTensor {
  readonly tensor: Tensor;
  /** The name it is assigned to, where the text has one (`logits = torch.tensor(…)`). */
  readonly name?: string;
  readonly start: number;
  readonly end: number;
  /** What the text looked like: 'python', 'torch', 'numpy', 'json', 'csv', … */
  readonly form: string;
}

/** Everything people paste → tensors, in order of appearance. Implemented in `parse.ts`. */
export type ParseTensors = (text: string) => Result<readonly TextTensor[], TextError>;
