import { describe, expect, it } from 'vitest';
import { cli } from './cli.ts';
import { folderWith } from './folder.ts';

const code = `\
import torch
import torch.nn.functional as F

logits = torch.tensor([[3.05, 3.13, 3.48]])
F.cross_entropy(logits, torch.tensor([2]))
mask = logits > 3.1
worst = torch.tensor([float("nan"), float("-inf")])
count = 3
print(count, "classes")
F.cross_entropy(logits, torch.tensor([2.0]))
`;

const asJson = async (stdin: string) => {
  const { out, code: exit } = await cli(folderWith({}), ['eval', '-', '--format', 'json'], stdin);
  expect(exit).toBe(0);
  return JSON.parse(out);
};

describe('eval', () => {
  it('gives the value, shape and dtype of each statement', async () => {
    const { values } = await asJson(code);
    expect(values).toMatchObject([
      { line: 4, name: 'logits', shape: [1, 3], dtype: 'float32', random: false },
      { line: 5, name: null, shape: [], dtype: 'float32' },
      { line: 6, name: 'mask', value: [[false, true, true]], dtype: 'bool' },
      { line: 7, name: 'worst', value: ['nan', '-inf'] },
      { line: 8, name: 'count', value: 3, shape: [], dtype: 'int' },
    ]);
    // PyTorch 1.13.1
    expect(values[1].value).toBeCloseTo(0.8566244840621948, 7);
  });

  it('tells what is printed, and what PyTorch would refuse and why', async () => {
    const { prints, errors } = await asJson(code);
    expect(prints).toEqual([{ line: 9, cell: null, text: '3 classes\n', random: false }]);
    expect(errors).toMatchObject([
      { line: 10, type: 'RuntimeError', message: 'expected scalar type Long but found Float' },
    ]);
    expect(errors[0].cure).toContain('.long()');
  });

  it('shows what is printed in the order of Python', async () => {
    const loop = 'def f(i):\n    print(-i)\nfor i in (1, 2):\n    print(i)\n    f(i)\nx = 3\n';
    const { out } = await cli(folderWith({}), ['eval', '-'], loop);
    expect(out).toBe('4: prints 1\n5: prints -1\n4: prints 2\n5: prints -2\n6: x = 3\n');
  });

  it('reads files and notebooks', async () => {
    const notebook = {
      cells: [
        { cell_type: 'markdown', source: '' },
        { cell_type: 'code', source: 'a = 2' },
        { cell_type: 'code', source: ['\n', 'a * 3'] },
      ],
    };
    const folder = folderWith({ 'a.py': 'x = [1, 2.5]\n', 'n.ipynb': JSON.stringify(notebook) });
    expect((await cli(folder, ['eval', 'a.py'])).out).toBe('1: x = [1, 2.5]\n');
    expect((await cli(folder, ['eval', 'n.ipynb'])).out).toBe('cell 2:1: a = 2\ncell 3:2: 6\n');
    expect((await cli(folder, ['eval', 'nope.py'])).err).toContain('nope.py: no such file');
    expect((await cli(folder, ['eval'])).code).toBe(2);
  });
});
