import { shortName } from '../fact.ts';
import { removeActivation } from '../fix/activation.ts';
import { changeActivation } from '../keras.ts';
import { flagOf } from '../receives.ts';
import { defineRule, type FindingDraft } from '../rule.ts';
import { callSpan, type Site } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const activationBeforeCrossEntropy = defineRule({
  id: 'activation-before-cross-entropy',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'The output of a ReLU or tanh reaches a cross-entropy that expects raw scores.',
  why: `Cross-entropy takes any number for a score: the lower it is, the less likely the class. A ReLU in the last layer
turns every score below 0 into 0 and lets no gradient back through it: a sample whose right class scores below 0 cannot raise
it, and a class that scores below 0 everywhere is never learnt. With a sigmoid loss no probability can fall below **0.5**, so
a negative costs at least ln 2 = **0.6931**. A tanh leaves the scores between −1 and 1, so the loss cannot fall below
ln(1 + (C − 1)/e²): **0.2395** with 3 classes, **0.7966** with 10, and with a sigmoid loss not below **0.3133**. Leave the activation out of the
last layer. Keras clips what it takes for probabilities: of a ReLU's 0 where 1 is wanted, the cost is **16.118** and the gradient 0.`,
  references: [
    {
      title: 'torch.nn.CrossEntropyLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Sequential(
        nn.Linear(784, 256),
        nn.ReLU(),
        nn.Linear(256, 10),
        nn.ReLU(),
    )
    criterion = nn.CrossEntropyLoss()


    def train_step(optimizer, images, labels):
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
  `,
  good: python`
    from torch import nn

    model = nn.Sequential(
        nn.Linear(784, 256),
        nn.ReLU(),
        nn.Linear(256, 10),
    )
    criterion = nn.CrossEntropyLoss()


    def train_step(optimizer, images, labels):
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
  `,
  check: {
    lossCall(fact, report) {
      const { loss, api, at, prediction, library } = fact;
      const fromLogits = library === 'keras' ? flagOf(fact, 'from_logits') : undefined;
      const found =
        prediction?.tensor && finding(prediction.tensor, { loss, api, fromLogits, site: callSpan(at) });
      if (found !== undefined) report(found);
    },
    kerasCompile({ outputs }, report) {
      for (const { tensor, loss, api, fromLogits, lossSite } of outputs) {
        const found = tensor && finding(tensor, { loss, api, fromLogits, site: lossSite });
        if (found !== undefined) report(found);
      }
    },
  },
});

interface Given {
  readonly loss: string;
  readonly api: string;
  /** Of Keras; undefined also where it is not known. */
  readonly fromLogits: boolean | undefined;
  readonly site: Site;
}

/** @param tensor what the loss is given: scores, or what a softmax or sigmoid made of them */
function finding(tensor: TensorValue, given: Given): FindingDraft | undefined {
  const scores = tensor.beneath ?? tensor;
  const { activation, source } = scores;
  if ((activation !== 'relu' && activation !== 'tanh') || source === null) return undefined;
  if (scores === tensor && given.fromLogits === false) return clippedFinding(tensor, given);
  const harm = scores === tensor ? ofScores(given) : ofProbabilities(tensor, given.loss);
  if (harm === undefined) return undefined;
  const api = shortName(given.api);
  const name = nameOf[activation];
  const what =
    scores === tensor
      ? `A ${name} output reaches ${api}, which expects raw scores.`
      : `The ${tensor.activation} that ${api} is given is that of a ${name} output, not of raw scores.`;
  return {
    site: given.site,
    message: `${what} ${harm[activation]} Leave the ${name} out.`,
    path: tensor.path,
    fixes: [removeActivation(scores, `Remove the ${name}`)],
  };
}

type Bounded = 'relu' | 'tanh';
type Harm = Readonly<Record<Bounded, string>>;

const nameOf: Harm = { relu: 'ReLU', tanh: 'tanh' };

const multiclass: Harm = {
  relu: 'A score below 0 becomes 0 and gets no gradient, so a sample whose right class scores below 0 cannot raise it.',
  tanh: 'Scores between −1 and 1 keep the loss above ln(1 + (C − 1)/e²) for C classes (0.7966 for 10).',
};
const binary: Harm = {
  relu: 'No probability can fall below 0.5, so a negative costs at least ln 2 = 0.6931.',
  tanh: 'No probability leaves 0.2689 to 0.7311, so no element costs less than 0.3133.',
};

function ofScores({ loss, fromLogits }: Given): Harm | undefined {
  if (loss === 'cross_entropy' || (fromLogits && categoricalLosses.has(loss))) return multiclass;
  const isBinary =
    loss === 'binary_cross_entropy_with_logits' || (fromLogits && loss === 'binary_crossentropy');
  return isBinary ? binary : undefined;
}

/** Of a sigmoid before a categorical loss, or a softmax before a binary one, that is the mistake to tell. */
function ofProbabilities({ activation }: TensorValue, loss: string): Harm | undefined {
  if (activation === 'sigmoid' || activation === 'logsigmoid')
    return binaryLosses.has(loss) ? binary : undefined;
  return loss === 'nll_loss' || categoricalLosses.has(loss) ? multiclass : undefined;
}

const binaryLosses = new Set(['binary_cross_entropy', 'binary_crossentropy']);
const categoricalLosses = new Set(['categorical_crossentropy', 'sparse_categorical_crossentropy']);

/**
 * Keras clips what it takes for probabilities. Of a tanh nothing is said: a generator is compiled like that by those who train it
 * through the discriminator only.
 */
function clippedFinding(tensor: TensorValue, { loss, api, site }: Given): FindingDraft | undefined {
  const isBinary = loss === 'binary_crossentropy';
  if (tensor.activation !== 'relu' || (!isBinary && !categoricalLosses.has(loss))) return undefined;
  const wanted = isBinary ? 'sigmoid' : 'softmax';
  return {
    site,
    message: `A ReLU output reaches ${shortName(api)}, which expects probabilities and clips to [1e-7, 1 − 1e-7]: an output of 0 costs 16.118 where it should be 1 and has no gradient. Use a ${wanted} in its place.`,
    path: tensor.path,
    fixes: [changeActivation(tensor, wanted)],
  };
}
