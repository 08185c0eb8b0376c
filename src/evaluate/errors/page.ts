import { lossById } from '../../core/losses/index.ts';
import type { ErrorExample } from './catalogue/entry.ts';
import type { Explanation } from './explain.ts';

/**
 * The Markdown page that explains a library's messages, one after the other.
 * @param openExample the address that opens a loss on the tensors of an example, where there is one
 */
export function errorPage(
  explanations: readonly Explanation[],
  openExample: (explanation: Explanation) => string | undefined,
): string {
  return explanations.map((one) => section(one, openExample(one))).join('\n---\n\n');
}

function section(explanation: Explanation, link: string | undefined): string {
  const { message, cause, cure, example } = explanation;
  return [
    `# ${plain(message)}`,
    about(explanation),
    '## Why',
    prose(cause),
    '## What to change',
    prose(cure),
    ...(example ? ['In short:', exampleCode(example)] : []),
    ...(link === undefined ? [] : [`[See this case live, with numbers you can change](${link})`]),
  ]
    .map((part) => `${part}\n`)
    .join('\n');
}

/** Which argument of which loss. */
function about({ losses, argument }: Explanation): string {
  const names = losses.map((id) => {
    const reference = lossById(id)?.references[0];
    return reference ? `[\`${id}\`](${reference.url})` : `\`${id}\``;
  });
  const of = names.length > 0 ? ` of ${listed(names)}` : '';
  if (argument !== null) return `It is about the argument \`${argument}\`${of}.`;
  return names.length > 0
    ? `It comes from ${listed(names)}.`
    : 'It is about tensors in general, in a loss or before it.';
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

function exampleCode({ given, bad, good }: ErrorExample): string {
  const width = Math.max(bad.length, good.length) + 2;
  const lines = [`${bad.padEnd(width)}# refused`, `${good.padEnd(width)}# works`];
  return ['```python', ...(given === '' ? [] : [given]), ...lines, '```'].join('\n');
}

/** Calls, settings and names with an underscore are code. */
const CODE = /((?:[\w.]+\([^()]*\)|\b\w+(?:\.\w+)*=[\w.'"-]+|\b[A-Za-z]\w*_\w+)(?:\.\w+(?:\([^()]*\))?)*)/;

const prose = (text: string): string =>
  text
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? `\`${part}\`` : plain(part)))
    .join('');

/** Text that Markdown leaves as it is; apostrophes and quotes need nothing. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
