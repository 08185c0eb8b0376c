import { type Axes, axesOf, column, rowOf } from '../../src/core/explore/axes.ts';
import type { ProbabilityScale } from '../../src/core/explore/scale.ts';
import type { InputSpec } from '../../src/core/loss.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import type { Cell, GridSource } from '../ui/grid/types.ts';
import { CellCache, type RowCells } from './cell-cache.ts';
import { compact, percent } from './format.ts';
import { className, type Model } from './model.ts';
import type { Problem } from './problem.ts';
import { takesIndices, targetClass, targetRow } from './samples.ts';
import { rowIn, shownScale } from './shown-scale.ts';

/** Whether the target is shown in the prediction's own table: one value a row. */
export const targetBeside = (problem: Problem): boolean =>
  takesIndices(problem) ||
  (problem.axes.columns === 1 && problem.target !== undefined && targetLength(problem) === problem.axes.rows);

const targetLength = ({ target, raw }: Problem): number => (target && raw[target.name]?.data.length) ?? 0;

/** Inputs that are not shown in the prediction's own table. */
export const otherInputs = (problem: Problem): readonly InputSpec[] =>
  problem.loss.inputs.filter(
    (spec) => spec !== problem.prediction && !(spec === problem.target && targetBeside(problem)),
  );

/** The prediction with its target: values in the scale shown, bars of probability, the true class marked. */
export function predictionSource(model: Model, cache = new CellCache()): GridSource {
  const { state, main } = model;
  const { problem } = main;
  const shown = shownScale(state, problem);
  const context = `${shown} ${state.classNames?.join()} ${problem.axes.columns}`;
  const rows = (row: number) =>
    cache.row(row, model.versions[row] ?? 0, context, () => describeRow(model, row, shown));
  const indices = takesIndices(problem);
  const names = (c: number) =>
    problem.axes.columns === 1 && !state.classNames ? problem.prediction.name : className(state, c);
  return {
    rows: problem.axes.rows,
    columns: problem.axes.columns,
    rowName: String,
    columnName: names,
    ...(targetBeside(problem) ? { lead: 'target' } : {}),
    markable: indices,
    renamable: problem.axes.columns > 1,
    rowKey: rows,
    cell: (row, c) => rows(row)(c),
  };
}

function describeRow(model: Model, row: number, shown: ProbabilityScale | undefined): RowCells {
  const { main, state, samples } = model;
  const sample = row + model.firstRow;
  const { problem } = main;
  const values = rowIn(problem, row, shown);
  const p = problem.scale.link ? rowIn(problem, row, 'probabilities') : undefined;
  const truth = takesIndices(problem) ? targetClass(problem, row) : -1;
  const target = targetRow(problem, row);
  const span = p ? undefined : spanOf(problem);
  const dim = samples[row]?.ignored ?? false;
  return (c) => {
    if (c < 0) return leadCell(model, row);
    const value = values[c] ?? Number.NaN;
    const bar = p ? { fill: clamped(p[c] ?? 0) } : span ? barOf(value, span) : {};
    const ghost = p && target ? { ghost: clamped(target[c] ?? 0) } : {};
    const unit = shown ? ` ${shown}` : '';
    const chance = p && shown !== 'probabilities' ? `, probability ${percent(p[c] ?? Number.NaN)}` : '';
    return {
      text: compact(value),
      value,
      label: `sample ${sample}, ${className(state, c)}:${unit} ${compact(value)}${chance}${c === truth ? ', true class' : ''}`,
      marked: c === truth,
      dim,
      ...(p ? { note: percent(p[c] ?? Number.NaN) } : {}),
      ...bar,
      ...ghost,
    };
  };
}

function leadCell({ main, state, samples, firstRow }: Model, row: number): Cell {
  const { problem } = main;
  const value = (problem.target && problem.raw[problem.target.name]?.data[row]) ?? Number.NaN;
  const name = takesIndices(problem) ? (state.classNames?.[value] ?? String(value)) : compact(value);
  const ignored = samples[row]?.ignored ?? false;
  const text = ignored ? `${name} (ignored)` : name;
  return { text, value, label: `target of sample ${row + firstRow}: ${text}`, dim: ignored };
}

