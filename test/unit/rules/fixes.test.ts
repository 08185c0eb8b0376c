import { describe, expect, it } from 'vitest';
import { applyFixes, lint, script } from './lint.ts';

const header = `import torch
import torch.nn as nn
import torch.nn.functional as F
`;

/** The text after the fix of that title (default: the preferred one) of the first finding; null when there is no such fix. */
function after(text: string, title?: string): string | null {
  const [finding] = lint([script('a.py', header + text)]);
  const fix = title === undefined ? finding?.fixes[0] : finding?.fixes.find((one) => one.title === title);
  return fix === undefined ? null : applyFixes(header + text, [fix]).slice(header.length);
}

const ce = (body: string) => `${body}
def step(x, y):
    return nn.CrossEntropyLoss()(net(x), y)
`;

const models: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    'the last item of a Sequential',
    'net = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))\n',
    'net = nn.Sequential(nn.Linear(4, 3))\n',
  ],
  [
    'an item on a line of its own',
    'net = nn.Sequential(\n    nn.Linear(4, 3),\n    nn.Softmax(dim=1),\n)\n',
    'net = nn.Sequential(\n    nn.Linear(4, 3),\n)\n',
  ],
  [
    'an item of a list',
    'net = nn.Sequential(*[nn.Linear(4, 3), nn.Softmax(dim=1)])\n',
    'net = nn.Sequential(*[nn.Linear(4, 3)])\n',
  ],
  [
    'add_module',
    'net = nn.Sequential()\nnet.add_module("fc", nn.Linear(4, 3))\nnet.add_module("soft", nn.Softmax(dim=1))\n',
    'net = nn.Sequential()\nnet.add_module("fc", nn.Linear(4, 3))\n',
  ],
  [
    'append',
    'layers = [nn.Linear(4, 3)]\nlayers.append(nn.Softmax(dim=1))\nnet = nn.Sequential(*layers)\n',
    'layers = [nn.Linear(4, 3)]\nnet = nn.Sequential(*layers)\n',
  ],
  [
    'an OrderedDict',
    'from collections import OrderedDict\nnet = nn.Sequential(OrderedDict([("fc", nn.Linear(4, 3)), ("p", nn.Softmax(dim=1))]))\n',
    'from collections import OrderedDict\nnet = nn.Sequential(OrderedDict([("fc", nn.Linear(4, 3))]))\n',
  ],
  [
    'an attribute called in forward',
    `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)
        self.act = nn.Softmax(dim=1)

    def forward(self, x):
        return self.act(self.fc(x))

net = Net()
`,
    `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)
        self.act = nn.Softmax(dim=1)

    def forward(self, x):
        return self.fc(x)

net = Net()
`,
  ],
  [
    'a method, with parentheses where they are needed',
    'fc = nn.Linear(4, 3)\n\ndef net(x):\n    return (fc(x) + 1).softmax(dim=1)\n',
    'fc = nn.Linear(4, 3)\n\ndef net(x):\n    return fc(x) + 1\n',
  ],
  [
    'a keyword operand',
    'fc = nn.Linear(4, 3)\n\ndef net(x):\n    return F.softmax(dim=1, input=fc(x))\n',
    'fc = nn.Linear(4, 3)\n\ndef net(x):\n    return fc(x)\n',
  ],
];

describe('removing an activation before cross-entropy', () => {
  it.each(models)('takes away %s', (_name, before, expected) => {
    expect(after(ce(before))).toBe(ce(expected));
  });

  it('changes the file of the model, not that of the loss', () => {
    const model = `${header}net = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))\n`;
    const train =
      'import torch.nn.functional as F\nfrom model import net\n\ndef step(x, y):\n    return F.cross_entropy(net(x), y)\n';
    const [finding] = lint([script('model.py', model), script('train.py', train)]);
    expect(finding?.location.file).toBe('train.py');
    expect(finding?.fixes[0]?.edits.map(({ location }) => location.file)).toEqual(['model.py']);
    expect(applyFixes(model, finding?.fixes.slice(0, 1) ?? [])).toBe(
      `${header}net = nn.Sequential(nn.Linear(4, 3))\n`,
    );
  });
});

