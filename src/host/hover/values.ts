import { Hover, type HoverProvider, l10n, MarkdownString, type Position, type TextDocument } from 'vscode';
import type { Tensor } from '../../core/tensor.ts';
import type { EvaluatedValue } from '../../evaluate/outcome.ts';
import { shortNumber } from '../compute/number.ts';
import type { Evaluations } from '../evaluate/evaluations.ts';
import { shapeLabel } from '../evaluate/label.ts';

const MAX_LINES = 30;

/** On a variable: its whole value at that line, and of a tensor what tells whether it is sound. */
export class ValueHover implements HoverProvider {
  readonly #evaluations: Evaluations;

  constructor(evaluations: Evaluations) {
    this.#evaluations = evaluations;
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const range = document.getWordRangeAtPosition(position, /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/);
    if (!range) return undefined;
    const { evaluation, isHere } = this.#evaluations.of(document);
    const offset = document.offsetAt(position);
    const name = document.getText(range);
    // The value that the name has here: of its last assignment up to this statement.
    const value = evaluation.values.findLast(
      (one) => one.name === name && isHere(one) && one.start <= offset,
    );
    return value && new Hover(valueMarkdown(value), range);
  }
}

function valueMarkdown({ name, value, text, random, times }: EvaluatedValue): MarkdownString {
  const markdown = new MarkdownString();
  const lines = text.split('\n');
  const cut = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), '…'] : lines;
  markdown.appendCodeblock(`${name ?? ''} = ${cut.join('\n')}`, 'python');
  const notes = [
    ...(value.kind === 'tensor' ? tensorNotes(value.tensor) : []),
    ...(random ? [l10n.t('One sample: the code draws random numbers without a seed.')] : []),
    ...(times > 1 ? [l10n.t('After the last of {0} runs.', times)] : []),
  ];
  if (notes.length > 0) markdown.appendMarkdown(notes.map((note) => `- ${note}`).join('\n'));
  return markdown;
}

function tensorNotes(tensor: Tensor): string[] {
  const { data, shape } = tensor;
  const values = Array.from(data);
  const bad = values.filter((value) => !Number.isFinite(value)).length;
  const finite = values.filter(Number.isFinite);
  const range =
    finite.length > 0
      ? l10n.t(
          '{0}, from {1} to {2}, mean {3}',
          shapeLabel(tensor),
          shortNumber(finite.reduce((low, value) => Math.min(low, value))),
          shortNumber(finite.reduce((high, value) => Math.max(high, value))),
          shortNumber(finite.reduce((sum, value) => sum + value, 0) / finite.length),
        )
      : shapeLabel(tensor);
  return [
    range,
    ...(bad > 0 ? [l10n.t('{0} values are NaN or infinite', bad)] : []),
    ...rowSums(values, shape),
  ];
}

const MAX_ROWS = 6;

/** Sums over the last axis show at a glance whether rows are distributions. */
function rowSums(values: readonly number[], shape: readonly number[]): string[] {
  const width = shape.at(-1) ?? 0;
  if (shape.length < 1 || width < 2) return [];
  const sums = Array.from({ length: Math.min(values.length / width, MAX_ROWS) }, (_, row) =>
    values.slice(row * width, (row + 1) * width).reduce((sum, value) => sum + value, 0),
  );
  const more = values.length / width > MAX_ROWS ? ', …' : '';
  return [l10n.t('sums of rows: {0}', `${sums.map(shortNumber).join(', ')}${more}`)];
}
