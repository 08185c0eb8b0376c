import { describe, expect, it } from 'vitest';
import type { RuleMeta } from '../../../src/analysis/rule.ts';
import { type Command, choice, parseArguments } from '../../../src/cli/command.ts';
import { commandHelp, generalHelp } from '../../../src/cli/help.ts';
import { lintOptions } from '../../../src/cli/lint/options.ts';

const command: Command = {
  name: 'lint',
  usage: '[paths…]',
  summary: 'lints',
  flags: [
    { name: 'format', short: 'f', value: 'FORMAT', summary: 'how' },
    { name: 'rule', value: 'RULE', many: true, summary: 'which' },
    { name: 'set', value: 'RULE=SEVERITY', many: true, summary: 'severity' },
    { name: 'min-severity', value: 'SEVERITY', summary: 'least' },
    { name: 'quiet', summary: 'less' },
  ],
  run: async () => 0,
};

const meta = (id: string, severity: RuleMeta['severity']): RuleMeta => ({
  id,
  severity,
  fix: 'none',
  summary: '',
  why: '',
  references: [],
  bad: '',
  good: '',
});

const rules = [meta('softmax-before-cross-entropy', 'error'), meta('log-of-softmax', 'warning')];
const options = (...argv: string[]) => lintOptions(parseArguments(command, argv), rules);
const settings = (...argv: string[]) => options(...argv).rules;

describe('arguments', () => {
  it('separate options from paths', () => {
    const args = parseArguments(command, [
      'a.py',
      '-f',
      'json',
      '--rule',
      'a,b',
      '--rule=c',
      '--quiet',
      'b.py',
    ]);
    expect(args.paths).toEqual(['a.py', 'b.py']);
    expect(args.text('format')).toBe('json');
    expect(args.list('rule')).toEqual(['a', 'b', 'c']);
    expect(args.on('quiet')).toBe(true);
  });

  it('say which option is unknown and where help is', () => {
    expect(() => parseArguments(command, ['--fromat', 'json'])).toThrow(/--fromat.*\n.*lint --help/s);
  });

  it('say what an option takes', () => {
    const args = parseArguments(command, ['--format', 'xml']);
    expect(() => choice(args, 'format', ['text', 'json'], 'text')).toThrow(
      "--format is one of text, json; got 'xml'.",
    );
  });
});

describe('help', () => {
  it('lists every option of a command', () => {
    const help = commandHelp(command);
    for (const { name, summary } of command.flags) expect(help).toMatch(new RegExp(`--${name}.*${summary}`));
    expect(generalHelp([command])).toContain('lint');
  });
});

describe('rule selection', () => {
  it('leaves every rule as it is by default', () => {
    expect(options()).toEqual({ rules: {}, least: 'hint' });
  });

  it('runs only the rules asked for', () => {
    expect(settings('--rule', 'log-of-softmax')).toEqual({ 'softmax-before-cross-entropy': 'off' });
  });

  it('changes severities, and drops what is below the least', () => {
    expect(options('--set', 'log-of-softmax=info', '--min-severity', 'warning')).toEqual({
      rules: { 'log-of-softmax': 'info' },
      least: 'warning',
    });
  });

  it('suggests the rule that was meant', () => {
    expect(() => settings('--rule', 'softmax-before-crossentropy')).toThrow(
      "Did you mean 'softmax-before-cross-entropy'?",
    );
    expect(() => settings('--set', 'log-of-softmax=loud')).toThrow('off, hint, info, warning, error');
  });
});
