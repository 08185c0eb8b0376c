import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const kerasActivationLossMismatch: RuleMeta = {
  id: 'keras-activation-loss-mismatch',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'The output activation of a Keras model and its loss belong to different tasks.',
  why: `* **sigmoid with a categorical cross-entropy**: the outputs are divided by their sum first, so only ratios count. Ten
  outputs of 0.9 cost ln 10 = **2.3026**, exactly as ten outputs of 0.1 do.
* **softmax over classes with binary cross-entropy**: each class becomes a yes/no question of its own, and
  \`metrics=["accuracy"]\` becomes binary accuracy: with 10 classes, a model that says “no” to everything reads **90 %**.
* **softmax over one unit**: the output is **1** whatever the weights are, and nothing is learned.`,
  references: [
    {
      title: 'Keras probabilistic losses',
      url: 'https://keras.io/api/losses/probabilistic_losses/',
    },
    {
      title: 'Keras layer activations',
      url: 'https://keras.io/api/layers/activations/',
    },
  ],
  bad: python`
    import keras

    model = keras.Sequential([
        keras.layers.Input((784,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation="sigmoid"),
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
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
  `,
};
