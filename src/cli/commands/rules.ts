import type { RuleMeta } from '../../analysis/rule.ts';
import { rules } from '../../analysis/rules/index.ts';
import { type Command, choice } from '../command.ts';

const FORMATS = ['text', 'json'] as const;

const row = ({ id, severity, fix, summary }: RuleMeta, width: number): string =>
  `${id.padEnd(width)}  ${severity.padEnd(7)}  ${fix === 'none' ? '   ' : 'fix'}  ${summary}`;

function catalogue(listed: readonly RuleMeta[]): string {
  const width = Math.max(...listed.map(({ id }) => id.length));
  return `${listed.map((rule) => row(rule, width)).join('\n')}\n`;
}

const asJson = ({ id, severity, fix, summary, why, references, bad, good }: RuleMeta) => ({
  id,
  severity,
  fix,
  summary,
  why,
  references,
  bad,
  good,
});

export const rulesCommand: Command = {
  name: 'rules',
  usage: '[--format text|json]',
  summary: 'list what lint looks for',
  flags: [{ name: 'format', value: 'FORMAT', summary: `${FORMATS.join(', ')} (default: text)` }],
  run: async (args, io) => {
    const format = choice(args, 'format', FORMATS, 'text');
    io.out(
      format === 'text' ? catalogue(rules) : `${JSON.stringify({ rules: rules.map(asJson) }, null, 1)}\n`,
    );
    return 0;
  },
};
