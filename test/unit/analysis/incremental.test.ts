import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../src/analysis/project.ts';
import { unitStarts, unitStartsAfter } from '../../../src/analysis/workspace/units.ts';
import { everything, file, fixtureFiles, projectOf } from './workspaces.ts';

/** What people type: characters that open and close things, names, line breaks. */
const typed = fc.oneof(
  fc.constantFrom(
    '(',
    ')',
    '[',
    '"',
    "'",
    '"""',
    '\n',
    '#',
    ':',
    '=',
    ' ',
    '\\\n',
    '@',
    'def f():\n',
    'else:\n',
  ),
  fc.constantFrom(
    'x = torch.softmax(x, dim=1)\n',
    '    return F.softmax(x, dim=1)\n',
    'import torch\n',
    'self',
  ),
  fc.constantFrom('from model import *\n', '    x = self.head(x)\n', 'class A(nn.Module):\n    pass\n'),
);

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.constantFrom(0, 0, 0, 1, 3, 40, 400),
  insert: fc.oneof(fc.constant(''), typed),
});

function applied(text: string, { at, remove, insert }: Edit): string {
  const place = Math.floor(at * text.length);
  return text.slice(0, place) + insert + text.slice(place + remove);
}

/** A script of more than 500 lines, made of all fixture scripts one after the other. */
const long = file(
  'long.py',
  fixtureFiles('scripts')
    .flatMap(({ cells }) => cells.map(({ text }) => text))
    .join('\n'),
);

describe('an edited file', () => {
  it('is split as a fresh one', () => {
    const text = long.cells[0]?.text ?? '';
    expect(text.split('\n').length).toBeGreaterThan(500);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let before = { text, starts: unitStarts(text) };
        for (const next of edits) {
          const changed = applied(before.text, next);
          const starts = unitStartsAfter(changed, before);
          expect(starts).toEqual(unitStarts(changed));
          before = { text: changed, starts };
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is reported as a fresh one, after every edit and after undoing all', () => {
    const project = projectOf([long]);
    const first = everything(project, [long]);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        let text = long.cells[0]?.text ?? '';
        for (const next of edits) {
          text = applied(text, next);
          project.set(file(long.path, text));
          const fresh = [file(long.path, text)];
          expect(everything(project, fresh)).toBe(everything(projectOf(fresh), fresh));
        }
        project.set(long);
        expect(everything(project, [long])).toBe(first);
      }),
      { numRuns: 12 },
    );
  });
});

describe.each([
  'joined_by_main',
  'base_trainer',
  'star_import',
  'import_cycle',
  'shared_helper',
  'tuple_across_files',
])('an edit in the package %s', (folder) => {
  const files = fixtureFiles(`packages/${folder}`);

  it('reaches every file it can affect', () => {
    const project = projectOf(files);
    everything(project, files);
    const arbitrary = fc.array(fc.tuple(fc.nat(files.length - 1), edit), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(arbitrary, (edits) => {
        const now = new Map<string, SourceFile>(files.map((source) => [source.path, source]));
        for (const source of files) project.set(source);
        for (const [index, next] of edits) {
          const path = files[index]?.path ?? '';
          const changed = file(path, applied(now.get(path)?.cells[0]?.text ?? '', next));
          now.set(path, changed);
          project.set(changed);
          const all = [...now.values()];
          expect(everything(project, all)).toBe(everything(projectOf(all), all));
        }
      }),
      { numRuns: 40 },
    );
  });
});
