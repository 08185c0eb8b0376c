import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { checkCast, checkStretch } from '../families/operator_checks.ts';
import { checkPair } from '../families/regression.ts';
import { fixed, learned, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import { softMarginSteps } from '../steps/soft_margin_loss.ts';

export const softMarginLoss = defineLoss({
  id: 'soft_margin_loss',
  title: 'Soft margin',
  group: 'margin',
  summary:
    'Logistic loss for targets of 1 and −1. PyTorch computes it directly, so a score wrong by more than 88 overflows to infinity in float32; binary_cross_entropy_with_logits does not.',
  formula: String.raw`\ell = \log\left(1 + e^{-y x}\right)`,
  references: [torchPage('SoftMarginLoss')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'scores of any shape'),
    fixed('target', 'target', ['signs'], '1 or −1, shaped as the input; 0 costs the constant ln 2'),
  ],
  params: [],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('soft_margin_loss', 'SoftMarginLoss', ['input', 'target']),
  example: { inputs: { input: tensor([1.8, 0.75]), target: tensor([1, -1]) } },
  check: ({ inputs: { input, target } }) =>
    checkPair('soft_margin', input, target) ??
    checkStretch(input, target, 'target') ??
    checkCast(input, target, 'input'),
  forward: ({ inputs: { input, target }, dtype }) =>
    elementsOf(
      mapElements([input, target], dtype, ({ store }, x, y) => Math.log1p(store(Math.exp(store(-y * x))))),
    ),
  backward: ({ inputs: { input, target }, dtype }, upstream) =>
    mapGradients({ input, target }, dtype, upstream, {
      // e / (1 + e) of an e that has overflowed is NaN, there as here.
      input: ({ store }, x, y) => {
        const e = store(Math.exp(store(-y * x)));
        return store(-y * e) / store(1 + e);
      },
    }),
  steps: softMarginSteps,
});
