import { describe, expect, it } from 'vitest';
import { readNotebook } from '../../../src/cli/lint/notebook.ts';
import { notebookLines } from '../../../src/cli/lint/notebook-lines.ts';

const notebook = {
  cells: [
    { cell_type: 'markdown', source: ['# "source": [1]\n', 'text'] },
    {
      cell_type: 'code',
      metadata: { cells: ['x'] },
      outputs: [{ text: ['import lie\n'] }],
      source: ['a = 1\n', 'b = 2'],
    },
    { cell_type: 'code', source: 'c = 3\nd = 4\n' },
  ],
  metadata: { kernelspec: { language: 'python' } },
  nbformat: 4,
};

describe('readNotebook', () => {
  it('keeps the index over all cells and joins lines', () => {
    expect(readNotebook(JSON.stringify(notebook))).toEqual({
      ok: true,
      value: [
        { index: 1, text: 'a = 1\nb = 2' },
        { index: 2, text: 'c = 3\nd = 4\n' },
      ],
    });
  });

  it('reads nbformat 3', () => {
    const old = { worksheets: [{ cells: [{ cell_type: 'code', input: ['x = 1'] }] }] };
    expect(readNotebook(JSON.stringify(old))).toEqual({ ok: true, value: [{ index: 0, text: 'x = 1' }] });
  });

  it('has nothing to say of another language', () => {
    const julia = { ...notebook, metadata: { kernelspec: { language: 'julia' } } };
    expect(readNotebook(JSON.stringify(julia))).toEqual({ ok: true, value: [] });
  });

  it.each(['', '[]', '{', 'version https://git-lfs.github.com/spec/v1', 'null'])('refuses %j', (text) => {
    expect(readNotebook(text).ok).toBe(false);
  });

  it.each(['{"cells": 3}', '{"cells": [null, 3, {"cell_type": "code"}]}', '{}'])(
    'reads what it can of %j',
    (text) => {
      expect(readNotebook(text).ok).toBe(true);
    },
  );
});

describe('notebookLines', () => {
  const text = JSON.stringify(notebook, null, 1);

  it('finds each line of each cell in the JSON', () => {
    const disk = text.split('\n');
    const lines = notebookLines(text);
    expect(lines.get(1)?.map((line) => disk[line - 1]?.trim())).toEqual(['"a = 1\\n",', '"b = 2"']);
    expect(lines.get(2)?.map((line) => disk[line - 1]?.trim())).toEqual([
      '"source": "c = 3\\nd = 4\\n"',
      '"source": "c = 3\\nd = 4\\n"',
    ]);
  });

  it('puts everything on line 1 of a notebook without line breaks', () => {
    expect(notebookLines(JSON.stringify(notebook)).get(1)).toEqual([1, 1]);
  });
});
