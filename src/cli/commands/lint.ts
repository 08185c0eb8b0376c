import { version } from '../../../package.json';
import { createProject } from '../../analysis/create.ts';
import { severities } from '../../analysis/finding.ts';
import { rules } from '../../analysis/rules/index.ts';
import { type Command, choice } from '../command.ts';
import type { Format } from '../format/format.ts';
import { github } from '../format/github.ts';
import { json } from '../format/json.ts';
import { sarif } from '../format/sarif.ts';
import { text } from '../format/text.ts';
import type { ExitCode, Io } from '../io.ts';
import { analyse, mergeReports } from '../lint/analyse.ts';
import { lintOptions } from '../lint/options.ts';
import type { LintReport } from '../lint/report.ts';
import { workspacesOf } from '../lint/workspace.ts';
import { loadParser } from '../parser.ts';

const FORMATS = { text, json, github, sarif } as const satisfies Record<string, Format>;
const FORMAT_NAMES = Object.keys(FORMATS) as readonly (keyof typeof FORMATS)[];

export const lintCommand: Command = {
  name: 'lint',
  usage: '[paths…] [options]',
  summary: 'find wrong losses and activations in Python files and notebooks',
  flags: [
    { name: 'format', value: 'FORMAT', summary: `${FORMAT_NAMES.join(', ')} (default: text)` },
    { name: 'rule', value: 'RULE', many: true, summary: 'run only this rule; repeat, or separate by commas' },
    {
      name: 'set',
      value: 'RULE=SEVERITY',
      many: true,
      summary: `change a rule's severity: off, ${severities.join(', ')}`,
    },
    {
      name: 'min-severity',
      value: 'SEVERITY',
      summary: 'report nothing below this severity (default: hint)',
    },
    { name: 'no-ignore', summary: 'read files that .gitignore leaves out' },
  ],
  details: `Without paths the working folder is linted. Caches, virtual environments, build folders and what .gitignore names
are left out unless a path names them.

Exit code: 0 nothing found, 1 findings, 2 a wrong argument or a named file that cannot be read.`,
  run: async (args, io) => {
    const format = FORMATS[choice(args, 'format', FORMAT_NAMES, 'text')];
    const options = lintOptions(args, rules);
    const workspaces = workspacesOf(args.paths, io.cwd, !args.on('no-ignore'));
    const parser = await loadParser(io.wasmFolder);
    const reports = workspaces.map((workspace) => analyse(createProject(parser), workspace, options, io));
    io.progress?.('');
    const report = mergeReports(reports);
    io.out(format(report, { rules, version, colour: io.colour }));
    return finish(report, io);
  },
};

function finish(report: LintReport, io: Io): ExitCode {
  for (const { file, message } of report.unreadable) io.err(`loss-inspector: ${file}: ${message}\n`);
  if (report.unreadable.some(({ named }) => named)) return 2;
  return report.findings.length > 0 ? 1 : 0;
}
