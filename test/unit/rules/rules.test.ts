import { readdirSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { ruleById, rules } from '../../../src/analysis/rules/index.ts';
import { fixed, lint, script } from './lint.ts';

const folder = new URL('../../../src/analysis/rules/', import.meta.url);
const ids = (text: string) => lint([script('example.py', text)]).map((finding) => finding.rule);

test('every rule file is listed, under its own name', () => {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'index.ts')
    .map((entry) => entry.name.replace(/\.ts$/, ''));
  expect(rules.map((rule) => rule.id).sort()).toEqual(files.sort());
});

test('a rule is found by its id', () => {
  for (const rule of rules) expect(ruleById(rule.id)).toBe(rule);
  expect(ruleById('no-such-rule')).toBeUndefined();
});

describe.each(rules)('$id', (rule) => {
  it('is described', () => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(rule.summary).toMatch(/^[A-Z].*\.$/);
    expect(rule.summary).not.toContain('\n');
    expect(rule.why).toMatch(/\d/);
    expect(rule.references.length).toBeGreaterThan(0);
    for (const { title, url } of rule.references) {
      expect(title).not.toBe('');
      expect(new URL(url).protocol).toBe('https:');
    }
  });

  it('is reported by the bad example, and no other rule is', () => {
    const findings = lint([script('example.py', rule.bad)]);
    expect(findings.map((finding) => finding.rule)).toEqual([rule.id]);
    expect(findings[0]?.severity).toBe(rule.severity);
    expect(findings[0]?.message).toMatch(/^\S.*\.$/s);
  });

  it('is silent on the good example, and so is every other rule', () => {
    expect(ids(rule.good)).toEqual([]);
  });

  it('has a fix of the stated safety that turns the one into the other', () => {
    const findings = lint([script('example.py', rule.bad)]);
    const fix = findings[0]?.fixes[0];
    expect(fix?.safety ?? 'none').toBe(rule.fix);
    if (rule.fix !== 'none') expect(fixed(rule.bad, findings)).toBe(rule.good);
  });
});
