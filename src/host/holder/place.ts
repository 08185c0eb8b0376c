import { l10n } from 'vscode';
import { axesOf } from '../../core/explore/axes.ts';
import type { LossDefinition } from '../../core/loss.ts';
import { lossById } from '../../core/losses/index.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { BatchState, HeldTensor, Setting, State } from '../../protocol.ts';
import { withTensor } from '../commands/use-as.ts';
import { provisionalInputs } from '../compute/target.ts';
import type { HeldTensors, Placed } from './held.ts';
import { largest } from './holder.ts';

export type Role = 'prediction' | 'target';

/** The state with another tensor in it, which a holder keeps where it, or the prediction beside it, is too large for a panel. */
export async function placed(
  held: HeldTensors,
  state: State,
  role: Role,
  what: Placed,
  label: string,
): Promise<State> {
  const small = 'tensor' in what && what.tensor.data.length <= largest ? what.tensor : undefined;
  if (small && (role === 'prediction' || !state.batch)) return withTensor(withoutBatch(state), role, small);
  if (role === 'target' && !state.batch)
    throw new Error(l10n.t('The target is large: open the prediction that it belongs to first.'));
  const tensor = 'held' in what ? what.held : await held.hold(what.tensor, label, what.file);
  if (role === 'target' && state.batch)
    return withBatch(state, {
      ...state.batch,
      target: tensor,
      changes: { ...state.batch.changes, target: {} },
    });
  return withPrediction(held, withoutBatch(state), tensor);
}

export function withoutBatch({ batch: _, ...state }: State): State {
  return state;
}

const withBatch = (state: State, batch: BatchState): State => ({
  ...state,
  batch,
  compare: null,
  rule: null,
  setting: { ...state.setting, inputs: {}, activation: state.setting.activation ?? 'none' },
});

/** A large prediction, with the target that was there if it fits, else a provisional one. */
async function withPrediction(held: HeldTensors, state: State, prediction: HeldTensor): Promise<State> {
  const setting = settingFor(state.setting, prediction);
  const loss = lossById(setting.loss);
  const spec = loss?.inputs.find(({ role }) => role === 'target');
  const provisional = loss && spec ? targetFor(loss, spec.name, prediction) : undefined;
  const target = provisional ? await held.hold(provisional, spec?.name ?? 'target') : null;
  const classNames = null;
  return withBatch(
    { ...state, setting, classNames, view: { ...state.view, row: 0, column: 0 } },
    {
      prediction,
      target,
      changes: { prediction: {}, target: {} },
    },
  );
}

/** The loss that is shown where it takes class indices or single values, which fit any prediction; else cross-entropy. */
function settingFor(setting: Setting, { shape, dtype }: HeldTensor): Setting {
  const loss = lossById(setting.loss);
  const takesIndices = loss?.inputs.find(({ role }) => role === 'target')?.accepts[0] === 'class-indices';
  const lone = shape.length === 1;
  const keeps = loss && loss.inputs.length === 2 && (takesIndices || lone) && loss.group !== 'sequence';
  const float = dtype === 'float64' || dtype === 'float16' || dtype === 'bfloat16' ? dtype : 'float32';
  const id = keeps ? setting.loss : lone ? 'mse_loss' : 'cross_entropy';
  return { ...setting, loss: id, dtype: float, inputs: {}, options: keeps ? setting.options : {} };
}

function targetFor(loss: LossDefinition, name: string, { shape, dtype }: HeldTensor): Tensor | undefined {
  const axes = axesOf(shape, loss);
  // Only its shape matters: no array of the prediction's size is made for it.
  const likePrediction = { data: new Float32Array(), shape, dtype };
  return axes.columns > 1 && loss.inputs.find((input) => input.name === name)?.accepts[0] !== 'class-indices'
    ? undefined
    : provisionalInputs(loss, likePrediction)[name];
}
