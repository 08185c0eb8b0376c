import { describe, expect, it } from 'vitest';
import { filesBelow, isCode, textOf } from './sources.ts';

const all = filesBelow('.').filter((file) => file !== 'package-lock.json');
const code = all.filter(isCode);
const text = all.filter((file) =>
  /\.(ts|mts|mjs|cjs|js|json|md|py|ipynb|yml|yaml|css|html|txt|csv|svg|sh)$/.test(file),
);

/** `file:line: the line` for each line that matches. */
const hits = (files: readonly string[], pattern: RegExp): string[] =>
  files.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
      ),
  );

/** Joined here so that this file does not find itself. */
const words = (...parts: readonly string[]): RegExp => new RegExp(parts.join(''));

describe('files', () => {
  it('are short enough to hold one idea', () => {
    const long = code.map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }));
    expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  it('do not name folders of one machine', () => {
    const folders = words(
      '(?<![\\w.~-])/(wor',
      'k|far',
      'm|roo',
      't|home/\\w+|Users/\\w+)/|\\.mirr',
      'or/|[A-Z]:\\\\\\\\?Users',
    );
    expect(hits(text, folders)).toEqual([]);
  });

  it('end with one newline and carry no merge marks', () => {
    const ours = text.filter(
      (file) => !/^(media\/examples|test\/(fixtures|golden))\//.test(file) && !file.endsWith('.svg'),
    );
    expect(ours.filter((file) => !/[^\n]\n$/.test(textOf(file)) && textOf(file) !== '')).toEqual([]);
    expect(hits(code, /^(<{7} |={7}$|>{7} )/)).toEqual([]);
  });
});

describe('checks are not silenced', () => {
  it('no test is skipped, left for later or run alone', () => {
    expect(hits(code, words('\\b(it|test|describe|suite)\\.(on', 'ly|sk', 'ip|to', 'do)\\b'))).toEqual([]);
  });

  it('no compiler or linter error is ignored without a reason beside it', () => {
    expect(hits(code, words('@ts-(ign', 'ore|noch', 'eck)'))).toEqual([]);
    expect(hits(code, words('@ts-expect-err', 'or\\s*$'))).toEqual([]);
    expect(hits(code, words('biome-ign', 'ore(?!.*:\\s*\\S{3,})'))).toEqual([]);
  });

  it('nothing is cast to any', () => {
    expect(
      hits(
        code.filter((file) => file.endsWith('.ts')),
        words('\\bas an', 'y\\b|<an', 'y>'),
      ),
    ).toEqual([]);
  });
});
