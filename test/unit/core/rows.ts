import { expect } from 'vitest';
import { computeLoss } from '../../../src/core/compute.ts';
import type { Batch } from '../../../src/core/explore/batch.ts';
import { Rows } from '../../../src/core/explore/by-rows.ts';
import type { RowsRequest } from '../../../src/core/explore/row-figures.ts';
import type { LossDefinition, LossOutcome, LossRequest } from '../../../src/core/loss.ts';
import { lossById } from '../../../src/core/losses/index.ts';

const plain = { activation: 'none', temperature: 1 } as const;

export function inputsOf(loss: LossDefinition, { inputs }: LossRequest): Batch | undefined {
  const nameOf = (role: string) => loss.inputs.find((spec) => spec.role === role)?.name ?? '';
  const prediction = inputs[nameOf('prediction')];
  return prediction && { prediction, target: inputs[nameOf('target')] ?? null };
}

export const requestOf = (
  loss: LossDefinition,
  request: LossRequest,
  rest: Partial<RowsRequest> = {},
): RowsRequest => ({
  loss,
  options: request.options ?? {},
  reduction: request.reduction ?? loss.reduction,
  dtype: request.dtype ?? 'float64',
  activated: plain,
  scale: { raw: 'logits', link: 'softmax' },
  ...rest,
});

/** Undefined where the loss is not served line by line. */
export function served(request: RowsRequest, batch: Batch): Rows | undefined {
  const rows = Rows.open(request, () => batch);
  if (!rows.ok) return undefined;
  for (let portion = 0; portion < rows.value.portions; portion++) {
    const error = rows.value.compute(portion);
    if (error?.message.includes('not a sum over rows')) return undefined;
    if (error) throw new Error(error.message);
  }
  return rows.value;
}

export function compute(request: RowsRequest, batch: Batch): Rows {
  const rows = served(request, batch);
  if (!rows) throw new Error(`${request.loss.id} is not served.`);
  return rows;
}

export function whole(loss: LossDefinition, request: LossRequest): LossOutcome {
  const result = computeLoss(loss, { ...request, gradient: true });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export function close(actual: number, expected: number, bound = 1e-12): void {
  if (Object.is(actual, expected)) return;
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(bound * Math.max(1, Math.abs(expected)));
}

export const lossOf = (id: string): LossDefinition => {
  const loss = lossById(id);
  if (!loss) throw new Error(`There is no loss ${id}.`);
  return loss;
};
