import { toState } from '../../../webview/state/tensor-state.ts';
import type { Library, LossDefinition, Options, OptionValue, Reduction } from '../../core/loss.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import type { OptionState, Setting, SourceState, State } from '../../protocol.ts';

export { firstState } from '../../../webview/state/first.ts';

/** What the host knows of a computation that a panel shall show. */
export interface SettingParts {
  readonly loss: LossDefinition;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly options?: Options;
  readonly reduction?: Reduction;
  readonly library?: Library;
}

export function settingOf({ loss, inputs, options = {}, reduction, library }: SettingParts): Setting {
  return {
    loss: loss.id,
    library: library ?? loss.apis[0]?.library ?? 'torch',
    reduction: reduction ?? loss.reduction,
    dtype: dtypeOf(loss, inputs),
    inputs: mapValues(inputs, toState),
    options: mapValues(chosen(loss, options), optionState),
  };
}

/** Numbers that were typed are float32 to PyTorch; others keep the prediction's dtype. */
function dtypeOf(loss: LossDefinition, inputs: SettingParts['inputs']): DType {
  const prediction = loss.inputs.find(({ role }) => role === 'prediction');
  const dtype = prediction && inputs[prediction.name]?.dtype;
  return dtype && FLOATS.has(dtype) ? dtype : 'float32';
}

const FLOATS: ReadonlySet<DType> = new Set(['float64', 'float32', 'float16', 'bfloat16']);

const optionState = (value: OptionValue): OptionState =>
  typeof value === 'object' && value !== null ? toState(value) : value;

/** Options that are not the loss's defaults. */
const chosen = ({ params }: LossDefinition, options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).filter(
      ([name, value]) => params.find((param) => param.name === name)?.default !== value,
    ),
  );

const mapValues = <T, U>(record: Readonly<Record<string, T>>, f: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));

/** A state that shows one setting. */
export function stateOf(setting: Setting, source: SourceState | null = null): State {
  return { version: 1, setting, compare: null, classNames: null, source, rule: null, view: {} };
}
