import { roundTo } from '../../src/core/rounding.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import type { TensorState } from '../../src/protocol.ts';
import { changedIndices, elementAt } from './derived-state.ts';
import { decode, toTensor } from './tensor-state.ts';

/** Turns tensor states into tensors, each only once, and remembers them as long as the states live. */
export class Decoder {
  readonly #known = new WeakMap<TensorState, Tensor>();
  /** The last state of each form: the next one of that form may differ from it in little. */
  readonly #latest = new Map<string, TensorState>();

  tensor(state: TensorState): Tensor {
    const before = this.#latest.get(formOf(state));
    const base = before && this.#known.get(before);
    const tensor = this.#known.get(state) ?? (base ? differing(state, before, base) : toTensor(state));
    return this.#remember(state, tensor);
  }

  /**
   * The tensor of a state that differs from `before` at `changed` only, in the memory of the tensor of `before`: for a
   * drag, whose states come sixty times a second. Nobody may read the tensor of `before` any more; asked for it again,
   * the decoder makes a new one.
   */
  renewed(state: TensorState, before: TensorState, changed: readonly number[]): Tensor {
    const last = this.#known.get(before);
    if (!last || this.#known.has(state)) return this.tensor(state);
    this.#known.delete(before);
    write(last, state, changed);
    return this.#remember(state, { ...last });
  }

  #remember(state: TensorState, tensor: Tensor): Tensor {
    this.#known.set(state, tensor);
    this.#latest.set(formOf(state), state);
    return tensor;
  }
}

const formOf = ({ dtype, shape }: TensorState): string => `${dtype} ${shape.join()}`;

/** The tensor of `state`, made from that of another state of the same form: only the differences are decoded. */
function differing(state: TensorState, before: TensorState, tensor: Tensor): Tensor {
  const copy = { ...tensor, data: tensor.data.slice() };
  const { data } = state;
  const changed =
    changedIndices(state, before) ??
    Array.from(copy.data.keys()).filter((index) => data[index] !== before.data[index]);
  write(copy, state, changed);
  return copy;
}

function write({ data, dtype }: Tensor, state: TensorState, indices: readonly number[]): void {
  const round = roundTo(dtype);
  for (const index of indices) data[index] = round(decode(elementAt(state, index) ?? 'nan'));
}
