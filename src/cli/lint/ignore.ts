/** One line of a `.gitignore`. */
interface Pattern {
  readonly matches: RegExp;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
}

/** The patterns of one `.gitignore`; they speak of paths below the folder it lies in. */
export interface IgnoreFile {
  /** Absolute, `/`-separated. */
  readonly folder: string;
  readonly patterns: readonly Pattern[];
}

function globSource(glob: string): string {
  return glob.replace(/\\(.)|\*\*\/|\/\*\*$|\*+|\?|\[!?[^\]]*\]|[.+^${}()|[\]\\]/g, (token, escaped) => {
    if (escaped !== undefined) return `\\u{${escaped.codePointAt(0).toString(16)}}`;
    if (token === '**/') return '(?:.*/)?';
    if (token === '/**') return '/.*';
    if (token.startsWith('*')) return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length > 1) return token.replace(/^\[!/, '[^');
    return `\\${token}`;
  });
}

function toRegExp(glob: string): RegExp | undefined {
  const anchored = glob.includes('/');
  try {
    return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${globSource(glob.replace(/^\//, ''))}$`, 'u');
  } catch {
    // A malformed character class matches nothing, as in git.
    return undefined;
  }
}

function parseLine(line: string): Pattern | undefined {
  const text = line.replace(/(?<!\\)\s+$/, '');
  if (text === '' || text.startsWith('#')) return undefined;
  const negated = text.startsWith('!');
  const glob = text.slice(negated ? 1 : 0);
  const matches = toRegExp(glob.replace(/\/$/, ''));
  return matches && { matches, negated, foldersOnly: glob.endsWith('/') };
}

/** Reads the text of a `.gitignore`. */
export function parseIgnoreFile(folder: string, text: string): IgnoreFile {
  return { folder, patterns: text.split(/\r?\n/).flatMap((line) => parseLine(line) ?? []) };
}

/**
 * Whether git would leave a path out. The last pattern that matches decides; deeper files come later in the list.
 * @param path absolute, `/`-separated
 */
export function isIgnored(files: readonly IgnoreFile[], path: string, isFolder: boolean): boolean {
  let ignored = false;
  for (const { folder, patterns } of files) {
    if (!path.startsWith(`${folder}/`)) continue;
    const relative = path.slice(folder.length + 1);
    for (const pattern of patterns)
      if ((isFolder || !pattern.foldersOnly) && pattern.matches.test(relative)) ignored = !pattern.negated;
  }
  return ignored;
}
