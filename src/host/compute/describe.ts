import { l10n, MarkdownString } from 'vscode';
import { at } from '../../core/create.ts';
import type { LossOutcome } from '../../core/loss.ts';
import { escapeMarkdown } from '../links.ts';
import type { Computed } from './evaluate.ts';
import { shortNumber } from './number.ts';

/** Rows of the hover; the panel shows all. */
const MAX_ROWS = 8;

/** What stands beside the code: the value, of which loss, how reduced. */
export function inlineText({ loss, outcome }: Computed): string {
  return `= ${valueText(outcome)}  ${loss.id} (${outcome.call.reduction})`;
}

/** A scalar as a number, unreduced losses as a short list. */
export function valueText({ value }: LossOutcome): string {
  if (value.shape.length === 0) return shortNumber(at(value.data, 0));
  const shown = Array.from(value.data.slice(0, MAX_ROWS), shortNumber).join(', ');
  return value.data.length > MAX_ROWS ? `[${shown}, …]` : `[${shown}]`;
}

/** The hover of a result: which tensor was taken for what, and the loss of each sample. */
export function resultHover(computed: Computed): MarkdownString {
  const { loss, inputs, options, outcome } = computed;
  const markdown = new MarkdownString();
  const given = Object.entries({ ...inputs, ...options }).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? [`- \`${name}\`: ${value.dtype} (${value.shape.join(', ')})`]
      : [],
  );
  markdown.appendMarkdown(
    [
      `**${escapeMarkdown(loss.title)}** = ${valueText(outcome)} (${outcome.call.reduction})`,
      given.join('\n'),
      rowTable(outcome),
      l10n.t('Change the code and compute again, or edit the numbers in the panel.'),
    ].join('\n\n'),
  );
  return markdown;
}

function rowTable({ elements: { losses, ignored } }: LossOutcome): string {
  if (losses.data.length < 2) return '';
  const rows = Array.from(losses.data.slice(0, MAX_ROWS), (loss, index) => {
    const text = ignored?.[index] ? l10n.t('ignored') : shortNumber(loss);
    return `| ${index} | ${text} |`;
  });
  const more = losses.data.length > MAX_ROWS ? [`| … | ${l10n.t('{0} in all', losses.data.length)} |`] : [];
  return [`| ${l10n.t('element')} | ${l10n.t('loss')} |`, '|---:|---:|', ...rows, ...more].join('\n');
}
