import type { Round } from '../rounding.ts';

const LEVELS = 8;

/**
 * The sum of the class weights as PyTorch's nll_loss takes it: in the tensor's own dtype, with partial sums that move up
 * a level every 16 terms, so that half precision does not stall. In float64 it is an ordinary sum.
 */
export function cascadeSum(terms: ArrayLike<number>, store: Round): number {
  const power = Math.max(4, Math.ceil(Math.ceil(Math.log2(Math.max(1, terms.length))) / LEVELS));
  const partial = new Float64Array(LEVELS);
  for (let i = 0; i < terms.length; i++) {
    partial[0] = store((partial[0] as number) + (terms[i] as number));
    for (let level = 0; level < LEVELS - 1 && i % 2 ** (power * (level + 1)) === 0; level++) {
      partial[level + 1] = store((partial[level + 1] as number) + (partial[level] as number));
      partial[level] = 0;
    }
  }
  return partial.reduce((sum, each) => store(sum + each), 0);
}
