import type { LossCallFact, LossInput } from '../fact.ts';
import { shortName } from '../fact.ts';
import { swapInputs } from '../fix/target.ts';
import { roleOf } from '../roles.ts';
import { defineRule } from '../rule.ts';
import { callSpan, textOf } from '../site.ts';
import { python } from '../snippet.ts';
import { isLabelScale, isOutputScale } from '../value.ts';

export const lossArgumentsSwapped = defineRule({
  id: 'loss-arguments-swapped',
  severity: 'error',
  fix: 'unsafe',
  summary: 'The prediction and the target of a loss are given in the wrong order.',
  why: `PyTorch takes **(input, target)**, optax **(logits, labels)**, Keras **(y_true, y_pred)**. Cross-entropies are not symmetric:
swapped, the target's logarithm is taken and the model's output is used as the label. A binary cross-entropy of p = 0.9 with target 1
is 0.1054; swapped it is 10 in PyTorch (clamp −100) and 1.6118 in Keras (clip 1e-7).`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
    {
      title: 'Keras losses: loss_fn(y_true, y_pred)',
      url: 'https://keras.io/api/losses/',
    },
    {
      title: 'optax losses',
      url: 'https://optax.readthedocs.io/en/latest/api/losses.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss()


    def train_step(loader):
        for images, labels in loader:
            loss = criterion(labels, model(images))
            loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss()


    def train_step(loader):
        for images, labels in loader:
            loss = criterion(model(images), labels)
            loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const { prediction, target } = fact;
      if (prediction === undefined || target === undefined) return;
      if (!asymmetric.has(fact.loss)) return;
      const isSure = isLabel(prediction, target) && isOutput(target);
      if (!isSure && !(hasOneOrder(fact) && areNamedOtherwise(prediction, target))) return;
      report({
        site: callSpan(fact.at),
        message: `${shortName(fact.api)} is given${isSure ? '' : ', by their names,'} the target for the prediction and the model's output for the target. The loss is not symmetric: a prediction of 0.9 for 1 costs 0.1054, swapped it is 10. The order is (${order(fact.library)}).`,
        severity: isSure ? 'error' : 'warning',
        path: target.tensor?.path ?? null,
        fixes: [swapInputs(fact)],
      });
    },
  },
});

/** TensorFlow has changed the order of its own from version to version, and Keras that of its backend. */
const hasOneOrder = ({ library, api }: LossCallFact): boolean =>
  library === 'torch' || api.startsWith('keras.losses.');

/** `loss(gt_boxes, pred_boxes)` of contents unknown. */
const areNamedOtherwise = (prediction: LossInput, target: LossInput): boolean =>
  prediction.tensor?.scale == null &&
  target.tensor?.scale == null &&
  roleOf(prediction) === 'target' &&
  roleOf(target) === 'output';

/** Labels by where they come from; or a bare name of unknown content beside raw scores, which are no target. */
function isLabel({ tensor, value, site }: LossInput, target: LossInput): boolean {
  if (tensor !== undefined) return tensor.marks.includes('label') || isLabelScale(tensor.scale);
  const bare = value.kind === 'unknown' && /^\w+$/.test(textOf(site));
  return bare && target.tensor?.scale === 'logits';
}

const asymmetric = new Set([
  'categorical_crossentropy',
  'sparse_categorical_crossentropy',
  'binary_crossentropy',
  'cross_entropy',
  'nll_loss',
  'binary_cross_entropy',
  'binary_cross_entropy_with_logits',
]);
const isOutput = ({ tensor }: LossInput): boolean =>
  tensor !== undefined && isOutputScale(tensor.scale) && !tensor.marks.includes('label');

function order(library: string): string {
  if (library === 'keras') return 'y_true, y_pred';
  return library === 'torch' || library === 'torchvision' ? 'input, target' : 'logits, labels';
}
