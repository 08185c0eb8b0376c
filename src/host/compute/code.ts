import { l10n, type Range, type TextDocument } from 'vscode';
import { scalar } from '../../core/create.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { EvaluatedValue, Evaluation, LossCallSite } from '../../evaluate/outcome.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Evaluations } from '../evaluate/evaluations.ts';
import { homeOf, sourceOf } from '../workspace/source.ts';

/** What selected code gives. */
export type CodeResult =
  | { readonly kind: 'call'; readonly call: LossCallSite }
  | {
      readonly kind: 'tensors';
      readonly tensors: readonly { readonly tensor: Tensor; readonly name: string | undefined }[];
    };

/** Evaluates selected code after the code above it: a loss call with its tensors, or the tensors it makes; else why not. */
export function resultOfCode(
  document: TextDocument,
  range: Range,
  evaluations: Evaluations,
): Result<CodeResult, string> {
  const texts = textsBefore(document, range);
  const evaluation = evaluations.after(texts, dedented(document, range));
  const isIts = ({ cell }: { readonly cell: number }) => cell === texts.length;
  const error = evaluation.errors.find(isIts);
  if (error)
    return fail([`${error.type}: ${error.message}.`, error.cause, error.cure].filter(Boolean).join(' '));
  const call = evaluation.lossCalls.findLast(isIts);
  if (call) return ok({ kind: 'call', call });
  const tensors = evaluation.values.filter(isIts).flatMap(asTensor);
  if (tensors.length > 0) return ok({ kind: 'tensors', tensors: lastOfEach(tensors) });
  return fail(unknownReason(evaluation, isIts));
}

/** The program up to the line where the selection begins; of a notebook, the cells above too. */
function textsBefore(document: TextDocument, { start }: Range): readonly string[] {
  const { cell } = homeOf(document);
  const before = sourceOf(document).file.cells.filter(({ index }) => (index ?? 0) < (cell ?? 0));
  const above = document.getText().slice(0, document.offsetAt(start.with({ character: 0 })));
  return [...before.map(({ text }) => text), above];
}

/** Code from inside a function, as it would stand at the top. */
function dedented(document: TextDocument, range: Range): string {
  const margin = document.lineAt(range.start.line).firstNonWhitespaceCharacterIndex;
  return document
    .getText(range)
    .split('\n')
    .map((line, index) =>
      index === 0 ? line.trimStart() : line.replace(new RegExp(`^\\s{0,${margin}}`), ''),
    )
    .join('\n');
}

interface Named {
  readonly tensor: Tensor;
  readonly name: string | undefined;
}

function asTensor({ value, name }: EvaluatedValue): Named[] {
  if (value.kind === 'tensor') return [{ tensor: value.tensor, name: name ?? undefined }];
  if (value.kind === 'number' && value.type !== 'bool')
    return [
      { tensor: scalar(value.value, value.type === 'int' ? 'int64' : 'float32'), name: name ?? undefined },
    ];
  return [];
}

/** A name that is assigned twice means its last value. */
const lastOfEach = (tensors: readonly Named[]): readonly Named[] =>
  tensors.filter(
    ({ name }, index) => name === undefined || tensors.findLastIndex((one) => one.name === name) === index,
  );

function unknownReason(evaluation: Evaluation, isIts: (one: { readonly cell: number }) => boolean): string {
  const unknown = evaluation.unknowns.find(isIts);
  return unknown
    ? l10n.t('The value of this code is known only when it runs: {0}.', unknown.reason)
    : l10n.t('There is no tensor in the selection.');
}
