import type { Axes } from '../../src/core/explore/axes.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import type { Setting, TensorState } from '../../src/protocol.ts';
import type { Decoder } from '../state/decoder.ts';
import { changedIndices } from '../state/derived-state.ts';
import type { Problem } from './problem.ts';

/** Beyond this many changed rows nothing is gained by computing only them. */
const mostRows = 8;

/** The prediction after an edit, and the rows in which it differs from the one before. */
export interface ChangedRows {
  readonly scores: Tensor;
  readonly rows: readonly number[];
}

/**
 * Where the prediction of `next` differs from the problem's; undefined where that is more than a few rows. An edit tells
 * what it changed: its tensor takes the memory of the last one, which is nobody's any more.
 */
export function changedRows(problem: Problem, next: Setting, decoder: Decoder): ChangedRows | undefined {
  const { name } = problem.prediction;
  const [old, state, before] = [problem.setting.inputs[name], next.inputs[name], problem.raw[name]];
  if (!state || !before || state.shape.join() !== before.shape.join()) return undefined;
  const known = old && changedIndices(state, old);
  const { rowAt } = problem.axes;
  if (!known) return compared(before, decoder.tensor(state), problem.axes);
  const rows = new Set(known.map(rowAt));
  if (rows.size > mostRows) return undefined;
  const scores = isShared(next, old) ? decoder.tensor(state) : decoder.renewed(state, old, known);
  return { scores, rows: [...rows] };
}

/** Whether another tensor of the setting still is what the prediction was. */
const isShared = ({ inputs, options }: Setting, old: TensorState): boolean =>
  [...Object.values(inputs), ...Object.values(options)].includes(old);

function compared(a: Tensor, b: Tensor, { rowAt }: Axes): ChangedRows | undefined {
  const rows = new Set<number>();
  for (let i = 0; i < a.data.length && rows.size <= mostRows; i++)
    if (!Object.is(a.data[i], b.data[i])) rows.add(rowAt(i));
  return rows.size > mostRows ? undefined : { scores: b, rows: [...rows] };
}
