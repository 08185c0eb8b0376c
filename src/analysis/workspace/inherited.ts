import { linear } from '../engine/classes.ts';
import type { Definition } from '../engine/run.ts';
import type { ClassValue, FunctionValue } from '../engine/values.ts';

const runsModel = /\bself(?:\.forward)?\(/;
const computesLoss = /loss|criterion/i;

/**
 * Methods of a class's bases that compute a loss of what the class itself computes: `loss = self.criterion(self(x), y)`.
 * Run on an object of the base they come to nothing, for it is the class that says what `forward` and the criterion are.
 */
export function inheritedSteps(cls: ClassValue): FunctionValue[] {
  const found: FunctionValue[] = [];
  const overridden = new Set(cls.scope.names.keys());
  for (const base of linear(cls)) {
    if (base.kind !== 'class' || base === cls) continue;
    for (const [name, { value }] of base.scope.names) {
      if (overridden.has(name)) continue;
      overridden.add(name);
      if (value?.kind === 'function' && isStep(value)) found.push(value);
    }
  }
  return found;
}

/** A base has many subclasses, and its text is read once. */
const known = new WeakMap<Definition, boolean>();

function isStep(func: FunctionValue): boolean {
  const before = known.get(func.def);
  if (before !== undefined) return before;
  const found = isStepByText(func);
  known.set(func.def, found);
  return found;
}

function isStepByText({ unit, def }: FunctionValue): boolean {
  if (def.kind !== 'FunctionDef' || def.name.startsWith('__')) return false;
  const text = unit.text.slice(def.start, def.end);
  return runsModel.test(text) && computesLoss.test(text);
}
