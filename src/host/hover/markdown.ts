import { l10n, MarkdownString, type Uri } from 'vscode';
import type { LossSite, Received } from '../../analysis/finding.ts';
import type { InputSpec, LossDefinition, Scale } from '../../core/loss.ts';
import { formulaHtml } from '../formula/html.ts';
import { commandUri, escapeMarkdown, messageMarkdown, placeLink, targetOf, trusted } from '../links.ts';
import type { Locator } from '../workspace/locate.ts';

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
    argumentTable(loss, site),
    ...site.received.flatMap((received) => path(received, locator)),
    links(loss, site, locator, uri),
    loss.summary,
  ];
  markdown.appendMarkdown(parts.join('\n\n'));
  return markdown;
}

function argumentTable(loss: LossDefinition, { received }: LossSite): string {
  const known = received.length > 0;
  const head = known
    ? `| | ${l10n.t('expects')} | ${l10n.t('receives here')} |\n|---|---|---|`
    : `| | ${l10n.t('expects')} |\n|---|---|`;
  const rows = loss.inputs.map((input) => {
    const cells = [`\`${input.name}\``, expectation(input)];
    if (known)
      cells.push(
        reception(
          input,
          received.find((one) => one.input === input.name),
        ),
      );
    return `| ${cells.join(' | ')} |`;
  });
  return [head, ...rows].join('\n');
}

const expectation = ({ accepts, summary }: InputSpec): string =>
  escapeMarkdown(summary) || accepts.map(scaleName).join(l10n.t(' or '));

function reception(input: InputSpec, received: Received | undefined): string {
  if (!received?.scale && !received?.shape) return l10n.t('not known');
  const { scale, shape, dtype } = received;
  const isWrong = scale !== undefined && scale !== 'reals' && !input.accepts.includes(scale);
  const words = [
    scale && `**${scaleName(scale)}**${isWrong ? ' $(warning)' : ''}`,
    shape && `(${shape.map((size) => size ?? '?').join(', ')})`,
    dtype && escapeMarkdown(dtype),
  ];
  return words.filter((word) => word).join(', ');
}

const SCALE_NAMES: Partial<Record<Scale, string>> = {
  'class-indices': 'class indices',
  'one-hot': 'a one-hot target',
  'multi-hot': 'a multi-hot target',
  distribution: 'a distribution',
  signs: 'signs (−1, 1)',
  reals: 'real numbers',
};

const scaleName = (scale: Scale): string => SCALE_NAMES[scale] ?? scale;

/** The way a value took, each step a link. */
function path({ input, path: steps }: Received, locator: Locator): string[] {
  if (steps.length === 0) return [];
  const lines = steps.map(
    ({ message, location }) => `1. ${messageMarkdown(message)} (${placeLink(locator.location(location))})`,
  );
  return [`${l10n.t('How {0} got here:', `\`${input}\``)}\n${lines.join('\n')}`];
}

function links(loss: LossDefinition, site: LossSite, locator: Locator, uri: Uri): string {
  const { range } = locator.location(site.location);
  const open = commandUri('lossInspector.open', targetOf({ uri, range }));
  const references = loss.references
    .slice(0, 1)
    .map(({ title, url }) => `[${escapeMarkdown(title)}](${url})`);
  return [`[$(graph-line) ${l10n.t('Open in Loss Inspector')}](${open})`, ...references].join(
    ' &nbsp;·&nbsp; ',
  );
}
