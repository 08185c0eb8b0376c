import { shortName } from '../fact.ts';
import { logOf } from '../fix/logarithm.ts';
import { applyToPrediction, together } from '../fix/loss.ts';
import { named, predictionOn } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';

export const logProbabilitiesExpectedByCtc = defineRule({
  id: 'log-probabilities-expected-by-ctc',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Probabilities or raw scores reach a CTC loss that expects log-probabilities.',
  why: `CTC adds log-probabilities along every alignment and normalises nothing. Given probabilities, which lie above 0, each
alignment's “log-probability” is positive and the loss is **negative**; given raw scores it has no lower bound. It is −log of a
probability and can never be below 0. Training then optimises a number that has little to do with the transcript.`,
  references: [
    {
      title: 'torch.nn.CTCLoss',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html',
    },
    {
      title: 'Graves et al. (2006), Connectionist Temporal Classification',
      url: 'https://www.cs.toronto.edu/~graves/icml_2006.pdf',
    },
  ],
  bad: python`
    from torch import nn

    encoder = nn.LSTM(80, 256)
    head = nn.Linear(256, 29)
    criterion = nn.CTCLoss(blank=0)


    def train_step(spectrogram, frames, transcript, lengths):
        hidden, _ = encoder(spectrogram)
        output = head(hidden).softmax(dim=2)
        loss = criterion(output, transcript, frames, lengths)
        loss.backward()
  `,
  good: python`
    from torch import nn

    encoder = nn.LSTM(80, 256)
    head = nn.Linear(256, 29)
    criterion = nn.CTCLoss(blank=0)


    def train_step(spectrogram, frames, transcript, lengths):
        hidden, _ = encoder(spectrogram)
        output = head(hidden).log_softmax(dim=2)
        loss = criterion(output, transcript, frames, lengths)
        loss.backward()
  `,
  check: {
    lossCall(fact, report) {
      if (fact.library !== 'torch') return;
      const probabilities = predictionOn(fact, ['ctc_loss'], 'probabilities');
      const logits = predictionOn(fact, ['ctc_loss'], 'logits');
      const tensor = probabilities ?? logits;
      if (tensor === undefined) return;
      const [what, effect] =
        probabilities === undefined
          ? ['A raw score', 'the loss has no lower bound']
          : [named(probabilities), 'the loss is negative'];
      report({
        site: callSpan(fact.at),
        message: `${what} reaches ${shortName(fact.api)}, which expects log-probabilities and normalises nothing: ${effect}, though −log of a probability is at least 0. Apply log_softmax.`,
        path: tensor.path,
        fixes: [
          together('Use log_softmax', 'unsafe', [logOf(probabilities?.source)]),
          logits && applyToPrediction(fact, 'log_softmax(dim=-1)'),
        ],
      });
    },
  },
});
