import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const classWeightsUnused: RuleMeta = {
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
};
