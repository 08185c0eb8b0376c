import { computeLoss } from '../../src/core/compute.ts';
import { fromValues } from '../../src/core/create.ts';
import type { Activation } from '../../src/core/explore/activation.ts';
import { axesOf, rowOf } from '../../src/core/explore/axes.ts';
import { convertRow, type ProbabilityScale } from '../../src/core/explore/scale.ts';
import type { Inputs, Library, LossDefinition, Scale } from '../../src/core/loss.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import { inLibrary, librariesOf } from '../../src/core/variants/index.ts';
import type { Setting, TensorState } from '../../src/protocol.ts';
import { Decoder } from '../state/decoder.ts';
import type { SettingEdit, Side } from '../state/edits.ts';
import type { Edit } from '../state/store.ts';
import { toState } from '../state/tensor-state.ts';
import { sameMeaning } from './example.ts';
import { type Problem, resolve } from './problem.ts';
import { predictionOf, takenScale, targetOf } from './roles.ts';
import { takesIndices, targetIsDense } from './samples.ts';

/** Chooses a loss; its own example brings no class names. */
export const chooseLoss =
  (side: Side, problem: Problem, loss: LossDefinition): Edit =>
  (state) => {
    const setting = withLoss(problem, loss);
    const example = side === 'setting' && isEmpty(setting.inputs);
    return { ...state, [side]: setting, classNames: example ? null : state.classNames };
  };

/**
 * The setting with another loss on the same tensors: the activation changes with what the loss expects, class indices
 * become one-hot rows and back. Where the tensors do not fit the loss at all, its own example takes their place.
 */
export function withLoss(problem: Problem, loss: LossDefinition): Setting {
  const base = baseFor(problem, loss);
  const adapted = { ...base, inputs: adaptInputs(problem, loss) };
  return isEmpty(adapted.inputs) || !computes(adapted)
    ? { ...base, inputs: {}, options: {}, activation: 'none', temperature: 1 }
    : adapted;
}

/** All of the setting for another loss but its tensors, which are still the problem's. */
export function baseFor(problem: Problem, loss: LossDefinition): Setting {
  const { setting } = problem;
  const library = librariesOf(loss).includes(setting.library)
    ? setting.library
    : (librariesOf(loss)[0] ?? 'torch');
  const keeps = setting.reduction !== problem.loss.reduction && loss.reductions.includes(setting.reduction);
  return {
    ...setting,
    loss: loss.id,
    library,
    reduction: keeps ? setting.reduction : loss.reduction,
    options: Object.fromEntries(
      Object.entries(setting.options).filter(([name]) => loss.params.some((param) => param.name === name)),
    ),
    activation: activationFor(problem, loss),
  };
}

/** The setting in another library: its reduction, and what has to stand before a loss that takes another scale there. */
export function withLibrary(problem: Problem, library: Library): Setting {
  const { base, loss, options, setting } = problem;
  const other = inLibrary(base, library);
  const same = takenScale(other, sameMeaning(other, base.id)) === takenScale(loss, options);
  const activation = same ? problem.activated.activation : activationFor(problem, other);
  return { ...setting, library, reduction: other.reduction, activation };
}

/** Whether the problem's tensors can be given to the loss, as far as their kinds tell. */
export function isAdaptable(problem: Problem, loss: LossDefinition): boolean {
  if (loss.inputs.length !== 2 || problem.loss.inputs.length !== 2) return false;
  const kind = targetKind(problem);
  if (!kind) return false;
  return (
    takes(loss, kind) ||
    (kind === 'indices' && takes(loss, 'shares')) ||
    (kind === 'shares' && takes(loss, 'indices'))
  );
}

/** {@link withLoss} as an edit of the setting. */
export const chooseLossFor =
  (problem: Problem, loss: LossDefinition): SettingEdit =>
  () =>
    withLoss(problem, loss);

const isEmpty = (inputs: Setting['inputs']): boolean => Object.keys(inputs).length === 0;

function computes(setting: Setting): boolean {
  const { loss, inputs, options } = resolve(setting, new Decoder());
  return computeLoss(loss, { inputs, options, reduction: setting.reduction, dtype: setting.dtype }).ok;
}

/** What has to stand between the person's numbers and the loss, so that it receives the scale it expects. */
export function activationFor(problem: Problem, loss: LossDefinition): Activation {
  const prediction = predictionOf(loss);
  const wanted = takenScale(loss, {});
  if (problem.scale.raw !== 'logits' || wanted === 'logits') return 'none';
  if (wanted === 'log-probabilities') return 'log_softmax';
  const takesProbabilities = prediction.accepts.includes('probabilities');
  if (!takesProbabilities) return 'none';
  return loss.group === 'binary' || problem.scale.link === 'sigmoid' ? 'sigmoid' : 'softmax';
}

