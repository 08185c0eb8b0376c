import type { ImportLine } from '../workspace/imports.ts';
import { generalNames, isExponential, isFramework, isGeneral, membersOf, packageOf } from './seeds.ts';

/** What import lines let a text know of the libraries that can give a value a scale or compute a loss. */
export interface Known {
  /** Names of frameworks and of what is imported of them. */
  readonly frameworks: ReadonlySet<string>;
  /** Names of packages that are used for much else. */
  readonly general: ReadonlySet<string>;
  /** Their functions that give a value a scale. */
  readonly exponentials: ReadonlySet<string>;
  readonly logarithms: ReadonlySet<string>;
}

export function knownFrom(lines: readonly ImportLine[]): Known {
  const reader = new ImportReader();
  for (const { module, level, names } of lines)
    for (const { name, as } of level > 0 ? [] : names) {
      if (module === null) reader.module(name, as);
      else reader.member(module, name, as);
    }
  return reader;
}

class ImportReader implements Known {
  readonly frameworks = new Set<string>();
  readonly general = new Set(generalNames);
  readonly exponentials = new Set<string>();
  readonly logarithms = new Set<string>();

  module(name: string, as: string): void {
    if (isFramework(name)) this.frameworks.add(packageOf(as));
    if (isGeneral(name)) this.general.add(packageOf(as));
  }

  member(module: string, name: string, as: string): void {
    if (isFramework(module))
      for (const each of name === '*' ? membersOf(module) : [as]) this.frameworks.add(each);
    else if (!isGeneral(module)) return;
    else if (isExponential(name)) this.exponentials.add(as);
    else this.general.add(as);
    if (name === 'log') this.logarithms.add(as);
  }
}
