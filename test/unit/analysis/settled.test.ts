import { expect, it } from 'vitest';
import { file, projectOf } from './workspaces.ts';

/** A function that takes a tenth of the steps that a run takes before it gives up. */
const costly = `def log(value, loss=None):
    parts = []
${'    parts = measure(value, parts) + 1\n'.repeat(300)}    if loss is not None:
        F.cross_entropy(loss.softmax(1), value)
`;

const program = (calls: string): string => `import torch.nn.functional as F
from somewhere import measure

${costly}
def train(x, y):
${calls}    F.nll_loss(x.softmax(1), y)
`;

const rulesIn = (calls: string): string[] => {
  const { findings } = projectOf([file('a.py', program(calls))]).report('a.py');
  return findings.map(({ rule }) => rule);
};

const many = Array.from({ length: 40 }, (_, i) => `    log(${i})\n`).join('');

it('comes through many calls of a function of which nothing ever comes', () => {
  expect(rulesIn(many)).toContain('probabilities-into-nll-loss');
});

it('follows a call that passes something else all the same', () => {
  expect(rulesIn(`${many}    log(y, x)\n`)).toContain('softmax-before-cross-entropy');
});
