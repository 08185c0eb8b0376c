import { isFloating } from '../../core/dtype.ts';
import type { Context } from '../context.ts';
import { define, type Entry, functional, numpyFunction, type Run, torchBoth } from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { rankOf } from '../tensor/tensor.ts';
import type { TensorValue, Value } from '../values/value.ts';
import { applyBinary } from './binary.ts';
import { clampNumbers } from './clamp.ts';
import { type Fold, fold } from './reduce.ts';

/** (Σ|x|^p)^(1/p) and its limits p = 0, ∞, −∞; the slope at 0 is 0. */
function normFold(p: number): Fold {
  if (p === Number.POSITIVE_INFINITY)
    return {
      name: 'Norm',
      start: 0,
      add: (m, x) => Math.max(m, Math.abs(x)),
      slope: (x, out) => (Math.abs(x) === out ? Math.sign(x) : 0),
    };
  if (p === Number.NEGATIVE_INFINITY)
    return {
      name: 'Norm',
      start: Number.POSITIVE_INFINITY,
      add: (m, x) => Math.min(m, Math.abs(x)),
      slope: (x, out) => (Math.abs(x) === out ? Math.sign(x) : 0),
    };
  if (p === 0) return { name: 'Norm', start: 0, add: (n, x) => n + (x === 0 ? 0 : 1), slope: () => 0 };
  return {
    name: 'LinalgVectorNorm',
    start: 0,
    add: (sum, x) => sum + Math.abs(x) ** p,
    end: (sum) => (p === 2 ? Math.sqrt(sum) : sum ** (1 / p)),
    slope: (x, out) => (out === 0 || x === 0 ? 0 : Math.sign(x) * (Math.abs(x) / out) ** (p - 1)),
  };
}

export function norm(
  context: Context,
  input: TensorValue,
  p: number,
  dims: readonly number[] | undefined,
  keep: boolean,
): TensorValue {
  if (!isFloating(input.dtype) && input.library === 'torch') {
    raise(
      'RuntimeError',
      `linalg.vector_norm: Expected a floating point or complex tensor as input. Got ${input.dtype === 'int64' ? 'Long' : input.dtype}`,
      'input',
    );
  }
  const dtype = isFloating(input.dtype) ? input.dtype : 'float64';
  return fold(context, normFold(p), { input, dims, keep, dtype });
}

/** The order of a norm: 2 where none is given or it is 'fro'. */
function orderOf(value: Value | undefined): number {
  if (!value || value.kind === 'None') return 2;
  if (value.kind === 'str') return value.value === 'fro' ? 2 : notKnown('a norm by that name');
  return value.kind === 'int' || value.kind === 'float' ? value.value : notKnown('the order of a norm');
}

const normRun: Run = (context, args) => {
  const input = args.tensor('input');
  const order = args.optional('p');
  const dims = args.optionalIntegers('dim');
  const isMatrix =
    order &&
    order.kind !== 'str' &&
    (dims?.length === 2 || (!dims && rankOf(input) === 2)) &&
    args.callee.name.includes('linalg') &&
    !args.callee.name.includes('vector_norm');
  if (isMatrix) return notKnown('a matrix norm of that order');
  return norm(context, input, orderOf(order), dims, args.flag('keepdim'));
};

/** x / max(‖x‖, ε) */
const normalize: Run = (context, args) => {
  const input = args.tensor('input');
  const length = norm(context, input, args.number('p'), [args.integer('dim')], true);
  return applyBinary(context, 'div', input, clampNumbers(context, length, args.number('eps'), undefined));
};

export const normFunctions: readonly Entry[] = [
  ...torchBoth("norm(input, p='fro', dim=None, keepdim=False, dtype=None)", normRun),
  define('torch.linalg.norm(A:input, ord:p=None, dim=None, keepdim=False)', normRun),
  define('torch.linalg.vector_norm(x:input, ord:p=2, dim=None, keepdim=False)', normRun),
  ...numpyFunction('linalg.norm(x:input, ord:p=None, axis:dim=None, keepdims:keepdim=False)', normRun),
  ...functional('normalize(input, p=2.0, dim=1, eps=1e-12)', normalize),
];
