import { stridesOf } from '../../core/shape.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { Args } from '../library/args.ts';
import { raise } from '../signals.ts';
import type { TensorValue } from '../values/value.ts';

/** For every element of `index`, the position of the element of `shape` that it names along `axis`. */
export function gatherPositions(
  shape: readonly number[],
  index: Tensor,
  axis: number,
  name: string,
): Int32Array {
  const strides = stridesOf(shape);
  const own = stridesOf(index.shape);
  const length = shape[axis] ?? 1;
  return Int32Array.from(index.data, (at, i) => {
    if (at < 0 || at >= length) {
      raise('RuntimeError', `index ${at} is out of bounds for dimension ${axis} with size ${length}`, name);
    }
    let position = at * (strides[axis] ?? 1);
    for (let a = 0; a < shape.length; a++) {
      if (a !== axis)
        position +=
          (Math.floor(i / (own[a] as number)) % (index.shape[a] as number)) * (strides[a] as number);
    }
    return position;
  });
}

export function indexTensor(args: Args, name: string): TensorValue {
  const index = args.tensor(name);
  if (index.dtype !== 'int64' && args.library === 'torch') {
    raise('RuntimeError', `${args.name}(): Expected dtype int64 for index`, name);
  }
  return index;
}
