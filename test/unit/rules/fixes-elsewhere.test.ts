import { describe, expect, it } from 'vitest';
import { applyFixes, lint, script } from './lint.ts';

const header = `import torch
import torch.nn as nn
import torch.nn.functional as F
`;

/** The text after the preferred fix of the first finding; null when there is none. */
function repaired(text: string): string | null {
  const fix = lint([script('a.py', header + text)])[0]?.fixes[0];
  return fix === undefined ? null : applyFixes(header + text, [fix]).slice(header.length);
}

describe('a softmax that predict needs', () => {
  it('moves it to predict, where the probabilities are needed', () => {
    const net = (forward: string, predict: string) =>
      `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return ${forward}

    def predict(self, x):
        with torch.no_grad():
            return ${predict}

    def predict_class(self, x):
        return self(x).argmax(dim=1)

net = Net()
def step(x, y):
    return nn.CrossEntropyLoss()(net(x), y)
`;
    expect(repaired(net('F.softmax(self.fc(x), dim=1)', 'self(x)'))).toBe(
      net('self.fc(x)', 'F.softmax(self(x), dim=1)'),
    );
  });
});

const keras: readonly (readonly [imports: string, object: string])[] = [
  ['import keras', 'keras.losses.SparseCategoricalCrossentropy'],
  ['import tensorflow as tf', 'tf.keras.losses.SparseCategoricalCrossentropy'],
  ['from tensorflow import keras', 'keras.losses.SparseCategoricalCrossentropy'],
  ['import keras\nfrom keras import losses', 'losses.SparseCategoricalCrossentropy'],
  ['import keras\nfrom keras.losses import SparseCategoricalCrossentropy as SCE', 'SCE'],
];

describe('a loss imported by its name', () => {
  const use = (text: string): string | null => {
    const fix = lint([script('a.py', text)])[0]?.fixes.find(({ title }) => title === 'Use CrossEntropyLoss');
    return fix === undefined ? null : applyFixes(text, [fix]);
  };

  it('is imported in the place of the other', () => {
    const text = (name: string) =>
      `from torch.nn import Linear, ${name}\n\nfc = Linear(4, 3)\nloss = ${name}()\n\n\ndef step(x, y):\n    return loss(fc(x), y)\n`;
    expect(use(text('NLLLoss'))).toBe(text('CrossEntropyLoss'));
  });

  it('is imported beside the other, where that is still needed', () => {
    const text = (names: string, name: string) =>
      `from torch.nn import (\n    Linear,\n    ${names},\n)\n\nfc = Linear(4, 3)\nloss, other = ${name}(), NLLLoss()\n\n\ndef step(x, y):\n    return loss(fc(x), y)\n`;
    expect(use(text('NLLLoss', 'NLLLoss'))).toBe(text('NLLLoss, CrossEntropyLoss', 'CrossEntropyLoss'));
  });
});

describe('binary cross-entropy by hand', () => {
  it('has one fix for both of its logarithms', () => {
    const before =
      'def cost(z, y):\n    h = torch.sigmoid(z)\n    return -(y * torch.log(h) + (1 - y) * torch.log(1 - h)).mean()\n';
    expect(lint([script('a.py', header + before)])).toHaveLength(1);
    expect(repaired(before)).toBe(
      'def cost(z, y):\n    h = torch.sigmoid(z)\n    return -(y * F.logsigmoid(z) + (1 - y) * F.logsigmoid(-z)).mean()\n',
    );
  });
});

describe('a loss given by its name', () => {
  it.each(keras)('after “%s” becomes %s(from_logits=True)', (imports, object) => {
    const layer = imports.startsWith('import tensorflow') ? 'tf.keras' : 'keras';
    const model = `model = ${layer}.Sequential([${layer}.layers.Dense(10)])\n`;
    const compile = (loss: string) => `${imports}\n${model}model.compile("adam", loss=${loss})\n`;
    expect(repaired(compile('"sparse_categorical_crossentropy"'))).toBe(
      compile(`${object}(from_logits=True)`),
    );
  });
});
