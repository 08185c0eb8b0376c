import { listIn } from '../collect.ts';
import { isLibrary } from '../library/names.ts';
import {
  type ImportedName,
  type ImportLine,
  importedFile,
  memberOf,
  modulesIn,
} from '../workspace/imports.ts';
import type { PathIndex } from '../workspace/resolve.ts';

/** A name of a file of the workspace. */
export interface Place {
  readonly file: string;
  readonly name: string;
}

/** Where the names come from that a file imports from others of the workspace. */
export interface Links {
  /** What a local name stands for, in files where it may be. */
  readonly members: ReadonlyMap<string, readonly Place[]>;
  /** Files of which a local name is the module, packages around it among them. */
  readonly modules: ReadonlyMap<string, readonly string[]>;
  /** Files of which every name is imported. */
  readonly stars: readonly string[];
}

export function linksOf(lines: readonly ImportLine[], path: string, index: PathIndex): Links {
  const links = new LinkReader(path, index);
  for (const { module, level, names } of lines)
    for (const name of names) {
      if (module === null) links.module(name);
      else links.member(module, level, name);
    }
  return links;
}

class LinkReader implements Links {
  readonly members = new Map<string, Place[]>();
  readonly modules = new Map<string, string[]>();
  readonly stars: string[] = [];
  readonly #path: string;
  readonly #index: PathIndex;

  constructor(path: string, index: PathIndex) {
    this.#path = path;
    this.#index = index;
  }

  /** `import a.b.c` makes `a` known, through which the others are reached; `import a.b.c as d` the last of them. */
  module({ name, as }: ImportedName): void {
    const modules = modulesIn(name);
    const local = as === name ? (modules[0] ?? '') : as;
    for (const module of modules) this.#add(this.modules, local, this.#file(module, 0));
  }

  member(module: string, level: number, { name, as }: ImportedName): void {
    const from = this.#file(module, level);
    if (name === '*') {
      if (from !== undefined) this.stars.push(from);
      return;
    }
    this.#add(this.modules, as, this.#file(memberOf(module, name), level));
    this.#add(this.members, as, from === undefined ? undefined : { file: from, name });
  }

  #file(name: string, level: number): string | undefined {
    if (level === 0 && isLibrary(name)) return undefined;
    return importedFile(name, level, this.#path, this.#index);
  }

  #add<T>(map: Map<string, T[]>, local: string, item: T | undefined): void {
    if (item !== undefined) listIn(map, local).push(item);
  }
}
