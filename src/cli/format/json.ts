import type { Place } from '../lint/positions.ts';
import type { PlacedFinding } from '../lint/report.ts';
import type { Format } from './format.ts';

const range = ({ file, line, column, endLine, endColumn, cell }: Place) => ({
  file,
  line,
  column,
  endLine,
  endColumn,
  cell,
});

const finding = (found: PlacedFinding) => {
  const [fix] = found.fixes;
  return {
    ...range(found),
    rule: found.rule,
    severity: found.severity,
    message: found.message,
    related: found.related.map((related) => ({ ...range(related), message: related.message })),
    fix: fix ? { ...fix, edits: fix.edits.map((edit) => ({ ...range(edit), newText: edit.newText })) } : null,
  };
};

/** One object: lines and columns from 1, the end exclusive, `cell` from 0 over all cells of a notebook or null. */
export const json: Format = (report, { version }) =>
  `${JSON.stringify(
    {
      version,
      files: report.files,
      findings: report.findings.map(finding),
      errors: report.unreadable.map(({ file, message }) => ({ file, message })),
    },
    null,
    1,
  )}\n`;
