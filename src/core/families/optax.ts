import type { ApiSpec, LossError, Reduction, Reference } from '../loss.ts';
import { sameShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { checkFloating } from './elementwise.ts';
import { api } from './specs.ts';

/** optax reduces nothing; the caller takes `.mean()`. */
export const optaxReductions: readonly Reduction[] = ['none', 'mean', 'sum'];

/** `optax.<fn>` and its home `optax.losses.<fn>`. */
export const optaxApis = (
  fn: string,
  order: readonly string[],
  options?: ApiSpec['options'],
): readonly ApiSpec[] => {
  const rest = options ? { options, reduction: 'none' as const } : { reduction: 'none' as const };
  return [
    api('optax', `optax.${fn}`, 'function', order, rest),
    api('optax', `optax.losses.${fn}`, 'function', order, rest),
  ];
};

export const optaxPage = (fn: string): Reference => ({
  title: `optax: ${fn}`,
  url: `https://optax.readthedocs.io/en/latest/api/losses.html#optax.losses.${fn}`,
});

/** optax refuses shapes that differ where it guards against silent broadcasting. */
export function checkEqualShapes(input: Tensor, target: Tensor): LossError | undefined {
  const floating = checkFloating('loss', input, input, 'input');
  if (floating || sameShape(input.shape, target.shape)) return floating;
  return {
    message: `Arrays have different shapes: (${input.shape.join(', ')}) and (${target.shape.join(', ')}).`,
    cause: 'Subtracting them would broadcast to every combination.',
    cure: 'Give both arrays the same shape, with squeeze or reshape.',
    at: 'target',
  };
}