const edits: readonly (readonly [
  name: string,
  title: string | undefined,
  before: string,
  after: string | null,
])[] = [
  [
    'switches a functional loss',
    'Use cross_entropy',
    'fc = nn.Linear(4, 3)\ndef step(x, y):\n    return F.nll_loss(fc(x), y)\n',
    'fc = nn.Linear(4, 3)\ndef step(x, y):\n    return F.cross_entropy(fc(x), y)\n',
  ],
  [
    'writes an imported class as its module, where that has a name',
    'Use CrossEntropyLoss',
    'from torch.nn import NLLLoss\nfc = nn.Linear(4, 3)\ndef step(x, y):\n    return NLLLoss()(fc(x), y)\n',
    'from torch.nn import NLLLoss\nfc = nn.Linear(4, 3)\ndef step(x, y):\n    return nn.CrossEntropyLoss()(fc(x), y)\n',
  ],
  [
    'does not rename a variable that holds the loss',
    'Use cross_entropy',
    'fc = nn.Linear(4, 3)\nloss = F.nll_loss\ndef step(x, y):\n    return loss(fc(x), y)\n',
    null,
  ],
  [
    'applies log_softmax to the prediction',
    'Apply log_softmax to the prediction',
    'fc = nn.Linear(4, 3)\ndef step(x, y):\n    return F.nll_loss(fc(x) / 2, y)\n',
    'fc = nn.Linear(4, 3)\ndef step(x, y):\n    return F.nll_loss((fc(x) / 2).log_softmax(dim=1), y)\n',
  ],
  [
    'applies a sigmoid to a keyword argument',
    'Apply sigmoid to the prediction',
    'fc = nn.Linear(4, 3)\ndef step(x, y):\n    return F.binary_cross_entropy(target=y, input=fc(x))\n',
    'fc = nn.Linear(4, 3)\ndef step(x, y):\n    return F.binary_cross_entropy(target=y, input=fc(x).sigmoid())\n',
  ],
  [
    'turns a softmax layer into log-softmax',
    undefined,
    'net = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))\ndef step(x, y):\n    return F.nll_loss(net(x), y)\n',
    'net = nn.Sequential(nn.Linear(4, 3), nn.LogSoftmax(dim=1))\ndef step(x, y):\n    return F.nll_loss(net(x), y)\n',
  ],
  [
    'replaces a given reduction in its own quotes',
    undefined,
    "kl = nn.KLDivLoss(reduction='mean')\n",
    "kl = nn.KLDivLoss(reduction='batchmean')\n",
  ],
  [
    'adds a reduction to empty parentheses',
    undefined,
    'kl = nn.KLDivLoss()\n',
    'kl = nn.KLDivLoss(reduction="batchmean")\n',
  ],
  [
    'adds a dim after other arguments',
    undefined,
    'p = F.softmax(torch.rand(2, 3), dtype=None)\n',
    'p = F.softmax(torch.rand(2, 3), dtype=None, dim=-1)\n',
  ],
  [
    'gives images their channel axis',
    undefined,
    'p = F.softmax(torch.rand(2, 3, 8, 8))\n',
    'p = F.softmax(torch.rand(2, 3, 8, 8), dim=1)\n',
  ],
  [
    'fuses log and softmax through a variable',
    undefined,
    'def f(z):\n    p = torch.softmax(z, dim=1)\n    return p, p.log()\n',
    'def f(z):\n    p = torch.softmax(z, dim=1)\n    return p, torch.log_softmax(z, dim=1)\n',
  ],
  [
    'does not fuse when the logits have changed since',
    undefined,
    'def f(z):\n    p = torch.softmax(z, dim=1)\n    z = z + 1\n    return p.log()\n',
    null,
  ],
  [
    'does not fuse what is picked from the softmax first',
    undefined,
    'def f(z, rows, y):\n    p = torch.softmax(z, dim=1)\n    return torch.log(p[rows, y])\n',
    null,
  ],
  [
    'does not fuse what is picked from the sigmoid first',
    undefined,
    'def f(z, y):\n    p = torch.sigmoid(z)\n    return torch.log(p.gather(1, y))\n',
    null,
  ],
  [
    'does not fuse what gets another shape first',
    undefined,
    'def f(z):\n    p = torch.softmax(z, dim=1)\n    return torch.log(p.view(-1))\n',
    null,
  ],
  [
    'writes log(1 - sigmoid(x)) as logsigmoid(-x)',
    undefined,
    'def f(z):\n    return torch.log(1 - torch.sigmoid(z))\n',
    'def f(z):\n    return F.logsigmoid(-z)\n',
  ],
  [
    'gathers the classes from the rows',
    'Gather the classes',
    'def f(z, y):\n    p = torch.softmax(z, dim=1)\n    hits = p.argmax(dim=1) == y\n    return -torch.log(p[y]).mean(), hits\n',
    'def f(z, y):\n    p = torch.softmax(z, dim=1)\n    hits = p.argmax(dim=1) == y\n    return -torch.log(p.gather(1, y.unsqueeze(1)).squeeze(1)).mean(), hits\n',
  ],
  [
    'flattens scores and labels of a sequence',
    'Flatten both',
    'z, y = torch.rand(2, 7, 5), torch.randint(0, 5, (2, 7))\nloss = F.cross_entropy(z, y)\n',
    'z, y = torch.rand(2, 7, 5), torch.randint(0, 5, (2, 7))\nloss = F.cross_entropy(z.flatten(0, 1), y.flatten(0, 1))\n',
  ],
  [
    'unsqueezes the vector beside a column',
    'Unsqueeze the target',
    'z, y = torch.rand(8, 1), torch.rand(8)\nloss = F.mse_loss(z, y)\n',
    'z, y = torch.rand(8, 1), torch.rand(8)\nloss = F.mse_loss(z, y.unsqueeze(1))\n',
  ],
  [
    'gives a Keras layer its activation',
    'Give the layer activation=softmax',
    'import keras\nm = keras.Sequential([keras.layers.Dense(3)])\nm.compile("adam", loss="categorical_crossentropy")\n',
    'import keras\nm = keras.Sequential([keras.layers.Dense(3, activation="softmax")])\nm.compile("adam", loss="categorical_crossentropy")\n',
  ],
  [
    'merges two old flags',
    undefined,
    'a = nn.MSELoss(size_average=False, reduce=True)\n',
    'a = nn.MSELoss(reduction="sum")\n',
  ],
  [
    'converts whole weights to floats',
    undefined,
    'a = nn.CrossEntropyLoss(weight=[1, 2, 4])\n',
    'a = nn.CrossEntropyLoss(weight=torch.tensor([1, 2, 4], dtype=torch.float32))\n',
  ],
];

describe('other fixes', () => {
  it.each(edits)('%s', (_name, title, before, expected) => {
    expect(after(before, title)).toBe(expected);
  });

  it('are safe only where nothing else sees the activation', () => {
    const shown = `${header}fc = nn.Linear(4, 1)
def step(x, y):
    p = torch.sigmoid(fc(x))
    print(p.mean())
    return F.binary_cross_entropy(p, y)
`;
    expect(lint([script('a.py', shown)])[0]?.fixes[0]?.safety).toBe('unsafe');
    expect(lint([script('a.py', shown.replace('    print(p.mean())\n', ''))])[0]?.fixes[0]?.safety).toBe(
      'safe',
    );
  });
});
