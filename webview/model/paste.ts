import type { TensorState } from '../../src/protocol.ts';
import { fail, ok, type Result } from '../../src/result.ts';
import { parseTensors } from '../../src/tensors/parse.ts';
import { toState } from '../state/tensor-state.ts';

/** The first tensor in a pasted text, in any form that is printed or written; or why there is none. */
export function pastedTensor(text: string): Result<TensorState, string> {
  const found = parseTensors(text);
  if (!found.ok) return fail(found.error.message);
  const [first] = found.value;
  return first ? ok(toState(first.tensor)) : fail('There are no numbers in the text.');
}

/** Spreadsheets and lists write 1 for 1.0; outputs of a model are never integers. */
export const asFloating = (tensor: TensorState): TensorState =>
  tensor.dtype.startsWith('float') || tensor.dtype === 'bfloat16' ? tensor : { ...tensor, dtype: 'float64' };
