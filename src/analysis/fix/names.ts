import type { Alias, Import, ImportFrom, Stmt } from '../../python/ast-statements.ts';
import type { Unit } from '../site.ts';

/** How a library's name can be written in the file of `unit` with what is imported there; undefined when it cannot. */
export function spelling(unit: Unit, qualified: string): string | undefined {
  const names = importedNames(unit);
  return sameThing(qualified)
    .flatMap((name) => spellings(names, name))
    .sort((a, b) => a.split('.').length - b.split('.').length || a.length - b.length)
    .at(0);
}

/** Where a name is imported from a library by itself: `from torch.nn import NLLLoss`. */
export function importOf(
  unit: Unit,
  local: string,
): { readonly unit: Unit; readonly module: string; readonly alias: Alias } | undefined {
  for (const sibling of unit.siblings ?? [unit])
    for (const statement of sibling.body) {
      if (statement.kind !== 'ImportFrom' || statement.level > 0) continue;
      const alias = statement.names.find(({ name, asname }) => (asname ?? name) === local);
      if (alias !== undefined) return { unit: sibling, module: statement.module, alias };
    }
  return undefined;
}

/** Keras is found in TensorFlow too. */
const sameThing = (name: string): string[] =>
  name.startsWith('keras.') ? [name, `tensorflow.${name}`] : [name];

function spellings(names: ReadonlyMap<string, string>, qualified: string): string[] {
  return [...names].flatMap(([local, full]) => {
    if (full === qualified) return [local];
    return qualified.startsWith(`${full}.`) ? [local + qualified.slice(full.length)] : [];
  });
}

/** Local name → qualified name, for the imports at the top level. */
function importedNames(unit: Unit): ReadonlyMap<string, string> {
  const statements = (unit.siblings ?? [unit]).flatMap(({ body }) => body);
  return new Map(statements.flatMap(bindings));
}

function bindings(statement: Stmt): (readonly [string, string])[] {
  if (statement.kind === 'Import') return modules(statement);
  return statement.kind === 'ImportFrom' && statement.level === 0 ? members(statement) : [];
}

function modules({ names }: Import): (readonly [string, string])[] {
  return names.map(({ name, asname }) => {
    const [top = name] = name.split('.');
    return asname === null ? [top, top] : [asname, name];
  });
}

const members = ({ module, names }: ImportFrom): (readonly [string, string])[] =>
  names
    .filter(({ name }) => name !== '*')
    .map(({ name, asname }) => [asname ?? name, `${module}.${name}`] as const);
