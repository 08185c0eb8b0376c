import type { Severity } from '../../analysis/finding.ts';
import type { PlacedFinding } from '../lint/report.ts';
import type { Format } from './format.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

const percent = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

const escapeData = (text: string): string => text.replace(/[%\r\n]/g, percent);
const escapeProperty = (text: string): string => text.replace(/[%\r\n:,]/g, percent);

/** The lines of the file on disk; GitHub refuses columns when an annotation spans lines. */
function region(found: PlacedFinding): Readonly<Record<string, number>> {
  if (found.cell !== null) return { line: found.diskLine };
  const { line, endLine, column, endColumn } = found;
  return line === endLine ? { line, endLine, col: column, endColumn } : { line, endLine };
}

function annotation(found: PlacedFinding): string {
  const properties = Object.entries({ file: found.file, ...region(found), title: found.rule })
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(',');
  const related = found.related.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  return `::${COMMANDS[found.severity]} ${properties}::${escapeData([found.message, ...related].join('\n'))}`;
}

/** Workflow commands that GitHub Actions shows beside the lines of a pull request. */
export const github: Format = (report) => report.findings.map((found) => `${annotation(found)}\n`).join('');
