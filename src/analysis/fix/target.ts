import type { Call } from '../../python/ast.ts';
import type { LossCallFact } from '../fact.ts';
import type { FixDraft } from '../rule.ts';
import type { Unit } from '../site.ts';
import { calleeName } from './call.ts';
import { operandText, replace } from './edits.ts';
import { applyToInput } from './loss.ts';

type Spanned = { readonly start: number; readonly end: number };

const argumentAt = ({ at }: LossCallFact, site: Spanned | undefined) =>
  at.call.args.find(
    ({ value, unpack }) => unpack === '' && value.start === site?.start && value.end === site.end,
  );

/** `labels.float()` → `labels.long()`, or `.long()` added. */
export function convertTarget(fact: LossCallFact, method: 'float' | 'long'): FixDraft | undefined {
  const title = `Convert the target with .${method}()`;
  const node = argumentAt(fact, fact.target?.site)?.value;
  if (node === undefined) return undefined;
  const converted = node.kind === 'Call' ? conversion(node) : undefined;
  if (converted === undefined) return applyToInput(fact.at, fact.target?.site, `${method}()`, title);
  return { title, safety: 'unsafe', edits: [replace(fact.at.unit, converted, `${method}()`)] };
}

/** The `float()` of `labels.float()`. */
function conversion({ func, end }: Call): Spanned | undefined {
  const known = func.kind === 'Attribute' && ['float', 'double', 'half', 'long', 'int'].includes(func.attr);
  return known ? { start: func.attrStart, end } : undefined;
}

/** `F.one_hot(y, 10)` → `y`, where it is written in the call of the loss. */
export function insteadOfOneHot(fact: LossCallFact): FixDraft | undefined {
  const node = argumentAt(fact, fact.target?.site)?.value;
  if (node?.kind !== 'Call' || calleeName(node) !== 'one_hot') return undefined;
  const indices = node.args.find(({ name, unpack }) => unpack === '' && (name === null || name === 'tensor'));
  if (indices === undefined) return undefined;
  const { unit } = fact.at;
  const edit = replace(unit, node, unit.text.slice(indices.value.start, indices.value.end));
  return { title: 'Pass the class indices', safety: 'unsafe', edits: [edit] };
}

/** `y` → `2 * y - 1`. */
export function rescaleTarget(fact: LossCallFact): FixDraft | undefined {
  const node = argumentAt(fact, fact.target?.site)?.value;
  if (node === undefined) return undefined;
  const edit = replace(fact.at.unit, node, `2 * ${operandText(fact.at.unit, node)} - 1`);
  return { title: 'Map 0 and 1 to −1 and 1', safety: 'unsafe', edits: [edit] };
}

/** Exchanges the prediction and the target. */
export function swapInputs(fact: LossCallFact): FixDraft | undefined {
  const a = argumentAt(fact, fact.prediction?.site);
  const b = argumentAt(fact, fact.target?.site);
  if (a === undefined || b === undefined) return undefined;
  const { unit } = fact.at;
  const edits = [
    replace(unit, a.value, textAt(unit, b.value)),
    replace(unit, b.value, textAt(unit, a.value)),
  ];
  return { title: 'Swap the prediction and the target', safety: 'unsafe', edits };
}

const textAt = (unit: Unit, { start, end }: Spanned): string => unit.text.slice(start, end);
