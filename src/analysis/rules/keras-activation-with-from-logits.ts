import { classCount } from '../fact.ts';
import { removeActivation } from '../fix/activation.ts';
import { removeKeyword } from '../fix/edits.ts';
import { together } from '../fix/loss.ts';
import { isBinaryLoss } from '../keras.ts';
import { doubleSigmoidSentence, floorSentence } from '../numbers.ts';
import { flagOf, named } from '../receives.ts';
import type { FindingDraft } from '../rule.ts';
import { defineRule } from '../rule.ts';
import type { CallSite, Site } from '../site.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const kerasActivationWithFromLogits = defineRule({
  id: 'keras-activation-with-from-logits',
  severity: 'error',
  fix: 'unsafe',
  summary: 'The output layer applies softmax or sigmoid and the Keras loss is told that it gets logits.',
  why: `With \`from_logits=True\` the loss applies the activation a second time. The loss then cannot fall below
ln(e + C − 1) − 1, **1.4612** for 10 classes (binary: **0.3133** on positives, **0.6931** on negatives), and gradients shrink.
So it is with JAX and PyTorch beneath Keras, and for what \`predict\` gave. With TensorFlow, Keras finds the logits that its own
activation kept, warns, and takes them; a \`Reshape\` in between hides them, and \`tf.nn.softmax\` keeps none: the same model then
shows one loss in \`fit\` and another in eager mode.`,
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
  check: {
    kerasCompile(fact, report) {
      for (const { tensor, api, fromLogits, lossCall, lossSite } of fact.outputs)
        if (tensor?.scale === 'probabilities' && fromLogits === true)
          report(finding(tensor, api, lossSite, lossCall));
    },
    lossCall(fact, report) {
      const tensor = fact.prediction?.tensor;
      if (fact.library !== 'keras' || tensor?.scale !== 'probabilities') return;
      if (flagOf(fact, 'from_logits') !== true) return;
      report(finding(tensor, fact.api, callSpan(fact.at), fact.form === 'class' ? fact.madeAt : fact.at));
    },
  },
});

function finding(tensor: TensorValue, api: string, site: Site, settings: CallSite | null): FindingDraft {
  const floor = isBinaryLoss(api) ? doubleSigmoidSentence : floorSentence(classCount(tensor));
  return {
    site,
    message: `${named(tensor)} reaches a loss that is told from_logits=True and applies an activation again. ${floor}; gradients shrink. (With TensorFlow, Keras takes the logits where its own activation kept them, and warns.) Drop from_logits, or the activation.`,
    path: tensor.path,
    fixes: [
      together('Remove from_logits=True', 'unsafe', [
        settings === null ? undefined : removeKeyword(settings, 'from_logits'),
      ]),
      removeActivation(tensor, `Remove the ${tensor.activation ?? 'activation'}`),
    ],
  };
}
