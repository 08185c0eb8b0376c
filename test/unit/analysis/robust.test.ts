import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileReport, Location } from '../../../src/analysis/finding.ts';
import { file, fixtureFiles, projectOf } from './workspaces.ts';

function reportOf(text: string): FileReport {
  return projectOf([file('a.py', text)]).report('a.py');
}

function locationsIn({ findings, sites }: FileReport): Location[] {
  return [
    ...findings.flatMap(({ location, related, fixes }) => [
      location,
      ...related.map((item) => item.location),
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.location)),
    ]),
    ...sites.flatMap(({ location, received }) => [location, ...received.map((item) => item.location)]),
  ];
}

function expectInside(text: string): void {
  for (const { start, end } of locationsIn(reportOf(text))) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  }
}

const scripts = fixtureFiles('scripts').map(({ cells }) => cells[0]?.text ?? '');

describe('any text', () => {
  it('is reported inside itself when real scripts are cut, joined and sprinkled with noise', () => {
    const noise = fc.constantFrom(
      '\0',
      '\uD800',
      '"""',
      '(',
      ']',
      '\\',
      '\t',
      'é',
      '#',
      ':',
      '\n',
      '    ',
      'lambda',
      '@',
      '*',
      '**',
      '=',
    );
    const piece = fc.tuple(
      fc.constantFrom(...scripts),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(600),
      noise,
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), (pieces) => {
        const cut = ([text, at, length, extra]: [string, number, number, string]) =>
          text.slice(Math.floor(at * text.length), Math.floor(at * text.length) + length) + extra;
        expectInside(pieces.map(cut).join(''));
      }),
      { numRuns: 150 },
    );
  });

  it('is reported inside itself when it is random', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectInside), { numRuns: 100 });
  });

  it.each([
    ['brackets', `x = ${'('.repeat(20_000)}`],
    ['closed brackets', `x = ${'['.repeat(3_000)}${']'.repeat(3_000)}`],
    ['attributes', `x${'.y'.repeat(20_000)}`],
    ['calls', `f${'(1)'.repeat(20_000)}`],
    ['operators', `x = ${'1 + '.repeat(20_000)}1`],
    ['unary operators', `x = ${'not '.repeat(20_000)}1`],
    ['nested functions', Array.from({ length: 150 }, (_, i) => `${' '.repeat(i)}def f${i}(x):\n`).join('')],
    ['nested loops', Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}for x${i} in y:\n`).join('')],
    ['lambdas', `x = ${'lambda: '.repeat(5_000)}1`],
    ['elif', `if a: pass\n${'elif b: pass\n'.repeat(5_000)}`],
    ['a long line', `x = "${'a'.repeat(2_000_000)}"\n`],
    ['NULs', '\0'.repeat(10_000)],
  ])('bounds %s', (_, text) => expectInside(text), 20_000);
});

describe('any program', () => {
  it.each([
    ['calls itself', 'def f(x):\n    return f(f(x))\nf(1)\n'],
    ['calls back and forth', 'def f(x):\n    return g(x) + g(x)\ndef g(x):\n    return f(x) + f(x)\nf(1)\n'],
    ['grows a tuple without end', 'x = ()\nwhile True:\n    x = (x, x)\n'],
    ['grows a list without end', 'x = []\nwhile y:\n    x.append(x)\n'],
    ['contains itself', 'x = []\nx.append(x)\nd = {}\nd["d"] = d\nprint(x == d)\n'],
    ['is its own base', 'class A(A):\n    pass\nclass B(A):\n    pass\nA = B\nA().x\n'],
    ['is its own entry point', 'class A:\n    pass\nA.__call__ = A()\nA()()\n'],
    ['passes itself around', 'def y(f):\n    return f(f)\ny(y)\n'],
    [
      'doubles at every call',
      `${Array.from(
        { length: 40 },
        (_, i) => `def f${i}(a, b):\n    f${i + 1}(a, 1)\n    return f${i + 1}((a, b), a)\n`,
      ).join('')}f0(1, 2)\n`,
    ],
    [
      'branches at every line',
      'import torch\ndef f(x):\n' +
        Array.from({ length: 60 }, (_, i) => `    if x[${i}]:\n        x = torch.softmax(x, ${i})\n`).join(
          '',
        ) +
        '    return x\n',
    ],
    [
      'sets its own attribute',
      'class A:\n    def __init__(self):\n        self.a = self\n    def f(self):\n        return self.a.a.f()\nA().f()\n',
    ],
    [
      'wraps its wrapper',
      'def d(f):\n    @d\n    def g():\n        return f()\n    return g\n@d\ndef h():\n    pass\nh()\n',
    ],
  ])('that %s ends', (_, text) => expectInside(text), 10_000);

  it('of modules that import each other in a ring ends', () => {
    const names = Array.from({ length: 30 }, (_, i) => `m${i}`);
    const files = names.map((name, i) =>
      file(
        `${name}.py`,
        `from m${(i + 1) % 30} import *\nfrom m${(i + 7) % 30} import f${(i + 7) % 30}\ndef f${i}(x):\n    return f${(i + 7) % 30}(x)\n`,
      ),
    );
    const project = projectOf(files);
    for (const { path } of files) expect(project.report(path).findings).toEqual([]);
  });
});

describe('any path', () => {
  it('ends the search for what is imported, from the root too', () => {
    const project = projectOf([
      file('/a.py', 'import b.c\nfrom b import d'),
      file('/b/e.py', 'from .. import c'),
    ]);
    project.setKnownPaths(['/c.py', '/d.py']);
    expect(project.wanted('/a.py', '/b/e.py')).toEqual(['/c.py']);
  });
});
