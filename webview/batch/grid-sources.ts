import type { ProbabilityScale } from '../../src/core/explore/scale.ts';
import type { CellCache } from '../model/cell-cache.ts';
import { compact, percent } from '../model/format.ts';
import { predictionSource, targetBeside } from '../model/grid-sources.ts';
import { className, type Model } from '../model/model.ts';
import { takesIndices } from '../model/samples.ts';
import { shownScale } from '../model/shown-scale.ts';
import type { Cell, GridSource } from '../ui/grid/types.ts';
import type { BatchModel } from './batches.ts';
import type { TileCell } from './windows.ts';

/** The whole batch as a table: the selected row from the panel's own model, the others as they arrive from the holder. */
export function batchSource(model: Model, batch: BatchModel, cache: CellCache): GridSource {
  const own = predictionSource(model, cache);
  const { problem } = model.main;
  const shown = shownScale(model.state, problem);
  const { windows, axes, row: selected } = batch;
  const indices = takesIndices(problem);
  return {
    ...own,
    rows: axes.rows,
    columns: axes.columns,
    renamable: false,
    markable: indices,
    ...(targetBeside(problem) ? { lead: 'target' } : {}),
    rowName: String,
    rowKey: (row) => (row === selected ? own.rowKey?.(0) : windows.version),
    cell: (row, c) => {
      if (row === selected) return own.cell(0, c);
      const tile = windows.cell(row, Math.max(0, c));
      if (!tile) return unread(row, c);
      return c < 0 ? leadCell(model, tile, row, indices) : cellOf(model, tile, row, c, shown, indices);
    },
  };
}

const unread = (row: number, c: number): Cell => ({
  text: '·',
  value: Number.NaN,
  label: `sample ${row}, ${c < 0 ? 'target' : c}: being read`,
  readonly: true,
  dim: true,
});

function leadCell({ state }: Model, { target, ignored }: TileCell, row: number, indices: boolean): Cell {
  const value = target ?? Number.NaN;
  const name = indices ? (state.classNames?.[value] ?? String(value)) : compact(value);
  const text = ignored ? `${name} (ignored)` : name;
  return { text, value, label: `target of sample ${row}: ${text}`, dim: ignored };
}

function cellOf(
  model: Model,
  tile: TileCell,
  row: number,
  c: number,
  shown: ProbabilityScale | undefined,
  indices: boolean,
): Cell {
  const { state, main } = model;
  const { probability: p } = tile;
  const value = shown && p !== null ? inScale(tile.value, p, main.problem.scale.raw, shown) : tile.value;
  const marked = indices && tile.target === c;
  const chance = p !== null && shown !== 'probabilities' ? `, probability ${percent(p)}` : '';
  return {
    text: compact(value),
    value,
    label: `sample ${row}, ${className(state, c)}: ${shown ?? ''} ${compact(value)}${chance}${marked ? ', true class' : ''}`,
    marked,
    dim: tile.ignored,
    ...(p === null ? {} : { fill: p, note: percent(p) }),
    ...(p !== null && !indices && tile.target !== null ? { ghost: tile.target } : {}),
  };
}

/** A held value in the scale that is shown. */
function inScale(value: number, p: number, raw: string, shown: ProbabilityScale): number {
  if (shown === raw) return value;
  if (shown === 'probabilities') return p;
  return shown === 'logits' && raw === 'log-probabilities' ? value : Math.log(p);
}

/** The gradient of the reduced loss, as far as it is in sight. */
export function batchGradientSource(model: Model, { windows, axes, whole }: BatchModel): GridSource {
  const { state, main } = model;
  const summary = whole.summary?.ok ? whole.summary : undefined;
  const indices = takesIndices(main.problem);
  return {
    rows: axes.rows,
    columns: axes.columns,
    rowName: String,
    columnName: (c) => className(state, c),
    markable: false,
    renamable: false,
    rowKey: () => `${windows.version} ${summary?.share} ${summary?.steepest}`,
    cell: (row, c) => {
      const tile = windows.cell(row, c);
      if (!tile || tile.gradient === null || !summary) return unread(row, c);
      const value = tile.gradient * summary.share;
      const heat = summary.steepest === 0 || Number.isNaN(value) ? 0 : value / summary.steepest;
      return {
        text: compact(value),
        value,
        label: `gradient at sample ${row}, ${className(state, c)}: ${compact(value)}`,
        heat: Math.max(-1, Math.min(1, heat)),
        readonly: true,
        marked: indices && tile.target === c,
      };
    },
  };
}
