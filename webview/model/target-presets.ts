import { fromValues } from '../../src/core/create.ts';
import type { InputSpec } from '../../src/core/loss.ts';
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

/** The targets that fit the loss and the prediction's shape: indices, one-hot, smoothed, uniform. */
export function presetsFor(problem: Problem, spec: InputSpec): readonly Preset[] {
  const { axes, target, raw } = problem;
  const tensor = target && raw[target.name];
  if (!tensor || spec !== target || axes.columns < 2) return [];
  if (!takesIndices(problem) && !targetIsDense(problem)) return [];
  const accepts = new Set(spec.accepts);
  const indices = takesIndices(problem) ? tensor : argmax(problem, tensor);
  const rows = (f: (value: number) => number) => {
    const dense = oneHot(problem, indices);
    return toState(fromValues(dense.data.map(f), dense.shape, dense.dtype));
  };
  const apply = (state: ReturnType<typeof toState>): SettingEdit => setTensor(problem, spec.name, state);
  const presets: Preset[] = [];
  if (accepts.has('class-indices'))
    presets.push({
      label: 'class index',
      title: 'One class a row, by its number',
      apply: apply(toState(indices)),
    });
  if (accepts.has('one-hot') || accepts.has('multi-hot') || accepts.has('distribution'))
    presets.push({ label: 'one-hot', title: 'All on the true class', apply: apply(rows((y) => y)) });
  if (accepts.has('distribution')) {
    const share = 1 / axes.columns;
    presets.push(
      {
        label: 'smoothed',
        title: `One-hot, with ${smoothing} spread evenly over all classes`,
        apply: apply(rows((y) => y * (1 - smoothing) + smoothing * share)),
      },
      { label: 'uniform', title: 'The same share for every class', apply: apply(rows(() => share)) },
      {
        label: 'the prediction',
        title: 'What the model says: the loss is its own entropy',
        apply: apply(predicted(problem)),
      },
    );
  }
  return presets;
}

function predicted(problem: Problem): ReturnType<typeof toState> {
  const shape = problem.raw[problem.prediction.name]?.shape ?? [];
  const out = new Float64Array(problem.axes.rows * problem.axes.columns);
  for (let row = 0; row < problem.axes.rows; row++)
    probabilitiesOf(problem, row)?.forEach((p, c) => {
      out[problem.axes.index(row, c)] = p;
    });
  return toState(fromValues(out, shape, problem.setting.dtype));
}
