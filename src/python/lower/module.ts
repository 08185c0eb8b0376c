import type { Module } from '../ast-statements.ts';
import { LoweringContext } from './context.ts';
import type { FlatTree } from './flat.ts';
import { lowerStatements } from './statements.ts';

/** A flat tree and its text → the syntax tree. */
export function lowerModule(tree: FlatTree, text: string): Module {
  const context = new LoweringContext(tree, text);
  const body = context.size === 0 ? [] : lowerStatements(context, 0);
  return { body, problems: context.problems };
}
