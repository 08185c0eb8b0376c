import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Folders that tools make, as .gitignore names them. */
const notOurs = new Set(['node_modules', 'dist', 'out', '.git', '.cache', 'coverage']);

/** Every file below a folder, `/`-separated and relative to the repository, without what tools make. */
export function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (notOurs.has(name)) return [];
    return entry.isDirectory() ? filesBelow(name) : entry.isFile() ? [name] : [];
  });
}

export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

export const isCode = (file: string): boolean => /\.(ts|mts|mjs|cjs|js)$/.test(file);

export interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly line: number;
}

const importPattern =
  /^[ \t]*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^[ \t]*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** Every import of a TypeScript file: static, side effect, dynamic, `import('…')` types and re-exports. */
export function importsOf(file: string): Import[] {
  const text = textOf(file);
  return [...text.matchAll(importPattern)].map((match) => ({
    from: file,
    specifier: match[1] ?? match[2] ?? match[3] ?? match[4] ?? '',
    line: text.slice(0, match.index).split('\n').length,
  }));
}

/** The repository file that a relative import names, or undefined for a package. */
export const targetOf = ({ from, specifier }: Import): string | undefined =>
  specifier.startsWith('.') ? path.posix.join(path.posix.dirname(from), specifier) : undefined;
