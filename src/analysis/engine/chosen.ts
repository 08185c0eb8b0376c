import { anyModelOf } from '../library/models.ts';
import type { Unit } from '../site.ts';
import { unknown } from '../value.ts';
import { getAttribute } from './attributes.ts';
import { joinAll } from './join.ts';
import { library } from './library-value.ts';
import type { Machine } from './machine.ts';
import type { ClassValue, FunctionValue, ModuleValue, Value } from './values.ts';

/** The member of which the name is a value: `getattr(holder, name)`, `holder.__dict__[name]`. */
export function memberNamed(machine: Machine, holder: Value, name: Value): Value {
  switch (name.kind) {
    case 'constant':
      return typeof name.value === 'string' ? getAttribute(machine, holder, name.value, null) : unknown;
    case 'union':
      return joinAll(name.options.map((option) => memberNamed(machine, holder, option)));
    case 'unknown':
      return chosenMember(machine, holder);
    default:
      return unknown;
  }
}

/** The member of which only a configuration knows the name. */
function chosenMember(machine: Machine, holder: Value): Value {
  if (holder.kind === 'module') return onlyMember(machine, holder);
  const model = holder.kind === 'library' ? anyModelOf(holder.name) : undefined;
  return model === undefined ? unknown : library(model);
}

/**
 * The one class or function that a module has for others, where there is just one. Of several, no two that were chosen in
 * two places need belong together.
 */
function onlyMember(machine: Machine, module: ModuleValue): Value {
  const scope = machine.moduleScope(module.path);
  if (scope === undefined) return unknown;
  const values = [...machine.publicNames(scope).values()];
  const [only, ...others] = values.filter((value) => isOffered(value, module.path));
  return only === undefined || others.length > 0 ? unknown : only;
}

/** Defined in the module, and no part of something else in it. */
function isOffered(value: Value, path: string): value is ClassValue | FunctionValue {
  if ((value.kind !== 'class' && value.kind !== 'function') || value.def.kind === 'Lambda') return false;
  const { def, unit } = value;
  if (unit.file !== path) return false;
  const mention = new RegExp(`\\b${def.name}\\b`);
  return !(unit.siblings ?? []).some((other) => other !== unit && defines(other) && mention.test(other.text));
}

const defines = ({ body: [first] }: Unit): boolean =>
  first?.kind === 'ClassDef' || first?.kind === 'FunctionDef';
