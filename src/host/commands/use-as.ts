import { l10n } from 'vscode';
import { toState, toTensor } from '../../../webview/state/tensor-state.ts';
import { computeLoss } from '../../core/compute.ts';
import { cast } from '../../core/create.ts';
import { isFloating } from '../../core/dtype.ts';
import type { InputSpec, LossDefinition } from '../../core/loss.ts';
import { lossById } from '../../core/losses/index.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { Setting, State } from '../../protocol.ts';
import { provisionalInputs } from '../compute/target.ts';
import type { Evaluations } from '../evaluate/evaluations.ts';
import type { HeldTensors } from '../holder/held.ts';
import { placed } from '../holder/place.ts';
import type { Panels } from '../panel/panels.ts';
import { firstState } from '../panel/state.ts';
import { activeEditor } from './active-editor.ts';
import { refuse, selectedValues, sourceState } from './compute.ts';

/** Puts the one selected tensor into the panel used last, as the prediction or as the target. */
export async function useSelectionAs(
  role: 'prediction' | 'target',
  panels: Panels,
  held: HeldTensors,
  evaluations: Evaluations,
): Promise<void> {
  const editor = activeEditor();
  const gathered = editor && (await selectedValues(editor, evaluations));
  if (!editor || !gathered) return;
  const found = gathered.kind === 'tensors' ? gathered.found : [];
  const [only] = found;
  if (!only || found.length > 1) {
    const names = { prediction: l10n.t('prediction'), target: l10n.t('target') };
    refuse(editor, l10n.t('Select the one tensor to use as {0}.', names[role]), undefined);
    return;
  }
  const state = panels.latest?.state ?? firstState;
  const source = sourceState(editor, only);
  panels.show({ ...(await placed(held, state, role, only, only.name ?? source.label)), source });
}

/** The state with another tensor in it; what no longer fits beside it is replaced by a provisional one. */
export function withTensor(state: State, role: 'prediction' | 'target', tensor: Tensor): State {
  const loss = lossById(state.setting.loss) ?? lossById('cross_entropy');
  const spec = loss?.inputs.find((input) => input.role === role);
  if (!loss || !spec) return state;
  const fitting = typed(tensor, spec);
  const placed = { ...state.setting, inputs: { ...state.setting.inputs, [spec.name]: toState(fitting) } };
  const setting =
    role === 'prediction' && !computes(loss, placed) ? restarted(loss, placed, fitting) : placed;
  return { ...state, setting, compare: null, rule: null, classNames: namesFor(state, fitting, role) };
}

/** Whole numbers as floats, where the loss takes no class indices. */
function typed(tensor: Tensor, { accepts, role }: InputSpec): Tensor {
  const keeps = isFloating(tensor.dtype) || (role !== 'prediction' && accepts.includes('class-indices'));
  return keeps ? tensor : cast(tensor, 'float32');
}

function computes(loss: LossDefinition, { inputs, reduction }: Setting): boolean {
  const tensors = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, toTensor(value)]));
  return computeLoss(loss, { inputs: { ...loss.example.inputs, ...tensors }, reduction }).ok;
}

function restarted(loss: LossDefinition, setting: Setting, prediction: Tensor): Setting {
  const inputs = provisionalInputs(loss, prediction);
  return {
    ...setting,
    options: {},
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, toState(value)])),
  };
}

/** Names of classes stay while their number does. */
function namesFor({ classNames }: State, { shape }: Tensor, role: string): State['classNames'] {
  if (role === 'target') return classNames;
  return classNames?.length === shape.at(shape.length > 1 ? 1 : 0) ? classNames : null;
}
