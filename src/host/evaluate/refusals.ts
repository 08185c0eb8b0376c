import { Diagnostic, DiagnosticSeverity } from 'vscode';
import { explainError } from '../../evaluate/errors/explain.ts';
import type { EvaluatedError } from '../../evaluate/outcome.ts';
import { errorPageUri } from '../errors/pages.ts';
import type { Shown } from '../lint/board.ts';
import { SOURCE } from '../lint/diagnostic.ts';
import { Lines } from '../workspace/lines.ts';
import type { Source } from '../workspace/source.ts';
import type { Evaluations } from './evaluations.ts';

const CODE = 'would-fail';

/**
 * Calls that a library would refuse when the code runs: its own message, what it means, what to do. Exceptions of Python
 * itself are left to other tools: half-written code has many.
 */
export function refusals(source: Source, evaluations: Evaluations): Shown[] {
  return evaluations
    .ofSource(source)
    .errors.filter(({ source: from }) => from === 'library')
    .flatMap((error) => refusal(source, error) ?? []);
}

function refusal({ file, cells, uri }: Source, error: EvaluatedError): Shown | undefined {
  const cell = file.cells[error.cell];
  const document = cell?.index == null ? uri : cells.get(cell.index);
  if (!cell || !document) return undefined;
  const { type, message, cause, cure, start, end } = error;
  const advice = [cause, cure].filter((part) => part !== null).map((part) => `\n${part}`);
  const diagnostic = new Diagnostic(
    new Lines(cell.text).range(start, end),
    `${type}: ${message}${advice.join('')}`,
    DiagnosticSeverity.Error,
  );
  diagnostic.source = SOURCE;
  const explanations = explainError(message);
  diagnostic.code = explanations.length > 0 ? { value: CODE, target: errorPageUri(explanations) } : CODE;
  return { diagnostic, uri: document };
}
