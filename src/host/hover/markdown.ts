import { l10n, MarkdownString, type Uri } from 'vscode';
import type { LossSite, Received, Related } from '../../analysis/finding.ts';
import type { InputSpec, LossDefinition, Scale } from '../../core/loss.ts';
import { lessonsForLoss } from '../../learn/lessons.ts';
import { formulaHtml } from '../formula/html.ts';
import { commandUri, escapeMarkdown, messageMarkdown, placeLink, targetOf, trusted } from '../links.ts';
import type { Locator } from '../workspace/locate.ts';
import { isCall } from './site.ts';

/** The hover on a loss call. */
export function lossMarkdown(
  loss: LossDefinition,
  site: LossSite,
  locator: Locator,
  uri: Uri,
): MarkdownString {
  const markdown = trusted(new MarkdownString());
  const parts = [
    `**${loss.title}** — \`${site.api}\` &emsp; ${formulaHtml(loss.formula)}`,
    isCall(site) ? receptionTable(loss, site, locator) : expectationTable(loss),
    links(loss, site, locator, uri),
    ...site.received.flatMap((received) => way(received, locator)),
    loss.summary,
  ];
  markdown.appendMarkdown(parts.join('\n\n'));
  return markdown;
}

function expectationTable({ inputs }: LossDefinition): string {
  const rows = inputs.map(({ name, summary }) => `| \`${name}\` | ${escapeMarkdown(summary)} |`);
  return [`| | ${l10n.t('expects')} |`, '|---|---|', ...rows].join('\n');
}

function receptionTable({ inputs }: LossDefinition, { received }: LossSite, locator: Locator): string {
  const rows = inputs.map((input) => {
    const here = received.find((one) => one.input === input.name);
    return `| \`${input.name}\` | ${scaleNames(input.accepts)} | ${reception(input, here, locator)} |`;
  });
  return [`| | ${l10n.t('expects')} | ${l10n.t('receives here')} |`, '|---|---|---|', ...rows].join('\n');
}

function reception(input: InputSpec, received: Received | undefined, locator: Locator): string {
  const { shape, dtype, path = [] } = received ?? {};
  const scale = scaleFor(input, received?.scale);
  const [first] = path;
  if (!scale && !shape && !dtype && !first) return l10n.t('not known');
  const isWrong = scale !== undefined && scale !== 'reals' && !input.accepts.includes(scale);
  const words = [
    scale && `${isWrong ? '$(warning) ' : ''}**${scaleName(scale)}**`,
    shape && `(${shape.map((size) => size ?? '?').join(', ')})`,
    dtype && escapeMarkdown(dtype),
    first && origin(first, scale, locator),
  ];
  return words.filter((word) => word).join(', ');
}

/** What a layer gives is a score to a cross-entropy, and a number like any other to a distance. */
function scaleFor({ accepts }: InputSpec, scale: Scale | undefined): Scale | undefined {
  return scale === 'logits' && !accepts.includes('logits') && accepts.includes('reals') ? 'reals' : scale;
}

/** Where a value got its scale; of one that has none, what was applied to it there. */
function origin({ message, location }: Related, scale: Scale | undefined, locator: Locator): string {
  const place = placeLink(locator.location(location));
  return scale ? l10n.t('from {0}', place) : `${messageMarkdown(message)} (${place})`;
}

const SCALE_NAMES: Partial<Record<Scale, string>> = {
  'class-indices': 'class indices',
  'one-hot': 'one-hot rows',
  'multi-hot': 'multi-hot rows',
  distribution: 'distributions',
  signs: 'signs (−1, 1)',
  reals: 'real numbers',
};

const scaleName = (scale: Scale): string => SCALE_NAMES[scale] ?? scale;

/** `a, b or c` */
function scaleNames(scales: readonly Scale[]): string {
  const names = scales.map(scaleName);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : l10n.t('{0} or {1}', names.join(', '), last);
}

/** The way a value took, each step a link; a single step is told by the table. */
function way({ input, path }: Received, locator: Locator): string[] {
  if (path.length < 2) return [];
  const steps = path.map(
    ({ message, location }) => `1. ${messageMarkdown(message)} (${placeLink(locator.location(location))})`,
  );
  return [`${l10n.t('How {0} got here:', `\`${input}\``)}\n${steps.join('\n')}`];
}

function links(loss: LossDefinition, site: LossSite, locator: Locator, uri: Uri): string {
  const { range } = locator.location(site.location);
  const open = commandUri('lossInspector.open', targetOf({ uri, range }));
  const references = loss.references
    .slice(0, 1)
    .map(({ title, url }) => `[${escapeMarkdown(title)}](${url})`);
  const first = [`[$(graph-line) ${l10n.t('Open in Loss Inspector')}](${open})`, ...references];
  return [first.join(' &nbsp;·&nbsp; '), ...lessonLinks(loss)].join('\n\n');
}

/** Where to see how the loss behaves, with numbers that can be changed. */
function lessonLinks({ id }: LossDefinition): string[] {
  const shown = lessonsForLoss(id);
  if (shown.length === 0) return [];
  const linked = shown.map(
    (lesson) => `[${escapeMarkdown(lesson.title)}](${commandUri('lossInspector.openLesson', lesson.id)})`,
  );
  return [`$(mortar-board) ${linked.join(' &nbsp;·&nbsp; ')}`];
}
