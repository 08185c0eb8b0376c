import { isLossOfPicked, labelsOfSum, labelsOfTotal } from '../by-hand.ts';
import type { LibraryCallFact } from '../fact.ts';
import { crossEntropyInPlace } from '../fix/by-hand.ts';
import { logarithmOf } from '../fix/logarithm.ts';
import { sameFunction } from '../fix/scope.ts';
import { floorWords } from '../floor-words.ts';
import { pickedClasses } from '../indexing.ts';
import { defineRule } from '../rule.ts';
import { type CallSite, callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const crossEntropyByHand = defineRule({
  id: 'cross-entropy-by-hand',
  severity: 'hint',
  fix: 'safe',
  summary: 'Cross-entropy is written out by hand from the probabilities of a softmax.',
  why: `−log p at the target, or −Σ y log p, from a softmax is cross-entropy without the care that the library takes: p underflows to
0 when its logit lies about **104** below the largest (float32; 18 in float16), the loss becomes inf and the gradient NaN.
\`cross_entropy\` on the logits is one call, stable and faster, and knows \`weight\`, \`ignore_index\` and \`label_smoothing\`.`,
  references: [
    {
      title: 'torch.nn.functional.cross_entropy',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html',
    },
    {
      title: 'Goodfellow, Bengio, Courville (2016), Deep Learning, 6.2.2: output units',
      url: 'https://www.deeplearningbook.org/contents/mlp.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        logits = model(images)
        probs = F.softmax(logits, dim=1)
        accuracy = (probs.argmax(dim=1) == labels).float().mean()
        loss = -torch.log(probs[torch.arange(len(labels)), labels]).mean()
        loss.backward()
        return accuracy.item()
  `,
  good: python`
    import torch
    import torch.nn.functional as F
    from torch import nn

    model = nn.Linear(784, 10)


    def train_step(images, labels):
        logits = model(images)
        probs = F.softmax(logits, dim=1)
        accuracy = (probs.argmax(dim=1) == labels).float().mean()
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        return accuracy.item()
  `,
  supersedes: ['log-plus-epsilon'],
  check: {
    calls: /\.log$/,
    libraryCall(fact, report) {
      const tensor = logarithmOf(fact);
      if (tensor?.activation !== 'softmax') return;
      const picked = isLossOfPicked(fact.at) ? pickedClasses(fact.at.call) : undefined;
      if (picked === undefined && !hasLabels(tensor, fact.at)) return;
      report({
        site: callSpan(fact.at),
        message: `Cross-entropy is written out by hand from a softmax. ${trouble(tensor)}. Use ${fused(fact)} on the logits.`,
        path: tensor.path,
        fixes: [picked && crossEntropyInPlace(tensor, fact.at, picked, 'safe')],
      });
    },
  },
});

/** What becomes of the most wrong sample. */
function trouble({ marks, floor }: TensorValue): string {
  if (!marks.includes('shifted'))
    return 'A probability that underflows to 0 (a logit about 104 below the largest in float32) makes it inf with NaN gradients';
  const { keeper, end } = floorWords(floor);
  return `${keeper} caps the logarithm: ${end}`;
}

/** The loss on logits, as the library of the logarithm calls it. */
function fused({ name }: LibraryCallFact): string {
  if (name.startsWith('tensorflow.')) return 'softmax_cross_entropy_with_logits';
  if (name.startsWith('jax.')) return "optax's softmax_cross_entropy";
  return name.startsWith('keras.') ? 'categorical_crossentropy with from_logits=True' : 'cross_entropy';
}

/** In the softmax's own function log-of-softmax tells the sum over everything. */
function hasLabels({ source, marks }: TensorValue, at: CallSite): boolean {
  if (labelsOfSum(at) !== undefined) return true;
  if (source === null || sameFunction(source.at, at) || marks.includes('part')) return false;
  return labelsOfTotal(at) !== undefined;
}
