import type { LossCallFact } from '../fact.ts';
import { classCount, shortName } from '../fact.ts';
import { removeActivation } from '../fix/activation.ts';
import { doubleSigmoidSentence, floorSentence } from '../numbers.ts';
import { named } from '../receives.ts';
import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { TensorValue } from '../value.ts';

export const probabilitiesIntoLogitsLoss = defineRule({
  id: 'probabilities-into-logits-loss',
  severity: 'error',
  fix: 'unsafe',
  summary: 'Probabilities reach a TensorFlow, optax or flax loss that expects logits.',
  why: `The losses of \`tf.nn.*_cross_entropy_with_logits\`, \`tf.compat.v1.losses\` and optax apply softmax or sigmoid
themselves. Applied twice, the scores can differ by 1 at most: with softmax the loss cannot fall below ln(e + C − 1) − 1, which
is **1.4612** for 10 classes; with sigmoid it cannot fall below **0.3133** on positives and **0.6931** on negatives. The gradient
passes the activation twice and vanishes for confident scores.`,
  references: [
    {
      title: 'tf.nn.softmax_cross_entropy_with_logits: “this op expects unscaled logits”',
      url: 'https://www.tensorflow.org/api_docs/python/tf/nn/softmax_cross_entropy_with_logits',
    },
    {
      title: 'optax losses',
      url: 'https://optax.readthedocs.io/en/latest/api/losses.html',
    },
  ],
  bad: python`
    import flax.linen as nn
    import jax
    import optax


    class Classifier(nn.Module):
        @nn.compact
        def __call__(self, x):
            x = nn.relu(nn.Dense(128)(x))
            return nn.softmax(nn.Dense(10)(x))


    model = Classifier()


    @jax.value_and_grad
    def loss_fn(params, images, labels):
        output = model.apply(params, images)
        return optax.softmax_cross_entropy_with_integer_labels(output, labels).mean()
  `,
  good: python`
    import flax.linen as nn
    import jax
    import optax


    class Classifier(nn.Module):
        @nn.compact
        def __call__(self, x):
            x = nn.relu(nn.Dense(128)(x))
            return nn.Dense(10)(x)


    model = Classifier()


    @jax.value_and_grad
    def loss_fn(params, images, labels):
        output = model.apply(params, images)
        return optax.softmax_cross_entropy_with_integer_labels(output, labels).mean()
  `,
  check: {
    lossCall(fact, report) {
      const { prediction, library } = fact;
      const tensor = prediction?.tensor;
      if ((library !== 'tensorflow' && library !== 'optax') || prediction?.accepts[0] !== 'logits') return;
      if (tensor?.scale !== 'probabilities') return;
      report({
        site: callSpan(fact.at),
        message: `${named(tensor)} reaches ${shortName(fact.api)}, which expects logits and applies ${applied(fact)} itself. ${floor(fact, tensor)}; gradients shrink. Give it the logits.`,
        path: tensor.path,
        fixes: [removeActivation(tensor, `Remove the ${tensor.activation ?? 'activation'}`)],
      });
    },
  },
});

const isBinary = ({ loss }: LossCallFact): boolean => loss !== 'cross_entropy';

const applied = (fact: LossCallFact): string => (isBinary(fact) ? 'the sigmoid' : 'softmax');

const floor = (fact: LossCallFact, tensor: TensorValue): string =>
  isBinary(fact) ? doubleSigmoidSentence : floorSentence(classCount(tensor));
