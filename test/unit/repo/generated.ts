import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { root } from './sources.ts';

/**
 * Compares the part of a Markdown file between `<!-- name… -->` and `<!-- /name -->` with what it is generated from;
 * with UPDATE=1 in the environment it is rewritten.
 */
export function expectGenerated(file: string, name: string, content: string): void {
  const place = path.join(root, file);
  const text = readFileSync(place, 'utf8');
  const part = new RegExp(`(<!-- ${name}\\b[^\\n]*-->\\n)([\\s\\S]*?)(<!-- /${name} -->)`);
  expect(text, `${file} has a part named ${name}`).toMatch(part);
  const updated = text.replace(
    part,
    (_, open: string, __, close: string) => `${open}\n${content.trim()}\n\n${close}`,
  );
  if (process.env.UPDATE === '1') writeFileSync(place, updated);
  else expect(text, `${file} is out of date; UPDATE=1 rewrites it`).toBe(updated);
}

/** A Markdown table; bars in cells are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
