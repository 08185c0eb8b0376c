import { quotedNames } from '../quoted-modules.ts';
import type { PathIndex } from './resolve.ts';

const pattern =
  /^[ \t]*(?:from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n#;]*)|import[ \t]+([^\n#;]+))/gm;

/** What is imported for type checkers only, mostly because the modules would otherwise import each other. */
const forTypeCheckers =
  /^([ \t]*)if[ \t]+(?:typing\.)?TYPE_CHECKING[ \t]*:[^\n]*\n(?:\1[ \t]+[^\n]*\n|[ \t]*\n)*/gm;

/** One name that an import line binds: `a.b as c` is the module or member `a.b`, known as `c`. */
export interface ImportedName {
  readonly name: string;
  readonly as: string;
}

/** `import a.b as c` has no module; `from ..m import a` has module `m` and level 2. A star is a name `*`. */
export interface ImportLine {
  readonly module: string | null;
  readonly level: number;
  readonly names: readonly ImportedName[];
}

/** The import lines of a text, wherever they stand, read without parsing; those for type checkers only are left out. */
export function importLines(text: string): ImportLine[] {
  const run = text.includes('TYPE_CHECKING') ? text.replace(forTypeCheckers, '') : text;
  const lines = Array.from(run.matchAll(pattern), ([, dots = '', module = '', names, plain]) =>
    plain === undefined
      ? { module, level: dots.length, names: listed(names ?? '') }
      : { module: null, level: 0, names: listed(plain) },
  );
  return text.includes('import_module') ? [...lines, quotedLine(text)] : lines;
}

/** What `importlib.import_module(name)` may import: the modules of which the text says the name, `default="small_net"`. */
const quotedLine = (text: string): ImportLine => ({
  module: null,
  level: 0,
  names: quotedNames(text).flatMap((name) => ['importlib', 'import_module'].map((as) => ({ name, as }))),
});

/** The files of the workspace that these lines in a file at `path` import. */
export function importedPaths(lines: readonly ImportLine[], path: string, index: PathIndex): Set<string> {
  const found = new Set<string>();
  const note = (name: string, level: number): void => {
    const target = importedFile(name, level, path, index);
    if (target !== undefined) found.add(target);
  };
  for (const { module, level, names } of lines) {
    if (module === null) for (const { name } of names) notePackage(name, 0, note);
    else noteMembers(module, level, names, note);
  }
  return found;
}

function noteMembers(
  module: string,
  level: number,
  names: readonly ImportedName[],
  note: (name: string, level: number) => void,
): void {
  if (module !== '') notePackage(module, level, note);
  for (const { name } of names) if (name !== '*') note(memberOf(module, name), level);
  if (module === '') note('', level);
}

/** The full name of a member of a module; `from . import a` has a module without a name. */
export const memberOf = (module: string, name: string): string =>
  module === '' ? name : `${module}.${name}`;

/** Another file of the workspace that an import in the file at `path` means; a package without a file of its own is none. */
export function importedFile(
  name: string,
  level: number,
  path: string,
  index: PathIndex,
): string | undefined {
  const target = index.resolve(path, name, level);
  return target === path || target?.endsWith('/') ? undefined : target;
}

function notePackage(name: string, level: number, note: (name: string, level: number) => void): void {
  for (const prefix of modulesIn(name)) note(prefix, level);
}

/** `import a.b.c` runs `a`, `a.b` and `a.b.c`. */
export function modulesIn(name: string): string[] {
  const parts = name.split('.');
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
}

/** `a as b, c` → a known as b, c. */
function listed(names: string): ImportedName[] {
  return names
    .replace(/#[^\n]*/g, '')
    .replace(/[()\\]/g, ' ')
    .split(',')
    .flatMap((item) => {
      const [name = '', , as = name] = item.trim().split(/\s+/);
      return name === '*' || /^[\w.]+$/.test(name) ? [{ name, as }] : [];
    });
}
