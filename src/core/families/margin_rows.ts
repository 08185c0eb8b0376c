import { at } from '../create.ts';
import { isFloating, scalarTypeName } from '../dtype.ts';
import type { LossError } from '../loss.ts';
import type { Tensor } from '../tensor.ts';

/** Scores of shape (C) or (N, C). */
export interface ScoreRows {
  readonly count: number;
  readonly classes: number;
  /** The shape of one loss per row. */
  readonly shape: readonly number[];
}

export function scoreRows({ shape }: Tensor): ScoreRows {
  const classes = shape[shape.length - 1] ?? 1;
  const count = shape.length > 1 ? (shape[0] ?? 1) : 1;
  return { count, classes, shape: shape.length > 1 ? [count] : [] };
}

/** Class ids must be int64, whatever the loss. */
export function checkLong(target: Tensor): LossError | undefined {
  if (target.dtype === 'int64') return undefined;
  return {
    message: `expected scalar type Long but found ${scalarTypeName(target.dtype)}`,
    cause: `Class ids are int64; the target is ${target.dtype}.`,
    cure: 'Convert with target.long().',
    at: 'target',
  };
}

/** The element in row `row`, class `c` of a (C) or (N, C) tensor. */
export const cell = (of: Tensor, { classes }: ScoreRows, row: number, c: number): number =>
  at(of.data, row * classes + c);

/** Scores are real numbers. @param kernel PyTorch's name of the function that refuses others */
export function checkScores(kernel: string, input: Tensor): LossError | undefined {
  if (isFloating(input.dtype)) return undefined;
  return {
    message: `"${kernel}" not implemented for '${scalarTypeName(input.dtype)}'`,
    cause: `Scores are real numbers; the input is ${input.dtype}.`,
    cure: 'Convert the input: input.float().',
    at: 'input',
  };
}
