import { shortName } from '../fact.ts';
import { removeActivation } from '../fix/activation.ts';
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
last layer.`,
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
    lossCall({ loss, api, at, prediction }, report) {
      const tensor = prediction?.tensor;
      const found = tensor && finding(tensor, { loss, api, site: callSpan(at) });
      if (found !== undefined) report(found);
    },
    kerasCompile({ outputs }, report) {
      for (const { tensor, loss, api, lossSite } of outputs) {
        const found = tensor && finding(tensor, { loss, api, site: lossSite });
        if (found !== undefined) report(found);
      }
    },
  },
});

interface Given {
  readonly loss: string;
  readonly api: string;
  readonly site: Site;
}

/** @param tensor what the loss is given: scores, or what a softmax or sigmoid made of them */
function finding(tensor: TensorValue, { loss, api, site }: Given): FindingDraft | undefined {
  const { beneath } = tensor;
  const scores = beneath ?? tensor;
  const { activation, source } = scores;
  const harm = (beneath === null ? ofScores : ofProbabilities)[loss];
  if (harm === undefined || (activation !== 'relu' && activation !== 'tanh') || source === null)
    return undefined;
  const name = activation === 'relu' ? 'ReLU' : 'tanh';
  const what =
    beneath === null
      ? `A ${name} output reaches ${shortName(api)}, which expects raw scores.`
      : `The ${tensor.activation} that ${shortName(api)} is given is that of a ${name} output, not of raw scores.`;
  return {
    site,
    message: `${what} ${harm[activation]} Leave the ${name} out.`,
    path: tensor.path,
    fixes: [removeActivation(scores, `Remove the ${name}`)],
  };
}

type Harm = Readonly<Record<'relu' | 'tanh', string>>;

const multiclass: Harm = {
  relu: 'A score below 0 becomes 0 and gets no gradient, so a sample whose right class scores below 0 cannot raise it.',
  tanh: 'Scores between −1 and 1 keep the loss above ln(1 + (C − 1)/e²) for C classes (0.7966 for 10).',
};
const binary: Harm = {
  relu: 'No probability can fall below 0.5, so a negative costs at least ln 2 = 0.6931.',
  tanh: 'No probability leaves 0.2689 to 0.7311, so no element costs less than 0.3133.',
};

const ofScores: Readonly<Record<string, Harm>> = {
  cross_entropy: multiclass,
  binary_cross_entropy_with_logits: binary,
};
const ofProbabilities: Readonly<Record<string, Harm>> = {
  nll_loss: multiclass,
  binary_cross_entropy: binary,
  categorical_crossentropy: multiclass,
  sparse_categorical_crossentropy: multiclass,
  binary_crossentropy: binary,
};
