import { expect, it } from 'vitest';
import { rules } from '../../../src/analysis/rules/index.ts';
import { Analysis } from '../../../src/analysis/workspace/analysis.ts';
import { loadParser } from '../python/load.ts';
import { file } from './workspaces.ts';

const parser = await loadParser();

/** Modules that each read a variable of the next, and compute a loss; the last one reads the first. */
const ring = (size: number, guard = '') =>
  Array.from({ length: size }, (_, n) =>
    file(
      `ring/m${n}.py`,
      `import torch.nn.functional as F
from typing import TYPE_CHECKING
${guard}from ring.m${(n + 1) % size} import value as other
value = [other]
loss = F.cross_entropy(scores, labels)
`,
    ),
  );

/** Scripts that use the ring without being part of it. */
const users = (count: number) =>
  Array.from({ length: count }, (_, n) => file(`use_${n}.py`, `from ring.m0 import value\nprint(value)\n`));

/** How often a loss of the ring is computed while all files are linted. */
function runsOf(files: ReturnType<typeof ring>): number {
  let count = 0;
  const counting = rules.slice(0, 1).map((rule) => ({ ...rule, check: { lossCall: () => count++ } }));
  const analysis = new Analysis(parser, counting, true);
  analysis.setKnownPaths(files.map(({ path }) => path));
  for (const one of files) analysis.set(one);
  const found = [
    ...analysis.findings(
      files.map(({ path }) => path),
      {},
    ),
  ];
  expect(found.length).toBe(files.length);
  return count;
}

it('modules that import each other are run a few times, however many files use them', () => {
  const size = 12;
  const alone = runsOf([...ring(size), ...users(1)]);
  expect(alone).toBeGreaterThanOrEqual(size);
  expect(alone).toBeLessThanOrEqual(4 * size);
  expect(runsOf([...ring(size), ...users(60)])).toBe(alone);
});

it('what is imported for type checkers only is not run', () => {
  const files = ring(12, 'other = None\nif TYPE_CHECKING:\n    ');
  expect(runsOf(files)).toBe(12);
  const [one = file('', ''), ...rest] = files;
  const analysis = new Analysis(parser, rules, true);
  analysis.setKnownPaths(files.map(({ path }) => path));
  analysis.set(one);
  expect(rest.length).toBe(11);
  expect(analysis.wanted([one.path])).toEqual([]);
});

it('a report of a file that very many files import tells what the nearest do with it', () => {
  const net = file(
    'net.py',
    'def loss(scores, labels):\n    return F.cross_entropy(scores, labels)\nimport torch.nn.functional as F\n',
  );
  const call = 'from net import loss\nimport torch\nloss(torch.softmax(x, 1), y)\n';
  const files = [net, ...Array.from({ length: 150 }, (_, n) => file(`use_${n}.py`, call))];
  const analysis = new Analysis(parser, rules, false);
  analysis.setKnownPaths(files.map(({ path }) => path));
  for (const one of files) analysis.set(one);
  expect(analysis.report('net.py', {}).findings.map(({ rule }) => rule)).toEqual([
    'softmax-before-cross-entropy',
  ]);
});
