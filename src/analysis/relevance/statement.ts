import { type Dotted, dottedNames } from './code.ts';
import type { Header } from './header.ts';
import { exponential, framework, logarithm, training } from './mark.ts';
import { givesScale, isExponential, isLoss, isSoftmax, quotesLoss } from './seeds.ts';
import { differentiates, isSetting, mayTakeLogarithm, methodMarks, takesLogarithm } from './watched.ts';

/** What a top-level statement says that matters, as far as its text tells without parsing. */
export interface Statement {
  /** Names of the module that it binds, or whose objects it may change. */
  readonly binds: readonly string[];
  /** Names of the module that it mentions. */
  readonly names: readonly string[];
  /** What it uses of modules of the workspace: `models.Net`; of `getattr(models, name)` just `models`. */
  readonly members: readonly Member[];
  readonly marks: number;
  /** It says the name of a loss or takes what may be a logarithm: one of a framework, if the statement knows any. */
  readonly namesLoss: boolean;
  /** It says the name of a softmax: if the statement knows a framework, something may be found in it alone. */
  readonly namesSoftmax: boolean;
}

const sayings = new WeakMap<Statement, string>();

/** All that a statement says, to be compared. */
export function sayingOf(statement: Statement): string {
  const known = sayings.get(statement) ?? JSON.stringify(statement);
  sayings.set(statement, known);
  return known;
}

/** `a.b.c` of a module `a`. */
export interface Member {
  readonly module: string;
  readonly path: readonly string[];
}

/** @param code the text without prose */
export function readStatement(code: string, binds: readonly string[], header: Header): Statement {
  const reading = new Reading(header);
  for (const name of dottedNames(code)) reading.read(name);
  const { namesLoss, namesSoftmax } = reading;
  const marks = reading.marks | methodMarks(code) | (quotesLoss(code) ? training : 0);
  return {
    binds,
    names: [...reading.names],
    members: [...reading.members.values()],
    marks,
    namesLoss,
    namesSoftmax,
  };
}

class Reading {
  readonly names = new Set<string>();
  readonly members = new Map<string, Member>();
  marks = 0;
  namesLoss = false;
  namesSoftmax = false;

  constructor(readonly header: Header) {}

  read(name: Dotted): void {
    if (mayTakeLogarithm(name)) this.namesLoss = true;
    if (givesScale(name)) this.marks |= framework;
    if (name.head !== undefined) {
      this.#say(name.head);
      this.#lookUp(name.head, name.members);
    }
    for (const member of name.members) this.#say(member);
  }

  #say(name: string): void {
    if (isLoss(name)) this.namesLoss = true;
    if (isSoftmax(name)) this.namesSoftmax = true;
  }

  #lookUp(head: string, members: readonly string[]): void {
    const { known, names, modules, hasStar } = this.header;
    if (hasStar || names.has(head)) this.names.add(head);
    if (modules.has(head)) this.members.set([head, ...members].join('.'), { module: head, path: members });
    if (known.exponentials.has(head)) this.marks |= exponential;
    if (known.logarithms.has(head)) this.marks |= logarithm;
    if (known.general.has(head)) this.#general(members);
    if (!known.frameworks.has(head)) return;
    if (!isSetting(head, members[0])) this.marks |= framework;
    if (differentiates(head, members)) this.marks |= training;
    if (takesLogarithm(members)) this.marks |= logarithm;
  }

  #general(members: readonly string[]): void {
    if (members.some(isExponential)) this.marks |= exponential;
    if (takesLogarithm(members)) this.marks |= logarithm;
  }
}
