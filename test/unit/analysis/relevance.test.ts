import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProject } from '../../../src/analysis/create.ts';
import { mentionsFramework } from '../../../src/analysis/workspace/relevance.ts';
import type { PythonParser } from '../../../src/python/parser.ts';
import { everything, file, fixtureFiles, projectOf } from './workspaces.ts';

const packages = new URL('../../fixtures/packages/', import.meta.url).pathname;

describe('a text speaks of a framework', () => {
  it.each([
    'import torch\n',
    '    from torch.nn import (\n        Linear)\n',
    'import os, tensorflow as tf\n',
    'import tf_keras\n',
    'y = nn.Linear(1, 2)(x)\n',
    'y = tf.nn.softmax(x)\n',
    'y = x.softmax(dim=1)\n',
    'import numpy as np\ne = np.exp(x)\n',
    'from scipy.special import expit\n',
    'from timm import create_model\n',
  ])('%j', (text) => expect(mentionsFramework(file('a.py', text))).toBe(true));

  it.each([
    'import os\n',
    'import numpy as np\nx = np.zeros(3)\n',
    'with tarfile.open(x) as tf:\n    tf.add(y)\n',
    'F.close()\n',
    'from math import exp\n',
    'torches = 1\n',
  ])('but not %j', (text) => expect(mentionsFramework(file('a.py', text))).toBe(false));
});

describe.each(['scripts', ...readdirSync(packages).map((name) => `packages/${name}`)])('in %s', (folder) => {
  it('the same is found as when every file is analysed', () => {
    const files = fixtureFiles(folder);
    expect(everything(projectOf(files), files)).toBe(
      everything(projectOf(files, { everyFile: true }), files),
    );
  });
});

describe('a file from which no framework can be reached', () => {
  const parsed: string[] = [];
  const parser: PythonParser = {
    parse: (text) => {
      parsed.push(text);
      return { body: [], problems: [] };
    },
  };
  const files = [
    file('a.py', 'import b\nb.f(1)\n'),
    file('b.py', 'def f(x):\n    return x\n'),
    file('model.py', 'import torch\n'),
    file('train.py', 'import model\nmodel.go()\n'),
  ];

  it('is not even parsed, and one that reaches a framework through another is', () => {
    const project = createProject(parser);
    project.setKnownPaths(files.map(({ path }) => path));
    for (const source of files) project.set(source);
    for (const { findings } of project.findings(files.map(({ path }) => path))) expect(findings).toEqual([]);
    expect(parsed.join('')).toBe('import model\nmodel.go()\nimport torch\n');
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
