import type { BatchState, HeldChanges, Setting, State, TensorState } from '../../src/protocol.ts';
import { changedIndices, elementAt } from '../state/derived-state.ts';
import { decode, encode } from '../state/tensor-state.ts';

/** A row of a batch as the inputs of the setting that is shown. */
export interface ShownRow {
  readonly row: number;
  readonly prediction: string;
  readonly target: string | undefined;
  readonly inputs: Setting['inputs'];
  /** How the target as shown was made from the one that is held. */
  readonly form: 'as kept' | 'one-hot' | 'argmax';
}

const isEmpty = (inputs: Setting['inputs']): boolean => Object.keys(inputs).length === 0;

/**
 * What a person does to the row that is shown becomes a change of the batch: the state itself never holds the row. Another
 * loss keeps the batch; other tensors (pasted, pinned) take its place.
 */
export function folded(state: State, previous: State | undefined, shown: ShownRow | undefined): State {
  const { batch, setting, compare } = state;
  if (!batch) return state;
  const bare: State = {
    ...state,
    setting: withoutInputs(setting),
    compare: compare && withoutInputs(compare),
  };
  if (isEmpty(setting.inputs) || batch !== previous?.batch || !shown) return sameOr(bare, state);
  if (setting.loss !== previous.setting.loss || setting.library !== previous.setting.library) return bare;
  if (!fits(setting.inputs, shown)) return withoutBatch(state);
  const changes = {
    prediction: changed(batch.changes.prediction, shown, shown.prediction, setting),
    target: changedTarget(batch, shown, setting),
  };
  const same = changes.prediction === batch.changes.prediction && changes.target === batch.changes.target;
  return { ...bare, batch: same ? batch : { ...batch, changes } };
}

export function withoutBatch({ batch: _, ...state }: State): State {
  return state;
}

const withoutInputs = (setting: Setting): Setting =>
  isEmpty(setting.inputs) ? setting : { ...setting, inputs: {} };

const sameOr = (next: State, state: State): State =>
  next.setting === state.setting && next.compare === state.compare ? state : next;

const fits = (inputs: Setting['inputs'], shown: ShownRow): boolean =>
  Object.entries(shown.inputs).every(([name, { shape }]) => inputs[name]?.shape.join() === shape.join());

function changed(all: HeldChanges, { row, inputs }: ShownRow, name: string, setting: Setting): HeldChanges {
  const [before, after] = [inputs[name], setting.inputs[name]];
  if (!before || !after || before === after) return all;
  const indices = changedIndices(after, before) ?? differing(before, after);
  if (indices.length === 0) return all;
  const values = { ...all[row] };
  for (const i of indices) values[i] = elementAt(after, i) ?? 'nan';
  return { ...all, [row]: values };
}

const differing = (before: TensorState, after: TensorState): readonly number[] =>
  after.data.flatMap((value, i) => (value === before.data[i] ? [] : [i]));

function changedTarget(batch: BatchState, shown: ShownRow, setting: Setting): HeldChanges {
  const all = batch.changes.target;
  const { target, form, row, inputs } = shown;
  const after = target === undefined ? undefined : setting.inputs[target];
  if (target === undefined || !after || after === inputs[target]) return all;
  if (form === 'as kept') return changed(all, shown, target, setting);
  // One class a row, written in the form in which it is held.
  if (form === 'one-hot') return { ...all, [row]: { 0: largestAt(after) } };
  const width = batch.target?.shape.at(-1) ?? 0;
  const classes = Array.from({ length: width }, (_, c) => [c, encode(c === after.data[0] ? 1 : 0)]);
  return { ...all, [row]: Object.fromEntries(classes) };
}

function largestAt({ data }: TensorState): number {
  const values = data.map(decode);
  return values.reduce((best, value, i) => (value > (values[best] ?? 0) ? i : best), 0);
}
