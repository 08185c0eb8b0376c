import type { RuleMeta } from '../rule.ts';
import { python } from '../snippet.ts';

export const argmaxIntoLoss: RuleMeta = {
  id: 'argmax-into-loss',
  severity: 'error',
  fix: 'none',
  summary: 'A step without a gradient lies between the model and the loss it is trained on.',
  why: `\`argmax\`, a comparison, \`round\`, \`item\`, \`detach\` and \`numpy\` cut the graph: the gradient with respect to the model is
**0** or absent. \`backward\` raises “element 0 of tensors does not require grad”, or, if \`requires_grad_\` was added to silence that,
the weights simply never change. Give the loss the scores; take the argmax only for the metric.`,
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
};
