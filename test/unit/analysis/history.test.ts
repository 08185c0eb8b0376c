import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../src/analysis/project.ts';
import { everything, file, fixtureFiles, projectOf } from './workspaces.ts';

const net = `import torch.nn as nn
class Net(nn.Module):
    def forward(self, x):
        return nn.functional.softmax(self.fc(x), dim=1)
`;

/** Each: what it shows, the files, and which of them is emptied for a moment. */
const cases: readonly (readonly [string, Record<string, string>, string])[] = [
  [
    'a variable that only a branch sets',
    {
      'net.py': net,
      'train.py': `import argparse
from net import Net
parser = argparse.ArgumentParser()
parser.add_argument('--teacher', default=None)
args = parser.parse_args()
if args.teacher:
    teacher = Net()
loss = nn.KLDivLoss()(teacher(inputs), target)
`,
    },
    'train.py',
  ],
  [
    'a result of the same call at two places',
    {
      'net.py': net,
      'train.py': `from net import Net
model = Net()
fake = model(noise)
real = model(noise)
loss = nn.NLLLoss()(real, target)
`,
    },
    'net.py',
  ],
  [
    'a name that is imported below the class that uses it',
    {
      'train.py': 'from net import Net\nmodel = Net()\nloss = optax.l2_loss(model.apply(params, x), y)\n',
      'net.py': `class Net(nn.Module):
    def __call__(self, x):
        return nn.softmax(x)
import flax.linen as nn
`,
    },
    'train.py',
  ],
  [
    'a variable that the main block writes again',
    {
      'net.py': net,
      'train.py': `from net import Net
model = Net()
if __name__ == '__main__':
    model = nn.Sequential(model, nn.Linear(10, 10))
    nn.CrossEntropyLoss()(model(x), y)
`,
    },
    'net.py',
  ],
  [
    'a variable of the module that a function sets',
    {
      'net.py': net,
      'train.py': `from net import Net
def train():
    nn.CrossEntropyLoss()(model(x), y)
def setup():
    global model
    model = Net()
`,
    },
    'net.py',
  ],
  [
    'modules that import each other',
    {
      'a.py': `from b import helper
import torch.nn.functional as F
def make(x):
    return F.softmax(x, dim=1)
def run(x, y):
    return F.cross_entropy(helper(x), y)
`,
      'b.py': 'from a import make\ndef helper(x):\n    return make(x)\n',
    },
    'b.py',
  ],
  [
    'a package whose modules import it',
    {
      'pkg/__init__.py': 'from .model import Net\nfrom .loss import compute\n',
      'pkg/loss.py': `import torch.nn as nn
from pkg import Net
def compute(p, y):
    return nn.CrossEntropyLoss()(p, y)
class Big(Net):
    def step(self, x, y):
        return compute(self(x), y)
`,
      'pkg/model.py': `${net}from pkg import loss\nclass Other(Net):\n    def step(self, x, y):\n        return loss.compute(self(x), y)\n`,
    },
    'pkg/model.py',
  ],
  [
    'a class whose base comes from a file that was empty',
    {
      'net.py': net,
      'train.py': `from net import Net
class Big(Net):
    def step(self, x, y):
        return nn.CrossEntropyLoss()(self(x), y)
`,
    },
    'net.py',
  ],
];

const swapped = (text: string): string =>
  text
    .split(/\n(?=\S)/)
    .reverse()
    .join('\n');

describe.each(cases)('what is said of %s', (_name, texts, path) => {
  const files = Object.entries(texts).map(([at, text]) => file(at, text));
  const fresh = everything(projectOf(files), files);

  it('is what it was when a file was emptied and is as before', () => {
    const project = projectOf(files);
    everything(project, files);
    project.set(file(path, ''));
    everything(project, files);
    project.set(file(path, texts[path] ?? ''));
    expect(everything(project, files)).toBe(fresh);
  });

  it('is what is said when a file is filled that was empty', () => {
    const project = projectOf([...files.filter((source) => source.path !== path), file(path, '')]);
    everything(project, files);
    project.set(file(path, texts[path] ?? ''));
    expect(everything(project, files)).toBe(fresh);
  });

  it('depends neither on the order of the files nor of the questions', () => {
    const project = projectOf([...files].reverse());
    everything(project, [...files].reverse());
    expect(everything(project, files)).toBe(fresh);
    for (const one of files) expect(everything(projectOf(files), [one])).toBe(everything(project, [one]));
  });

  it('follows the order of the statements', () => {
    const project = projectOf(files);
    everything(project, files);
    const turned: SourceFile[] = files.map((source) =>
      source.path === path ? file(path, swapped(texts[path] ?? '')) : source,
    );
    for (const source of turned) project.set(source);
    expect(everything(project, turned)).toBe(everything(projectOf(turned), turned));
  });
});

it('modules that import each other do not keep a class alive that neither has any more', () => {
  const nets = file('nets/__init__.py', 'from .small import *\n');
  const use = file(
    'train.py',
    `import torch.nn as nn\nfrom nets import Net\nloss = nn.CrossEntropyLoss()(Net()(x), y)\n`,
  );
  const files = [nets, use, file('nets/small.py', net)];
  const project = projectOf(files);
  expect(everything(project, files)).toContain('softmax-before-cross-entropy');
  const gone = [nets, use, file('nets/small.py', 'from . import *\n')];
  for (const one of gone) project.set(one);
  expect(everything(project, gone)).toBe(everything(projectOf(gone), gone));
});

it('a finding names the place where its own value was returned', () => {
  const text = `import torch.nn.functional as F
def scores(x):
    return F.softmax(x, dim=1)
first = scores(x)
second = scores(x)
loss = F.cross_entropy(second, y)
`;
  const [finding] = projectOf([file('a.py', text)]).report('a.py').findings;
  const { start } = finding?.related.at(-1)?.location ?? { start: 0 };
  expect(text.slice(0, start).split('\n').at(-1)).toBe('second = ');
});

const packages = readdirSync(new URL('../../fixtures/packages', import.meta.url)).map((name) =>
  fixtureFiles(`packages/${name}`),
);

/** One file of a package cut or with its statements in another order, and orders in which to set and to ask. */
const history = fc.constantFrom(...packages.filter((files) => files.length > 1)).chain((files) =>
  fc.record({
    files: fc.constant(files),
    asked: fc.shuffledSubarray([...files], { minLength: files.length }),
    edited: fc.constantFrom(...files),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    turn: fc.boolean(),
  }),
);

it('what is said of a package does not tell what was done to it before', () => {
  fc.assert(
    fc.property(history, ({ files, asked, edited, cut, turn }) => {
      const project = projectOf(asked);
      const fresh = everything(projectOf(files), files);
      everything(project, asked);
      expect(everything(project, files)).toBe(fresh);
      const text = edited.cells[0]?.text ?? '';
      project.set(file(edited.path, turn ? swapped(text) : text.slice(Math.floor(cut * text.length))));
      everything(project, asked);
      project.set(edited);
      expect(everything(project, files)).toBe(fresh);
    }),
    { numRuns: 60, seed: 3 },
  );
});
