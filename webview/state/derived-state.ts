import type { TensorState } from '../../src/protocol.ts';
import { type Encoded, encode } from './tensor-state.ts';

/** Carries what a state was made from. A symbol, so that neither JSON nor a message to the host sees it. */
const origin = Symbol('origin');

/** What an edit changed. The whole list of values is made only when somebody reads it: a drag never does. */
interface Origin {
  /** Weak: a chain of edits must not keep every tensor alive. */
  readonly from: WeakRef<TensorState>;
  readonly indices: readonly number[];
  /** The values but for those in `over`. */
  base: TensorState['data'];
  over: ReadonlyMap<number, Encoded>;
}

type Derived = TensorState & { readonly [origin]?: Origin };

const nothing: ReadonlyMap<number, Encoded> = new Map();
/** Beyond so many values it costs less to write them down than to carry them from edit to edit. */
const mostOver = 2000;

/** The element at `index`, without making the whole list of an edited state. */
export function elementAt(state: Derived, index: number): Encoded | undefined {
  const made = state[origin];
  return made ? (made.over.get(index) ?? made.base[index]) : state.data[index];
}

/** The elements in which `state` differs from `before`, if it was made from it by {@link withElements}. */
export function changedIndices(state: Derived, before: TensorState): readonly number[] | undefined {
  const made = state[origin];
  return made?.from.deref() === before ? made.indices : undefined;
}

/** The same tensor with one element changed. */
export const withElement = (state: TensorState, index: number, value: number): TensorState =>
  withElements(state, new Map([[index, value]]));

/** The same tensor with several elements changed. */
export function withElements(state: Derived, changes: ReadonlyMap<number, number>): TensorState {
  const encoded = [...changes].map(([index, value]) => [index, encode(value)] as const);
  const changed = encoded.filter(([index, value]) => value !== elementAt(state, index));
  const { base, over } = partsOf(state);
  const made: Origin = {
    from: new WeakRef(state),
    indices: changed.map(([index]) => index),
    base,
    over: new Map([...over, ...changed]),
  };
  const derived: Derived = {
    // The object's own, so that a copy, JSON and a message to the host read it like any other value.
    get data() {
      return whole(made);
    },
    shape: state.shape,
    dtype: state.dtype,
    [origin]: made,
  };
  return derived;
}

function partsOf(state: Derived): Pick<Origin, 'base' | 'over'> {
  const made = state[origin];
  return made && made.over.size <= mostOver ? made : { base: state.data, over: nothing };
}

function whole(made: Origin): TensorState['data'] {
  if (made.over.size === 0) return made.base;
  const data = made.base.slice();
  for (const [index, value] of made.over) data[index] = value;
  made.base = data;
  made.over = nothing;
  return data;
}
