import type { DType } from '../core/tensor.ts';
import type { Setting, State, TensorState } from '../protocol.ts';

/**
 * One idea, as a panel in a prepared state with a few sentences. Plain data: the host opens it from a hover or a rule, the
 * panel lists it, tests hold its number against what was published.
 */
export interface Lesson {
  /** Also the file's name. */
  readonly id: string;
  readonly title: string;
  /** What to see, in a few short paragraphs. */
  readonly text: readonly string[];
  /** What to do next with the panel. */
  readonly tries: readonly string[];
  /** Rules whose mistake it shows; the first lesson that names a rule is that rule's demonstration. */
  readonly rules: readonly string[];
  /** Losses it explains, by their id in core. */
  readonly losses: readonly string[];
  /** The loss it shows, to as many digits as are certain; where the number was published, that number. */
  readonly value: number;
  /** The loss of the second setting, where it compares. */
  readonly otherValue?: number;
  readonly setting: Setting;
  readonly compare?: Setting;
  readonly classNames?: readonly string[];
  /** What is open and selected. */
  readonly view?: State['view'];
}

/** The state that shows a lesson. */
export function lessonState(lesson: Lesson, rule: string | null = null): State {
  return {
    version: 1,
    setting: lesson.setting,
    compare: lesson.compare ?? null,
    classNames: lesson.classNames ?? null,
    source: null,
    rule,
    view: { row: 0, column: 0, ...lesson.view, lesson: lesson.id },
  };
}

/** A float tensor from rows of numbers. */
export function matrix(rows: readonly (readonly number[])[], dtype: DType = 'float64'): TensorState {
  return { data: rows.flat(), shape: [rows.length, rows[0]?.length ?? 0], dtype };
}

export const vector = (values: readonly number[], dtype: DType = 'float64'): TensorState => ({
  data: values,
  shape: [values.length],
  dtype,
});

export const indices = (values: readonly number[]): TensorState => vector(values, 'int64');

/** A setting in PyTorch's semantics and float32, unless said otherwise. */
export function setting(
  loss: string,
  inputs: Setting['inputs'],
  rest: Partial<Omit<Setting, 'loss' | 'inputs'>> = {},
): Setting {
  return { loss, library: 'torch', reduction: 'mean', dtype: 'float32', options: {}, ...rest, inputs };
}
