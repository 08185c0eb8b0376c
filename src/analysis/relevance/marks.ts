import { setIn } from '../collect.ts';
import type { FileStatements } from './file.ts';
import { exponential, framework, isTelling, logarithm, training } from './mark.ts';
import type { Statement } from './statement.ts';

/**
 * Which statements may give a value a scale or compute a loss, by what they say and by the names they mention: a name bears
 * the marks of the statements that bind it, in its own file and wherever it is imported.
 */
export class Marks {
  readonly #fileOf: (path: string) => FileStatements;
  readonly #importersOf: (path: string) => Iterable<string>;
  readonly #own = new Map<string, Map<string, number>>();
  /** Files that use a member of a module, by its name. */
  readonly #users = new Map<string, Set<string>>();
  readonly #statements = new Map<Statement, number>();
  readonly #pending: Set<string>;
  readonly #seen = new Set<string>();

  constructor(
    seeds: Iterable<string>,
    fileOf: (path: string) => FileStatements,
    importersOf: (path: string) => Iterable<string>,
  ) {
    this.#fileOf = fileOf;
    this.#importersOf = importersOf;
    this.#pending = new Set(seeds);
    for (const path of this.#pending) {
      this.#pending.delete(path);
      this.#visit(path, fileOf(path));
    }
  }

  /** Whether anything of a file was looked at: if not, nothing of it can be relevant. */
  reached(path: string): boolean {
    return this.#seen.has(path);
  }

  /** Whether running a statement may bring something to light. */
  concerns(statement: Statement): boolean {
    const marks = this.#of(statement);
    return isTelling(marks) || (statement.namesSoftmax && (marks & (framework | exponential)) !== 0);
  }

  isSink(statement: Statement): boolean {
    return (this.#of(statement) & (logarithm | training)) !== 0;
  }

  #of(statement: Statement): number {
    return this.#statements.get(statement) ?? 0;
  }

  #visit(path: string, file: FileStatements): void {
    if (!this.#seen.has(path)) this.#enter(path, file);
    this.#import(path, file);
    for (let again = true; again; ) {
      again = false;
      for (const statement of file.byText.values()) if (this.#judge(path, file, statement)) again = true;
    }
  }

  #enter(path: string, file: FileStatements): void {
    this.#seen.add(path);
    for (const { members } of file.byText.values())
      for (const member of members.flatMap((each) => each.path)) setIn(this.#users, member).add(path);
  }

  #import(path: string, { header: { links } }: FileStatements): void {
    for (const [local, places] of links.members)
      for (const { file, name } of places) this.#mark(path, local, this.#marksOf(file, name));
    for (const file of links.stars)
      for (const [name, marks] of this.#own.get(file) ?? []) this.#mark(path, name, marks);
  }

  /** Whether a name of the file has become something that it was not before. */
  #judge(path: string, file: FileStatements, statement: Statement): boolean {
    const before = this.#of(statement);
    let marks = before | statement.marks;
    for (const name of statement.names) marks |= this.#marksOf(path, name);
    for (const member of statement.members)
      marks |= this.#through(file.header.links.modules.get(member.module) ?? [], member.path);
    if (statement.namesLoss && (marks & framework) !== 0) marks |= training;
    if (marks === before) return false;
    this.#statements.set(statement, marks);
    let isNew = false;
    for (const name of statement.binds)
      if (!isLibrary(file.header, name) && this.#mark(path, name, marks)) isNew = true;
    return isNew;
  }

  #marksOf(path: string, name: string): number {
    return this.#own.get(path)?.get(name) ?? 0;
  }

  /** What a member of one of these modules may be. */
  #through(files: readonly string[], path: readonly string[]): number {
    if (path.length === 0) return this.#marksIn(files);
    let found = 0;
    for (const file of files) {
      for (const name of path) found |= this.#marksOf(file, name);
      const [first = '', ...rest] = path;
      const inner = this.#seen.has(file) ? this.#fileOf(file).header.links.modules.get(first) : undefined;
      if (inner !== undefined && rest.length > 0) found |= this.#through(inner, rest);
    }
    return found;
  }

  /** What anything in these files may be. */
  #marksIn(files: readonly string[]): number {
    let found = 0;
    for (const file of files) for (const marks of this.#own.get(file)?.values() ?? []) found |= marks;
    return found;
  }

  #mark(path: string, name: string, marks: number): boolean {
    const own = this.#own.get(path) ?? new Map<string, number>();
    const before = own.get(name) ?? 0;
    if ((before | marks) === before) return false;
    this.#own.set(path, own.set(name, before | marks));
    for (const importer of this.#importersOf(path)) this.#pending.add(importer);
    for (const user of this.#users.get(name) ?? []) this.#pending.add(user);
    return true;
  }
}

/** A library is the same whatever is done with it. */
const isLibrary = ({ known, modules }: FileStatements['header'], name: string): boolean =>
  !modules.has(name) && (known.frameworks.has(name) || known.general.has(name));
