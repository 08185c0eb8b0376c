import { isFloating } from '../../core/dtype.ts';
import type { Context } from '../context.ts';
import { type Entry, functional, type Run, torchBoth, torchFunction } from '../library/define.ts';
import { floatType, resultType } from '../tensor/promote.ts';
import { rankOf } from '../tensor/tensor.ts';
import { float } from '../values/make.ts';
import type { TensorValue } from '../values/value.ts';
import { applyBinary } from './binary.ts';
import { cast } from './cast.ts';
import { clampNumbers } from './clamp.ts';
import { norm } from './norm.ts';
import { sumAlong } from './reduce.ts';
import { insertAxis } from './shape.ts';

/** x·y / (max(‖x‖, ε)·max(‖y‖, ε)) */
export function cosineSimilarity(
  context: Context,
  a: TensorValue,
  b: TensorValue,
  dim: number,
  eps: number,
): TensorValue {
  if (!isFloating(a.dtype) || !isFloating(b.dtype)) {
    const dtype = floatType(
      resultType([a, b], a.library, context.defaultDType),
      a.library,
      context.defaultDType,
    );
    return cosineSimilarity(context, cast(context, a, dtype), cast(context, b, dtype), dim, eps);
  }
  const lengths = [a, b].map((x) =>
    clampNumbers(context, norm(context, x, 2, [dim], false), eps, undefined),
  ) as [TensorValue, TensorValue];
  return applyBinary(
    context,
    'div',
    sumAlong(context, applyBinary(context, 'mul', a, b), dim),
    applyBinary(context, 'mul', ...lengths),
  );
}

/** ‖x − y + ε‖ */
export function distance(
  context: Context,
  a: TensorValue,
  b: TensorValue,
  { p, eps, keep }: { readonly p: number; readonly eps: number; readonly keep: boolean },
): TensorValue {
  const shifted = applyBinary(context, 'add', applyBinary(context, 'sub', a, b), float(eps));
  return norm(context, shifted, p, [-1], keep);
}

const pairwiseDistance: Run = (context, args) =>
  distance(context, args.tensor('x1'), args.tensor('x2'), {
    p: args.number('p'),
    eps: args.number('eps'),
    keep: args.flag('keepdim'),
  });

const cdist: Run = (context, args) => {
  const rows = insertAxis(context, args.tensor('x1'), rankOf(args.tensor('x1')) - 1);
  const columns = insertAxis(context, args.tensor('x2'), rankOf(args.tensor('x2')) - 2);
  return norm(context, applyBinary(context, 'sub', rows, columns), args.number('p'), [-1], false);
};

const dist: Run = (context, args) =>
  norm(
    context,
    applyBinary(context, 'sub', args.tensor('input'), args.tensor('other')),
    args.number('p'),
    undefined,
    false,
  );

export const distanceFunctions: readonly Entry[] = [
  ...functional('cosine_similarity(x1, x2, dim=1, eps=1e-8)', (context, args) =>
    cosineSimilarity(context, args.tensor('x1'), args.tensor('x2'), args.integer('dim'), args.number('eps')),
  ),
  ...torchFunction('cosine_similarity(x1, x2, dim=1, eps=1e-8)', (context, args) =>
    cosineSimilarity(context, args.tensor('x1'), args.tensor('x2'), args.integer('dim'), args.number('eps')),
  ),
  ...functional('pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False)', pairwiseDistance),
  ...torchFunction('pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False)', pairwiseDistance),
  ...torchFunction('cdist(x1, x2, p=2.0)', cdist),
  ...torchBoth('dist(input, other, p=2.0)', dist),
];
