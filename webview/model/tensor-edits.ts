import { sizeOf } from '../../src/core/create.ts';
import { axesOf } from '../../src/core/explore/axes.ts';
import type { Setting, TensorState } from '../../src/protocol.ts';
import { elementAt, withElement, withElements } from '../state/derived-state.ts';
import { type SettingEdit, setInput } from '../state/edits.ts';
import { toState } from '../state/tensor-state.ts';
import type { Problem } from './problem.ts';
import { takesIndices } from './samples.ts';

/** Every input of the problem as state: the setting's own, or the example's that it shows. */
export function inputStates(problem: Problem): Readonly<Record<string, TensorState>> {
  return Object.fromEntries(
    Object.entries(problem.raw).map(([name, tensor]) => [
      name,
      problem.setting.inputs[name] ?? toState(tensor),
    ]),
  );
}

/** Sets an input, making the example's other inputs and options the person's own at the same time. */
export function setTensor(problem: Problem, name: string, tensor: TensorState): SettingEdit {
  return (setting) => {
    const own = Object.keys(setting.inputs).length > 0;
    const kept: Setting = own
      ? setting
      : { ...setting, options: { ...optionStates(problem), ...setting.options } };
    return setInput(name, tensor, inputStates(problem))(kept);
  };
}

const optionStates = (problem: Problem): Setting['options'] =>
  Object.fromEntries(
    Object.entries(problem.options).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? toState(value) : value,
    ]),
  );

export function setElementOf(problem: Problem, name: string, index: number, value: number): SettingEdit {
  const state = inputStates(problem)[name];
  return state ? setTensor(problem, name, withElement(state, index, value)) : (setting) => setting;
}

/** Replaces one row of the prediction by raw values. */
export function setRow(problem: Problem, row: number, values: ArrayLike<number>): SettingEdit {
  const { name } = problem.prediction;
  const state = inputStates(problem)[name];
  if (!state) return (setting) => setting;
  const changes = new Map<number, number>();
  for (let c = 0; c < values.length; c++) {
    const index = problem.axes.index(row, c);
    const value = values[c] as number;
    if (elementAt(state, index) !== value) changes.set(index, value);
  }
  return setTensor(problem, name, withElements(state, changes));
}

/** The tensors with another number of samples or classes: what is there stays, what is new repeats or is zero. */
export function resized(problem: Problem, rows: number, columns: number): SettingEdit {
  const states = inputStates(problem);
  const entries = Object.entries(states).map(([name, state]) => [
    name,
    resize(problem, name, state, rows, columns),
  ]);
  return (setting) => ({ ...setting, inputs: Object.fromEntries(entries) });
}

/** Whether samples and classes can be added and removed: plain vectors and matrices. */
export const isResizable = (problem: Problem): boolean =>
  problem.loss.inputs.every(({ name }) => (problem.raw[name]?.shape.length ?? 0) <= 2) &&
  (problem.raw[problem.prediction.name]?.shape.length ?? 0) >= 1;

function resize(
  problem: Problem,
  name: string,
  state: TensorState,
  rows: number,
  columns: number,
): TensorState {
  const { axes } = problem;
  const indices = name === problem.target?.name && takesIndices(problem);
  const perRow = state.shape.length === 1 && state.shape[0] === axes.rows && axes.axis !== 0;
  if (state.shape.length === 0) return state;
  if (perRow || indices)
    return cropped(state, [rows], (row) => (indices ? Math.min(columns - 1, row % columns) : 0));
  const lone = state.shape.length === 1;
  return cropped(state, lone ? [columns] : [rows, columns], () => 0);
}

function cropped(
  state: TensorState,
  shape: readonly number[],
  fresh: (index: number) => number,
): TensorState {
  const width = shape.at(-1) ?? 1;
  const oldWidth = state.shape.at(-1) ?? 1;
  const data = Array.from({ length: sizeOf(shape) }, (_, i) => {
    const c = i % width;
    const old = shape.length === 1 ? i : Math.floor(i / width) * oldWidth + c;
    const inside = (shape.length === 1 || c < oldWidth) && old < state.data.length;
    return (inside ? state.data[old] : undefined) ?? fresh(i);
  });
  return { ...state, data, shape };
}

/**
 * Puts a new tensor in the place of an input. When a prediction comes with another number of rows or classes, the target
 * follows, so that the loss computes at once.
 */
export function replaceInput(problem: Problem, name: string, tensor: TensorState): SettingEdit {
  const edit = setTensor(problem, name, tensor);
  const { target, prediction } = problem;
  if (name !== prediction.name || !target || problem.loss.inputs.length !== 2) return edit;
  const { rows, columns } = axesOf(tensor.shape, problem.loss);
  if (rows === problem.axes.rows && columns === problem.axes.columns) return edit;
  return (setting) => {
    const next = edit(setting);
    const state = next.inputs[target.name];
    return state
      ? { ...next, inputs: { ...next.inputs, [target.name]: refit(problem, state, tensor) } }
      : next;
  };
}

function refit(problem: Problem, target: TensorState, prediction: TensorState): TensorState {
  const { rows, columns, axis } = axesOf(prediction.shape, problem.loss);
  const indices = takesIndices(problem);
  const shape = indices ? prediction.shape.filter((_, i) => i !== axis) : prediction.shape;
  const size = sizeOf(shape);
  const data = Array.from({ length: size }, (_, i) => {
    const old = target.data[i];
    if (indices) return typeof old === 'number' && old < columns ? old : i % columns;
    return rows === problem.axes.rows && old !== undefined ? old : i % columns === 0 ? 1 : 0;
  });
  return { ...target, data, shape };
}
