import { tensor } from '../create.ts';
import { defineVariant } from '../define.ts';
import { elementsOf, mapElements, mapGradients } from '../families/elementwise.ts';
import { checkEqualShapes, optaxApis, optaxPage, optaxReductions } from '../families/optax.ts';
import { fixed, learned } from '../families/specs.ts';
import { precisionOf } from '../rounding.ts';
import { signedScoreStep } from '../steps/hinge_loss.ts';
import { grouped } from '../steps/latex.ts';
import { numbersAt, step } from '../steps/step.ts';

export const optaxPerceptronLoss = defineVariant({
  id: 'optax.perceptron_loss',
  library: 'optax',
  of: { hinge_loss: {} },
  difference: 'The hinge without its margin: scores on the right side cost nothing, however close.',
  title: 'Perceptron (optax)',
  group: 'margin',
  summary: 'How far a score is on the wrong side.',
  formula: String.raw`\ell = \max(0, -y x)`,
  references: [optaxPage('perceptron_loss')],
  inputs: [
    learned('input', 'prediction', ['logits'], 'scores of any shape'),
    fixed('target', 'target', ['signs'], '1 or −1, shaped as the input'),
  ],
  params: [],
  reductions: optaxReductions,
  reduction: 'none',
  apis: optaxApis('perceptron_loss', ['input', 'target']),
  example: { inputs: { input: tensor([1.8, 0.75, -0.2]), target: tensor([1, -1, 1]) } },
  check: ({ inputs: { input, target } }) => checkEqualShapes(input, target),
  forward: ({ inputs: { input, target }, dtype }) =>
    elementsOf(mapElements([input, target], dtype, (_, x, y) => Math.max(0, -x * y))),
  backward: ({ inputs: { input, target }, dtype }, upstream) =>
    mapGradients({ input, target }, dtype, upstream, { input: (_, x, y) => (-x * y > 0 ? -y : 0) }),
  steps: ({ inputs: { input, target }, dtype }, index) => {
    const { store } = precisionOf(dtype);
    const [x, y] = numbersAt([input, target], index);
    const score = store(x * y);
    const loss = Math.max(0, -score);
    return [
      signedScoreStep(x, y, score),
      step(
        'How far it is on the wrong side',
        String.raw`\ell = \max(0, -s)`,
        String.raw`\max(0, -${grouped(score)})`,
        loss,
      ),
    ];
  },
});
