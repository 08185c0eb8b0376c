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
    ['def f(n):\n    return f(n + 1)\nf(0)', 'calls'],
    ['import torch\nx = torch.zeros(100000, 100000)', ''],
    ['import torch\nx = torch.ones(1000, 1000)\nwhile True:\n    x = x @ x', 'comput'],
    ['x = "a"\nfor i in range(100):\n    x = x + x', ''],
    ['x = [0]\nfor i in range(60):\n    x = x + x', ''],
    ['import torch\nx = torch.ones(500)\nwhile True:\n    x = torch.cat([x, x])', ''],
    ['x = [0] * 10 ** 9', ''],
    ['x = 10 ** 10 ** 10', ''],
    ['a = [1]\na.append(a)\nprint(a)', ''],
    ['a = [1]\na.append(a)\na.append(a)\nprint(a)\na', ''],
    ['def g():\n    while True:\n        yield 1\nx = list(g())', ''],
    ['while True:\n    print("x" * 100000)', ''],
    ['f = lambda: f()\nf()', 'calls'],
    [`${'while True:\n    pass\n'.repeat(50)}`, 'steps'],
  ])('%s', (code, reason) => {
    const started = performance.now();
    const { stops } = run(code);
    if (reason !== '') expect(stops[0]?.message).toContain(reason);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('when it is cancelled', async () => {
    const result = evaluate(await loadParser(), ['while True:\n    pass'], { signal: { aborted: true } });
    expect(result.stops[0]?.message).toContain('cancelled');
  });

  it('names the loop and the limit, and goes on after it', () => {
    const result = run('x = 3\nwhile True:\n    pass\ny = 4');
    expect(names(result)).toEqual({ x: 3, y: 4 });
    expect(result.stops).toMatchObject([
      { line: 2, message: 'the loop of line 2 is given up at the limit of 100,000 steps' },
    ]);
  });

  it('shows nothing that a loop that was given up may have changed', () => {
    const result = run(`
import numpy as np, torch
x = torch.tensor([[1.0], [2.0]])
y = torch.tensor([[0.0], [1.0]])
model = torch.nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
rng = np.random.default_rng(0)
losses = []
total = 0.0
def train():
    for _ in range(100_000):
        rng.random()
        loss = torch.nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
curve = train()
for i in range(10 ** 9):
    total += i
    logits = torch.tensor([[1.0, 2.0]])
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor([1]))
last = i, total
weights = [p.detach() for p in model.parameters()]
number = losses
draw = rng.random()
after = 1 + 1
`);
    const { total, losses, ...rest } = names(result);
    expect([total, losses]).toEqual([0, []]);
    expect(Object.keys(rest).sort()).toEqual(['after', 'draw', 'x', 'y']);
    expect(result.values.find(({ name }) => name === 'draw')?.random).toBe(true);
    expect(result.lossCalls).toEqual([]);
    expect(result.stops.map(({ line }) => line)).toEqual([11, 20]);
  });

  it('names the line of a loop in the cell that has it', () => {
    const { stops } = run('# one\ndef f():\n    while True:\n        pass', 'x = 1\n\nf()\ny = 2');
    expect(stops).toMatchObject([{ cell: 0, line: 3 }]);
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
