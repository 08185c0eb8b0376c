import { describe, expect, it } from 'vitest';
import type { FormatContext } from '../../../src/cli/format/format.ts';
import { github } from '../../../src/cli/format/github.ts';
import { json } from '../../../src/cli/format/json.ts';
import { sarif } from '../../../src/cli/format/sarif.ts';
import { text } from '../../../src/cli/format/text.ts';
import type { LintReport, PlacedFinding } from '../../../src/cli/lint/report.ts';

const inModel = {
  file: 'src/my model.py',
  cell: null,
  line: 12,
  column: 16,
  endLine: 12,
  endColumn: 33,
  diskLine: 12,
};

const finding: PlacedFinding = {
  file: 'train.py',
  cell: null,
  line: 8,
  column: 12,
  endLine: 8,
  endColumn: 40,
  diskLine: 8,
  rule: 'softmax-before-cross-entropy',
  severity: 'error',
  message: 'Probabilities reach cross_entropy, 100% sure.',
  related: [{ ...inModel, message: 'softmax makes probabilities' }],
  fixes: [{ title: 'Remove the softmax', safety: 'unsafe', edits: [{ ...inModel, newText: 'x' }] }],
};

const inNotebook: PlacedFinding = {
  ...finding,
  file: 'nb.ipynb',
  cell: 2,
  diskLine: 41,
  severity: 'hint',
  related: [],
  fixes: [{ title: 'Fuse', safety: 'safe', edits: [{ ...inModel, file: 'nb.ipynb', cell: 2, newText: '' }] }],
};

const report: LintReport = {
  findings: [finding, inNotebook],
  files: 3,
  unreadable: [{ file: 'broken.ipynb', message: 'not a notebook', named: false }],
};

const context: FormatContext = {
  version: '1.2.3',
  colour: false,
  rules: [
    {
      id: 'softmax-before-cross-entropy',
      severity: 'error',
      fix: 'unsafe',
      summary: 'Probabilities reach a cross-entropy.',
      why: 'The loss has a floor.',
      references: [{ title: 'PyTorch', url: 'https://docs.pytorch.org/' }],
      bad: 'bad()\n',
      good: 'good()\n',
    },
  ],
};

describe('text', () => {
  it('puts the way of the value below the finding', () => {
    expect(text(report, context)).toBe(`\
train.py:8:12: error Probabilities reach cross_entropy, 100% sure. [softmax-before-cross-entropy]
    src/my model.py:12:16: softmax makes probabilities
    fix (unsafe): Remove the softmax
nb.ipynb:cell 3:8:12: hint Probabilities reach cross_entropy, 100% sure. [softmax-before-cross-entropy]
    fix (safe): Fuse
2 findings in 3 files
`);
  });

  it('is coloured only where asked for', () => {
    expect(text(report, { ...context, colour: true })).toContain('\u001b[31merror\u001b[0m');
  });
});

describe('json', () => {
  const printed = JSON.parse(json(report, context));

  it('says where, what, why and how to mend it', () => {
    expect(printed).toMatchObject({ files: 3, version: '1.2.3', errors: [{ file: 'broken.ipynb' }] });
    const range = { file: 'src/my model.py', line: 12, column: 16, endLine: 12, endColumn: 33, cell: null };
    expect(printed.findings[0]).toEqual({
      file: 'train.py',
      line: 8,
      column: 12,
      endLine: 8,
      endColumn: 40,
      cell: null,
      rule: 'softmax-before-cross-entropy',
      severity: 'error',
      message: 'Probabilities reach cross_entropy, 100% sure.',
      related: [{ ...range, message: 'softmax makes probabilities' }],
      fix: { title: 'Remove the softmax', safety: 'unsafe', edits: [{ ...range, newText: 'x' }] },
    });
  });

  it('counts cells from 0 and has null for no fix', () => {
    expect(printed.findings[1].cell).toBe(2);
    const bare = JSON.parse(json({ ...report, findings: [{ ...finding, fixes: [] }] }, context));
    expect(bare.findings[0].fix).toBeNull();
  });
});

describe('github', () => {
  // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
  it('escapes what a workflow command would misread', () => {
    const [first, second] = github(report, context).split('\n');
    expect(first).toBe(
      '::error file=train.py,line=8,endLine=8,col=12,endColumn=40,title=softmax-before-cross-entropy::' +
        'Probabilities reach cross_entropy, 100%25 sure.%0Asrc/my model.py:12: softmax makes probabilities',
    );
    expect(second).toMatch(/^::notice file=nb\.ipynb,line=41,title=/);
  });
});

describe('sarif', () => {
  const [run] = JSON.parse(sarif(report, context)).runs;

  it('describes the rules and points results at them', () => {
    const rule = run.tool.driver.rules[run.results[0].ruleIndex];
    expect(rule).toMatchObject({ id: run.results[0].ruleId, defaultConfiguration: { level: 'error' } });
    expect(rule.help.markdown).toContain('good()');
  });

  it('encodes paths and counts in UTF-16', () => {
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.results[0].relatedLocations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'src/my%20model.py', uriBaseId: '%SRCROOT%' },
      region: { startLine: 12, startColumn: 16, endLine: 12, endColumn: 33 },
    });
  });

  it('carries the fix of a Python file and the disk line of a notebook', () => {
    expect(run.results[0].fixes[0].artifactChanges[0].replacements[0].insertedContent.text).toBe('x');
    expect(run.results[1].fixes).toBeUndefined();
    expect(run.results[1].locations[0].physicalLocation.region).toEqual({ startLine: 41 });
  });

  it('tells what could not be read', () => {
    expect(run.invocations[0]).toMatchObject({ executionSuccessful: true });
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain('broken.ipynb');
  });
});
