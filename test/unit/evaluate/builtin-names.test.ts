import { describe, expect, it } from 'vitest';
import { createProject } from '../../../src/analysis/create.ts';
import { evaluate } from '../../../src/evaluate/evaluate.ts';
import { loadParser } from '../python/load.ts';

const parser = await loadParser();

/** Names that every JavaScript object has: a table that is asked for them must not answer. */
const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', '__defineGetter__'];

const setting = `import numpy as np
import torch
import torch.nn.functional as F
import tensorflow as tf
from tensorflow import keras
x = torch.tensor([[1.0, 2.0]])
y = torch.tensor([0])
`;

/** Where a program's own words reach a table. */
const uses = (name: string): readonly string[] => [
  `z = torch.zeros(2, dtype="${name}")`,
  `z = np.array([1], dtype="${name}")`,
  `z = x.to("${name}")`,
  `z = x.type("${name}")`,
  `z = tf.cast(x, "${name}")`,
  `z = float("${name}")`,
  `z = torch.nn.init.calculate_gain("${name}")`,
  `@${name}\ndef f(a):\n    return a\nz = F.cross_entropy(f(x), y)`,
  `from ${name} import *\nz = F.cross_entropy(x, y)`,
  `m = keras.Sequential([keras.layers.Dense(2, activation="${name}")])\nm.compile(loss="${name}")\nm.fit(x, y)`,
  `z = F.cross_entropy(x.${name}(), y, reduction="${name}")`,
];

describe.each(names)('the name %s', (name) => {
  it.each(uses(name))('is only a name in %s', (use) => {
    const text = setting + use;
    const { values } = evaluate(parser, [text]);
    expect(values.map((value) => value.text).join()).not.toMatch(/native code|\[object/);
    const project = createProject(parser);
    project.setKnownPaths(['a.py']);
    project.set({ path: 'a.py', cells: [{ index: null, text }] });
    expect(project.report('a.py').findings).toEqual([]);
  });
});
