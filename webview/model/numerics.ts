import { computeLoss } from '../../src/core/compute.ts';
import {
  digitsRight,
  type Textbook,
  textbookBinary,
  textbookCrossEntropy,
} from '../../src/core/explore/textbook.ts';
import type { DType } from '../../src/core/tensor.ts';
import { sameMeaning } from './example.ts';
import type { Problem } from './problem.ts';
import { rowProblem } from './row-problem.ts';
import { takesIndices, targetClass, targetRow } from './samples.ts';
import { rawRow } from './shown-scale.ts';

/** One precision: what the textbook formula gives and what the stable one gives. */
export interface NumericsRow {
  readonly dtype: DType;
  readonly textbook: number;
  readonly stable: number;
  readonly textbookDigits: number;
  readonly stableDigits: number;
  /** What happened to the textbook formula, in words; empty where nothing did. */
  readonly story: string;
}

const precisions: readonly DType[] = ['float64', 'float32', 'bfloat16', 'float16'];

const stories: Readonly<Record<NonNullable<Textbook['trouble']>, string>> = {
  overflow: 'e^z leaves the range: ∞ / ∞',
  underflow: 'p becomes exactly 0: log 0 = −∞',
  saturation: 'σ becomes exactly 1: log(1 − 1) = −∞',
};

/** Losses that have a textbook formula which breaks: those that take logits and the logarithm of what comes of them. */
const onLogits: ReadonlySet<string> = new Set(['cross_entropy', 'binary_cross_entropy_with_logits']);

export const hasNumerics = ({ base, activated }: Problem): boolean =>
  onLogits.has(base.id) && activated.activation === 'none';

/** The sample's own numbers in every precision, both ways; undefined for a loss that has no such formula. */
export function numericsOf(problem: Problem, row: number): readonly NumericsRow[] | undefined {
  if (!hasNumerics(problem)) return undefined;
  const single = rowProblem(problem, row);
  const target = truthRow(problem, row);
  if (!single || !target) return undefined;
  const plain: Problem = { ...single, options: sameMeaning(problem.loss, problem.base.id) };
  const { temperature } = problem.activated;
  const logits = rawRow(single, 0).map((z) => z / temperature);
  const exact = stable(plain, 'float64');
  return precisions.map((dtype) => {
    const formula = problem.scale.link === 'sigmoid' ? textbookBinary : textbookCrossEntropy;
    const textbook = formula(logits, target, dtype);
    const value = stable(plain, dtype);
    return {
      dtype,
      textbook: textbook.value,
      stable: value,
      textbookDigits: digitsRight(textbook.value, exact),
      stableDigits: digitsRight(value, exact),
      story: textbook.trouble ? stories[textbook.trouble] : lost(textbook.value, value, exact, dtype),
    };
  });
}

/** Decimal digits that a precision can hold. */
const capacity: Readonly<Partial<Record<DType, number>>> = {
  float64: 15,
  float32: 7,
  float16: 3,
  bfloat16: 2,
};

/** Digits that the precision could hold, the stable formula has and the textbook's has not. */
function lost(textbook: number, value: number, exact: number, dtype: DType): string {
  const kept = Math.min(capacity[dtype] ?? 15, digitsRight(value, exact));
  const missing = Math.round(kept - digitsRight(textbook, exact));
  return missing >= 1 ? `${missing} ${missing === 1 ? 'digit' : 'digits'} lost` : '';
}

function stable(problem: Problem, dtype: DType): number {
  const result = computeLoss(problem.loss, {
    inputs: problem.inputs,
    options: problem.options,
    reduction: 'mean',
    dtype,
  });
  return result.ok ? (result.value.value.data[0] ?? Number.NaN) : Number.NaN;
}

function truthRow(problem: Problem, row: number): Float64Array | undefined {
  if (!takesIndices(problem)) return targetRow(problem, row);
  const truth = targetClass(problem, row);
  if (truth < 0) return undefined;
  return Float64Array.from({ length: problem.axes.columns }, (_, c) => (c === truth ? 1 : 0));
}
