import { shortName } from '../fact.ts';
import { applyToPrediction, crossEntropyLoss, useLoss } from '../fix/loss.ts';
import { predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const logitsIntoNllLoss = defineRule({
  id: 'logits-into-nll-loss',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Raw scores reach a negative log-likelihood loss that expects log-probabilities.',
  why: `\`NLLLoss\` returns minus the value at the target and normalises nothing. Given raw scores the loss is −z and has no
lower bound: logits [2, 0.5, −1] with class 0 give **−2.0** instead of 0.2413, and the optimiser lowers it for ever by growing
one weight. The other classes receive a gradient of exactly 0, so nothing pushes wrong scores down.`,
  references: [
    {
      title: 'torch.nn.NLLLoss: “the input is expected to contain log-probabilities”',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html',
    },
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
    )
    criterion = nn.NLLLoss()


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
      const tensor = predictionOn(fact, ['nll_loss'], 'logits');
      if (tensor === undefined) return;
      const classAxis = tensor.shape?.length === 1 ? 0 : 1;
      report({
        site: callSpan(fact.at),
        message: `Raw scores reach ${shortName(fact.api)}, which expects log-probabilities. The loss is minus the score of the target and has no lower bound; the other classes get a gradient of 0. Use CrossEntropyLoss, or apply log_softmax.`,
        path: tensor.path,
        fixes: [useLoss(fact, crossEntropyLoss), applyToPrediction(fact, `log_softmax(dim=${classAxis})`)],
      });
    },
  },
});
