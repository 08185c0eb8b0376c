import type { Comprehension, DictComp, Expr, Format, Generator, Sequence } from '../../python/ast.ts';
import { charge, step } from '../context.ts';
import { NotKnown, notKnown, Raised } from '../signals.ts';
import { formatValue } from '../values/format.ts';
import { keyOf } from '../values/key.ts';
import {
  bool,
  dict,
  ellipsis,
  float,
  int,
  iterator,
  list,
  none,
  str,
  tuple,
  unknown,
} from '../values/make.ts';
import { repr, strOf } from '../values/repr.ts';
import { asSample, isSample, isTrue } from '../values/truth.ts';
import type { SliceValue, Value } from '../values/value.ts';
import { assign } from './assign.ts';
import { attribute } from './attributes.ts';
import { evaluateCall } from './calls.ts';
import { compare } from './comparisons.ts';
import { describe } from './describe.ts';
import { type Frame, type Machine, newScope } from './frame.ts';
import { makeLambda } from './functions.ts';
import { collectItems, iterate } from './iterate.ts';
import { binaryOperation, unaryOperation } from './operators.ts';
import { readName, writeName } from './scope.ts';
import { subscript } from './subscript.ts';

type Evaluate<K extends Expr['kind']> = (
  machine: Machine,
  node: Extract<Expr, { kind: K }>,
  frame: Frame,
) => Value;

/** Evaluates an expression. What cannot be known becomes an unknown value here, at the smallest place. */
export function evaluateExpression(machine: Machine, node: Expr, frame: Frame): Value {
  step(machine);
  const run = expressions[node.kind] as Evaluate<Expr['kind']>;
  try {
    return run(machine, node, frame);
  } catch (signal) {
    if (signal instanceof NotKnown) return unknown(signal.reason, signal.origin);
    if (signal instanceof Raised) {
      signal.span ??= node;
      signal.library ??= false;
    }
    throw signal;
  }
}

const constant: Evaluate<'Constant'> = (_machine, { type, value }) => {
  switch (type) {
    case 'int':
      return Number.isSafeInteger(value) ? int(Number(value)) : unknown('an integer beyond 2^53');
    case 'float':
      return float(Number(value));
    case 'bool':
      return bool(value === true);
    case 'str':
      return str(String(value));
    case 'None':
      return none;
    case 'Ellipsis':
      return ellipsis;
    default:
      return unknown(`a value of type ${type}`);
  }
};

/** An f-string: `{x = !r:{width}.3f}` in full. */
const joinedStr: Evaluate<'JoinedStr'> = (machine, node, frame) => {
  let text = '';
  let random = false;
  const formats = [...node.formats];
  for (const part of node.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = machine.evaluate(part, frame);
    if (value.kind === 'unknown') return value;
    describe(machine, value, true);
    random ||= isSample(value);
    text += interpolate(machine, value, formats.shift(), frame);
  }
  charge(machine, text.length);
  return str(text, random);
};

function interpolate(machine: Machine, value: Value, format: Format | undefined, frame: Frame): string {
  if (!format) return formatValue(value, '');
  const spec = format.spec
    .map((part) => (typeof part === 'string' ? part : strOf(machine.evaluate(part, frame))))
    .join('');
  const shownAsRepr =
    format.conversion === 'r' ||
    format.conversion === 'a' ||
    (format.label !== '' && spec === '' && format.conversion === '');
  if (shownAsRepr) return format.label + formatValue(str(repr(value)), spec);
  return format.label + formatValue(format.conversion === 's' ? str(strOf(value)) : value, spec);
}

const boolOp: Evaluate<'BoolOp'> = (machine, node, frame) => {
  const left = machine.evaluate(node.left, frame);
  const truth = isTrue(left);
  if (truth === undefined) return unknown(left.kind === 'unknown' ? left.reason : 'its truth is not known');
  return (node.op === 'and') === truth ? machine.evaluate(node.right, frame) : left;
};

const compareChain: Evaluate<'Compare'> = (machine, node, frame) => {
  let left = machine.evaluate(node.values[0] as Expr, frame);
  let result: Value = bool(true);
  for (const [i, op] of node.ops.entries()) {
    const right = machine.evaluate(node.values[i + 1] as Expr, frame);
    result = compare(machine, op, left, right);
    if (i < node.ops.length - 1) {
      const truth = isTrue(result);
      if (truth === undefined)
        return unknown(result.kind === 'unknown' ? result.reason : 'its truth is not known');
      if (!truth) return result;
    }
    left = right;
  }
  return result;
};

const sequence = (machine: Machine, node: Sequence, frame: Frame): Value => {
  const items: Value[] = [];
  for (const part of node.elts) {
    if (part.kind === 'Starred') items.push(...collectItems(machine, machine.evaluate(part.value, frame)));
    else items.push(machine.evaluate(part, frame));
  }
  charge(machine, items.length);
  if (node.kind === 'List') return list(items);
  return node.kind === 'Tuple' ? tuple(items) : setOf(machine, items);
};

const setOf = (machine: Machine, items: readonly Value[]): Value => ({
  kind: 'set',
  entries: new Map(items.map((item) => [keyOf(item, machine.identity), item])),
});

