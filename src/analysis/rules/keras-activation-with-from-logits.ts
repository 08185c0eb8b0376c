import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const kerasActivationWithFromLogits: RuleMeta = {
  id: 'keras-activation-with-from-logits',
  severity: 'error',
  fix: 'unsafe',
  summary: 'The output layer applies softmax or sigmoid and the Keras loss is told that it gets logits.',
  why: `With \`from_logits=True\` the loss applies the activation a second time. The loss then cannot fall below
ln(e + C − 1) − 1, **1.4612** for 10 classes (binary: **0.3133** on positives, **0.6931** on negatives), and gradients shrink.
The TensorFlow back end sometimes finds the activation in the graph and skips it, sometimes not: the same model then shows
one loss in \`fit\` and another in eager mode.`,
  references: [
    {
      title: 'Keras probabilistic losses',
      url: 'https://keras.io/api/losses/probabilistic_losses/',
    },
    {
      title: 'keras-team/keras#15271: the flag is ignored when the activation is found in the graph',
      url: 'https://github.com/keras-team/keras/issues/15271',
    },
  ],
  bad: python`
    import keras

    model = keras.Sequential([
        keras.layers.Input((784,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
  `,
  good: python`
    import keras

    model = keras.Sequential([
        keras.layers.Input((784,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
  `,
};
