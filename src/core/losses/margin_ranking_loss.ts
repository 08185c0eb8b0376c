import { tensor } from '../create.ts';
import { defineLoss } from '../define.ts';
import { checkBroadcast, elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { checkNegation, checkSubtraction } from '../families/operator_checks.ts';
import { learned, marginParam, plainReductions, torchApis, torchPage } from '../families/specs.ts';
import { torchSize } from '../shape.ts';
import { marginRankingSteps } from '../steps/margin_ranking_loss.ts';

export const marginRankingLoss = defineLoss({
  id: 'margin_ranking_loss',
  title: 'Margin ranking',
  group: 'margin',
  summary:
    'For pairs of scores: 1 says that the first should be higher, −1 that the second should, by the margin.',
  formula: String.raw`\ell = \max\left(0, -y (x_1 - x_2) + m\right)`,
  references: [torchPage('MarginRankingLoss')],
  inputs: [
    learned('input1', 'prediction', ['reals'], 'scores of the first of each pair'),
    learned('input2', 'prediction', ['reals'], 'scores of the second'),
    learned('target', 'target', ['signs'], '1 or −1 for each pair'),
  ],
  params: [{ ...marginParam, default: 0 }],
  reductions: plainReductions,
  reduction: 'mean',
  apis: torchApis('margin_ranking_loss', 'MarginRankingLoss', ['input1', 'input2', 'target']),
  example: {
    inputs: { input1: tensor([0.8, 0.2]), input2: tensor([0.5, 0.6]), target: tensor([1, 1]) },
    options: { margin: 0.5 },
  },
  check: ({ inputs: { input1, input2, target } }) => {
    const ranks = [input1, input2, target].map((each) => each.shape.length);
    if (new Set(ranks).size > 1)
      return {
        message: `margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: ${torchSize(input1.shape)}, input2: ${torchSize(input2.shape)}, target: ${torchSize(target.shape)} `,
        cause: 'Tensors of different rank would broadcast to every combination of pairs.',
        cure: 'Give three tensors of the same shape, with squeeze or unsqueeze.',
        at: 'target',
      };
    return (
      checkNegation(target) ??
      checkSubtraction(input1, input2, input1.dtype === 'bool' ? 'input1' : 'input2') ??
      checkBroadcast(input1, input2, 'input2') ??
      checkBroadcast(target, input1, 'target')
    );
  },
  forward: ({ inputs: { input1, input2, target }, options: { margin }, dtype }) =>
    elementsOf(
      mapElements([input1, input2, target], dtype, ({ store }, a, b, y) =>
        Math.max(0, store(-y * store(a - b)) + margin),
      ),
    ),
  backward: ({ inputs: { input1, input2, target }, options: { margin }, dtype }, upstream) => {
    const active = (a: number, b: number, y: number) => -y * (a - b) + margin > 0;
    return mapGradients({ input1, input2, target }, dtype, upstream, {
      input1: (_, a, b, y) => (active(a, b, y) ? -y : 0),
      input2: (_, a, b, y) => (active(a, b, y) ? y : 0),
      target: ({ store }, a, b, y) => -store(a - b) * (active(a, b, y) ? 1 : 0),
    });
  },
  steps: marginRankingSteps,
});
