import { at } from '../create.ts';
import type { Step } from '../loss.ts';
import { logSigmoid, sigmoid } from '../numerics.ts';
import { type Precision, precisionOf } from '../rounding.ts';
import { broadcastIndex } from '../shape.ts';
import type { DType, Tensor } from '../tensor.ts';
import { grouped, latex } from './latex.ts';
import { weightStep } from './nll.ts';

interface BinaryCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly options: { readonly weight: Tensor | null; readonly pos_weight?: Tensor | null };
  readonly dtype: DType;
}

/** The element of an optional weight that meets element `index` of the input. */
function factorAt(weight: Tensor | null | undefined, input: Tensor, index: number): number | undefined {
  return weight ? at(weight.data, broadcastIndex(weight.shape, input.shape)(index)) : undefined;
}

/** The steps to the binary cross-entropy of a probability: both logarithms with their floor, their mixture, the weight. */
export function bceSteps({ inputs, options, dtype }: BinaryCall, index: number): readonly Step[] {
  const { store } = precisionOf(dtype);
  const x = at(inputs.input.data, index);
  const y = at(inputs.target.data, index);
  const hit = store(Math.max(Math.log(x), -100));
  const miss = store(Math.max(Math.log1p(-x), -100));
  const steps: Step[] = [
    {
      label: 'Log-probability of yes, not below −100',
      formula: String.raw`a = \max(\log x, -100)`,
      substituted: String.raw`\max(\log ${latex(x)}, -100)`,
      value: [hit],
    },
    {
      label: 'Log-probability of no, not below −100',
      formula: String.raw`b = \max(\log(1 - x), -100)`,
      substituted: String.raw`\max(\log(1 - ${latex(x)}), -100)`,
      value: [miss],
    },
  ];
  return [
    ...steps,
    ...mixtureSteps(y, hit, miss, { w: factorAt(options.weight, inputs.input, index) }, store),
  ];
}

/** The steps from a logit: its sigmoid, the stable logarithms, pos_weight, the mixture, the weight. */
export function bceWithLogitsSteps({ inputs, options, dtype }: BinaryCall, index: number): readonly Step[] {
  const { store } = precisionOf(dtype);
  const x = at(inputs.input.data, index);
  const y = at(inputs.target.data, index);
  const p = factorAt(options.pos_weight, inputs.input, index);
  const hit = store(logSigmoid(x));
  const miss = store(logSigmoid(-x));
  const steps: readonly Step[] = [
    {
      label: 'Probability',
      formula: String.raw`\sigma(x) = \frac{1}{1 + e^{-x}}`,
      substituted: String.raw`\frac{1}{1 + e^{${latex(-x)}}}`,
      value: [store(sigmoid(x))],
    },
    {
      label: 'Log-probability of yes',
      formula: String.raw`a = \log \sigma(x) = \min(x, 0) - \log(1 + e^{-|x|})`,
      substituted: String.raw`\min(${latex(x)}, 0) - \log(1 + e^{-${latex(Math.abs(x))}})`,
      value: [hit],
    },
    {
      label: 'Log-probability of no',
      formula: String.raw`b = \log(1 - \sigma(x)) = a - x`,
      substituted: `${latex(hit)} - ${grouped(x)}`,
      value: [miss],
    },
  ];
  return [
    ...steps,
    ...mixtureSteps(y, hit, miss, { p, w: factorAt(options.weight, inputs.input, index) }, store),
  ];
}

interface Factors {
  readonly p?: number | undefined;
  readonly w: number | undefined;
}

function mixtureSteps(
  y: number,
  hit: number,
  miss: number,
  { p, w }: Factors,
  store: Precision['store'],
): readonly Step[] {
  const loss = store(-((p ?? 1) * y * hit + (1 - y) * miss));
  const symbol = p === undefined ? '' : String.raw`p\, `;
  const factor = p === undefined ? '' : String.raw`${latex(p)} \cdot `;
  const mixture: Step = {
    label: p === undefined ? 'Mixed by the target' : 'Mixed by the target, positives weighted',
    formula: String.raw`\ell = -\left(${symbol}y\, a + (1 - y)\, b\right)`,
    substituted: String.raw`-\left(${factor}${latex(y)} \cdot ${grouped(hit)} + (1 - ${latex(y)}) \cdot ${grouped(miss)}\right)`,
    value: [loss],
  };
  return w === undefined ? [mixture] : [mixture, weightStep('w', w, loss, store(w * loss))];
}
