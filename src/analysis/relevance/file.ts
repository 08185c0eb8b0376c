import { withoutProse } from '../../python/prose.ts';
import type { ImportLine } from '../workspace/imports.ts';
import type { PathIndex } from '../workspace/resolve.ts';
import { boundNames } from './code.ts';
import { type Header, headerOf } from './header.ts';
import { readStatement, type Statement } from './statement.ts';

/** The top-level statements of a file; those that do nothing, imports first of all, are left out. */
export interface FileStatements {
  readonly lines: readonly ImportLine[];
  /** Names that each binds, by its text. */
  readonly bound: ReadonlyMap<string, readonly string[]>;
  readonly header: Header;
  /** All that each says, by its text; it is the key of the statement. */
  readonly keys: ReadonlyMap<string, string>;
  /** Each once, though several say the same. */
  readonly statements: ReadonlyMap<string, Statement>;
}

/** What is to be read of a file. */
export interface FileTexts {
  readonly path: string;
  readonly statements: readonly string[];
  readonly lines: readonly ImportLine[];
}

/** Nothing but imports, or names listed for others: nothing is done there. */
const inert = /^(?:import\b|from\b|__all__\b)/;
/** What is bound there nobody imports, and what runs with it is run from there. */
const main = /^if[ \t(]+(?:__name__\b|(['"])__main__\1)/;

/** Reads a file; of an earlier version `before` it keeps what holds still, statements that say the same among it. */
export function readFile(file: FileTexts, index: PathIndex, before?: FileStatements): FileStatements {
  const texts = file.statements.filter((text) => !inert.test(text));
  const bound = new Map(texts.map((text) => [text, before?.bound.get(text) ?? namesBoundBy(text)]));
  const isSame = before !== undefined && before.lines === file.lines && sameNames(before.bound, bound);
  const header = isSame ? before.header : headerOf(file, index, [...bound.values()].flat());
  const keys = new Map<string, string>();
  const statements = new Map<string, Statement>();
  for (const [text, names] of bound) {
    const known = isSame ? before.keys.get(text) : undefined;
    const read = known === undefined ? readStatement(text, ownNames(header, names), header) : undefined;
    const key = known ?? JSON.stringify(read);
    const statement = before?.statements.get(key) ?? read;
    keys.set(text, key);
    if (statement !== undefined && !statements.has(key)) statements.set(key, statement);
  }
  return { lines: file.lines, bound, header, keys, statements };
}

export const statementOf = ({ keys, statements }: FileStatements, text: string): Statement | undefined =>
  statements.get(keys.get(text) ?? '');

/** Whether nothing that a version of a file says is different in another. */
export const saysTheSame = (a: FileStatements, b: FileStatements): boolean =>
  a.header === b.header &&
  a.statements.size === b.statements.size &&
  [...a.statements.keys()].every((key) => b.statements.has(key));

const namesBoundBy = (text: string): string[] => (main.test(text) ? [] : boundNames(withoutProse(text)));

function sameNames(a: FileStatements['bound'], b: FileStatements['bound']): boolean {
  const [before, after] = [a, b].map((bound) => new Set([...bound.values()].flat()));
  return before?.size === after?.size && [...(after ?? [])].every((name) => before?.has(name));
}

/** A library is the same whatever is done with it. */
const ownNames = ({ known, modules }: Header, names: readonly string[]): string[] =>
  names.filter((name) => modules.has(name) || !(known.frameworks.has(name) || known.general.has(name)));
