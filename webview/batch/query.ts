import type { BatchQuery, BatchState, OptionState } from '../../src/protocol.ts';
import type { Problem } from '../model/problem.ts';
import { toState } from '../state/tensor-state.ts';

/** What the holder is asked to compute: the problem of one row, on the whole batch. */
export function queryOf(problem: Problem, batch: BatchState): BatchQuery {
  const { base, setting, options, activated, scale } = problem;
  return {
    batch,
    loss: base.id,
    library: setting.library,
    reduction: setting.reduction,
    dtype: setting.dtype,
    options: Object.fromEntries(
      Object.entries(options).map(([name, value]): [string, OptionState] => [
        name,
        typeof value === 'object' && value !== null ? toState(value) : value,
      ]),
    ),
    activation: activated.activation,
    temperature: activated.temperature,
    scale,
  };
}

/** What a query says besides its batch, as text. */
const rests = new WeakMap<BatchQuery, string>();

/** The same for queries that differ in their batch only. */
export const restOf = (query: BatchQuery): string | undefined => rests.get(query);

/** Gives the same query for as long as nothing that it says has changed. */
export class Queries {
  readonly #latest = new Map<string, BatchQuery>();
  readonly #keys = new WeakMap<Problem, string>();

  of(problem: Problem, batch: BatchState): BatchQuery {
    const key = this.#keys.get(problem) ?? JSON.stringify({ ...queryOf(problem, batch), batch: null });
    this.#keys.set(problem, key);
    const known = this.#latest.get(key);
    if (known?.batch === batch) return known;
    const query = queryOf(problem, batch);
    rests.set(query, key);
    this.#latest.delete(key);
    this.#latest.set(key, query);
    // Two that are compared, and those before them.
    const [oldest] = this.#latest.keys();
    if (this.#latest.size > 4 && oldest !== undefined) this.#latest.delete(oldest);
    return query;
  }
}