/** The problem's tensors under another loss's names and scales; empty where the loss needs others. */
export function adaptInputs(
  problem: Problem,
  loss: LossDefinition,
  wanted: Scale = takenScale(loss, {}),
): Readonly<Record<string, TensorState>> {
  const prediction = predictionOf(loss);
  const target = targetOf(loss);
  const scores = problem.raw[problem.prediction.name];
  if (loss.id === problem.loss.id) return statesOf(problem.setting, problem.raw);
  if (!scores || !target || loss.inputs.length !== 2 || problem.loss.inputs.length !== 2) return {};
  const from = problem.scale.raw;
  const values = from === 'logits' ? scores : rescale(problem, scores, wanted);
  const labels = adaptTarget(problem, loss);
  if (!values || !labels) return {};
  return { [prediction.name]: toState(values), [target.name]: toState(labels) };
}

/** Keeps the states that there are, so that nothing is encoded anew. */
const statesOf = (setting: Setting, raw: Inputs): Setting['inputs'] =>
  Object.fromEntries(
    Object.entries(raw).map(([name, tensor]) => [name, setting.inputs[name] ?? toState(tensor)]),
  );

const isProbabilityScale = (scale: Scale): scale is ProbabilityScale =>
  scale === 'logits' || scale === 'probabilities' || scale === 'log-probabilities';

function rescale(problem: Problem, scores: Tensor, wanted: Scale): Tensor | undefined {
  const { raw, link } = problem.scale;
  if (raw === wanted || wanted === 'reals') return scores;
  if (!link || !isProbabilityScale(raw) || !isProbabilityScale(wanted)) return undefined;
  return mapRows(scores, problem, (row) => convertRow(row, raw, wanted, link));
}

function mapRows(scores: Tensor, { axes }: Problem, f: (row: Float64Array) => Float64Array): Tensor {
  const out = new Float64Array(scores.data.length);
  for (let row = 0; row < axes.rows; row++)
    f(rowOf(scores.data, axes, row)).forEach((value, c) => {
      out[axes.index(row, c)] = value;
    });
  return fromValues(out, scores.shape, scores.dtype);
}

/** What the numbers of a target are, as far as another loss can take them. */
type TargetKind = 'indices' | 'shares' | 'signs' | 'reals';

const kinds: Readonly<Partial<Record<Scale, TargetKind>>> = {
  'class-indices': 'indices',
  'one-hot': 'shares',
  'multi-hot': 'shares',
  distribution: 'shares',
  probabilities: 'shares',
  signs: 'signs',
  reals: 'reals',
};

/** The kind of the target as it stands; undefined for what no other loss takes (lists of labels, lengths). */
function targetKind(problem: Problem): TargetKind | undefined {
  if (!problem.target) return undefined;
  if (takesIndices(problem)) return 'indices';
  if (!targetIsDense(problem)) return undefined;
  const accepted = problem.target.accepts.map((scale) => kinds[scale]).filter((kind) => kind !== 'indices');
  const classes = problem.activated.activation !== 'none' && accepted.includes('shares');
  return classes ? 'shares' : accepted[0];
}

const takes = (loss: LossDefinition, kind: TargetKind): boolean =>
  targetOf(loss)?.accepts.some((scale) => kinds[scale] === kind) ?? false;

function adaptTarget(problem: Problem, loss: LossDefinition): Tensor | undefined {
  const target = problem.target && problem.raw[problem.target.name];
  const kind = targetKind(problem);
  if (!target || !kind) return undefined;
  if (kind === 'indices') {
    if (takes(loss, 'indices')) return target;
    return takes(loss, 'shares') ? oneHot(problem, target) : undefined;
  }
  if (takes(loss, kind)) return fromValues(target.data, target.shape, problem.setting.dtype);
  return kind === 'shares' && takes(loss, 'indices') ? argmax(problem, target, loss) : undefined;
}

/** Class indices as rows shaped like the prediction; ignored or impossible classes become rows of zeros. */
export function oneHot(problem: Problem, indices: Tensor): Tensor {
  const { axes, prediction, raw, setting } = problem;
  const shape = raw[prediction.name]?.shape ?? [];
  const out = new Float64Array(axes.rows * axes.columns);
  for (let row = 0; row < axes.rows; row++) {
    const c = indices.data[row] ?? -1;
    if (c >= 0 && c < axes.columns) out[axes.index(row, c)] = 1;
  }
  return fromValues(out, shape, setting.dtype);
}

/** The index of the largest value of each row, without the class axis. */
export function argmax(problem: Problem, dense: Tensor, loss: LossDefinition = problem.loss): Tensor {
  const axes = axesOf(dense.shape, loss);
  const indices = Float64Array.from({ length: axes.rows }, (_, row) => {
    const values = rowOf(dense.data, axes, row);
    return values.indexOf(Math.max(...values));
  });
  const shape = dense.shape.filter((_, axis) => axis !== axes.axis);
  return fromValues(indices, shape, 'int64');
}
