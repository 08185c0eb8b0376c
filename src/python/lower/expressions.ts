import type { Expr } from '../ast.ts';
import { lowerCall, unpackOutermost } from './calls.ts';
import { lowerComprehension, lowerDict, lowerDictComp } from './comprehensions.ts';
import type { LoweringContext } from './context.ts';
import { lowerFloat, lowerInteger, lowerString, lowerStrings } from './literals.ts';
import { lowerAttribute, lowerDotted, lowerName, lowerNamed } from './names.ts';
import {
  lowerBinary,
  lowerBoolean,
  lowerCompare,
  lowerConditional,
  lowerLambda,
  lowerUnary,
  lowerYield,
} from './operations.ts';
import { lowerGeneric, lowerSlice, lowerSubscript } from './subscripts.ts';

type Context = LoweringContext;

/** Lowers an expression, pattern or type node; whatever is not understood becomes `Invalid`. */
export function lowerExpression(context: Context, node: number): Expr {
  if (!context.enter()) return context.invalid(node);
  const value = lowerByKind(context, node);
  context.leave();
  return value;
}

function lowerByKind(context: Context, node: number): Expr {
  switch (context.kind(node)) {
    case 'identifier':
      return lowerName(context, node);
    case 'attribute':
    case 'member_type':
      return lowerAttribute(context, node);
    case 'call':
      return lowerCall(context, node);
    case 'string':
      if (context.text.charAt(context.start(node)) === '`') return context.invalid(node);
      return lowerString(context, node);
    case 'concatenated_string':
      return lowerStrings(context, node, context.children(node));
    case 'integer':
      return lowerInteger(context, node);
    case 'float':
      return lowerFloat(context, node);
    case 'true':
    case 'false':
      return {
        kind: 'Constant',
        type: 'bool',
        value: context.kind(node) === 'true',
        start: context.start(node),
        end: context.end(node),
      };
    case 'none':
      return {
        kind: 'Constant',
        type: 'None',
        value: null,
        start: context.start(node),
        end: context.end(node),
      };
    case 'ellipsis':
      return {
        kind: 'Constant',
        type: 'Ellipsis',
        value: null,
        start: context.start(node),
        end: context.end(node),
      };
    default:
      return lowerCompound(context, node);
  }
}

function lowerCompound(context: Context, node: number): Expr {
  switch (context.kind(node)) {
    case 'binary_operator':
    case 'union_type':
      return lowerBinary(context, node);
    case 'boolean_operator':
      return lowerBoolean(context, node);
    case 'comparison_operator':
      return lowerCompare(context, node);
    case 'unary_operator':
    case 'not_operator':
      return lowerUnary(context, node);
    case 'subscript':
      return lowerSubscript(context, node);
    case 'generic_type':
      return lowerGeneric(context, node);
    case 'slice':
      return lowerSlice(context, node);
    case 'conditional_expression':
      return lowerConditional(context, node);
    case 'lambda':
      return lowerLambda(context, node);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
      return lowerComprehension(context, node);
    case 'dictionary_comprehension':
      return lowerDictComp(context, node);
    case 'dictionary':
      return lowerDict(context, node);
    default:
      return lowerSequenceOrWrapper(context, node);
  }
}

function lowerSequenceOrWrapper(context: Context, node: number): Expr {
  switch (context.kind(node)) {
    case 'tuple':
    case 'tuple_pattern':
    case 'pattern_list':
    case 'expression_list':
      return {
        kind: 'Tuple',
        elts: lowerAll(context, node),
        start: context.start(node),
        end: context.end(node),
      };
    case 'list':
    case 'list_pattern':
      return {
        kind: 'List',
        elts: lowerAll(context, node),
        start: context.start(node),
        end: context.end(node),
      };
    case 'set':
      return {
        kind: 'Set',
        elts: lowerAll(context, node),
        start: context.start(node),
        end: context.end(node),
      };
    case 'list_splat':
    case 'list_splat_pattern':
    case 'dictionary_splat':
    case 'splat_type':
    case 'splat_pattern':
      return {
        kind: 'Starred',
        value: lowerFirst(context, node),
        start: context.start(node),
        end: context.end(node),
      };
    case 'await':
      return {
        kind: 'Await',
        value: lowerFirst(context, node),
        start: context.start(node),
        end: context.end(node),
      };
    case 'yield':
      return lowerYield(context, node);
    case 'named_expression':
      return lowerNamed(context, node);
    case 'parenthesized_expression':
    case 'parenthesized_list_splat':
    case 'type':
    case 'case_pattern':
    case 'as_pattern_target':
    case 'constrained_type':
      return lowerFirst(context, node);
    case 'dotted_name':
      return lowerDotted(context, node);
    default:
      return context.invalid(node);
  }
}

export function lowerAll(context: Context, node: number): Expr[] {
  return context.children(node).map((child) => unpackOutermost(lowerExpression(context, child)));
}

export function lowerFirst(context: Context, node: number): Expr {
  return lowerChild(context, node, context.children(node)[0]);
}

/** The child, or `Invalid` in place of one that is missing. */
export function lowerChild(context: Context, parent: number, child: number | undefined): Expr {
  return child === undefined ? context.invalid(parent) : lowerExpression(context, child);
}
