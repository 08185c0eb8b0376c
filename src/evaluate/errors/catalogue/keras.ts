import { entry, type MessageEntry } from './entry.ts';

const kerasLosses = 'cross_entropy binary_cross_entropy';

/** Messages of Keras, TensorFlow, JAX and optax. */
export const kerasMessages: readonly MessageEntry[] = [
  entry(
    /Arguments `target` and `output` must have the same rank \(ndim\)\. Received: target\.shape=(\([\d, None]*\)), output\.shape=(\([\d, None]*\))/,
    kerasLosses,
    'target',
    (target, output) =>
      `The labels have shape ${target} and the predictions ${output}: this loss takes one-hot labels (or one label an output), not class indices.`,
    'Use sparse_categorical_crossentropy for class indices, or keras.utils.to_categorical(y); for one sigmoid output let the labels be (N, 1).',
  ),
  entry(
    /must have the same shape up until the last dimension: target\.shape=(\([\d, None]*\)), output\.shape=(\([\d, None]*\))|Argument `output` must have rank \(ndim\) `target\.ndim - 1`\. Received: target\.shape=(\([\d, None]*\)), output\.shape=(\([\d, None]*\))/,
    'cross_entropy',
    'target',
    (target, output, t, o) =>
      `The sparse loss takes one class index for each prediction; the labels have shape ${target || t} and the predictions ${output || o}.`,
    'Use categorical_crossentropy for one-hot labels, or np.argmax(y, axis=-1).',
  ),
  entry(
    /Shapes (\([\d, None]*\)) and (\([\d, None]*\)) are incompatible/,
    kerasLosses,
    'target',
    (target, output) =>
      `The labels have shape ${target} and the model's output ${output}; this loss wants them equal.`,
    'For class indices use sparse_categorical_crossentropy; else let the last layer have as many units as the labels have columns.',
  ),
  entry(
    /`logits` and `labels` must have the same shape, received \((.*?) vs (.*?)\)/,
    'binary_cross_entropy_with_logits binary_cross_entropy',
    'target',
    (output, target) =>
      `The output has shape ${output} and the labels ${target}; the binary loss wants one label for each output.`,
    'Let the last layer have one unit for each label, or use a categorical loss for classes that exclude each other.',
  ),
  entry(
    /Received a label value of (-?\d+) which is outside the valid range of \[0, (\d+)\)/,
    'cross_entropy',
    'target',
    (label, classes) =>
      `Class index ${label} does not exist: the model has ${classes} outputs, which are counted from 0.`,
    (label) => `Give the last layer at least ${Number(label) + 1} units, or let the labels start at 0.`,
  ),
  entry(
    /Invalid value for argument `reduction`\. Expected one of \{.*?\}\. Received: reduction=(\S+)/,
    '',
    'reduction',
    (given) => `${given} is no reduction of Keras.`,
    "Use 'sum_over_batch_size' (the mean, and the default), 'sum' or None.",
  ),
  entry(
    /Could not interpret loss (?:function )?identifier: (\S+)|Unknown loss function:? '?(\w+)/,
    '',
    null,
    (name, older) => `Keras knows no loss called ${name || older}.`,
    "Check the name: 'categorical_crossentropy', 'sparse_categorical_crossentropy', 'binary_crossentropy', 'mse'.",
  ),
  entry(
    /Logits `y_pred` are expected to be a tensor of shape `\(batch_size, max_length, num_classes\)`\. Received: y_pred\.shape=(\([\d, None]*\))/,
    'ctc_loss',
    'log_probs',
    (shape) => `CTC takes a score for each class at each time step; the predictions have shape ${shape}.`,
    'Give predictions of shape (batch, time, classes).',
  ),
  entry(
    /Gradient only defined for scalar-output functions\. Output had shape: (\([\d, ]*\))/,
    '',
    null,
    (shape) =>
      `jax.grad differentiates one number, and the loss has shape ${shape}: the losses of optax give one value a sample.`,
    'Reduce it in the loss function: .mean().',
  ),
  entry(
    /Expected the input to have a dtype that is a subdtype of <class 'numpy\.(floating|integer)'>, got (\w+) instead/,
    'cross_entropy binary_cross_entropy_with_logits',
    null,
    (wanted, got) =>
      wanted === 'integer'
        ? `Labels are given as ${got} where class indices belong.`
        : `Numbers are given as ${got} where floating-point ones belong.`,
    (wanted) =>
      wanted === 'integer'
        ? 'Pass class indices (labels.astype(int)), or use softmax_cross_entropy for one-hot labels.'
        : 'Convert them: x.astype(jnp.float32); class indices go to softmax_cross_entropy_with_integer_labels, or through jax.nn.one_hot.',
  ),
  entry(
    /(?:\w+ got incompatible shapes for broadcasting: |Incompatible shapes for broadcasting: shapes=\[)(\([\d, ]*\)), (\([\d, ]*\))|Shape mismatch: got (\([\d, ]*\)) and (\([\d, ]*\))|Incompatible shapes: (\[[\d, ]*\]) vs\.? (\[[\d, ]*\])/,
    '',
    null,
    (...shapes) => {
      const [a, b] = shapes.filter((shape) => shape);
      return `The shapes ${a} and ${b} do not fit: they are matched from the last axis, and only a length of 1 stretches.`;
    },
    'Compare the shapes of predictions and labels; class indices need a loss of their own or a one-hot encoding.',
  ),
  entry(
    /grad requires real- or complex-valued inputs .*? but got (\w+)/,
    '',
    null,
    (type) => `jax.grad is asked for the gradient by a ${type}.`,
    'Pass floats: 1.0 for 1, x.astype(jnp.float32). argnums chooses which argument is differentiated.',
  ),
  entry(
    /JAX arrays are immutable/,
    '',
    null,
    'An array of JAX is written to in place.',
    'Make a changed copy: x = x.at[index].set(value).',
  ),
  entry(
    /Attempted boolean conversion of traced array|Abstract tracer value encountered where concrete value is expected/,
    '',
    null,
    'Inside jit or grad values are not known yet, and Python’s if, float() or int() asks for one.',
    'Use jnp.where or jax.lax.cond for the choice, and take float(loss) outside the function.',
  ),
];
