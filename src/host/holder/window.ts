import type { BatchArea, BatchWindow } from '../../protocol.ts';
import type { Session } from './session.ts';

/** What stands in a part of the table; less where the table ends. */
export function windowOf(session: Session, { row, rows, column, columns }: BatchArea): BatchWindow {
  const { table, figures } = session.rows;
  const [height, width] = [
    Math.max(0, Math.min(rows, table.axes.rows - row)),
    Math.max(0, Math.min(columns, table.axes.columns - column)),
  ];
  const cells = () => new Float64Array(height * width);
  const [values, gradient, probabilities] = [cells(), cells().fill(Number.NaN), cells()];
  let hasProbabilities = false;
  const targets: number[] = [];
  for (let i = 0; i < height; i++) {
    const line = session.line(row + i);
    const at = i * width;
    values.set(line.scores.data.subarray(column, column + width), at);
    if (line.gradient) gradient.set(line.gradient.data.subarray(column, column + width), at);
    if (line.probabilities) probabilities.set(line.probabilities.subarray(column, column + width), at);
    hasProbabilities ||= line.probabilities !== undefined;
    const { target } = line;
    if (target)
      targets.push(...(target.shape.length > 1 ? target.data.subarray(column, column + width) : target.data));
  }
  return {
    values,
    probabilities: hasProbabilities ? probabilities : null,
    gradient,
    target: targets.length > 0 ? Float64Array.from(targets) : null,
    ignored: figures.ignored.slice(row, row + height),
  };
}
