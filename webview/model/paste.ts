import type { ParsedText, TensorState } from '../../src/protocol.ts';
import { fail, ok, type Result } from '../../src/result.ts';

/** The first tensor of a text that was read, or why there is none. */
export function firstTensor(parsed: ParsedText): Result<TensorState, string> {
  if (!parsed.ok) return fail(parsed.message);
  const [first] = parsed.tensors;
  return first ? ok(first) : fail('There are no numbers in the text.');
}

/** Spreadsheets and lists write 1 for 1.0; outputs of a model are never integers. */
export const asFloating = (tensor: TensorState): TensorState =>
  tensor.dtype.startsWith('float') || tensor.dtype === 'bfloat16' ? tensor : { ...tensor, dtype: 'float64' };
