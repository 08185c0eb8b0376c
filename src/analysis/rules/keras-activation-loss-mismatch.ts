import { classCount, type KerasOutput, type LossCallFact } from '../fact.ts';
import { changeActivation, changeLoss, isBinaryLoss, isCategorical } from '../keras.ts';
import { flagOf } from '../receives.ts';
import type { FindingDraft } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const kerasActivationLossMismatch = defineRule({
  id: 'keras-activation-loss-mismatch',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'The output activation of a Keras model and its loss belong to different tasks.',
  why: `* **sigmoid with a categorical cross-entropy**: the outputs are divided by their sum first, so only ratios count. Ten
  outputs of 0.9 cost ln 10 = **2.3026**, exactly as ten outputs of 0.1 do. With TensorFlow, Keras looks for the scores from before
  the sigmoid and takes their softmax: what is trained then is not what the model gives.
* **softmax over classes with binary cross-entropy**: each class becomes a yes/no question of its own, and
  \`metrics=["accuracy"]\` becomes binary accuracy: with 10 classes, a model that says “no” to everything reads **90 %**.
* **softmax over one unit**: the output is **1** whatever the weights are, and so is every prediction.`,
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
  check: {
    kerasCompile(fact, report) {
      for (const output of fact.outputs) {
        const { tensor } = output;
        if (tensor?.scale !== 'probabilities' || output.fromLogits !== false) continue;
        const found = mismatch(output, tensor);
        if (found !== undefined) report({ site: output.lossSite, path: tensor.path, ...found });
      }
    },
    lossCall(fact, report) {
      const tensor = fact.prediction?.tensor;
      if (fact.library !== 'keras' || tensor?.scale !== 'probabilities') return;
      if (flagOf(fact, 'from_logits') !== false) return;
      const found = mismatch(fact, tensor);
      if (found !== undefined) report({ site: callSpan(fact.at), path: tensor.path, ...found });
    },
  },
});

type Mismatch = Pick<FindingDraft, 'message' | 'fixes'>;

function mismatch(output: KerasOutput | LossCallFact, tensor: TensorValue): Mismatch | undefined {
  const { activation } = tensor;
  const units = classCount(tensor);
  if (activation === 'softmax' && units === 1) return oneUnit(tensor);
  if (activation === 'softmax' && units !== 2 && isBinaryLoss(output.api) && !isElementwise(output.api))
    return manyClasses(output, units);
  if (activation === 'sigmoid' && isCategorical(output.api))
    return units === 1 ? oneSigmoid(output) : independent(tensor);
  return undefined;
}

const oneUnit = (tensor: TensorValue): Mismatch => ({
  message:
    'A softmax over one unit is 1 whatever the weights are, so every prediction is the same. Use a sigmoid for a probability, no activation for any other number.',
  fixes: [changeActivation(tensor, 'sigmoid')],
});

/** It gives a value for every class, and whoever asks for these one by one means to treat each class by itself. */
const isElementwise = (api: string): boolean => api.startsWith('keras.backend.');

const asMetric =
  ', and metrics=["accuracy"] becomes binary accuracy: with 10 classes, answering “no” to all reads 90 %';

const manyClasses = (output: KerasOutput | LossCallFact, units: number | null): Mismatch => ({
  message: `A softmax over ${units ?? 'several'} classes reaches a binary cross-entropy, which makes each class a question of its own${'lossSite' in output ? asMetric : ''}. Use a categorical cross-entropy, or a sigmoid if a sample can have several labels.`,
  fixes: ['lossSite' in output ? changeLoss(output, 'categorical_crossentropy') : undefined],
});

const independent = (tensor: TensorValue): Mismatch => ({
  message:
    'A sigmoid output reaches a categorical cross-entropy, which divides the outputs by their sum: ten outputs of 0.9 cost ln 10 = 2.3026, exactly as ten of 0.1 do, or, with TensorFlow, takes a softmax of the scores that the model does not have. Use a softmax, or a binary cross-entropy if a sample can have several labels.',
  fixes: [changeActivation(tensor, 'softmax')],
});

const oneSigmoid = (output: KerasOutput | LossCallFact): Mismatch => ({
  message:
    'One sigmoid output reaches a categorical cross-entropy, which divides it by its sum, itself: the result is 1 and the loss 0 whatever the weights are. Use a binary cross-entropy.',
  fixes: ['lossSite' in output ? changeLoss(output, 'binary_crossentropy') : undefined],
});
