import { describe, expect, it } from 'vitest';
import { byPlace } from '../../../src/evaluate/prints.ts';
import { run } from './run.ts';

describe('what is reported', () => {
  it('shares one scope between cells and counts places by cell', () => {
    const { values } = run('import torch\nx = torch.tensor([1.0])', '%matplotlib inline\ny = x * 2');
    expect(values.map(({ cell, line, name, text }) => [cell, line, name, text])).toEqual([
      [0, 2, 'x', 'tensor([1.])'],
      [1, 2, 'y', 'tensor([2.])'],
    ]);
  });

  it('the last value of a loop and how often it ran', () => {
    const { values } = run('for i in range(50):\n    x = i * 2');
    expect(values.map(({ name, text, times }) => [name, text, times])).toEqual([['x', '98', 50]]);
  });

  it('prints in the order of Python, however calls are nested', () => {
    const code =
      'def f(i):\n    print("in", i)\n    return i\nprint("got", f(0))\nfor i in range(2):\n    print("head", i)\n    f(i)';
    const { prints } = run(code);
    // Python 3.11
    expect(prints.map(({ line, text }) => [line, text])).toEqual([
      [4, 'in 0\n'],
      [4, 'got 0\n'],
      [6, 'head 0\n'],
      [7, 'in 0\n'],
      [6, 'head 1\n'],
      [7, 'in 1\n'],
    ]);
    expect(byPlace(prints).map(({ text }) => text)).toEqual([
      'in 0\n',
      'got 0\n',
      'head 0\nhead 1\n',
      'in 0\nin 1\n',
    ]);
  });

  it('an object that is named alone, as it prints', () => {
    const { values, prints } = run(`
import torch.nn as nn
criterion = nn.CrossEntropyLoss()
criterion
model = nn.Sequential(nn.Linear(2, 3))
model.eval()
display(criterion, 'a')
display(data)
`);
    expect(values.map(({ line, text }) => [line, text])).toEqual([[4, 'CrossEntropyLoss()']]);
    expect(prints.map(({ text }) => text)).toEqual(["CrossEntropyLoss()\n'a'\n"]);
  });

  it('no negative zero among integers', () => {
    const { values } = run('import numpy as np\na = -np.array([0, 1]) / 0.5\nb = 0 * -1\nc = -0.0');
    // NumPy 1.24.2
    expect(values.map(({ text }) => text)).toEqual(['array([ 0., -2.])', '0', '-0.0']);
  });

  it('errors point at the argument', () => {
    const code =
      'import torch, torch.nn.functional as F\nloss = F.cross_entropy(torch.ones(2, 3), torch.tensor([0., 1.]))\nx = 1';
    const { errors, values } = run(code);
    expect(errors).toHaveLength(1);
    expect(code.slice(errors[0]?.start, errors[0]?.end)).toBe('torch.tensor([0., 1.])');
    expect(errors[0]).toMatchObject({ source: 'library', type: 'RuntimeError', line: 2 });
    expect(errors[0]?.cause).toBeTruthy();
    expect(errors[0]?.cure).toBeTruthy();
    expect(values.map(({ name }) => name)).toEqual(['x']);
  });

  it('exceptions of Python are told from those of libraries', () => {
    expect(run('x = 1 / 0').errors[0]).toMatchObject({ source: 'python', type: 'ZeroDivisionError' });
    expect(run('import torch\nx = torch.ones(2) + torch.ones(3)').errors[0]?.source).toBe('library');
  });

  it('loss calls with their tensors, and what the numbers reveal', () => {
    const { lossCalls, notes } = run(
      'import torch, torch.nn as nn\nloss = nn.CrossEntropyLoss()(torch.tensor([[0.1, 0.8, 0.1]]), torch.tensor([1]))',
    );
    expect(lossCalls.map(({ loss, api }) => [loss, api])).toEqual([
      ['cross_entropy', 'torch.nn.CrossEntropyLoss'],
    ]);
    expect(lossCalls[0]?.inputs.input?.shape).toEqual([1, 3]);
    expect(notes[0]?.rule).toBe('softmax-before-cross-entropy');
    expect(notes[0]?.repaired).toBeCloseTo(0.2231, 4);
  });

  it('values as they were when their statement ended', () => {
    const { values } = run('import torch\nx = torch.zeros(2)\nx[0] = 5\ny = [1]\ny.append(2)');
    expect(values.map(({ name, text }) => [name, text])).toEqual([
      ['x', 'tensor([0., 0.])'],
      ['y', '[1]'],
    ]);
  });
});
