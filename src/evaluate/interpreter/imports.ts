import type { Import, ImportFrom } from '../../python/ast-statements.ts';
import { lookUp } from '../library/lookup.ts';
import { knownModules } from '../library/tables.ts';
import { unknown } from '../values/make.ts';
import type { Value } from '../values/value.ts';
import type { Completion, Frame, Machine } from './frame.ts';
import { writeName } from './scope.ts';

/** A module that tables describe, or an unknown thing that remembers its name. Nothing is loaded. */
function moduleValue(path: string): Value {
  const found = lookUp(path);
  return found.kind === 'unknown' && knownModules.has(path.split('.')[0] ?? '')
    ? { kind: 'module', path }
    : found;
}

export function importModule(_machine: Machine, node: Import, frame: Frame): Completion {
  for (const { name, asname } of node.names) {
    const path = asname === null ? (name.split('.')[0] ?? name) : name;
    writeName(frame.scope, asname ?? path, moduleValue(path));
  }
  return 'next';
}

export function importFrom(_machine: Machine, node: ImportFrom, frame: Frame): Completion {
  for (const { name, asname } of node.names) {
    if (name === '*') {
      if (node.level === 0) frame.scope.stars.push(node.module);
      continue;
    }
    const path = `${node.module}.${name}`;
    const value = node.level > 0 ? unknown(`${name} comes from another file`) : moduleValue(path);
    writeName(frame.scope, asname ?? name, value);
  }
  return 'next';
}
