import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const kerasLogitsWithoutFromLogits: RuleMeta = {
  id: 'keras-logits-without-from-logits',
  severity: 'error',
  fix: 'unsafe',
  summary: 'The output layer is linear and the Keras cross-entropy expects probabilities.',
  why: `Without \`from_logits=True\` Keras treats the raw scores as probabilities: the categorical losses divide them by their sum and
clip to [1e-7, 1 − 1e-7], the binary one clips them. Scores below 0 then cost −ln 1e-7 = **16.118** with no gradient at all, and
a sum near 0 makes the loss jump. Nothing is raised; the accuracy, which only compares scores, may even look right.`,
  references: [
    {
      title: 'Keras probabilistic losses',
      url: 'https://keras.io/api/losses/probabilistic_losses/',
    },
    {
      title: 'TensorFlow 2 quickstart: a linear last layer with from_logits=True',
      url: 'https://www.tensorflow.org/tutorials/quickstart/beginner',
    },
  ],
  bad: python`
    import keras

    model = keras.Sequential([
        keras.layers.Input((784,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10),
    ])
    model.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
  `,
  good: python`
    import keras

    model = keras.Sequential([
        keras.layers.Input((784,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10),
    ])
    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
  `,
};
