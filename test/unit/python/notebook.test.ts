import { describe, expect, it } from 'vitest';
import { blankMagics } from '../../../src/python/magics.ts';
import { readNotebook } from '../../../src/python/notebook.ts';

describe('readNotebook', () => {
  it('counts all cells and joins source lines', () => {
    const cells = [
      { cell_type: 'markdown', source: ['# Title'] },
      { cell_type: 'code', source: ['a = 1\n', 'b = 2'] },
      { cell_type: 'code', source: 'c = 3' },
    ];
    const read = readNotebook(JSON.stringify({ cells, nbformat: 4 }));
    expect(read).toEqual({
      ok: true,
      value: [
        { index: 1, text: 'a = 1\nb = 2' },
        { index: 2, text: 'c = 3' },
      ],
    });
  });

  it('reads nbformat 3', () => {
    const notebook = { worksheets: [{ cells: [{ cell_type: 'code', input: ['x = 1'] }] }] };
    expect(readNotebook(JSON.stringify(notebook))).toEqual({
      ok: true,
      value: [{ index: 0, text: 'x = 1' }],
    });
  });

  it('leaves other languages alone', () => {
    const notebook = {
      cells: [{ cell_type: 'code', source: 'x <- 1' }],
      metadata: { kernelspec: { language: 'R' } },
    };
    expect(readNotebook(JSON.stringify(notebook))).toEqual({ ok: true, value: [] });
  });

  it.each(['', '[]', '{}', '{"cells": 1}', 'null'])('says that %j is no notebook', (text) => {
    expect(readNotebook(text).ok).toBe(false);
  });
});

describe('blankMagics', () => {
  it.each([
    ['%matplotlib inline\nx = 1', '                  \nx = 1'],
    ['!pip install torch', '                  '],
    ['files = !ls', '           '],
    ['model?', '      '],
    ['%time train()', '      train()'],
    ['%%time\ntrain()', '      \ntrain()'],
    ['%%bash\nls | grep x', '      \n           '],
    ['if a:\n  !ls\n', 'if a:\n  0  \n'],
    ['x = (a\n  % b)', 'x = (a\n  % b)'],
    ['s = """\n%d\n"""', 's = """\n%d\n"""'],
    ['"%d" % x', '"%d" % x'],
  ])('%j', (source, expected) => expect(blankMagics(source)).toBe(expected));
});
