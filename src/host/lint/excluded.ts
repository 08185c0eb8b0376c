/**
 * Whether a glob of the setting `lossInspector.lint.exclude` covers a path: `*` and `?` within a folder's name, `**` across
 * folders, `{a,b}` alternatives; a pattern without a slash matches at any depth, and one that names a folder covers it.
 */
export function isExcluded(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => globPattern(glob).test(path));
}

function globPattern(glob: string): RegExp {
  const trimmed = glob.replace(/^\/|\/$/g, '');
  const anywhere = trimmed.includes('/') ? '' : '(?:.*/)?';
  return new RegExp(`^${anywhere}${translate(trimmed)}(?:/.*)?$`);
}

const TOKENS = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{}]+|[{}]/g;

function translate(glob: string): string {
  return [...glob.matchAll(TOKENS)].map(([token]) => translateToken(token)).join('');
}

function translateToken(token: string): string {
  if (token === '**/') return '(?:.*/)?';
  if (token === '**') return '.*';
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.length > 1 && token.startsWith('{'))
    return `(?:${token.slice(1, -1).split(',').map(translate).join('|')})`;
  return token.replace(/[.+^$()|[\]\\{}]/g, '\\$&');
}
