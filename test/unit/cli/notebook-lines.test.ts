import { describe, expect, it } from 'vitest';
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
  nbformat: 4,
};

describe('notebookLines', () => {
  it('finds each line of each cell in the JSON', () => {
    const text = JSON.stringify(notebook, null, 1);
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
