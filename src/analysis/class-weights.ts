import type { Assign, Call, Name, Stmt } from '../python/ast.ts';
import { chainTo, childrenOf, type Node } from '../python/walk.ts';
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
  const result = endOf(places, made.unit, made.call, 0);
  if (result === undefined || (areCounts && !result.divided)) return undefined;
  for (const { unit, node } of places) {
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

const maxHops = 4;

/** Follows a value through assignments to a variable that nobody reads; undefined when it goes anywhere else. */
function endOf(places: readonly Place[], unit: Unit, node: Node, hops: number): Result | undefined {
  const statement = chainTo(unit.body, node).findLast(isStatement);
  if (statement?.kind !== 'Assign' || hops > maxHops) return undefined;
  const { targets, value } = statement as Assign;
  const [name] = targets;
  if (targets.length !== 1 || name?.kind !== 'Name') return undefined;
  const divided = divides(value);
  const readers = places.flatMap((place) => reads(place, name.id, { unit, node: statement }));
  const ends = readers.map((reader) => endOf(places, reader.unit, reader.node, hops + 1));
  if (ends.length === 0) return { name, divided };
  const [first] = ends;
  if (first === undefined || ends.some((end) => end?.name.id !== first.name.id)) return undefined;
  return { name: first.name, divided: divided || first.divided };
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
  const shown = callsBelow(node).filter(({ func }) => func.kind === 'Name' && func.id === 'print');
  return mentions(node, id)
    .filter((mention) => unit !== after.unit || mention.start >= after.node.end)
    .filter((mention) => !isTarget(unit, mention) && !shown.some((print) => within(print, mention)))
    .map((mention) => ({ unit, node: mention }));
}

function isTarget(unit: Unit, mention: Name): boolean {
  const parent = chainTo(unit.body, mention).at(-2);
  return parent?.kind === 'Assign' && (parent as Assign).targets.includes(mention);
}

const weighted = new Set(['CrossEntropyLoss', 'NLLLoss', 'cross_entropy', 'nll_loss']);

function takesWeight({ func, args }: Call): boolean {
  const last = func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.id : '';
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
