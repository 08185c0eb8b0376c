import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/evaluate/evaluate.ts';
import golden from '../../golden/evaluate.json' with { type: 'json' };
import { loadParser } from '../python/load.ts';
import { names, run } from './run.ts';

describe('an evaluation ends', () => {
  it.each([
    ['while True:\n    pass', 'steps'],
    ['x = 0\nwhile True:\n    x += 1', 'steps'],
    ['for i in range(10 ** 12):\n    pass', 'steps'],
    ['def f(n):\n    return f(n + 1)\nf(0)', 'depth'],
    ['import torch\nx = torch.zeros(100000, 100000)', ''],
    ['import torch\nx = torch.ones(1000, 1000)\nwhile True:\n    x = x @ x', 'comput'],
    ['x = "a"\nfor i in range(100):\n    x = x + x', ''],
    ['x = [0]\nfor i in range(60):\n    x = x + x', ''],
    ['import torch\nx = torch.ones(500)\nwhile True:\n    x = torch.cat([x, x])', ''],
    ['x = [0] * 10 ** 9', ''],
    ['x = 10 ** 10 ** 10', ''],
    ['a = [1]\na.append(a)\nprint(a)', ''],
    ['def g():\n    while True:\n        yield 1\nx = list(g())', ''],
    ['while True:\n    print("x" * 100000)', ''],
    ['f = lambda: f()\nf()', 'depth'],
  ])('%s', (code, reason) => {
    const started = performance.now();
    const { exhausted } = run(code);
    if (reason !== '') expect(exhausted).toContain(reason);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('when it is cancelled', async () => {
    const result = evaluate(await loadParser(), ['while True:\n    pass'], { signal: { aborted: true } });
    expect(result.exhausted).toBe('cancelled');
  });

  it('keeps what was found before the limit', () => {
    const result = run('x = 3\nwhile True:\n    pass\ny = 4');
    expect(names(result)).toEqual({ x: 3 });
  });
});

describe('no text throws or hangs', () => {
  const lines = golden.cases.flatMap(({ code }) => code.split('\n'));
  const tokens = lines.flatMap((line) => line.match(/\w+|[^\s\w]|\s+/g) ?? []);

  it('lines of the snippets in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 25 }), (chosen) => {
        const { values, errors } = run(chosen.join('\n'));
        for (const { start, end, line } of [...values, ...errors]) {
          expect(start).toBeLessThanOrEqual(end);
          expect(line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('tokens of the snippets in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...tokens), { maxLength: 60 }),
        (chosen) => void run(chosen.join('')),
      ),
      { numRuns: 600 },
    );
  });

  it('snippets with a few characters changed', () => {
    const whole = golden.cases.map(({ code }) => code);
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(
          fc.tuple(
            fc.nat(),
            fc.constantFrom('', '0', '-', ')', '(', '[', '.', ',', 'x', ':', '\n', '1e9', 'None'),
          ),
          { maxLength: 4 },
        ),
        (code, edits) => {
          let text = code;
          for (const [at, by] of edits)
            text = text.slice(0, at % text.length) + by + text.slice((at % text.length) + 1);
          run(text);
        },
      ),
      { numRuns: 400 },
    );
  });
});
