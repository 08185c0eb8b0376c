import type { Comprehension, DictComp, Expr, Generator } from '../ast.ts';
import type { LoweringContext } from './context.ts';
import { lowerChild, lowerExpression } from './expressions.ts';

type Context = LoweringContext;

const comprehensions: Readonly<Record<string, Comprehension['kind']>> = {
  list_comprehension: 'ListComp',
  set_comprehension: 'SetComp',
  generator_expression: 'GeneratorExp',
};

export function lowerComprehension(context: Context, node: number): Expr {
  const [body, ...clauses] = context.children(node);
  const elt = lowerChild(context, node, body);
  const kind = comprehensions[context.kind(node)] ?? 'ListComp';
  return {
    kind,
    elt,
    generators: lowerClauses(context, clauses),
    start: context.start(node),
    end: context.end(node),
  };
}

export function lowerDictComp(context: Context, node: number): DictComp {
  const [pair, ...clauses] = context.children(node);
  const [key, value] = pair === undefined ? [] : context.children(pair);
  const [k, v] = [lowerChild(context, node, key), lowerChild(context, node, value)];
  const generators = lowerClauses(context, clauses);
  return {
    kind: 'DictComp',
    key: k,
    value: v,
    generators,
    start: context.start(node),
    end: context.end(node),
  };
}

function lowerClauses(context: Context, clauses: readonly number[]): Generator[] {
  const found: { target: Expr; iter: Expr; ifs: Expr[] }[] = [];
  for (const clause of clauses) {
    const parts = context.children(clause).map((child) => lowerExpression(context, child));
    const [target, iter] = parts;
    if (context.kind(clause) === 'if_clause') {
      if (target !== undefined) found.at(-1)?.ifs.push(target);
    } else if (target !== undefined && iter !== undefined) found.push({ target, iter, ifs: [] });
  }
  return found;
}

export function lowerDict(context: Context, node: number): Expr {
  const keys: (Expr | null)[] = [];
  const values: Expr[] = [];
  for (const child of context.children(node)) {
    const { 0: first, 1: second } = context.children(child);
    if (context.kind(child) === 'dictionary_splat') {
      keys.push(null);
      values.push(lowerChild(context, child, first));
    } else if (context.kind(child) === 'pair') {
      keys.push(lowerChild(context, child, first));
      values.push(lowerChild(context, child, second));
    }
  }
  return { kind: 'Dict', keys, values, start: context.start(node), end: context.end(node) };
}
