import { prediction, rows, target } from './loss-rows.ts';
import type { LossApi } from './losses.ts';

const indices = target('target', 'class-indices', 'one-hot', 'distribution');

/** Losses of packages that build on PyTorch. */
export const packageLosses: readonly LossApi[] = rows('torch', [
  {
    loss: 'cross_entropy',
    names:
      'fastai.losses.CrossEntropyLossFlat fastai.vision.all.CrossEntropyLossFlat fastai.basics.CrossEntropyLossFlat timm.loss.LabelSmoothingCrossEntropy timm.loss.SoftTargetCrossEntropy',
    parameters: [prediction('input', 'logits'), indices],
  },
  {
    loss: 'binary_cross_entropy_with_logits',
    names: 'fastai.losses.BCEWithLogitsLossFlat fastai.vision.all.BCEWithLogitsLossFlat',
    parameters: [prediction('input', 'logits'), target('target', 'multi-hot', 'probabilities')],
  },
  {
    loss: 'cross_entropy',
    names: 'segmentation_models_pytorch.losses.SoftCrossEntropyLoss',
    parameters: [prediction('y_pred', 'logits'), target('y_true', 'class-indices')],
    options: ['reduction'],
  },
  {
    loss: 'binary_cross_entropy_with_logits',
    names: 'segmentation_models_pytorch.losses.SoftBCEWithLogitsLoss',
    parameters: [prediction('y_pred', 'logits'), target('y_true', 'multi-hot', 'probabilities')],
    options: ['weight', 'ignore_index', 'reduction', 'smooth_factor', 'pos_weight'],
  },
  {
    loss: 'sigmoid_focal_loss',
    names: 'segmentation_models_pytorch.losses.FocalLoss',
    parameters: [prediction('y_pred', 'logits'), target('y_true', 'multi-hot', 'class-indices')],
    options: ['mode', 'alpha', 'gamma', 'ignore_index', 'reduction'],
  },
  {
    loss: 'binary_cross_entropy_with_logits',
    names: 'timm.loss.BinaryCrossEntropy',
    parameters: [prediction('x', 'logits'), target('target', 'multi-hot', 'probabilities', 'class-indices')],
    options: ['smoothing', 'target_threshold', 'weight', 'reduction'],
  },
  {
    loss: 'sigmoid_focal_loss',
    names: 'torchvision.ops.sigmoid_focal_loss torchvision.ops.focal_loss.sigmoid_focal_loss',
    parameters: [prediction('inputs', 'logits'), target('targets', 'multi-hot')],
    reduction: 'none',
  },
]);