const dictionary: Evaluate<'Dict'> = (machine, node, frame) => {
  const made = dict();
  for (const [i, valueNode] of node.values.entries()) {
    const keyNode = node.keys[i];
    const value = machine.evaluate(valueNode, frame);
    if (keyNode) {
      const key = machine.evaluate(keyNode, frame);
      made.entries.set(keyOf(key, machine.identity), [key, value]);
    } else if (value.kind === 'dict' && value.lost === undefined)
      for (const [key, entry] of value.entries) made.entries.set(key, entry);
    else notKnown('a dictionary that is unpacked');
  }
  return made;
};

/** Runs the `for` and `if` parts and calls `each` for what passes. */
function generate(
  machine: Machine,
  generators: readonly Generator[],
  frame: Frame,
  each: (frame: Frame) => void,
): void {
  const [first, ...rest] = generators;
  if (!first) {
    each(frame);
    return;
  }
  const next = iterate(machine, machine.evaluate(first.iter, frame));
  for (let item = next(); item; item = next()) {
    step(machine);
    assign(machine, first.target, item, frame);
    const passes = first.ifs.every(
      (test) => isTrue(machine.evaluate(test, frame)) ?? notKnown('a condition that is not known'),
    );
    if (passes) generate(machine, rest, frame, each);
  }
}

const innerFrame = (frame: Frame): Frame => ({
  ...frame,
  scope: newScope('function', frame.scope),
  guarded: true,
});

const comprehension = (machine: Machine, node: Comprehension, frame: Frame): Value => {
  const items: Value[] = [];
  generate(machine, node.generators, innerFrame(frame), (inner) => {
    charge(machine, 1);
    items.push(machine.evaluate(node.elt, inner));
  });
  if (node.kind === 'ListComp') return list(items);
  return node.kind === 'SetComp' ? setOf(machine, items) : iterator(items);
};

const dictComp = (machine: Machine, node: DictComp, frame: Frame): Value => {
  const made = dict();
  generate(machine, node.generators, innerFrame(frame), (inner) => {
    charge(machine, 1);
    const key = machine.evaluate(node.key, inner);
    made.entries.set(keyOf(key, machine.identity), [key, machine.evaluate(node.value, inner)]);
  });
  return made;
};

/** Only one side is evaluated; where the condition is not known, neither. */
const ifExp: Evaluate<'IfExp'> = (machine, node, frame) => {
  const test = machine.evaluate(node.test, frame);
  const truth = isTrue(test);
  if (truth === undefined)
    return unknown(test.kind === 'unknown' ? test.reason : 'a condition that is not known');
  const tainted = machine.tainted;
  machine.tainted = tainted || isSample(test);
  const value = machine.evaluate(truth ? node.body : node.orelse, frame);
  const chosen = machine.tainted ? asSample(value) : value;
  machine.tainted = tainted;
  return chosen;
};

const optional = (machine: Machine, node: Expr | null, frame: Frame): Value =>
  node ? machine.evaluate(node, frame) : none;

const slice: Evaluate<'Slice'> = (machine, node, frame): SliceValue => ({
  kind: 'slice',
  lower: optional(machine, node.lower, frame),
  upper: optional(machine, node.upper, frame),
  step: optional(machine, node.step, frame),
});

const yieldExpr: Evaluate<'Yield'> = (machine, node, frame) => {
  if (!frame.yields) return unknown('yield outside a function');
  const value = optional(machine, node.value, frame);
  if (node.from) frame.yields.push(...collectItems(machine, value));
  else frame.yields.push(value);
  if (frame.yields.length > 10_000) notKnown('a generator that goes on and on');
  return none;
};

const expressions: { readonly [K in Expr['kind']]: Evaluate<K> } = {
  Name: (_machine, node, frame) => readName(frame.scope, node.id),
  Constant: constant,
  JoinedStr: joinedStr,
  UnaryOp: (machine, node, frame) => unaryOperation(machine, node.op, machine.evaluate(node.operand, frame)),
  BinOp: (machine, node, frame) => {
    const left = machine.evaluate(node.left, frame);
    return binaryOperation(machine, node.op, left, machine.evaluate(node.right, frame));
  },
  BoolOp: boolOp,
  Compare: compareChain,
  Call: evaluateCall,
  Attribute: (machine, node, frame) => attribute(machine, machine.evaluate(node.value, frame), node.attr),
  Subscript: (machine, node, frame) => {
    const value = machine.evaluate(node.value, frame);
    return subscript(machine, value, machine.evaluate(node.index, frame));
  },
  Slice: slice,
  Tuple: sequence,
  List: sequence,
  Set: sequence,
  Dict: dictionary,
  ListComp: comprehension,
  SetComp: comprehension,
  GeneratorExp: comprehension,
  DictComp: dictComp,
  Lambda: makeLambda,
  IfExp: ifExp,
  Starred: (machine, node, frame) => machine.evaluate(node.value, frame),
  Await: () => unknown('await'),
  Yield: yieldExpr,
  NamedExpr: (machine, node, frame) => {
    const value = machine.evaluate(node.value, frame);
    writeName(frame.scope, node.target.id, value);
    return value;
  },
  Invalid: () => unknown('this could not be read'),
};
