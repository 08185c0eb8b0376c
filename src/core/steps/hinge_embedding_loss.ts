import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType, Tensor } from '../tensor.ts';
import { grouped, latex } from './latex.ts';
import { numbersAt, step } from './step.ts';

interface HingeEmbeddingCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly margin: number };
  readonly dtype: DType;
}

/** The step to element `index`: the distance of a similar pair, what a dissimilar one lacks to the margin. */
export function hingeEmbeddingSteps(
  { inputs: { input, target }, options: { margin }, dtype }: HingeEmbeddingCall,
  index: number,
): readonly Step[] {
  const { store } = precisionOf(dtype);
  const [x, y] = numbersAt([input, target], index);
  const near = step('Distance of a similar pair', 'a = x', latex(x), x);
  const lacking = Math.max(0, store(margin - x));
  const far = step(
    'What a dissimilar pair lacks to the margin',
    String.raw`b = \max(0, m - x)`,
    String.raw`\max(0, ${latex(margin)} - ${grouped(x)})`,
    lacking,
  );
  if (y === 1) return [near];
  if (y === -1) return [far];
  const both = step(
    'Both, for a target that is neither 1 nor −1',
    String.raw`\ell = a + b`,
    `${latex(x)} + ${latex(lacking)}`,
    store(lacking + x),
  );
  return [near, far, both];
}
