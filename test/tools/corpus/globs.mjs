// Globs of the manifests: `dir/**` is everything below dir, `**/` any depth or none, `*` stops at a slash.

/** @param {string} glob */
export function globToRegExp(glob) {
  const source = glob.replace(/\*\*\/|\*\*|\*|[.+?^${}()|[\]\\]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '**') return '.*';
    return token === '*' ? '[^/]*' : `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}

/**
 * @param {readonly string[]} names
 * @param {readonly string[]} paths
 * @param {readonly string[]} [exclude]
 */
export function select(names, paths, exclude = []) {
  const [wanted, unwanted] = [paths.map(globToRegExp), exclude.map(globToRegExp)];
  return names.filter(
    (name) => wanted.some((glob) => glob.test(name)) && !unwanted.some((glob) => glob.test(name)),
  );
}
