import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProject } from '../../../src/analysis/create.ts';
import { Sources } from '../../../src/analysis/workspace/sources.ts';
import type { PythonParser } from '../../../src/python/parser.ts';
import { loadParser } from '../python/load.ts';
import { everything, file, fixtureFiles, projectOf } from './workspaces.ts';

const parser = await loadParser();
const packages = new URL('../../fixtures/packages/', import.meta.url).pathname;

/** First lines of the statements that are worth running, by file. */
function relevantIn(texts: Readonly<Record<string, string>>): Record<string, string[]> {
  const sources = new Sources(parser, false);
  for (const [path, text] of Object.entries(texts)) sources.set(file(path, text));
  return relevantOf(sources, Object.keys(texts));
}

const relevantOf = (sources: Sources, paths: readonly string[]): Record<string, string[]> =>
  Object.fromEntries(
    paths.map((path) => [
      path,
      sources
        .unitsOf(path)
        .flatMap((unit) => (sources.isRelevant(unit) ? [unit.text.split('\n')[0] ?? ''] : [])),
    ]),
  );

const isRelevant = (text: string): boolean => (relevantIn({ 'a.py': text })['a.py'] ?? []).length > 0;

describe('a statement is worth running', () => {
  it.each([
    'import torch\nloss = torch.nn.functional.cross_entropy(x, y)\n',
    'from torch.nn import (\n    BCELoss as Loss)\ncriterion = Loss()\n',
    'import os, tensorflow as tf\ny = tf.nn.softmax(x)\n',
    'import tf_keras\ntf_keras.Sequential([]).compile(loss="mse")\n',
    'y = nn.CrossEntropyLoss()(x, y)\n',
    'y = x.softmax(dim=1).log()\n',
    'def f(x):\n    import torch\n    return torch.log(torch.sigmoid(x))\n',
    'import numpy as np\ne = np.log(np.exp(x) / np.exp(x).sum())\n',
    'from scipy.special import expit\nfrom numpy import log\nprint(log(expit(x)))\n',
    'import torch\ncriterion = getattr(torch.nn, "CrossEntropyLoss")()\n',
    'import jax\ng = jax.grad(f)(x)\n',
    'import torch\n((torch.ones(3) - y) ** 2).backward()\n',
    'import keras\ndef loss(y, p):\n    K = keras.backend\n    return -K.sum(y * K.log(p))\n',
    'import torch\nprint(f"loss: {torch.nn.functional.mse_loss(x, y):.3f}")\n',
    'from torch.nn.functional import *\nloss = cross_entropy(x, y)\n',
  ])('%j', (text) => expect(isRelevant(text)).toBe(true));

  it.each([
    'import torch\nmodel = torch.nn.Linear(1, 2)\n',
    'import os\nos.getcwd()\n',
    'import numpy as np\nx = np.exp(3)\n',
    'with tarfile.open(x) as tf:\n    tf.add(y)\n',
    'from math import exp, log\nlog(exp(x))\n',
    'import re, torch\nx = re.compile("CrossEntropyLoss of torch")\n',
    '# torch.nn.CrossEntropyLoss()\nx = 1\n',
    'import torch\ntorch.manual_seed(0)\nmodel.backward()\n',
    'import torch\nlogger.log(torch.device("cpu"))\n',
  ])('but not %j', (text) => expect(isRelevant(text)).toBe(false));
});

