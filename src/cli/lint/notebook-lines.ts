/** A string of a JSON text, with where it stands: `['cells', 3, 'source', 0]`. */
interface JsonString {
  readonly path: readonly (string | number)[];
  readonly value: string;
  readonly offset: number;
}

/** One open object or array while reading. */
interface Frame {
  /** The key or index of the value that comes next; null in an object while a key is expected. */
  at: string | number | null;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/** Every string value of a JSON text, in order. Reads tokens only, so it needs no second copy of a large notebook. */
function* stringsOf(text: string): Iterable<JsonString> {
  const frames: Frame[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const top = frames.at(-1);
    if (token === '{') frames.push({ at: null });
    else if (token === '[') frames.push({ at: 0 });
    else if (token === '}' || token === ']') frames.pop();
    else if (top === undefined) continue;
    else if (token === ',') top.at = typeof top.at === 'number' ? top.at + 1 : null;
    else if (top.at === null) top.at = String(JSON.parse(token));
    else yield { path: frames.map(({ at }) => at ?? ''), value: String(JSON.parse(token)), offset: index };
  }
}

const SOURCE_KEYS: readonly unknown[] = ['source', 'input'];

/**
 * Where the lines of a notebook's cells stand in the file on disk, which is what tools show that do not know notebooks.
 * @param text the JSON of an nbformat 4 notebook, valid
 * @returns by cell index: for each line of the cell its 1-based line in `text`
 */
export function notebookLines(text: string): ReadonlyMap<number, readonly number[]> {
  const lines = new Map<number, number[]>();
  let line = 1;
  let counted = 0;
  for (const { path, value, offset } of stringsOf(text)) {
    const [root, cell, key] = path;
    if (root !== 'cells' || typeof cell !== 'number' || !SOURCE_KEYS.includes(key)) continue;
    line += text.slice(counted, offset).split('\n').length - 1;
    counted = offset;
    const own = lines.get(cell) ?? [];
    for (let more = value.split('\n').length - (value.endsWith('\n') ? 1 : 0); more > 0; more--)
      own.push(line);
    lines.set(cell, own);
  }
  return lines;
}
