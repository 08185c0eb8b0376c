import type { Step } from '../loss.ts';
import { grouped, latex, listed, vector } from './latex.ts';
import { step } from './step.ts';

/** The cosine of two vectors as Keras and optax take it: both divided by their norm, then their scalar product. */
export function unitVectorSteps(
  a: readonly number[],
  b: readonly number[],
  [normA, normB]: readonly [number, number],
  store: (x: number) => number,
): { readonly steps: readonly Step[]; readonly cosine: number } {
  const unitA = a.map((x) => store(x / normA));
  const unitB = b.map((x) => store(x / normB));
  const products = unitA.map((x, i) => store(x * (unitB[i] as number)));
  const cosine = products.reduce((sum, each) => sum + each, 0);
  const squares = (of: readonly number[]) =>
    listed(
      of.map((x) => `${grouped(x)}^2`),
      ' + ',
    );
  const steps: readonly Step[] = [
    step(
      'Norms',
      String.raw`\lVert x \rVert, \; \lVert y \rVert`,
      String.raw`\sqrt{${squares(a)}}; \quad \sqrt{${squares(b)}}`,
      [normA, normB],
    ),
    step(
      'Prediction at length 1',
      String.raw`u = \frac{x}{\lVert x \rVert}`,
      String.raw`\frac{1}{${latex(normA)}} ${vector(a)}`,
      unitA,
    ),
    step(
      'Target at length 1',
      String.raw`v = \frac{y}{\lVert y \rVert}`,
      String.raw`\frac{1}{${latex(normB)}} ${vector(b)}`,
      unitB,
    ),
    step('Cosine', String.raw`\cos = u \cdot v`, listed(products.map(latex), ' + '), store(cosine)),
  ];
  return { steps, cosine };
}
