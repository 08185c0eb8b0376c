import type { Arg, Expr } from '../../python/ast.ts';
import type { Stmt } from '../../python/ast-statements.ts';
import { chainTo, type Node } from '../../python/walk.ts';
import type { FixDraft, SiteEdit } from '../rule.ts';
import { type CallSite, textOfNode, type Unit } from '../site.ts';
import type { ActivationSource, Mark, TensorValue } from '../value.ts';
import { operandText, removeArgument, removeItem, removeLine, replace } from './edits.ts';

/** Takes away the activation that gave `tensor` its scale; undefined where that is not one local edit. */
export function removeActivation(tensor: TensorValue | undefined, title: string): FixDraft | undefined {
  const edit = tensor === undefined ? undefined : removalFrom(tensor);
  return edit === undefined ? undefined : { title, safety: 'unsafe', edits: [edit] };
}

/** The one edit that takes the activation of `tensor` away; none where its result was worked on afterwards. */
export function removalFrom({ source, marks }: TensorValue): SiteEdit | undefined {
  return source === null || marks.some((mark) => reworked.has(mark)) ? undefined : removalOf(source);
}

const reworked: ReadonlySet<Mark> = new Set(['logged', 'complement', 'shifted']);

function removalOf(source: ActivationSource): SiteEdit | undefined {
  switch (source.form) {
    case 'function':
    case 'module':
      return unwrapFirstArgument(source.at);
    case 'method':
      return unwrapReceiver(source.at);
    case 'item':
      return removeFromContainer(source.at);
    case 'layer-argument':
      return removeLayerArgument(source.at);
    case 'layer':
      return undefined;
  }
}

function unwrapFirstArgument(at: CallSite): SiteEdit | undefined {
  const operand = at.call.args.find(
    (arg) => arg.unpack === '' && (arg.name === null || operandNames.has(arg.name)),
  );
  return operand === undefined ? undefined : inPlace(at, operand.value);
}

const operandNames = new Set(['input', 'x', 'logits', 'inputs', 'features']);

function unwrapReceiver(at: CallSite): SiteEdit | undefined {
  const { func } = at.call;
  return func.kind === 'Attribute' ? inPlace(at, func.value) : undefined;
}

/** Puts an operand in the place of the call; in parentheses only among other operators. */
function inPlace(at: CallSite, operand: Expr): SiteEdit {
  const parent = chainTo(at.unit.body, at.call).at(-2)?.kind;
  const alone = parent !== undefined && standsAlone.has(parent);
  return replace(at.unit, at.call, alone ? textOfNode(at.unit, operand) : operandText(at.unit, operand));
}

const standsAlone = new Set(['Return', 'Assign', 'AnnAssign', 'AugAssign', 'Expr', 'Arg', 'Tuple', 'List']);

const activationNames = new Set(['activation', 'activation_fn', 'act']);

function removeLayerArgument(at: CallSite): SiteEdit | undefined {
  const arg =
    at.call.args.find(({ name }) => name !== null && activationNames.has(name)) ?? positionalName(at);
  return arg === undefined ? undefined : removeArgument(at, arg);
}

/** `Dense(10, 'softmax')`. */
function positionalName(at: CallSite): Arg | undefined {
  return at.call.args.find(
    ({ name, value }) => name === null && value.kind === 'Constant' && value.type === 'str',
  );
}

/** An item of `nn.Sequential(…)`, of a list in it, of an OrderedDict; or the statement that adds it. */
function removeFromContainer(at: CallSite): SiteEdit | undefined {
  const chain = chainTo(at.unit.body, at.call);
  const parents = chain.slice(0, -1).reverse();
  const [parent, grandparent, great] = parents;
  if (parent === undefined) return undefined;
  if (parent.kind === 'Arg' && grandparent !== undefined)
    return fromCall(at.unit, parent as Arg, grandparent, great);
  if (parent.kind === 'Tuple' && grandparent?.kind === 'List') return fromList(at.unit, grandparent, parent);
  if (parent.kind === 'List') return fromList(at.unit, parent, at.call);
  return undefined;
}

function fromList(unit: Unit, list: Node, item: Node): SiteEdit | undefined {
  const { elts } = list as unknown as { readonly elts: readonly Expr[] };
  const found = elts.find((elt) => elt === item);
  return found === undefined ? undefined : removeItem(unit, elts, found);
}

/** In `Sequential(…)` the argument goes; in `model.add(…)`, `layers.append(…)`, `add_module(…)` the statement goes. */
function fromCall(unit: Unit, arg: Arg, call: Node, statement: Node | undefined): SiteEdit | undefined {
  if (call.kind !== 'Call') return undefined;
  if (statement?.kind === 'Expr') return removeLine(unit, statement as Stmt);
  return removeArgument({ unit, call: call as CallSite['call'] }, arg);
}
