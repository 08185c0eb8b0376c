import type { TensorState } from '../../src/protocol.ts';
import { fail, ok, type Result } from '../../src/result.ts';
import type { SettingEdit } from '../state/edits.ts';
import { decode } from '../state/tensor-state.ts';
import type { DragDetail, Place, StepDetail } from '../ui/grid/types.ts';
import { parseNumber } from './format.ts';
import type { Model } from './model.ts';
import { asFloating } from './paste.ts';
import type { Problem } from './problem.ts';
import { takesIndices } from './samples.ts';
import { rawScale, rowIn, rowWith, rowWithProbability, shownScale } from './shown-scale.ts';
import { stepped, tidy } from './stepping.ts';
import { replaceInput, setElementOf, setRow } from './tensor-edits.ts';

/**
 * What a person does to the table of the prediction, as changes of the setting. Column −1 is the target beside it.
 * Errors are sentences for the person.
 */

/** A value set in the scale that is shown. */
export function setShown(
  { state, main: { problem } }: Model,
  { row, column }: Place,
  value: number,
): SettingEdit {
  if (column >= 0)
    return setRow(problem, row, rowWith(problem, row, column, value, shownScale(state, problem)));
  return problem.target ? setElementOf(problem, problem.target.name, row, value) : (setting) => setting;
}

export function typed(model: Model, place: Place, text: string): Result<SettingEdit, string> {
  const value = place.column < 0 ? targetFrom(model, text) : parseNumber(text);
  if (value === undefined) return fail(`“${text}” is not a number. Write 0.5, 1e-3, 1/3, 50%, inf or nan.`);
  return ok(setShown(model, place, value));
}

/** A class by its name or number. */
function targetFrom(model: Model, text: string): number | undefined {
  const named = model.state.classNames?.indexOf(text.trim()) ?? -1;
  return named >= 0 && takesIndices(model.main.problem) ? named : parseNumber(text);
}

export function steppedEdit(model: Model, detail: Place & StepDetail): SettingEdit {
  const { problem } = model.main;
  const { row, column, direction } = detail;
  if (column < 0) return setShown(model, detail, steppedTarget(problem, detail));
  const scale = shownScale(model.state, problem);
  const value = rowIn(problem, row, scale)[column] ?? 0;
  const probability = scale === 'probabilities';
  const next = stepped(value, direction, probability ? 0.01 : 0.1, detail);
  return setShown(model, detail, probability ? Math.min(1, Math.max(0, next)) : next);
}

function steppedTarget(problem: Problem, detail: Place & StepDetail): number {
  const value = (problem.target && problem.raw[problem.target.name]?.data[detail.row]) ?? 0;
  if (!takesIndices(problem)) return stepped(value, detail.direction, 0.1, detail);
  const { columns } = problem.axes;
  return (value + detail.direction + columns) % columns;
}

/** A bar follows the pointer; where there is none, the value changes with the distance. */
export function draggedEdit(model: Model, detail: Place & DragDetail): SettingEdit | undefined {
  const { problem } = model.main;
  const { row, column, fraction, pixels, start } = detail;
  if (column < 0)
    return takesIndices(problem) ? undefined : setShown(model, detail, tidy(start + pixels * 0.02, 3));
  if (fraction !== null && rawScale(problem))
    return setRow(problem, row, rowWithProbability(problem, row, column, fraction));
  const perPixel = shownScale(model.state, problem) === 'probabilities' ? 0.005 : 0.02;
  return setShown(model, detail, tidy(start + pixels * perPixel, 4));
}

/** Makes a class the true one of its row. */
export function marked(model: Model, { row, column }: Place): SettingEdit | undefined {
  const { problem } = model.main;
  return column >= 0 && takesIndices(problem) ? setShown(model, { row, column: -1 }, column) : undefined;
}

/** One number replaces the cell, more the whole tensor. */
export function pasted(model: Model, place: Place, tensor: TensorState): SettingEdit {
  const { problem } = model.main;
  const [value] = tensor.data;
  if (tensor.data.length === 1 && value !== undefined) return setShown(model, place, decode(value));
  const name = place.column < 0 && problem.target ? problem.target.name : problem.prediction.name;
  return replaceInput(problem, name, name === problem.prediction.name ? asFloating(tensor) : tensor);
}
