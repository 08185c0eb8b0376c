import { defineRule } from '../rule.ts';
import { callSpan } from '../site.ts';
import { python } from '../snippet.ts';
import type { CutLoss } from '../value.ts';

export const argmaxIntoLoss = defineRule({
  id: 'argmax-into-loss',
  severity: 'error',
  fix: 'none',
  summary: 'A step without a gradient lies between the model and the loss it is trained on.',
  why: `\`argmax\`, a comparison, \`round\`, \`item\`, \`detach\` and \`numpy\` cut the graph: the gradient with respect to the model is
**0** or absent. \`backward\` raises “element 0 of tensors does not require grad”, or, if \`requires_grad_\` was added to silence that,
the weights simply never change. As a term of a sum it adds 0 to the gradient, and so does a loss that is itself
detached before it is added (both are reported as warnings). Give the loss the scores; take the
argmax only for the metric.`,
  references: [
    {
      title: 'PyTorch autograd mechanics',
      url: 'https://docs.pytorch.org/docs/stable/notes/autograd.html',
    },
    {
      title: 'torch.Tensor.detach',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html',
    },
  ],
  bad: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.MSELoss()


    def train_step(images, labels):
        predicted = model(images).argmax(dim=1)
        loss = criterion(predicted.float(), labels.float())
        loss.backward()
  `,
  good: python`
    from torch import nn

    model = nn.Linear(784, 10)
    criterion = nn.CrossEntropyLoss()


    def train_step(images, labels):
        loss = criterion(model(images), labels)
        loss.backward()
  `,
  check: {
    calls: /^Tensor\.backward$/,
    libraryCall(fact, report) {
      const { operand } = fact;
      if (fact.name !== 'Tensor.backward' || operand?.kind !== 'tensor' || operand.loss === null) return;
      const mark = cutting.find((known) => operand.marks.includes(known));
      const { call, cut, terms } = operand.loss;
      const found = cut.length > 0 || mark === undefined ? cut : [{ call, mark, path: operand.path }];
      const whole = cut.length === terms || cut.length === 0;
      for (const term of found)
        report({
          site: callSpan(term.call),
          message: whole ? alone(term.mark) : inSum(term.mark),
          severity: whole ? 'error' : 'warning',
          path: term.path,
          related: [{ site: callSpan(fact.at), message: 'backward is called here' }],
        });
    },
  },
});

const cutting: readonly ('discrete' | 'detached')[] = ['discrete', 'detached'];

/** What is wrong with a loss, or a term of one, by what cuts it off. */
const causes = {
  discrete: (loss) =>
    `A step without a slope (argmax, a comparison, round) lies between the model and ${loss}`,
  detached: (loss) => `A step that leaves the graph (detach, item, numpy) lies between the model and ${loss}`,
  'detached-loss': (loss) => `Here ${loss} is taken out of the graph (detach, item)`,
} satisfies Record<CutLoss['mark'], (loss: string) => string>;

const advice = {
  discrete: 'Give it the scores; keep the rest for the metric.',
  detached: 'Give it the scores; keep the rest for the metric.',
  'detached-loss': 'Detach a copy to show, and keep the loss itself.',
} satisfies Record<CutLoss['mark'], string>;

const alone = (mark: CutLoss['mark']): string =>
  `${causes[mark]('the loss it is trained on')}, so the gradient of the model is 0 or absent and backward raises or changes nothing. ${advice[mark]}`;

const inSum = (mark: CutLoss['mark']): string =>
  `${causes[mark]('this term of the loss')}, so the term adds 0 to the gradient: it changes the number that is shown and nothing that is learnt. ${advice[mark]}`;
