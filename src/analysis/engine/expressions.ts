import type { Attribute, BinOp, Call, Expr, IfExp, Lambda, NamedExpr } from '../../python/ast.ts';
import { constant, type TensorValue, unknown } from '../value.ts';
import { evaluateArguments } from './argument-values.ts';
import { assignTo } from './assign.ts';
import { getAttribute } from './attributes.ts';
import { builtin } from './builtins.ts';
import { callValue } from './calls.ts';
import { lateAttribute, superOf } from './classes.ts';
import { comprehension, dictComprehension } from './comprehensions.ts';
import { sequenceFrom } from './containers.ts';
import { dictFrom } from './dicts.ts';
import { join } from './join.ts';
import { branch, explore, type Frame, type Machine } from './machine.ts';
import { binary, boolean, compare, unary } from './operators.ts';
import { tellsRows } from './rows.ts';
import { subscript } from './subscripts.ts';
import { narrow } from './truth.ts';
import { truthHere } from './turns.ts';
import { type FunctionValue, isNone, type Value } from './values.ts';

/** What an expression is, on the present path. */
export function evaluate(machine: Machine, frame: Frame, node: Expr): Value {
  if (!machine.descend()) return unknown;
  const value = evaluateNode(machine, frame, node);
  machine.ascend();
  return value;
}

function evaluateNode(machine: Machine, frame: Frame, node: Expr): Value {
  switch (node.kind) {
    case 'Name':
      return machine.lookUp(frame.scope, node.id) ?? builtin(machine, frame, node.id);
    case 'Constant':
      return node.type === 'Ellipsis' || node.type === 'bytes'
        ? unknown
        : constant(node.value, false, node.type === 'int' || node.type === 'bool');
    case 'Attribute':
      return evaluateAttribute(machine, frame, node);
    case 'Call':
      return evaluateCall(machine, frame, node);
    case 'Subscript':
      return subscript(machine, frame, node);
    case 'BinOp':
      return operation(machine, frame, node);
    case 'UnaryOp':
      return unary(node.op, evaluate(machine, frame, node.operand));
    case 'BoolOp':
      return boolean(machine, frame, node);
    case 'Compare':
      return compare(machine, frame, node);
    case 'IfExp':
      return conditional(machine, frame, node);
    default:
      return evaluateRest(machine, frame, node);
  }
}

/** `left op right`. */
function operation(machine: Machine, frame: Frame, node: BinOp): Value {
  const left = evaluate(machine, frame, node.left);
  const right = evaluate(machine, frame, node.right);
  if (node.op === '-' && isShaped(left) && isShaped(right))
    machine.observer.difference({ unit: frame.unit, node, left, right });
  return binary(machine, node.op, left, right);
}

const isShaped = (value: Value): value is TensorValue & Value =>
  value.kind === 'tensor' && (value.shape !== null || tellsRows(value.marks));

function evaluateRest(machine: Machine, frame: Frame, node: Expr): Value {
  switch (node.kind) {
    case 'Tuple':
    case 'List':
    case 'Set':
      return sequenceFrom(machine, frame, node);
    case 'Dict':
      return dictFrom(machine, frame, node);
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return comprehension(machine, frame, node);
    case 'DictComp':
      return dictComprehension(machine, frame, node);
    case 'Lambda':
      return lambda(machine, frame, node);
    case 'JoinedStr':
      return joinedString(machine, frame, node.parts);
    case 'NamedExpr':
      return named(machine, frame, node);
    case 'Starred':
    case 'Await':
      return evaluate(machine, frame, node.value);
    case 'Yield':
      if (node.value !== null) frame.yields.push(evaluate(machine, frame, node.value));
      return unknown;
    default:
      return unknown;
  }
}

function evaluateAttribute(machine: Machine, frame: Frame, node: Attribute): Value {
  return getAttribute(machine, evaluate(machine, frame, node.value), node.attr, { unit: frame.unit, node });
}

function evaluateCall(machine: Machine, frame: Frame, node: Call): Value {
  if (node.func.kind === 'Name' && node.func.id === 'super') return superOf(machine, frame, node);
  const callee = evaluate(machine, frame, node.func);
  const args = evaluateArguments(machine, frame, node.args);
  const called = isNone(callee) ? setLater(machine, frame, node.func) : callee;
  return callValue(machine, frame, called, args, { unit: frame.unit, call: node });
}

/** What is called cannot be the None that `__init__` has left in an attribute: another method sets it. */
function setLater(machine: Machine, frame: Frame, func: Expr): Value {
  if (func.kind !== 'Attribute' || func.value.kind !== 'Name') return unknown;
  const self = machine.lookUp(frame.scope, func.value.id);
  return (self?.kind === 'instance' ? lateAttribute(machine, self, func.attr) : undefined) ?? unknown;
}

function conditional(machine: Machine, frame: Frame, node: IfExp): Value {
  const truth = truthHere(frame, node.test, evaluate(machine, frame, node.test));
  const taken = (holds: boolean): Value => {
    narrow(machine, frame, node.test, holds);
    return evaluate(machine, frame, holds ? node.body : node.orelse);
  };
  if (truth !== null) {
    let other: Value = unknown;
    if (truth.soft)
      explore(machine, frame, () => {
        other = taken(!truth.holds);
      });
    const value = taken(truth.holds);
    // What a size is by default says little where it is chosen: the rest of the program may choose the other.
    return truth.soft && isNumber(value) && isNumber(other) ? unknown : value;
  }
  let value: Value | undefined;
  const alternative = (holds: boolean) => () => {
    const given = taken(holds);
    value = value === undefined ? given : join(value, given);
    return 'on' as const;
  };
  branch(machine, [alternative(true), alternative(false)]);
  return value ?? unknown;
}

const isNumber = (value: Value): boolean => value.kind === 'constant' && typeof value.value === 'number';

function lambda(machine: Machine, frame: Frame, node: Lambda): FunctionValue {
  const defaults = node.params.map((param) =>
    param.default === null ? null : evaluate(machine, frame, param.default),
  );
  const { owner } = frame;
  return {
    kind: 'function',
    def: node,
    unit: frame.unit,
    closure: frame.scope,
    defaults,
    owner,
    binding: 'plain',
  };
}

/** A string when every part is known. */
function joinedString(machine: Machine, frame: Frame, parts: readonly (string | Expr)[]): Value {
  let text = '';
  let known = true;
  for (const part of parts) {
    const value = typeof part === 'string' ? constant(part) : evaluate(machine, frame, part);
    if (value.kind === 'constant') text += String(value.value);
    else known = false;
  }
  return known ? constant(text) : unknown;
}

function named(machine: Machine, frame: Frame, node: NamedExpr): Value {
  const value = evaluate(machine, frame, node.value);
  assignTo(machine, frame, node.target, value);
  return value;
}
