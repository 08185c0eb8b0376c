import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, test } from 'vitest';
import { rulePage } from '../../../src/analysis/page.ts';
import { rules } from '../../../src/analysis/rules/index.ts';

const folder = fileURLToPath(new URL('../../../media/rules', import.meta.url));
mkdirSync(folder, { recursive: true });
const update = process.env.UPDATE === '1';
const pages = () => readdirSync(folder).filter((name) => name.endsWith('.md'));

it.each(rules)('media/rules/$id.md says what the rule says (UPDATE=1 rewrites it)', (rule) => {
  const path = join(folder, `${rule.id}.md`);
  if (update) writeFileSync(path, rulePage(rule));
  expect(readFileSync(path, 'utf8')).toBe(rulePage(rule));
});

test('there is no page without a rule', () => {
  const known = new Set(rules.map((rule) => `${rule.id}.md`));
  if (update) for (const name of pages().filter((page) => !known.has(page))) rmSync(join(folder, name));
  expect(pages().filter((name) => !known.has(name))).toEqual([]);
});
