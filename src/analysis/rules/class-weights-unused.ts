import { unusedWeights } from '../class-weights.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const classWeightsUnused = defineRule({
  id: 'class-weights-unused',
  severity: 'info',
  fix: 'unsafe',
  summary: 'Class weights are computed and never reach a loss.',
  why: `The imbalance was noticed, the weights were computed, and the loss treats every sample alike all the same. With **95 %** of one class
a model that always answers it reaches 95 % accuracy and a low loss. Pass the weights to the loss, or remove them.`,
  references: [
    {
      title: 'sklearn.utils.class_weight.compute_class_weight',
      url: 'https://scikit-learn.org/stable/modules/generated/sklearn.utils.class_weight.compute_class_weight.html',
    },
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
  ],
  bad: python`
    import numpy as np
    import torch
    from sklearn.utils.class_weight import compute_class_weight
    from torch import nn


    def train(model, loader, labels):
        weights = compute_class_weight("balanced", classes=np.unique(labels), y=labels)
        criterion = nn.CrossEntropyLoss()
        for images, target in loader:
            loss = criterion(model(images), target)
            loss.backward()
  `,
  good: python`
    import numpy as np
    import torch
    from sklearn.utils.class_weight import compute_class_weight
    from torch import nn


    def train(model, loader, labels):
        weights = compute_class_weight("balanced", classes=np.unique(labels), y=labels)
        criterion = nn.CrossEntropyLoss(weight=torch.as_tensor(weights, dtype=torch.float32))
        for images, target in loader:
            loss = criterion(model(images), target)
            loss.backward()
  `,
  check: {
    calls: /weight|count|unique/i,
    libraryCall(fact, report) {
      const areCounts = counting.has(fact.name);
      if (!areCounts && fact.name !== 'sklearn.utils.class_weight.compute_class_weight') return;
      const unused = unusedWeights(fact.at, areCounts);
      if (unused === undefined) return;
      report({
        site: callSpan(fact.at),
        message:
          'Class weights are computed and never reach the loss, so the imbalance that was noticed is ignored: with 95 % of one class, always answering it has an accuracy of 95 %. Pass them as weight=.',
        related: [{ site: callSpan(unused.loss), message: 'this loss takes no weight' }],
        fixes: [unused.fix],
      });
    },
  },
});

/** Their inverse is the usual weight. */
const counting = new Set(['torch.bincount', 'numpy.bincount', 'Tensor.bincount', 'collections.Counter']);
