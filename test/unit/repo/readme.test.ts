import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { rules } from '../../../src/analysis/rules/index.ts';
import { commandHelp } from '../../../src/cli/help.ts';
import { commands } from '../../../src/cli/run.ts';
import type { LossDefinition } from '../../../src/core/loss.ts';
import { losses } from '../../../src/core/losses/index.ts';
import { expectGenerated, table } from './generated.ts';
import { root } from './sources.ts';

const FIX = { safe: 'yes, keeps results', unsafe: 'yes', none: '–' } as const;

/** The names that libraries give a loss; of several paths to the same one the shortest. */
function namesOf(apis: LossDefinition['apis']): string {
  const own = (name: string) => name.slice(name.lastIndexOf('.') + 1);
  const shortest = apis.filter(
    ({ name, library }) =>
      !apis.some(
        (other) =>
          other.library === library && own(other.name) === own(name) && other.name.length < name.length,
      ),
  );
  return shortest.map(({ name }) => `\`${name}\``).join(', ') || '–';
}

describe('the README', () => {
  it('lists every rule', () => {
    const rows = rules.map(({ id, severity, fix, summary }) => [
      `[\`${id}\`](media/rules/${id}.md)`,
      severity,
      FIX[fix],
      summary,
    ]);
    expectGenerated('README.md', 'rules', table(['rule', 'severity', 'quick fix', 'reports'], rows));
  });

  it('lists every loss', () => {
    const rows = losses.map(({ id, summary, apis }) => [`\`${id}\``, summary, namesOf(apis)]);
    expectGenerated('README.md', 'losses', table(['loss', 'what it is', 'known as'], rows));
  });

  it('shows the help of every command', () => {
    const helps = commands.map((command) => `\`\`\`text\n${commandHelp(command).trim()}\n\`\`\``);
    expectGenerated('README.md', 'cli', helps.join('\n\n'));
  });

  it('lists every setting', () => {
    const settings = Object.entries(manifest.contributes.configuration.properties);
    const rows = settings.map(([name, { default: value, markdownDescription }]) => [
      `\`${name}\``,
      `\`${JSON.stringify(value)}\``,
      markdownDescription,
    ]);
    expectGenerated('README.md', 'settings', table(['setting', 'default', 'what it does'], rows));
  });

  it('links to files that exist', () => {
    const text = readFileSync(path.join(root, 'README.md'), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)|src="([^"]+)"/g)].map(
      ([, a, b]) => a ?? b ?? '',
    );
    expect(links.filter((link) => !existsSync(path.join(root, link)))).toEqual([]);
  });
});
