import { describe, expect, it } from 'vitest';
import { isIgnored, parseIgnoreFile } from '../../../src/cli/lint/ignore.ts';

const ignored = (patterns: string, path: string, isFolder = false): boolean =>
  isIgnored([parseIgnoreFile('/repo', patterns)], `/repo/${path}`, isFolder);

// Expected values: `git check-ignore` of git 2.39 on the same patterns and paths.
describe('gitignore patterns', () => {
  it.each([
    ['*.py', 'a/b/train.py', false, true],
    ['/train.py', 'train.py', false, true],
    ['/train.py', 'a/train.py', false, false],
    ['data/', 'a/data', true, true],
    ['data/', 'data', false, false],
    ['a/b', 'a/b', true, true],
    ['a/b', 'x/a/b', true, false],
    ['**/gen', 'x/y/gen', true, true],
    ['gen/**', 'gen/x/y.py', false, true],
    ['a/**/z.py', 'a/z.py', false, true],
    ['a/**/z.py', 'a/b/c/z.py', false, true],
    ['ex?.py', 'ex1.py', false, true],
    ['ex[0-9].py', 'ex7.py', false, true],
    ['ex[!0-9].py', 'ex7.py', false, false],
    ['# comment', '# comment', false, false],
    ['\\#odd.py', '#odd.py', false, true],
    ['a.py   ', 'a.py', false, true],
    ['*.py\n!keep.py', 'keep.py', false, false],
    ['a+b.py', 'a+b.py', false, true],
    ['[', 'x', false, false],
  ])('%j on %s (folder: %s) gives %s', (patterns, path, isFolder, expected) => {
    expect(ignored(patterns, path, isFolder)).toBe(expected);
  });

  it('lets a deeper file have the last word', () => {
    const files = [parseIgnoreFile('/repo', '*.py'), parseIgnoreFile('/repo/sub', '!keep.py')];
    expect(isIgnored(files, '/repo/sub/keep.py', false)).toBe(false);
    expect(isIgnored(files, '/repo/keep.py', false)).toBe(true);
  });
});
