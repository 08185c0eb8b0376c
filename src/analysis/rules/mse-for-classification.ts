import { classCount, shortName } from '../fact.ts';
import { named, predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { type CallSite, callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import { isLabelScale, type TensorValue } from '../value.ts';

export const mseForClassification = defineRule({
  id: 'mse-for-classification',
  severity: 'warning',
  fix: 'none',
  summary: 'A regression loss compares class probabilities with class labels.',
  why: `The gradient of a squared error passes through the softmax or sigmoid and carries its slope, which is near 0 exactly where the
model is confidently wrong. For logits [10, 0, 0] and class 1 the largest gradient is **0.00009** with \`MSELoss\` and **1.0** with
cross-entropy; the loss itself is at most 1, so a confident mistake hardly shows. Training starts slowly and may never leave a wrong corner.`,
  references: [
    {
      title: 'Golik, Doetsch, Ney (2013), Cross-entropy vs. squared error training',
      url: 'https://www.isca-archive.org/interspeech_2013/golik13_interspeech.html',
    },
    {
      title: 'Goodfellow, Bengio, Courville (2016), Deep Learning, 6.2.2: output units',
      url: 'https://www.deeplearningbook.org/contents/mlp.html',
    },
  ],
  bad: python`
    import torch.nn.functional as F
    from torch import nn

    model = nn.Sequential(nn.Linear(784, 10), nn.Softmax(dim=1))
    criterion = nn.MSELoss()


    def train_step(images, labels):
        target = F.one_hot(labels, num_classes=10).float()
        loss = criterion(model(images), target)
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss()


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      const tensor = predictionOn(fact, regressionLosses, 'probabilities');
      const target = fact.target?.tensor;
      if (tensor === undefined || target === undefined || !isLabelScale(target.scale)) return;
      report({
        site: callSpan(fact.at),
        message: `${named(tensor)} is compared with class labels by ${shortName(fact.api)}. Its gradient carries the slope of the activation and vanishes where the model is confidently wrong: 0.00009 for logits [10, 0, 0] and class 1, where cross-entropy gives 1.0. Use cross-entropy on the logits.`,
        path: tensor.path,
      });
    },
    kerasCompile(fact, report) {
      if (fact.isFrozen || isRegressor(fact.at)) return;
      for (const { tensor, loss, lossSite, metrics } of fact.outputs) {
        if (tensor?.scale !== 'probabilities' || !regressionLosses.includes(loss)) continue;
        if (metrics?.some((metric) => accuracy.test(metric)) !== true || mayBeImage(tensor)) continue;
        report({
          site: lossSite,
          message: `${named(tensor)} is trained with a regression loss although accuracy is what counts. The gradient carries the slope of the activation and vanishes where the model is confidently wrong: 0.00009 for logits [10, 0, 0] and class 1, where cross-entropy gives 1.0. Use a cross-entropy.`,
          path: tensor.path,
        });
      }
    },
  },
});

const regressionLosses = ['mse_loss', 'l1_loss', 'smooth_l1_loss', 'huber_loss'];

/** Many sigmoids may be the pixels that an autoencoder gives back, whatever is measured: only that of one unit is a yes or no. */
const mayBeImage = (tensor: TensorValue): boolean =>
  tensor.activation === 'sigmoid' && (classCount(tensor) !== 1 || !/Dense$/.test(tensor.source?.name ?? ''));

/** Where a class is called a regressor the metric is a slip, not the model. */
const isRegressor = ({ unit: { body } }: CallSite): boolean =>
  body.some((node) => node.kind === 'ClassDef' && /regress/i.test(node.name));

/** A metric of classes: where it is asked for, the targets are labels. */
const accuracy = /^acc$|accuracy$/i;
