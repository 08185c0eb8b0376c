import type { Step } from '../loss.ts';
import { precisionOf } from '../rounding.ts';
import type { DType } from '../tensor.ts';
import { grouped, latex, listed } from './latex.ts';
import { step } from './step.ts';

/** A pair of vectors with what the loss computes of it. */
export interface Pair {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly square1: number;
  readonly square2: number;
  readonly cosine: number;
}

/** Scalar product, squared norms (with what holds them above 0), cosine. */
export function cosineSteps({ a, b, square1, square2, cosine }: Pair, store: (x: number) => number) {
  const products = a.map((x, i) => String.raw`${grouped(x)} \cdot ${grouped(b[i] as number)}`);
  const dot = store(a.reduce((sum, x, i) => sum + x * (b[i] as number), 0));
  const steps: readonly Step[] = [
    step('Scalar product', String.raw`x_1 \cdot x_2`, listed(products, ' + '), dot),
    step(
      'Squared norms',
      String.raw`\lVert x_1 \rVert^2, \; \lVert x_2 \rVert^2`,
      [a, b]
        .map((each) =>
          listed(
            each.map((x) => `${grouped(x)}^2`),
            ' + ',
          ),
        )
        .join(String.raw`; \quad `),
      [square1, square2],
    ),
    step(
      'Cosine',
      String.raw`\cos = \frac{x_1 \cdot x_2}{\sqrt{\lVert x_1 \rVert^2\, \lVert x_2 \rVert^2}}`,
      String.raw`\frac{${latex(dot)}}{\sqrt{${latex(square1)} \cdot ${latex(square2)}}}`,
      cosine,
    ),
  ];
  return steps;
}

/** The steps to a pair with target y: the cosine, then 1 − cos, its excess over the margin, or nothing. */
export function cosineEmbeddingSteps(pair: Pair, y: number, margin: number, dtype: DType): readonly Step[] {
  const { store } = precisionOf(dtype);
  return [...cosineSteps(pair, store), lastStep(pair.cosine, y, margin, store)];
}

function lastStep(cosine: number, y: number, margin: number, store: (x: number) => number): Step {
  if (y === 1)
    return step('Similar pair', String.raw`\ell = 1 - \cos`, `1 - ${grouped(cosine)}`, store(1 - cosine));
  if (y === -1)
    return step(
      'Dissimilar pair: above the margin',
      String.raw`\ell = \max(0, \cos - m)`,
      String.raw`\max(0, ${latex(cosine)} - ${grouped(margin)})`,
      store(Math.max(0, cosine - margin)),
    );
  return step(
    'Neither similar nor dissimilar',
    String.raw`\ell = 0 \quad \text{for } y \ne \pm 1`,
    `y = ${latex(y)}`,
    0,
  );
}
