import { sizeOf } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { nonFinite, pythonFloat } from './digits.ts';

/** How a language writes one number of a dtype. */
export type WriteNumber = (value: number, dtype: DType) => string;

/** `[[1.0, 2.0], [3.0, 4.0]]` with `write` for the numbers. */
export function nestedLists(tensor: Tensor, write: WriteNumber): string {
  const build = (axis: number, offset: number): string => {
    const length = tensor.shape[axis];
    if (length === undefined) return write(tensor.data[offset] ?? Number.NaN, tensor.dtype);
    const step = sizeOf(tensor.shape.slice(axis + 1));
    return `[${Array.from({ length }, (_, i) => build(axis + 1, offset + i * step)).join(', ')}]`;
  };
  return build(0, 0);
}

const pythonNumber =
  (special: (word: string) => string): WriteNumber =>
  (value, dtype) => {
    if (dtype === 'bool') return value === 0 ? 'False' : 'True';
    if (!isFloating(dtype)) return String(value);
    const word = nonFinite(value);
    return word === undefined ? pythonFloat(value, dtype) : special(word);
  };

const torchNumber = pythonNumber((word) => `float('${word}')`);
const numpyNumber = pythonNumber((word) => word.replace(/(\w+)/, 'np.$1'));
const bareNumber = pythonNumber((word) => word);

/** `torch.tensor([[1.0, 2.0]])`, which runs. */
export function torchCode(tensor: Tensor): string {
  // An empty list would be float32 whatever it was, and lose its other axes.
  if (tensor.data.length === 0 && tensor.shape.length > 0) {
    return `torch.zeros((${tensor.shape.join(', ')}${tensor.shape.length === 1 ? ',' : ''}), dtype=torch.${tensor.dtype})`;
  }
  const inferred = ['float32', 'int64', 'bool'].includes(tensor.dtype);
  const dtype = inferred ? '' : `, dtype=torch.${tensor.dtype}`;
  return `torch.tensor(${nestedLists(tensor, torchNumber)}${dtype})`;
}

/** `np.array([[1.0, 2.0]], dtype=np.float32)`, which runs. */
export function numpyCode(tensor: Tensor): string {
  if (tensor.data.length === 0 && tensor.shape.length > 0) {
    return `np.zeros((${tensor.shape.join(', ')}${tensor.shape.length === 1 ? ',' : ''}), dtype=np.${tensor.dtype})`;
  }
  const inferred = ['float64', 'int64', 'bool'].includes(tensor.dtype);
  const dtype = inferred ? '' : `, dtype=np.${tensor.dtype === 'bool' ? 'bool_' : tensor.dtype}`;
  return `np.array(${nestedLists(tensor, numpyNumber)}${dtype})`;
}

const jsonNumber: WriteNumber = (value, dtype) => {
  if (dtype === 'bool') return value === 0 ? 'false' : 'true';
  const special = nonFinite(value);
  if (special !== undefined) return `"${special}"`;
  return isFloating(dtype) ? pythonFloat(value, dtype) : String(value);
};

/** Nested lists; NaN and infinities as the strings "nan", "inf", "-inf". */
export const jsonText = (tensor: Tensor): string => nestedLists(tensor, jsonNumber);

/** One row a line; more than two dimensions are flattened to the last. A vector is one number a line. */
export function delimited(tensor: Tensor, delimiter: string): string {
  const width = tensor.shape.length < 2 ? 1 : (tensor.shape.at(-1) ?? 1);
  const lines: string[] = [];
  for (let i = 0; i < tensor.data.length; i += width) {
    lines.push(
      [...tensor.data.subarray(i, i + width)].map((x) => bareNumber(x, tensor.dtype)).join(delimiter),
    );
  }
  return lines.join('\n');
}
