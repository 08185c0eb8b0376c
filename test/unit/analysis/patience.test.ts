import { expect, it } from 'vitest';
import { file, projectOf } from './workspaces.ts';

/** A program of some 30,000 steps before its mistake. */
const program = (line: string): string => `import torch.nn as nn
import torch.nn.functional as F
from somewhere import read

class Model(nn.Module):
    def __init__(self):
        super().__init__()
${`        ${line}\n`.repeat(4_000)}        self.head = nn.Linear(3, 10)

    def forward(self, x):
        return self.head(x).softmax(1)

def train(x, y):
    model = Model()
    return F.cross_entropy(model(x), y)

if __name__ == '__main__':
    train(read(0), read(1))
`;

const rulesIn = (line: string): string[] => {
  const { findings } = projectOf([file('a.py', program(line))]).report('a.py');
  return findings.map(({ rule }) => rule);
};

it('follows a long way to a loss on which layers are made', () => {
  expect(rulesIn('self.layer = nn.Conv2d(3, 3, 3)')).toEqual(['softmax-before-cross-entropy']);
});

it('gives up where nothing turns up for long', () => {
  expect(rulesIn('self.part = read(self, [1, 2, 3])')).toEqual([]);
});
