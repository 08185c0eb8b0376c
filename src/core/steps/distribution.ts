import { at } from '../create.ts';
import { distributionRows } from '../families/distributions.ts';
import { readRow } from '../families/softmax_rows.ts';
import type { Step } from '../loss.ts';
import { xlogy } from '../numerics.ts';
import { precisionOf } from '../rounding.ts';
import { broadcastIndex, broadcastShape } from '../shape.ts';
import type { DType, Tensor } from '../tensor.ts';
import { grouped, latex, listed, vector } from './latex.ts';

interface PairCall {
  readonly inputs: { readonly input: Tensor; readonly target: Tensor };
  readonly dtype: DType;
}

interface KlCall extends PairCall {
  readonly options: { readonly log_target: boolean };
}

/** The steps to one element of kl_div. */
export function klDivSteps(
  { inputs: { input, target }, options, dtype }: KlCall,
  index: number,
): readonly Step[] {
  const shape = broadcastShape(input.shape, target.shape) ?? input.shape;
  const x = at(input.data, broadcastIndex(input.shape, shape)(index));
  const t = at(target.data, broadcastIndex(target.shape, shape)(index));
  const { store } = precisionOf(dtype);
  const [y, logY] = options.log_target ? [store(Math.exp(t)), t] : [t, store(Math.log(t))];
  const value = options.log_target ? y * store(t - x) : store(xlogy(y, y)) - store(y * x);
  return [
    {
      label: options.log_target ? 'Probability of the target' : 'Log-probability of the target',
      formula: options.log_target ? 'y = e^{t}' : String.raw`\log y`,
      substituted: options.log_target ? `e^{${latex(t)}}` : String.raw`\log ${latex(y)}`,
      value: [options.log_target ? y : logY],
    },
    {
      label: 'Difference of the log-probabilities, weighted by the target',
      formula: String.raw`\ell = y \left( \log y - x \right)`,
      substituted: String.raw`${latex(y)} \cdot \left( ${latex(logY)} - ${grouped(x)} \right)`,
      value: [store(value)],
    },
  ];
}

interface EntropyCall {
  readonly inputs: { readonly input: Tensor };
  readonly dtype: DType;
}

/** The steps to the entropy of distribution `index`. */
export const entropySteps = ({ inputs: { input }, dtype }: EntropyCall, index: number): readonly Step[] =>
  surpriseSteps(input, input, dtype, index, ['p', 'p']);

/** The steps to the cross-entropy of pair `index`. */
export const crossEntropyOfDistributionsSteps = (
  { inputs: { input, target }, dtype }: PairCall,
  index: number,
): readonly Step[] => surpriseSteps(input, target, dtype, index, ['q', 'p']);

function surpriseSteps(
  believed: Tensor,
  happened: Tensor,
  dtype: DType,
  index: number,
  [q, p]: readonly [string, string],
): readonly Step[] {
  const { store } = precisionOf(dtype);
  const rows = distributionRows(believed);
  const beliefs = readRow(believed, rows, index, new Float64Array(rows.classes));
  const shares = readRow(happened, rows, index, new Float64Array(rows.classes));
  const surprise = beliefs.map((belief) => store(-Math.log(belief)));
  const terms = shares.map((share, c) => store(-xlogy(share, beliefs[c] as number)));
  return [
    {
      label: 'Surprise of each class',
      formula: String.raw`s_c = -\log ${q}_c`,
      substituted: String.raw`-\log ${vector(beliefs)}`,
      value: [...surprise],
    },
    {
      label: 'Weighted by how often it happens',
      formula: String.raw`${p}_c\, s_c`,
      substituted: listed(
        Array.from(shares, (share, c) => String.raw`${latex(share)} \cdot ${latex(surprise[c] as number)}`),
        String.raw`,\; `,
      ),
      value: [...terms],
    },
    {
      label: 'Sum over the classes',
      formula: String.raw`H = \sum_c ${p}_c\, s_c`,
      substituted: listed(Array.from(terms, latex), ' + '),
      value: [store(terms.reduce((a, b) => a + b, 0))],
    },
  ];
}

/** The steps to the KL divergence of pair `index`. */
export function divergenceSteps(
  { inputs: { input, target }, dtype }: PairCall,
  index: number,
): readonly Step[] {
  const { store } = precisionOf(dtype);
  const rows = distributionRows(input);
  const beliefs = readRow(input, rows, index, new Float64Array(rows.classes));
  const shares = readRow(target, rows, index, new Float64Array(rows.classes));
  const ratios = shares.map((p, c) => store(Math.log(p) - Math.log(beliefs[c] as number)));
  const terms = shares.map((p, c) => store(xlogy(p, p) - xlogy(p, beliefs[c] as number)));
  const products = Array.from(
    shares,
    (p, c) => String.raw`${latex(p)} \cdot ${grouped(ratios[c] as number)}`,
  );
  return [
    {
      label: 'Logarithm of each ratio',
      formula: String.raw`r_c = \log \frac{p_c}{q_c}`,
      substituted: String.raw`\log \left( ${vector(shares)} \,/\, ${vector(beliefs)} \right)`,
      value: [...ratios],
    },
    {
      label: 'Weighted by how often it happens',
      formula: String.raw`p_c\, r_c`,
      substituted: listed(products, String.raw`,\; `),
      value: [...terms],
    },
    {
      label: 'Sum over the classes',
      formula: String.raw`\mathrm{KL} = \sum_c p_c\, r_c`,
      substituted: listed(Array.from(terms, latex), ' + '),
      value: [store(terms.reduce((a, b) => a + b, 0))],
    },
  ];
}