describe('what a name stands for makes a statement worth running', () => {
  const losses =
    'from torch import nn\ndef mine(x, y):\n    return nn.MSELoss()(x, y)\ndef other():\n    return 1\n';

  it.each([
    ['from losses import mine\ndef train():\n    mine(1, 2)\ndef test():\n    pass\n', ['def train():']],
    [
      'from losses import mine as m, other\ndef train():\n    m(1, 2)\ndef test():\n    other()\n',
      ['def train():'],
    ],
    [
      'import losses\ndef train():\n    losses.mine(1, 2)\ndef test():\n    losses.other()\n',
      ['def train():'],
    ],
    ['import losses as l\ndef train(name):\n    getattr(l, name)(1, 2)\n', ['def train(name):']],
    ['from losses import *\ndef train():\n    mine(1, 2)\ndef test():\n    other()\n', ['def train():']],
    ['def train():\n    from losses import mine\n    mine(1, 2)\n', ['def train():']],
    ['import losses\nf = losses.mine\ntable = {"a": f}\ndef train():\n    table["a"](1, 2)\n', 3],
    ['import losses\nall = Registry()\nall.add(losses.mine)\ndef train():\n    all.get()(1, 2)\n', 3],
    ['def train():\n    mine = 3\n', []],
  ])('%j', (train, wanted) => {
    const found = relevantIn({ 'losses.py': losses, 'train.py': train })['train.py'] ?? [];
    expect(typeof wanted === 'number' ? found.length : found).toEqual(wanted);
  });

  it('through packages and rings of files that import each other', () => {
    const found = relevantIn({
      'p/__init__.py': 'from .a import A\nfrom . import b\n',
      'p/a.py': 'from p import b\nclass A:\n    def f(self):\n        return b.make()\n',
      'p/b.py':
        'import p\nfrom torch import nn\ndef make():\n    return nn.L1Loss()\ndef size():\n    return p.A\n',
      'main.py': 'import p\nif __name__ == "__main__":\n    p.A().f()\ndef quiet():\n    p.c.make()\n',
      'deep.py': 'import p\ndef loud():\n    p.b.make()\n',
    });
    expect(found).toEqual({
      'p/__init__.py': [],
      'p/a.py': ['class A:'],
      'p/b.py': ['def make():', 'def size():'],
      'main.py': ['if __name__ == "__main__":'],
      'deep.py': ['def loud():'],
    });
  });
});

describe('after any edits', () => {
  const statements = [
    'from b import f\n',
    'import c\n',
    'from torch import nn\n',
    'def f(x):\n    return nn.MSELoss()(x, x)\n',
    'def g(x):\n    return f(x)\n',
    'class K:\n    def m(self):\n        return c.f(1) + g(2)\n',
    'from c import g, K\n',
    'x = K().m()\n',
    'y = p.softmax(1).log()\n',
  ];
  const text = fc.subarray(statements).map((chosen) => chosen.join(''));
  const edits = fc.array(fc.tuple(fc.constantFrom('a.py', 'b.py', 'c.py'), text), {
    minLength: 1,
    maxLength: 8,
  });

  it('the same is worth running as if the last texts had always been there', () => {
    fc.assert(
      fc.property(edits, (history) => {
        const sources = new Sources(parser, false);
        const last: Record<string, string> = { 'a.py': '', 'b.py': '', 'c.py': '' };
        for (const path of Object.keys(last)) sources.set(file(path, ''));
        for (const [path, now] of history) {
          last[path] = now;
          sources.set(file(path, now));
          relevantOf(sources, ['a.py']);
        }
        expect(relevantOf(sources, Object.keys(last))).toEqual(relevantIn(last));
      }),
    );
  });
});

describe.each(['scripts', ...readdirSync(packages).map((name) => `packages/${name}`)])('in %s', (folder) => {
  it('the same is found as when every file is analysed', () => {
    const files = fixtureFiles(folder);
    expect(everything(projectOf(files), files)).toBe(
      everything(projectOf(files, { everyFile: true }), files),
    );
  });
});

describe('a file from which no loss can be reached', () => {
  const parsed: string[] = [];
  const noting: PythonParser = {
    parse: (text) => {
      parsed.push(text);
      return { body: [], problems: [] };
    },
  };
  const files = [
    file('a.py', 'import b\nb.f(1)\n'),
    file('b.py', 'def f(x):\n    return x\n'),
    file('model.py', 'import torch\ndef go():\n    return torch.nn.MSELoss()\n'),
    file('tools.py', 'import model\nprint(model.stop)\n'),
    file('train.py', 'import model\nmodel.go()\n'),
  ];

  it('is not even parsed, and one that reaches a loss through another is', () => {
    const project = createProject(noting);
    project.setKnownPaths(files.map(({ path }) => path));
    for (const source of files) project.set(source);
    for (const { findings } of project.findings(files.map(({ path }) => path))) expect(findings).toEqual([]);
    expect(parsed.join('')).toBe(
      'import model\nmodel.go()\nimport torch\ndef go():\n    return torch.nn.MSELoss()\n',
    );
  });
});

describe('files whose texts arrive one after the other', () => {
  it.each(readdirSync(packages))('in %s are reported as if they had always been there', (name) => {
    const files = fixtureFiles(`packages/${name}`);
    for (const order of [files, [...files].reverse()]) {
      const project = projectOf([]);
      project.setKnownPaths(files.map(({ path }) => path));
      for (const source of order) {
        project.set(source);
        for (const { path } of files) project.report(path);
      }
      expect(everything(project, files)).toBe(everything(projectOf(files), files));
    }
  });
});
