import type { PathIndex } from './resolve.ts';

const pattern =
  /^[ \t]*(?:from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n#;]*)|import[ \t]+([^\n#;]+))/gm;

/** What is imported for type checkers only, mostly because the modules would otherwise import each other. */
const forTypeCheckers =
  /^([ \t]*)if[ \t]+(?:typing\.)?TYPE_CHECKING[ \t]*:[^\n]*\n(?:\1[ \t]+[^\n]*\n|[ \t]*\n)*/gm;

/** The files of the workspace that a text imports, read off its import lines without parsing. */
export function importedPaths(text: string, path: string, index: PathIndex): Set<string> {
  const found = new Set<string>();
  const note = (name: string, level: number): void => {
    const target = index.resolve(path, name, level);
    if (target !== undefined && target !== path && !target.endsWith('/')) found.add(target);
  };
  const run = text.includes('TYPE_CHECKING') ? text.replace(forTypeCheckers, '') : text;
  for (const match of run.matchAll(pattern)) {
    const [, dots = '', module = '', names, plain] = match;
    if (plain !== undefined) for (const name of listed(plain)) notePackage(name, note);
    if (names === undefined) continue;
    if (module !== '') notePackage(module, (name, _level) => note(name, dots.length));
    for (const name of listed(names)) note(module === '' ? name : `${module}.${name}`, dots.length);
    if (module === '') note('', dots.length);
  }
  return found;
}

/** `import a.b.c` runs `a`, `a.b` and `a.b.c`. */
function notePackage(name: string, note: (name: string, level: number) => void): void {
  const parts = name.split('.');
  for (let i = 1; i <= parts.length; i++) note(parts.slice(0, i).join('.'), 0);
}

/** `a as b, c` → a, c. */
function listed(names: string): string[] {
  return names
    .replace(/#[^\n]*/g, '')
    .replace(/[()\\]/g, ' ')
    .split(',')
    .map((item) => item.trim().split(/\s+/)[0] ?? '')
    .filter((name) => /^[\w.]+$/.test(name));
}
