import { shortName } from '../fact.ts';
import { quoted, replace, setKeyword } from '../fix/edits.ts';
import { isBinaryLoss, isCrossEntropy, lossObject } from '../keras.ts';
import { flagOf } from '../receives.ts';
import type { FindingDraft, FixDraft } from '../rule.ts';
import { defineRule } from '../rule.ts';
import type { CallSite, Site } from '../site.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const kerasLogitsWithoutFromLogits = defineRule({
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
  check: {
    kerasCompile(fact, report) {
      for (const { tensor, fromLogits, lossCall, lossSite, api } of fact.outputs)
        if (tensor?.scale === 'logits' && fromLogits === false && isCrossEntropy(api))
          report(
            finding(tensor, api, lossSite, lossCall === null ? asObject(lossSite, api) : setFlag(lossCall)),
          );
    },
    lossCall(fact, report) {
      const tensor = fact.prediction?.tensor;
      if (fact.library !== 'keras' || tensor?.scale !== 'logits' || !isCrossEntropy(fact.api)) return;
      if (flagOf(fact, 'from_logits') !== false) return;
      const settings = fact.form === 'class' ? fact.madeAt : fact.at;
      report(finding(tensor, fact.api, callSpan(fact.at), settings === null ? undefined : setFlag(settings)));
    },
  },
});

function finding(tensor: TensorValue, api: string, site: Site, fix: FixDraft | undefined): FindingDraft {
  return {
    site,
    message: `A linear output layer reaches a cross-entropy that expects probabilities. ${harmBy(api)} costs 16.118 and has no gradient. Set from_logits=True, or give the layer its activation.`,
    path: tensor.path,
    fixes: [fix, addActivation(tensor, isBinaryLoss(api) ? 'sigmoid' : 'softmax')],
  };
}

/** Of one-hot targets the scores are divided by their sum first. */
const harmBy = (api: string): string =>
  /^categorical/i.test(shortName(api))
    ? 'Scores are divided by their sum and clipped to [1e-7, 1 − 1e-7]: one of the other sign than the sum'
    : 'Scores are clipped to [1e-7, 1 − 1e-7]: a score below 0';

/** `Dense(10)` → `Dense(10, activation="softmax")`. */
function addActivation({ source }: TensorValue, activation: string): FixDraft | undefined {
  if (source?.form !== 'layer' || !/^(?:keras|tensorflow)\.layers\./.test(source.name)) return undefined;
  const edit = setKeyword(source.at, 'activation', quoted(source.at.unit, activation));
  return { title: `Give the layer activation=${activation}`, safety: 'unsafe', edits: [edit] };
}

const title = 'Set from_logits=True';

const setFlag = (at: CallSite): FixDraft => ({
  title,
  safety: 'unsafe',
  edits: [setKeyword(at, 'from_logits', 'True')],
});

/** `"sparse_categorical_crossentropy"` → `keras.losses.SparseCategoricalCrossentropy(from_logits=True)`. */
function asObject(site: Site, api: string): FixDraft | undefined {
  const name = lossObject(site.unit, api);
  if (name === undefined) return undefined;
  return { title, safety: 'unsafe', edits: [replace(site.unit, site, `${name}(from_logits=True)`)] };
}
