import { describe, expect, it } from 'vitest';
import { createPlacer } from '../../../src/cli/lint/positions.ts';

const placeIn = (text: string, start: number, end: number) =>
  createPlacer({
    source: (path) => ({ path, cells: [{ index: null, text }] }),
    displayPath: (path) => `sub/${path}`,
    diskLines: () => new Map(),
  })({ file: 'x.py', cell: null, start, end });

describe('places', () => {
  it('count lines and columns from 1, relative to the working folder', () => {
    expect(placeIn('a\nbc\n', 3, 4)).toEqual({
      file: 'sub/x.py',
      cell: null,
      line: 2,
      column: 2,
      endLine: 2,
      endColumn: 3,
      diskLine: 2,
    });
  });

  it.each(['\r\n', '\r', '\n'])('end lines at %j', (newline) => {
    const text = ['a', 'b', 'c'].join(newline);
    expect(placeIn(text, text.length - 1, text.length)).toMatchObject({ line: 3, column: 1, endColumn: 2 });
  });

  it('count UTF-16 units, as editors do', () => {
    expect(placeIn('"😀" x', 5, 6)).toMatchObject({ column: 6 });
  });

  it('take a notebook line from its JSON', () => {
    const at = createPlacer({
      source: (path) => ({ path, cells: [{ index: 4, text: 'a\nb' }] }),
      displayPath: (path) => path,
      diskLines: () => new Map([[4, [12, 13]]]),
    });
    expect(at({ file: 'n.ipynb', cell: 4, start: 2, end: 3 })).toMatchObject({
      cell: 4,
      line: 2,
      diskLine: 13,
    });
  });
});
