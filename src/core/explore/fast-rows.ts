import { ok, type Result } from '../../result.ts';
import { crossEntropyInto } from '../kernel/into.ts';
import type { Inputs, LossError } from '../loss.ts';
import type { Tensor } from '../tensor.ts';
import type { Table } from './batch.ts';
import { lengthOf, type RowFigures, type RowsRequest, type Sum } from './row-figures.ts';

/**
 * Cross-entropy of float32 logits and class indices by the kernel, which is some twenty times as fast as `computeLoss` and as
 * exact. Undefined where the call asks for what the kernel does not serve.
 */
export function fastLines(
  table: Table,
  request: RowsRequest,
  inputs: Inputs,
  from: number,
  figures: RowFigures,
): Result<Sum, LossError> | undefined {
  const logits = inputs[table.prediction.name];
  const targets = table.target && inputs[table.target.name];
  if (!logits || !targets || !isServed(table, request, logits, targets)) return undefined;
  const { columns: classes } = table.axes;
  const { weight, ignore_index: ignoreIndex } = request.options;
  const weights = typeof weight === 'object' && weight ? Float64Array.from(weight.data) : undefined;
  const gradient = new Float32Array(classes);
  let [sum, divisor] = [0, 0];
  for (let i = 0; i < targets.data.length; i++) {
    const y = targets.data[i] as number;
    const loss = crossEntropyInto({
      logits: (logits.data as Float32Array).subarray(i * classes, (i + 1) * classes),
      gradient,
      rows: 1,
      classes,
      targets: [y],
      reduction: 'sum',
      ignoreIndex: Number(ignoreIndex ?? -100),
      kernel: request.kernel,
      ...(weights ? { weight: weights } : {}),
    });
    // What is refused is refused by the loss itself, with its own words.
    if (!loss.ok) return undefined;
    const ignored = y === (ignoreIndex ?? -100);
    const share = ignored ? 0 : (weights?.[y] ?? 1);
    const { norm, steepest } = lengthOf(gradient);
    const row = from + i;
    figures.losses[row] = Math.fround(loss.value);
    figures.ignored[row] = ignored ? 1 : 0;
    figures.norms[row] = norm;
    figures.steepest[row] = steepest;
    figures.truth[row] = ignored ? Number.NaN : Math.exp(-loss.value / share);
    sum += figures.losses[row] as number;
    divisor += share;
  }
  return ok({ sum, divisor });
}

function isServed(table: Table, request: RowsRequest, logits: Tensor, targets: Tensor): boolean {
  const { loss, dtype, options, activated } = request;
  const { weight } = options;
  const zero = typeof weight === 'object' && weight?.data.some((w) => !(w > 0));
  return (
    loss.id === 'cross_entropy' &&
    dtype === 'float32' &&
    logits.data instanceof Float32Array &&
    table.axes.axis >= 0 &&
    targets.shape.length === 1 &&
    targets.dtype === 'int64' &&
    activated.activation === 'none' &&
    activated.temperature === 1 &&
    !options.label_smoothing &&
    !zero
  );
}
