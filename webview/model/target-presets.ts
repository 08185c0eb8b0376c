import { fromValues } from '../../src/core/create.ts';
import type { InputSpec, Scale } from '../../src/core/loss.ts';
import type { Tensor } from '../../src/core/tensor.ts';
import type { SettingEdit } from '../state/edits.ts';
import { toState } from '../state/tensor-state.ts';
import { argmax, oneHot } from './adapt.ts';
import type { Problem } from './problem.ts';
import { probabilitiesOf, takesIndices, targetIsDense } from './samples.ts';
import { setTensor } from './tensor-edits.ts';

/** A target made at one press. */
export interface Preset {
  readonly label: string;
  readonly title: string;
  readonly apply: SettingEdit;
}

const smoothing = 0.1;

/** The targets that fit the loss and the prediction's shape: indices, one-hot, smoothed, uniform. Made when pressed. */
export function presetsFor(problem: Problem, spec: InputSpec): readonly Preset[] {
  const { axes, target, raw } = problem;
  const tensor = target && raw[target.name];
  if (!tensor || spec !== target || axes.columns < 2) return [];
  if (!takesIndices(problem) && !targetIsDense(problem)) return [];
  const share = 1 / axes.columns;
  const indices = () => (takesIndices(problem) ? tensor : argmax(problem, tensor));
  const rows = (f: (value: number) => number) => () => {
    const dense = oneHot(problem, indices());
    return fromValues(dense.data.map(f), dense.shape, dense.dtype);
  };
  const all: readonly (Preset & { readonly for: readonly Scale[] })[] = [
    preset('class index', 'One class a row, by its number', indices, ['class-indices']),
    preset(
      'one-hot',
      'All on the true class',
      rows((y) => y),
      ['one-hot', 'multi-hot', 'distribution'],
    ),
    preset(
      'smoothed',
      `One-hot, with ${smoothing} spread evenly over all classes`,
      rows((y) => y * (1 - smoothing) + smoothing * share),
      ['distribution'],
    ),
    preset(
      'uniform',
      'The same share for every class',
      rows(() => share),
      ['distribution'],
    ),
    preset('prediction', 'What the model says: the loss is its own entropy', () => predicted(problem), [
      'distribution',
    ]),
  ];
  return all.filter((one) => one.for.some((scale) => spec.accepts.includes(scale)));

  function preset(label: string, title: string, make: () => Tensor, scales: readonly Scale[]) {
    const apply: SettingEdit = (setting) => setTensor(problem, spec.name, toState(make()))(setting);
    return { label, title, apply, for: scales };
  }
}

function predicted(problem: Problem): Tensor {
  const shape = problem.raw[problem.prediction.name]?.shape ?? [];
  const out = new Float64Array(problem.axes.rows * problem.axes.columns);
  for (let row = 0; row < problem.axes.rows; row++)
    probabilitiesOf(problem, row)?.forEach((p, c) => {
      out[problem.axes.index(row, c)] = p;
    });
  return fromValues(out, shape, problem.setting.dtype);
}