/** Any other tensor of the loss: dense targets, second inputs. */
export function tensorSource(model: Model, spec: InputSpec): GridSource {
  const { main, state, firstRow } = model;
  const tensor = main.problem.raw[spec.name];
  const axes = tensorAxes(main.problem, tensor);
  const span = tensor && dataSpan([tensor]);
  const asShare = span && span.low >= 0 && span.high <= 1;
  const names = axes.columns === main.problem.axes.columns;
  return {
    rows: axes.rows,
    columns: axes.columns,
    rowName: (row) => String(row + firstRow),
    columnName: (c) => (axes.columns === 1 ? spec.name : names ? className(state, c) : String(c)),
    markable: false,
    renamable: false,
    cell: (row, c) => {
      const value = tensor?.data[axes.index(row, c)] ?? Number.NaN;
      const bar = span ? barOf(value, asShare ? { low: 0, high: 1 } : span) : {};
      const place = names ? className(state, c) : String(c);
      return {
        text: compact(value),
        value,
        label: `${spec.name}, sample ${row + firstRow}, ${place}: ${compact(value)}`,
        ...bar,
      };
    },
  };
}

export function tensorAxes(problem: Problem, tensor: Tensor | undefined): Axes {
  if (!tensor) return column([0]);
  if (tensor.data.length === problem.axes.rows && problem.axes.columns > 1) return column(tensor.shape);
  return axesOf(tensor.shape, problem.loss);
}

/** The gradient as a heat map, read-only. */
export function gradientSource(model: Model, cache = new CellCache()): GridSource {
  const { main, state } = model;
  const { gradient, problem } = main;
  const { axes } = problem;
  const largest = model.steepest;
  const context = `${largest} ${state.classNames?.join()} ${main.problem.loss.id}`;
  const rows = (row: number) =>
    cache.row(row, model.versions[row] ?? 0, context, () => gradientRowCells(model, row, largest));
  return {
    rows: gradient ? axes.rows : 0,
    columns: axes.columns,
    rowName: String,
    columnName: (c) => (axes.columns === 1 ? problem.prediction.name : className(state, c)),
    markable: false,
    renamable: false,
    rowKey: rows,
    cell: (row, c) => rows(row)(c),
  };
}

function gradientRowCells(model: Model, row: number, largest: number): RowCells {
  const { main, state } = model;
  const values = gradientRow(main, row);
  const truth = takesIndices(main.problem) ? targetClass(main.problem, row) : -1;
  return (c) => {
    const value = values[c] ?? Number.NaN;
    return {
      text: compact(value),
      value,
      label: `gradient at sample ${row}, ${className(state, c)}: ${compact(value)}`,
      heat: largest === 0 || Number.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value / largest)),
      readonly: true,
      marked: truth === c,
    };
  };
}

interface Span {
  readonly low: number;
  readonly high: number;
}

const spanOf = (problem: Problem): Span =>
  dataSpan([problem.raw[problem.prediction.name], problem.target && problem.raw[problem.target.name]]);

/** The finite values' range, zero included. */
function dataSpan(tensors: readonly (Tensor | undefined)[]): Span {
  let low = 0;
  let high = 0;
  for (const tensor of tensors)
    for (const value of tensor?.data ?? []) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return high > low ? { low, high } : { low: 0, high: 1 };
}

/** A bar from zero to the value. */
function barOf(value: number, { low, high }: Span): Pick<Cell, 'fill' | 'zero'> {
  const at = (x: number) => clamped((x - low) / (high - low));
  return { zero: at(0), fill: Math.abs(at(value) - at(0)) };
}

const clamped = (x: number): number => (Number.isNaN(x) ? 0 : Math.min(1, Math.max(0, x)));

/** One row of the gradient. */
export const gradientRow = ({ gradient, problem }: Model['main'], row: number): Float64Array =>
  rowOf(gradient?.data ?? [], problem.axes, row);
