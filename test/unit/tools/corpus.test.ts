import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/analysis/rules/index.ts';
import { select } from '../../tools/corpus/globs.mjs';
import { ownManifests, readKinds, readManifests } from '../../tools/corpus/manifest.mjs';
import { isFound, unexpected } from '../../tools/corpus/score.mjs';

const kinds = {
  softmax: { what: '', headline: true, accept: ['sigmoid'], rules: ['softmax-before-cross-entropy'] },
  sigmoid: { what: '', headline: true, accept: [], rules: ['sigmoid-before-cross-entropy'] },
};

const entry = {
  id: 'a',
  repo: 'o/n',
  commit: '0',
  files: ['train.py'],
  bug_file: 'train.py',
  bug_line: 10,
  alt_lines: [{ file: 'nb.ipynb', line: 3, cell: 2 }],
  kind: 'softmax',
  scope: 'intra',
};

const finding = {
  file: 'train.py',
  line: 11,
  cell: null,
  rule: 'softmax-before-cross-entropy',
  severity: 'error',
  message: '',
};

describe('a known bug is found', () => {
  it.each([
    ['a line off', finding, true],
    ['two lines off', { ...finding, line: 12 }, false],
    ['by a rule of an accepted kind', { ...finding, rule: 'sigmoid-before-cross-entropy' }, true],
    ['by another rule', { ...finding, rule: 'log-of-softmax' }, false],
    ['by a linter that names no rule', { ...finding, rule: null }, true],
    ['by a linter that names no line', { ...finding, line: null, rule: null }, true],
    ['in another file', { ...finding, file: 'model.py' }, false],
    ['in the right cell', { ...finding, file: 'nb.ipynb', cell: 2, line: 3 }, true],
    ['in another cell', { ...finding, file: 'nb.ipynb', cell: 1, line: 3 }, false],
  ])('%s', (_, given, expected) => {
    expect(isFound(entry, [given], kinds)).toBe(expected);
  });
});

it('knows true findings in clean code', () => {
  const clean = {
    repo: 'o/n',
    commit: '0',
    group: 'g',
    paths: ['**'],
    known_true_positives: [{ file: 'train.py', line: 8 }],
  };
  expect(unexpected(clean, [finding, { ...finding, line: 40 }])).toEqual([{ ...finding, line: 40 }]);
});

it('selects files by globs', () => {
  const names = ['a.py', 'src/b.py', 'src/deep/c.ipynb', 'srcs/d.py'];
  expect(select(names, ['*.py'])).toEqual(['a.py']);
  expect(select(names, ['**/*.py'])).toEqual(['a.py', 'src/b.py', 'srcs/d.py']);
  expect(select(names, ['src/**'], ['**/*.ipynb'])).toEqual(['src/b.py']);
});

describe('the manifests', () => {
  const { cases, clean } = readManifests(ownManifests);

  it('name kinds and rules that exist', () => {
    const known = readKinds();
    expect(cases.filter(({ kind }) => !(kind in known))).toEqual([]);
    const ids = rules.map(({ id }) => id);
    expect(
      Object.values(known).flatMap(({ rules: named }) => named.filter((id) => !ids.includes(id))),
    ).toEqual([]);
  });

  it('pair fixed code with a case', () => {
    const ids = cases.map(({ id }) => id);
    expect(clean.flatMap(({ pair_of }) => pair_of ?? []).filter((id) => !ids.includes(id))).toEqual([]);
  });
});
