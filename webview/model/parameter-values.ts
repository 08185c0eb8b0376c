import type { ParamSpec } from '../../src/core/loss.ts';
import type { TensorState } from '../../src/protocol.ts';
import { tensorState } from '../state/tensor-state.ts';
import { parseNumber } from './format.ts';
import type { Problem } from './problem.ts';
import { takesIndices } from './samples.ts';

/** Numbers with commas or spaces as a vector; null for an empty field, undefined for a text of another form. */
export function parseVector(text: string): TensorState | null | undefined {
  const words = text
    .trim()
    .split(/[\s,;]+/)
    .filter(Boolean);
  if (words.length === 0) return null;
  const values = words.map(parseNumber);
  return values.every((value) => value !== undefined) ? tensorState(values, [values.length]) : undefined;
}

interface WeightPreset {
  readonly label: string;
  readonly title: string;
  readonly make: () => TensorState;
}

/** Weights computed from the targets: the inverse of each class's share, with mean 1 over the classes present. */
export function weightPresets(param: ParamSpec, problem: Problem): readonly WeightPreset[] {
  if (param.kind !== 'tensor' || param.shape !== 'classes' || !takesIndices(problem)) return [];
  const { columns } = problem.axes;
  return [
    {
      label: 'equal',
      title: 'Every class counts the same',
      make: () => tensorState(new Array<number>(columns).fill(1), [columns]),
    },
    {
      label: 'inverse frequency',
      title: 'N / (C · count of the class): rare classes count more',
      make: () => tensorState(inverseFrequencies(problem), [columns]),
    },
  ];
}

function inverseFrequencies({ target, raw, axes }: Problem): number[] {
  const counts = new Array<number>(axes.columns).fill(0);
  const labels = (target && raw[target.name]?.data) ?? [];
  for (const label of labels) if (counts[label] !== undefined) counts[label] += 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count === 0 ? 0 : Number((total / (axes.columns * count)).toFixed(4))));
}
