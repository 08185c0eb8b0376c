import { tensor as emptyTensor, fromValues } from '../../src/core/create.ts';
import { type Batch, linesOf, tableOf } from '../../src/core/explore/batch.ts';
import type { LossDefinition, Options } from '../../src/core/loss.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import type { BatchRow, BatchState, HeldTensor, Setting, TensorState } from '../../src/protocol.ts';
import { lossOf } from '../model/problem.ts';
import { predictionOf, targetOf } from '../model/roles.ts';
import { decode, toState } from '../state/tensor-state.ts';
import type { ShownRow } from './changes.ts';

/** One row of a batch as the inputs of a setting's loss, with what was changed in it. */
export function shownRow(setting: Setting, batch: BatchState, row: number, base: BatchRow): ShownRow {
  const loss = lossOf(setting);
  const single: Batch = {
    prediction: rowTensor(base.prediction, batch.prediction, batch.changes.prediction[row]),
    target: base.target && batch.target && rowTensor(base.target, batch.target, batch.changes.target[row]),
  };
  const table = tableOf(loss, {} satisfies Options, single);
  const form = table.ok ? table.value.form : 'as kept';
  const inputs = table.ok ? linesOf(table.value, single, 0, 1, setting.dtype) : plainInputs(loss, single);
  return {
    row,
    prediction: predictionOf(loss).name,
    target: targetOf(loss)?.name,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, toState(value)])),
    form,
  };
}

type RowChanges = BatchState['changes']['prediction'][number] | undefined;

/** A single value stays a vector of one; more are a batch of one sample. */
function rowTensor(values: Float64Array, { dtype, shape }: HeldTensor, changes: RowChanges): Tensor {
  const data = values.slice();
  for (const [column, value] of Object.entries<TensorState['data'][number]>(changes ?? {}))
    data[Number(column)] = decode(value);
  const lone = data.length === 1 && shape.length < 2;
  return fromValues(data, lone ? [1] : [1, data.length], dtype);
}

/** By role, for a loss that cannot be computed row by row and says so. */
function plainInputs(loss: LossDefinition, { prediction, target }: Batch): Readonly<Record<string, Tensor>> {
  const name = targetOf(loss)?.name;
  return {
    [predictionOf(loss).name]: prediction,
    ...(name === undefined ? {} : { [name]: target ?? emptyTensor([]) }),
  };
}
