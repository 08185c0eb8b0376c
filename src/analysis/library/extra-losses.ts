import type { Scale } from '../../core/loss.ts';
import { other, prediction, type Row, rows, target } from './loss-rows.ts';
import type { LossApi, LossParameter } from './losses.ts';
import { packageLosses } from './package-losses.ts';

const legacy = ['size_average', 'reduce', 'reduction'];

const torch = rows('torch', [
  {
    loss: 'nll_loss',
    names: 'torch.nn.NLLLoss2d',
    parameters: [prediction('input', 'log-probabilities'), target('target', 'class-indices')],
  },
  {
    loss: 'multilabel_soft_margin_loss',
    names: 'torch.nn.MultiLabelSoftMarginLoss torch.nn.functional.multilabel_soft_margin_loss',
    parameters: [prediction('input', 'logits'), target('target', 'multi-hot')],
    options: ['weight', ...legacy],
  },
  {
    loss: 'multilabel_margin_loss',
    names: 'torch.nn.MultiLabelMarginLoss torch.nn.functional.multilabel_margin_loss',
    parameters: [prediction('input', 'logits'), target('target', 'class-indices')],
    options: legacy,
  },
  {
    loss: 'multi_margin_loss',
    names: 'torch.nn.MultiMarginLoss torch.nn.functional.multi_margin_loss',
    parameters: [prediction('input', 'logits'), target('target', 'class-indices')],
    options: ['p', 'margin', 'weight', ...legacy],
  },
  {
    loss: 'soft_margin_loss',
    names: 'torch.nn.SoftMarginLoss torch.nn.functional.soft_margin_loss',
    parameters: [prediction('input', 'logits'), target('target', 'signs')],
    options: legacy,
  },
  {
    loss: 'hinge_embedding_loss',
    names: 'torch.nn.HingeEmbeddingLoss torch.nn.functional.hinge_embedding_loss',
    parameters: [prediction('input', 'reals'), target('target', 'signs')],
    options: ['margin', ...legacy],
  },
  {
    loss: 'cosine_embedding_loss',
    names: 'torch.nn.CosineEmbeddingLoss torch.nn.functional.cosine_embedding_loss',
    parameters: [prediction('input1', 'reals'), other('input2'), target('target', 'signs')],
    options: ['margin', ...legacy],
  },
  {
    loss: 'margin_ranking_loss',
    names: 'torch.nn.MarginRankingLoss torch.nn.functional.margin_ranking_loss',
    parameters: [prediction('input1', 'reals'), other('input2'), target('target', 'signs')],
    options: ['margin', ...legacy],
  },
  {
    loss: 'triplet_margin_loss',
    names: 'torch.nn.TripletMarginLoss torch.nn.functional.triplet_margin_loss',
    parameters: [prediction('anchor', 'reals'), other('positive'), other('negative')],
    options: ['margin', 'p', 'eps', 'swap', ...legacy],
  },
  {
    loss: 'smooth_l1_loss',
    names: 'torch.nn.SmoothL1Loss torch.nn.functional.smooth_l1_loss',
    parameters: [prediction('input', 'reals'), target('target', 'reals')],
    options: [...legacy, 'beta'],
  },
  {
    loss: 'huber_loss',
    names: 'torch.nn.HuberLoss torch.nn.functional.huber_loss',
    parameters: [prediction('input', 'reals'), target('target', 'reals')],
    options: ['reduction', 'delta'],
  },
  {
    loss: 'poisson_nll_loss',
    names: 'torch.nn.PoissonNLLLoss torch.nn.functional.poisson_nll_loss',
    parameters: [prediction('input', 'reals'), target('target', 'reals')],
    options: ['log_input', 'full', 'size_average', 'eps', 'reduce', 'reduction'],
  },
  {
    loss: 'gaussian_nll_loss',
    names: 'torch.nn.GaussianNLLLoss torch.nn.functional.gaussian_nll_loss',
    parameters: [prediction('input', 'reals'), target('target', 'reals'), other('var')],
    options: ['full', 'eps', 'reduction'],
  },
  {
    loss: 'ctc_loss',
    names: 'torch.nn.CTCLoss torch.nn.functional.ctc_loss',
    parameters: [
      prediction('log_probs', 'log-probabilities'),
      target('targets', 'class-indices'),
      other('input_lengths'),
      other('target_lengths'),
    ],
    options: ['blank', 'reduction', 'zero_infinity'],
  },
]);

const tfNames: LossApi['aliases'] = {
  target: ['labels', 'multi_class_labels', 'onehot_labels', 'targets', '_sentinel'],
  input: ['logits'],
};
const logits = prediction('input', 'logits');
const shares = target('target', 'one-hot', 'distribution');
const classes = target('target', 'class-indices');
const flags = target('target', 'multi-hot', 'probabilities');
const tfTable = (loss: string, names: string, ...parameters: LossParameter[]): Row => ({
  loss,
  names,
  parameters,
  aliases: tfNames,
});

