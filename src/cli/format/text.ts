import type { Severity } from '../../analysis/finding.ts';
import type { Place } from '../lint/positions.ts';
import type { PlacedFinding } from '../lint/report.ts';
import { type Format, plural } from './format.ts';

type Paint = (text: string, code: number) => string;

const COLOURS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36, hint: 90 };
const BOLD = 1;
const DIM = 2;

/** Cells are counted from 1 here, as lines are. */
const where = ({ file, cell, line, column }: Place): string =>
  `${file}${cell === null ? '' : `:cell ${cell + 1}`}:${line}:${column}`;

function lines(found: PlacedFinding, paint: Paint): readonly string[] {
  const [fix] = found.fixes;
  const label = paint(found.severity, COLOURS[found.severity]);
  return [
    `${paint(where(found), BOLD)}: ${label} ${found.message} [${found.rule}]`,
    ...found.related.map((related) => paint(`    ${where(related)}: ${related.message}`, DIM)),
    ...(fix ? [paint(`    fix (${fix.safety}): ${fix.title}`, DIM)] : []),
  ];
}

/** For people: a line a finding, the way the value took indented below it, a count at the end. */
export const text: Format = (report, { colour }) => {
  const paint: Paint = (plain, code) => (colour ? `\u001b[${code}m${plain}\u001b[0m` : plain);
  const summary = `${plural(report.findings.length, 'finding')} in ${plural(report.files, 'file')}`;
  return `${[...report.findings.flatMap((found) => lines(found, paint)), summary].join('\n')}\n`;
};
