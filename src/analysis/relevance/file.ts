import { withoutProse } from '../../python/prose.ts';
import type { ImportLine } from '../workspace/imports.ts';
import type { PathIndex } from '../workspace/resolve.ts';
import { boundNames } from './code.ts';
import { type Header, headerOf } from './header.ts';
import { readStatement, type Statement, sayingOf } from './statement.ts';

/** The top-level statements of a file by their texts; those that do nothing, imports first of all, are left out. */
export interface FileStatements {
  readonly lines: readonly ImportLine[];
  readonly header: Header;
  readonly byText: ReadonlyMap<string, Statement>;
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
  const { lines } = file;
  const bound = new Map<string, readonly string[]>();
  const codes = new Map<string, string>();
  const codeOf = (text: string): string => {
    const code = codes.get(text) ?? withoutProse(text);
    codes.set(text, code);
    return code;
  };
  for (const text of file.statements)
    if (!inert.test(text)) bound.set(text, before?.byText.get(text)?.binds ?? namesBoundBy(text, codeOf));
  const isSame = before !== undefined && before.lines === lines && sameNames(before, bound.values());
  const header = isSame ? before.header : headerOf(file, index, [...bound.values()].flat());
  const byText = new Map<string, Statement>();
  for (const [text, binds] of bound) {
    const known = isSame ? before.byText.get(text) : undefined;
    byText.set(text, known ?? readStatement(codeOf(text), binds, header));
  }
  return { lines, header, byText: before === undefined ? byText : withKnown(byText, before) };
}

const namesBoundBy = (text: string, codeOf: (text: string) => string): string[] =>
  main.test(text) ? [] : boundNames(codeOf(text));

/** Statements that say what one of an earlier version said are that one. */
function withKnown(byText: ReadonlyMap<string, Statement>, before: FileStatements): Map<string, Statement> {
  const known = new Map([...before.byText.values()].map((statement) => [sayingOf(statement), statement]));
  return new Map(
    Array.from(byText, ([text, statement]) => [text, known.get(sayingOf(statement)) ?? statement]),
  );
}

/** Whether nothing that a version of a file says is different in another, read after it. */
export function saysTheSame(before: FileStatements, after: FileStatements): boolean {
  const [old, now] = [new Set(before.byText.values()), new Set(after.byText.values())];
  return before.header === after.header && [...old].every((each) => now.has(each)) && old.size === now.size;
}

function sameNames({ byText }: FileStatements, lists: Iterable<readonly string[]>): boolean {
  const before = new Set(Array.from(byText.values(), ({ binds }) => binds).flat());
  const after = new Set([...lists].flat());
  return before.size === after.size && [...after].every((name) => before.has(name));
}
