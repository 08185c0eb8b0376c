import { readFileSync } from 'node:fs';
import { computeLoss } from '../../../src/core/compute.ts';
import { cast, fromValues } from '../../../src/core/create.ts';
import type { Inputs, LossDefinition, LossRequest, Options, Reduction } from '../../../src/core/loss.ts';
import { lossById } from '../../../src/core/losses/index.ts';
import type { DType, Tensor } from '../../../src/core/tensor.ts';
import { variants } from '../../../src/core/variants/index.ts';

type Plain = number | 'nan' | 'inf' | '-inf';

interface PackedTensor {
  readonly data: readonly Plain[];
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export interface GoldenResult {
  readonly dtype: DType;
  readonly reduction: Reduction;
  readonly value?: readonly Plain[];
  readonly shape?: readonly number[];
  readonly gradients?: Readonly<Record<string, readonly Plain[]>>;
  readonly error?: string;
}

export interface GoldenCase {
  readonly loss: string;
  readonly name: string;
  readonly cast: boolean;
  readonly inputs: Readonly<Record<string, PackedTensor>>;
  readonly options: Readonly<Record<string, PackedTensor | number | boolean | string | null>>;
  readonly results: readonly GoldenResult[];
}

export interface GoldenFile {
  readonly versions: Readonly<Record<string, string | number>>;
  readonly cases: readonly GoldenCase[];
}

export const readGolden = (name: string): GoldenFile =>
  JSON.parse(readFileSync(new URL(`../../golden/${name}`, import.meta.url), 'utf8')) as GoldenFile;

const special = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY };
export const toNumber = (value: Plain): number => (typeof value === 'string' ? special[value] : value);

const unpack = ({ data, shape, dtype }: PackedTensor): Tensor => fromValues(data.map(toNumber), shape, dtype);

/** The request that a golden result answers: tensors cast as the generator casts them. */
export function requestOf(golden: GoldenCase, result: GoldenResult): LossRequest {
  const place = (tensor: Tensor) =>
    golden.cast && tensor.dtype === 'float64' ? cast(tensor, result.dtype) : tensor;
  const entries = <T>(values: Readonly<Record<string, PackedTensor | T>>) =>
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null
        ? place(unpack(value as PackedTensor))
        : value === 'inf'
          ? Number.POSITIVE_INFINITY
          : value,
    ]);
  return {
    inputs: Object.fromEntries(entries(golden.inputs)) as Inputs,
    options: Object.fromEntries(entries(golden.options)) as Options,
    reduction: result.reduction,
    gradient: true,
  };
}

/** Whether the gradient of this input is one that we promise. */
export const promises = (loss: LossDefinition, input: string): boolean =>
  loss.inputs.some((spec) => spec.name === input && spec.differentiable);

export interface Bound {
  /** Undoes the shortest-text printing of a float32. */
  readonly round: (x: number) => number;
  /** Relative to the expected number itself. */
  readonly relative: number;
  /** Relative to the largest number of the tensor or the size of the terms that cancel in it. */
  readonly scale: number;
}

/** The first place where `actual` is farther from `expected` than `bound` allows, as text; undefined when none is. */
export function mismatch(
  actual: ArrayLike<number>,
  expected: readonly Plain[],
  bound: Bound,
  terms: number,
): string | undefined {
  const wanted = expected.map(toNumber);
  if (actual.length !== wanted.length) return `${actual.length} numbers instead of ${wanted.length}`;
  const largest = wanted.reduce((max, x) => (Number.isFinite(x) ? Math.max(max, Math.abs(x)) : max), terms);
  for (let i = 0; i < wanted.length; i++) {
    const [a, e] = [actual[i] as number, bound.round(wanted[i] as number)];
    if (Object.is(a, e) || a === e) continue;
    const allowed = Math.max(bound.relative * Math.abs(e), bound.scale * largest);
    if (!(Math.abs(a - e) <= allowed)) return `element ${i} is ${a} instead of ${e}`;
  }
  return undefined;
}

/** The size of the logits in the cases: the terms that cancel in a loss are of this order. */
const LOGIT = 4;

/**
 * Losses whose gradient adds up larger terms: (1 + ε) of poly-1, two distances, log-probabilities along the time, the
 * two ways to write a focal factor.
 */
const larger: Readonly<Record<string, number>> = {
  poly1_cross_entropy: 3,
  'optax.poly_loss_cross_entropy': 3,
  triplet_margin_loss: 2,
  sigmoid_focal_loss: 2,
  ctc_loss: 16,
  'keras.ctc': 16,
  'optax.ctc_loss': 16,
};

/** float64: 1e-12 of the number itself. float32: 2 units in the last place of the largest number or term. */
const bounds: Readonly<Record<string, Bound>> = {
  float64: { round: (x) => x, relative: 1e-12, scale: 1e-16 },
  // Of the half types: two units in the last place of the number, or of the largest.
  float16: { round: (x) => x, relative: 2 * 2 ** -10, scale: 2 ** -10 },
  bfloat16: { round: (x) => x, relative: 2 * 2 ** -7, scale: 2 ** -7 },
  float32: { round: Math.fround, relative: 2 * 2 ** -23, scale: 2 * 2 ** -23 },
};

/** Where our answer departs from a golden result: its value, shape, gradients or error text. */
export function problems(one: GoldenCase, result: GoldenResult): string[] {
  const loss = lossById(one.loss) ?? variants.find((variant) => variant.id === one.loss);
  if (!loss) return [`no loss ${one.loss}`];
  const outcome = computeLoss(loss, requestOf(one, result));
  if (!outcome.ok)
    return outcome.error.message === result.error
      ? []
      : [`"${outcome.error.message}" instead of "${result.error ?? 'a value'}"`];
  if (result.error !== undefined) return [`a value instead of "${result.error}"`];
  const bound = bounds[result.dtype] as Bound;
  const { value, gradients, elements } = outcome.value;
  // A gradient's terms are of order one before the mean divides them.
  const terms = larger[one.loss] ?? 1;
  const share = result.reduction === 'mean' && elements.divisor > 0 ? terms / elements.divisor : terms;
  const found = [
    ['value', mismatch(value.data, result.value ?? [], bound, LOGIT)],
    [
      'shape',
      String(value.shape) === String(result.shape)
        ? undefined
        : `[${value.shape}] instead of [${result.shape}]`,
    ],
    ...Object.entries(result.gradients ?? {})
      .filter(([name]) => promises(loss, name))
      .map(([name, expected]) => [
        `gradient of ${name}`,
        mismatch(gradients[name]?.data ?? [], expected, bound, share),
      ]),
  ];
  return found
    .filter(([, text]) => text !== undefined)
    .map(([what, text]) => `${result.dtype} ${result.reduction}, ${what}: ${text}`);
}
