import type { Import, ImportFrom } from '../../python/ast-statements.ts';
import { canonicalName, isLibrary } from '../library/names.ts';
import { starNames } from '../library/star-imports.ts';
import { quotes } from '../quoted-modules.ts';
import { unknown } from '../value.ts';
import { joinAll } from './join.ts';
import { library, memberOf } from './library-value.ts';
import type { Frame, Machine } from './machine.ts';
import { assignName } from './scope.ts';
import type { Value } from './values.ts';

/** `import a.b.c`, `import a.b as c`. */
export function importModules(machine: Machine, frame: Frame, node: Import): void {
  for (const { name, asname } of node.names) {
    const [top = name] = name.split('.');
    const bound = asname === null ? top : name;
    assignName(machine.store, frame.scope, asname ?? top, moduleValue(machine, frame, bound, 0));
  }
}

/** `from a import b as c`, `from . import b`, `from a import *`. */
export function importFrom(machine: Machine, frame: Frame, node: ImportFrom): void {
  for (const { name, asname } of node.names) {
    if (name === '*') importAll(machine, frame, node);
    else assignName(machine.store, frame.scope, asname ?? name, importedName(machine, frame, node, name));
  }
}

/** `importlib.import_module(name)`, where the file itself says the name: only that tells beforehand what it imports. */
export function importNamed(machine: Machine, frame: Frame, name: Value): Value {
  if (name.kind === 'union')
    return joinAll(name.options.map((option) => importNamed(machine, frame, option)));
  if (name.kind !== 'constant' || typeof name.value !== 'string') return unknown;
  const { value } = name;
  const said = (frame.unit.siblings ?? [frame.unit]).some(({ text }) => quotes(text, value));
  return said ? moduleValue(machine, frame, value, 0) : unknown;
}

function moduleValue(machine: Machine, frame: Frame, name: string, level: number): Value {
  if (level === 0 && isLibrary(name)) return library(canonicalName(name));
  const path = machine.world.resolve(frame.scope.file, name, level);
  if (path !== undefined) return { kind: 'module', path };
  return level === 0 ? library(canonicalName(name)) : unknown;
}

function importedName(machine: Machine, frame: Frame, node: ImportFrom, name: string): Value {
  const source = moduleValue(machine, frame, node.module, node.level);
  if (source.kind === 'library') return submodule(machine, frame, node, name) ?? memberOf(source, name);
  if (source.kind !== 'module') return submodule(machine, frame, node, name) ?? unknown;
  const scope = machine.moduleScope(source.path);
  const value = scope === undefined ? undefined : machine.lookUp(scope, name);
  return value ?? submodule(machine, frame, node, name) ?? fromFolder(machine, source.path, name);
}

/** A package whose `__init__.py` is not at hand: the one module in it that defines the name. */
function fromFolder(machine: Machine, folder: string, name: string): Value {
  if (!folder.endsWith('/')) return unknown;
  for (const path of machine.world.modulesIn(folder)) {
    const scope = machine.moduleScope(path);
    const value = scope === undefined ? undefined : machine.lookUp(scope, name);
    if (value?.kind !== 'class' && value?.kind !== 'function') continue;
    return value;
  }
  return unknown;
}

/** `from package import module`, whether or not the package has an `__init__.py`. */
function submodule(machine: Machine, frame: Frame, node: ImportFrom, name: string): Value | undefined {
  if (node.level === 0 && isLibrary(node.module)) return undefined;
  const full = node.module === '' ? name : `${node.module}.${name}`;
  const path = machine.world.resolve(frame.scope.file, full, node.level);
  return path === undefined ? undefined : { kind: 'module', path };
}

/** Brings in every public name of a module, its own imports too. */
function importAll(machine: Machine, frame: Frame, node: ImportFrom): void {
  const source = moduleValue(machine, frame, node.module, node.level);
  if (source.kind === 'library')
    for (const [name, full] of starNames(source.name))
      assignName(machine.store, frame.scope, name, library(full));
  if (source.kind !== 'module') return;
  const scope = machine.moduleScope(source.path);
  if (scope === undefined) return;
  for (const [name, value] of machine.publicNames(scope)) assignName(machine.store, frame.scope, name, value);
}