const tensorflow = rows('tensorflow', [
  tfTable(
    'cross_entropy',
    'tensorflow.nn.softmax_cross_entropy_with_logits tensorflow.nn.softmax_cross_entropy_with_logits_v2 tensorflow.losses.softmax_cross_entropy',
    shares,
    logits,
  ),
  tfTable(
    'cross_entropy',
    'tensorflow.nn.sparse_softmax_cross_entropy_with_logits tensorflow.losses.sparse_softmax_cross_entropy',
    classes,
    logits,
  ),
  tfTable('cross_entropy', 'tf_slim.losses.softmax_cross_entropy', logits, shares),
  tfTable('cross_entropy', 'tf_slim.losses.sparse_softmax_cross_entropy', logits, classes),
  tfTable(
    'binary_cross_entropy_with_logits',
    'tensorflow.nn.sigmoid_cross_entropy_with_logits tensorflow.nn.weighted_cross_entropy_with_logits tensorflow.losses.sigmoid_cross_entropy',
    flags,
    logits,
  ),
  tfTable('binary_cross_entropy_with_logits', 'tf_slim.losses.sigmoid_cross_entropy', logits, flags),
  tfTable('sequence_loss', 'tensorflow.contrib.seq2seq.sequence_loss', logits, classes),
]);

const kerasNames: LossApi['aliases'] = { target: ['y_true', 'target'], input: ['y_pred', 'output'] };
const kerasTable = (loss: string, names: string, accepts: Scale[], ...targets: Scale[]): Row => ({
  loss,
  names,
  parameters: [target('target', ...targets), prediction('input', ...accepts)],
  aliases: kerasNames,
  options: ['from_logits', 'label_smoothing'],
});

const keras = rows('keras', [
  kerasTable(
    'categorical_crossentropy',
    'keras.losses.CategoricalCrossentropy keras.losses.categorical_crossentropy keras.backend.categorical_crossentropy',
    ['probabilities', 'logits'],
    'one-hot',
    'distribution',
  ),
  kerasTable(
    'sparse_categorical_crossentropy',
    'keras.losses.SparseCategoricalCrossentropy keras.losses.sparse_categorical_crossentropy keras.backend.sparse_categorical_crossentropy',
    ['probabilities', 'logits'],
    'class-indices',
  ),
  kerasTable(
    'binary_crossentropy',
    'keras.losses.BinaryCrossentropy keras.losses.binary_crossentropy keras.backend.binary_crossentropy',
    ['probabilities', 'logits'],
    'multi-hot',
    'probabilities',
  ),
  kerasTable(
    'binary_focal_crossentropy',
    'keras.losses.BinaryFocalCrossentropy keras.losses.binary_focal_crossentropy',
    ['probabilities', 'logits'],
    'multi-hot',
  ),
  kerasTable(
    'categorical_focal_crossentropy',
    'keras.losses.CategoricalFocalCrossentropy keras.losses.categorical_focal_crossentropy',
    ['probabilities', 'logits'],
    'one-hot',
  ),
  kerasTable(
    'kl_divergence',
    'keras.losses.KLDivergence keras.losses.kl_divergence keras.losses.kullback_leibler_divergence keras.losses.KLD',
    ['probabilities'],
    'distribution',
  ),
  kerasTable(
    'mse_loss',
    'keras.losses.MeanSquaredError keras.losses.mean_squared_error keras.losses.mse keras.losses.MSE',
    ['reals'],
    'reals',
  ),
  kerasTable(
    'l1_loss',
    'keras.losses.MeanAbsoluteError keras.losses.mean_absolute_error keras.losses.mae keras.losses.MAE',
    ['reals'],
    'reals',
  ),
  kerasTable(
    'hinge_loss',
    'keras.losses.Hinge keras.losses.hinge keras.losses.SquaredHinge keras.losses.squared_hinge keras.losses.CategoricalHinge keras.losses.categorical_hinge',
    ['reals'],
    'signs',
  ),
  kerasTable('huber_loss', 'keras.losses.Huber keras.losses.huber', ['reals'], 'reals'),
]);

const optaxNames: LossApi['aliases'] = {
  input: ['logits', 'predictions', 'log_predictions', 'predictor_outputs'],
  target: ['labels', 'targets', 'label'],
};
const optaxTable = (loss: string, names: string, accepts: Scale, ...targets: Scale[]): Row => ({
  loss,
  names,
  parameters: [prediction('input', accepts), target('target', ...targets)],
  aliases: optaxNames,
  reduction: 'none',
});

const optax = rows('optax', [
  optaxTable(
    'cross_entropy',
    'optax.softmax_cross_entropy optax.safe_softmax_cross_entropy optax.poly_loss_cross_entropy',
    'logits',
    'one-hot',
    'distribution',
  ),
  optaxTable('cross_entropy', 'optax.softmax_cross_entropy_with_integer_labels', 'logits', 'class-indices'),
  optaxTable(
    'binary_cross_entropy_with_logits',
    'optax.sigmoid_binary_cross_entropy',
    'logits',
    'multi-hot',
    'probabilities',
  ),
  optaxTable('sigmoid_focal_loss', 'optax.sigmoid_focal_loss', 'logits', 'multi-hot'),
  optaxTable(
    'kl_div',
    'optax.kl_divergence optax.generalized_kl_divergence optax.convex_kl_divergence',
    'log-probabilities',
    'distribution',
  ),
  optaxTable('kl_div', 'optax.kl_divergence_with_log_targets', 'log-probabilities', 'log-probabilities'),
  optaxTable('ctc_loss', 'optax.ctc_loss', 'logits', 'class-indices'),
  optaxTable('hinge_loss', 'optax.hinge_loss', 'reals', 'signs'),
  optaxTable('mse_loss', 'optax.squared_error optax.l2_loss', 'reals', 'reals'),
  optaxTable('huber_loss', 'optax.huber_loss', 'reals', 'reals'),
]);

/** Losses that `core` does not compute, or names it does not list. */
export const extraLosses: readonly LossApi[] = [
  ...torch,
  ...packageLosses,
  ...tensorflow,
  ...keras,
  ...optax,
];
