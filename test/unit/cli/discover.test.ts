import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover } from '../../../src/cli/lint/discover.ts';
import { workspacesOf } from '../../../src/cli/lint/workspace.ts';
import { folderWith } from './folder.ts';

const found = (folder: string, respect = true): string[] =>
  discover(folder, respect).map((path) => relative(folder, path));

describe('discover', () => {
  it('finds Python files and notebooks in a fixed order', () => {
    const folder = folderWith({ 'b.py': '', 'a/x.ipynb': '', 'a/notes.md': '', 'c.pyc': '' });
    expect(found(folder)).toEqual(['a/x.ipynb', 'b.py']);
  });

  it('leaves out caches, build folders and virtual environments of any name', () => {
    const folder = folderWith({
      'node_modules/x.py': '',
      'build/x.py': '',
      '.venv/x.py': '',
      'my-env/pyvenv.cfg': '',
      'my-env/x.py': '',
      'pkg.egg-info/x.py': '',
      'x.py': '',
    });
    expect(found(folder)).toEqual(['x.py']);
  });

  it('respects .gitignore files unless told otherwise', () => {
    const folder = folderWith({
      '.gitignore': 'data/\n',
      'data/x.py': '',
      'src/.gitignore': 'y.py',
      'src/y.py': '',
    });
    expect(found(folder)).toEqual([]);
    expect(found(folder, false)).toEqual(['data/x.py', 'src/y.py']);
  });

  it('applies the ignore files above a folder, up to its repository', () => {
    const folder = folderWith({ '.git/HEAD': '', '.gitignore': 'gen.py', 'src/gen.py': '', 'src/x.py': '' });
    expect(found(join(folder, 'src'))).toEqual(['x.py']);
  });

  it('does not follow links in circles', () => {
    const folder = folderWith({ 'a/x.py': '' });
    symlinkSync(folder, join(folder, 'a/loop'));
    expect(found(folder)).toEqual(['a/x.py']);
  });
});

describe('workspaces', () => {
  it('joins what lies below the working folder and knows the files around a single one', () => {
    const cwd = folderWith({ 'train.py': '', 'model.py': '' });
    const [workspace, ...others] = workspacesOf(['train.py'], cwd, true);
    expect(others).toEqual([]);
    expect(workspace?.targets).toEqual(['train.py']);
    expect([...(workspace?.known ?? [])].sort()).toEqual(['model.py', 'train.py']);
  });

  it('makes a folder elsewhere its own workspace', () => {
    const [cwd, other] = [folderWith({ 'a.py': '' }), folderWith({ 'pkg/b.py': '' })];
    expect(workspacesOf(['.', other], cwd, true).map(({ root, targets }) => [root, targets])).toEqual([
      [cwd, ['a.py']],
      [other, ['pkg/b.py']],
    ]);
  });

  it('takes a named file whatever its folder and suffix', () => {
    const cwd = folderWith({ 'build/x.txt': '' });
    expect(workspacesOf(['build/x.txt'], cwd, true)[0]?.targets).toEqual(['build/x.txt']);
  });

  it('refuses a path that is not there', () => {
    expect(() => workspacesOf(['nope.py'], folderWith({}), true)).toThrow('nope.py: no such file or folder.');
  });
});
