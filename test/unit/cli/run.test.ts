import { describe, expect, it } from 'vitest';
import { version } from '../../../package.json';
import { rules } from '../../../src/analysis/rules/index.ts';
import { cli } from './cli.ts';
import { folderWith } from './folder.ts';

const model = `\
import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(20, 10)

    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)
`;

const train = `\
import torch.nn as nn
from model import Net

net = Net()
criterion = nn.CrossEntropyLoss()

def step(x, y):
    return criterion(net(x), y)
`;

const notebook = (...sources: string[]): string =>
  JSON.stringify({
    cells: [
      { cell_type: 'markdown', source: 'text' },
      ...sources.map((source) => ({ cell_type: 'code', source })),
    ],
    nbformat: 4,
  });

const rule = 'softmax-before-cross-entropy';

describe('lint', () => {
  it('finds a mistake across files and shows the way', async () => {
    const folder = folderWith({ 'train.py': train, 'model.py': model });
    const { code, out, err } = await cli(folder, ['lint', '--format', 'json']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const { findings, files } = JSON.parse(out);
    expect(files).toBe(2);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ file: 'train.py', line: 8, cell: null, rule, severity: 'error' });
    expect(findings[0].related).toContainEqual(expect.objectContaining({ file: 'model.py', line: 10 }));
    expect(findings[0].fix.edits[0].file).toBe('model.py');
  });

  it('reads the files around a single one', async () => {
    const folder = folderWith({ 'train.py': train, 'model.py': model });
    const { out } = await cli(folder, ['lint', 'train.py', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ files: 1, findings: [{ file: 'train.py', line: 8 }] });
  });

  it('names the cell and its line in a notebook', async () => {
    const folder = folderWith({ 'a b.ipynb': notebook(model, train.replace('from model import Net\n', '')) });
    const { out } = await cli(folder, ['lint', '--format', 'json']);
    expect(JSON.parse(out).findings).toMatchObject([{ file: 'a b.ipynb', cell: 2, line: 7 }]);
  });

  it('prints for people by default', async () => {
    const folder = folderWith({ 'train.py': train, 'model.py': model });
    const { out } = await cli(folder, ['lint']);
    expect(out).toMatch(/^train\.py:8:\d+: error .*\[softmax-before-cross-entropy\]\n {4}model\.py:10:/);
    expect(out).toMatch(/\n1 finding in 2 files\n$/);
  });

  it('ends with 0 where nothing is wrong, and where the rule is off', async () => {
    const folder = folderWith({ 'train.py': train, 'model.py': model });
    expect((await cli(folder, ['lint', 'model.py'])).code).toBe(0);
    expect((await cli(folder, ['lint', '--set', `${rule}=off`])).code).toBe(0);
    expect((await cli(folder, ['lint', '--rule', 'log-of-softmax'])).code).toBe(0);
    expect((await cli(folderWith({}), ['lint'])).out).toBe('0 findings in 0 files\n');
  });

  it('changes severities', async () => {
    const folder = folderWith({ 'train.py': train, 'model.py': model });
    const { out } = await cli(folder, ['lint', '--set', `${rule}=hint`, '--format', 'json']);
    expect(JSON.parse(out).findings[0].severity).toBe('hint');
    expect((await cli(folder, ['lint', '--set', `${rule}=hint`, '--min-severity', 'info'])).code).toBe(0);
  });

  it('goes on past a file it cannot read, and fails when it was named', async () => {
    const folder = folderWith({
      'train.py': train,
      'model.py': model,
      'broken.ipynb': 'version https://git-lfs',
    });
    const all = await cli(folder, ['lint']);
    expect(all.code).toBe(1);
    expect(all.err).toMatch(/^loss-inspector: broken\.ipynb: .*notebook/);
    expect((await cli(folder, ['lint', 'broken.ipynb'])).code).toBe(2);
  });

  it('reads old encodings and byte order marks', async () => {
    const latin = Buffer.from(`# caf\u00e9\n${model}`, 'latin1');
    const folder = folderWith({ 'model.py': latin, 'train.py': `\ufeff${train}` });
    const { out } = await cli(folder, ['lint', '--format', 'json']);
    expect(JSON.parse(out).findings).toMatchObject([{ file: 'train.py', line: 8 }]);
  });

  it('names files relative to the working folder when they are elsewhere', async () => {
    const [cwd, other] = [folderWith({}), folderWith({ 'train.py': train, 'model.py': model })];
    const { out } = await cli(cwd, ['lint', other, '--format', 'json']);
    expect(JSON.parse(out).findings[0].file).toMatch(/^\.\.\/.*\/train\.py$/);
  });
});

describe('mistakes in the call', () => {
  it.each([
    [['lint', 'nope.py'], /nope\.py: no such file or folder/],
    [['lint', '--format', 'xml'], /--format is one of text, json, github, sarif; got 'xml'/],
    [['lint', '--frmat', 'json'], /--frmat/],
    [['lint', '--rule', 'softmax'], /no rule 'softmax'.*Did you mean/],
    [['lnt'], /no command 'lnt'.*lint, loss/],
    [['rules', '--format', 'yaml'], /--format is one of text, json/],
    [['loss'], /--jsonl/],
    [['loss', '--jsonl', 'nope.jsonl'], /no such file/],
  ])('%j ends with 2 and says why', async (argv, message) => {
    const { code, err, out } = await cli(folderWith({}), argv);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(out).toBe('');
  });
});

describe('the other commands', () => {
  it('list the rules', async () => {
    const { out } = await cli(folderWith({}), ['rules', '--format', 'json']);
    const listed = JSON.parse(out).rules.map(({ id }: { id: string }) => id);
    expect(listed).toEqual(rules.map(({ id }) => id));
    expect((await cli(folderWith({}), ['rules'])).out.split('\n')).toHaveLength(rules.length + 1);
  });

  it('answer requests line by line, from standard input or a file', async () => {
    const request = '{"loss":"mse_loss","input":[1],"target":[3]}\n';
    expect((await cli(folderWith({}), ['loss', '--jsonl'], request + request)).out).toBe(
      '{"loss":4}\n{"loss":4}\n',
    );
    expect((await cli(folderWith({ a: request }), ['loss', '--jsonl', 'a'])).out).toBe('{"loss":4}\n');
  });

  it('compute one loss', async () => {
    const argv = [
      'loss',
      'mse_loss',
      '--input',
      '[1, 2]',
      '--target',
      '[0, 0]',
      '--option',
      'reduction=sum',
      '--grad',
    ];
    expect(await cli(folderWith({}), argv)).toEqual({ code: 0, out: '{"loss":5,"grad":[2,4]}\n', err: '' });
    expect((await cli(folderWith({}), ['loss', 'mse', '--input', '1'])).code).toBe(2);
  });

  it('show help and the version', async () => {
    expect((await cli(folderWith({}), ['--version'])).out).toBe(`${version}\n`);
    expect((await cli(folderWith({}), ['lint', '--help'])).out).toContain('--min-severity');
    expect((await cli(folderWith({}), ['--help'])).out).toContain('Commands:');
  });
});
