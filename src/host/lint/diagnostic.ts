import { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode';
import type { Finding, Severity } from '../../analysis/finding.ts';
import { rulePageUri } from '../rules/pages.ts';
import { type Locator, START } from '../workspace/locate.ts';
import type { Shown } from './board.ts';

export const SOURCE = 'Loss Inspector';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function show(finding: Finding, locator: Locator): Shown {
  const { uri, range, closedCell } = locator.spot(finding.location);
  const message = closedCell === null ? finding.message : `Cell ${closedCell + 1}: ${finding.message}`;
  const diagnostic = new Diagnostic(
    closedCell === null ? range : START,
    message,
    SEVERITIES[finding.severity],
  );
  diagnostic.source = SOURCE;
  diagnostic.code = { value: finding.rule, target: rulePageUri(finding.rule) };
  diagnostic.relatedInformation = finding.related.map(
    (related) => new DiagnosticRelatedInformation(locator.location(related.location), related.message),
  );
  return { diagnostic, uri };
}
