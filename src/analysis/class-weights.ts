import type { Call, Name } from '../python/ast.ts';
import type { Assign, Stmt } from '../python/ast-statements.ts';
import { chainTo, childrenOf, type Node } from '../python/walk.ts';
import { calleeName } from './fix/call.ts';
import { setKeyword } from './fix/edits.ts';
import { spelling } from './fix/names.ts';
import { callsBelow, functionAround, mentions, within } from './fix/scope.ts';
import type { FixDraft } from './rule.ts';
import type { CallSite, Unit } from './site.ts';

/** Class weights that nothing reads but `print`, and the loss near them that is made without weights. */
export interface UnusedWeights {
  readonly loss: CallSite;
  readonly fix: FixDraft | undefined;
}

/** Statements among which a variable lives, with the unit they belong to. */
interface Place {
  readonly unit: Unit;
  readonly node: Node;
}

/** A variable at the end of a calculation, and whether it went through a division. */
interface Result {
  readonly name: Name;
  readonly divided: boolean;
}

/**
 * What becomes of the weights (or the counts, from which weights come by division) that `made` computes; undefined when
 * something reads them, or no loss is near.
 */
export function unusedWeights(made: CallSite, areCounts: boolean): UnusedWeights | undefined {
  const places = placesAround(made);
  const result = endOf(places, { unit: made.unit, node: made.call });
  if (result === undefined || (areCounts && !result.divided)) return undefined;
  for (const { unit, node } of places) {
    if (!lossText.test(unit.text)) continue;
    const loss = callsBelow(node).find(takesWeight);
    if (loss !== undefined)
      return { loss: { unit, call: loss }, fix: passWeights({ unit, call: loss }, result.name.id) };
  }
  return undefined;
}

/** The function around a call, or every statement of the file. */
function placesAround({ unit, call }: CallSite): readonly Place[] {
  const around = functionAround(unit, call);
  if (around !== undefined) return [{ unit, node: around }];
  return (unit.siblings ?? [unit]).flatMap((sibling) =>
    sibling.body.map((node) => ({ unit: sibling, node })),
  );
}

/** Weights that pass more variables than this are not followed. */
const maxVariables = 8;

/** Follows a value through assignments to the one variable that nobody reads; undefined when it goes anywhere else. */
function endOf(places: readonly Place[], made: Place): Result | undefined {
  const pending = [made];
  const seen = new Set<Assign>();
  const ends = new Map<string, Name>();
  let divided = false;
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const assigned = assignmentOf(at);
    if (assigned === undefined || seen.size > maxVariables) return undefined;
    const { statement, name } = assigned;
    if (seen.has(statement)) continue;
    seen.add(statement);
    divided ||= divides(statement.value);
    const { unit } = at;
    const readers = places.flatMap((place) => reads(place, name.id, { unit, node: statement }));
    if (readers.length === 0) ends.set(name.id, name);
    pending.push(...readers);
  }
  const [name] = ends.values();
  return name === undefined || ends.size > 1 ? undefined : { name, divided };
}

/** The assignment to a single variable that an expression belongs to. */
function assignmentOf({
  unit,
  node,
}: Place): { readonly statement: Assign; readonly name: Name } | undefined {
  const statement = chainTo(unit.body, node).findLast(isStatement);
  if (statement?.kind !== 'Assign') return undefined;
  const [name, ...more] = (statement as Assign).targets;
  return name?.kind === 'Name' && more.length === 0 ? { statement: statement as Assign, name } : undefined;
}

const statementKinds = new Set<Stmt['kind']>([
  'Assign',
  'AnnAssign',
  'AugAssign',
  'Expr',
  'Return',
  'For',
  'If',
  'While',
  'With',
]);

const isStatement = ({ kind }: Node): boolean => statementKinds.has(kind as Stmt['kind']);

const divides = (node: Node): boolean =>
  (node.kind === 'BinOp' && 'op' in node && (node.op === '/' || node.op === '**')) ||
  childrenOf(node).some(divides);

/** Mentions of a name after the statement that gave it its value, other than to write or print it. */
function reads({ unit, node }: Place, id: string, after: Place): Place[] {
  // Most statements do not hold the name at all: their text tells so at once.
  if (!unit.text.includes(id)) return [];
  const found = unit.text.includes(id) ? mentions(node, id) : [];
  if (found.length === 0) return [];
  const shown = callsBelow(node).filter(({ func }) => func.kind === 'Name' && func.id === 'print');
  return found
    .filter((mention) => unit !== after.unit || mention.start >= after.node.end)
    .filter((mention) => !isTarget(unit, mention) && !shown.some((print) => within(print, mention)))
    .map((mention) => ({ unit, node: mention }));
}

function isTarget(unit: Unit, mention: Name): boolean {
  const parent = chainTo(unit.body, mention).at(-2);
  return parent?.kind === 'Assign' && (parent as Assign).targets.includes(mention);
}

const lossText = /CrossEntropyLoss|NLLLoss|cross_entropy|nll_loss/;
const weighted = new Set(['CrossEntropyLoss', 'NLLLoss', 'cross_entropy', 'nll_loss']);

function takesWeight(call: Call): boolean {
  const { args } = call;
  const last = calleeName(call);
  const positional = args.filter(({ name }) => name === null).length;
  const free = last.endsWith('Loss') ? positional === 0 : positional <= 2;
  return weighted.has(last) && free && args.every(({ name, unpack }) => name !== 'weight' && unpack === '');
}

function passWeights(at: CallSite, name: string): FixDraft | undefined {
  const torch = spelling(at.unit, 'torch');
  if (torch === undefined) return undefined;
  const value = `${torch}.as_tensor(${name}, dtype=${torch}.float32)`;
  return {
    title: 'Pass the weights to the loss',
    safety: 'unsafe',
    edits: [setKeyword(at, 'weight', value)],
  };
}
