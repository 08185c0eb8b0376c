import type { Alias, Import, ImportFrom } from '../ast-statements.ts';
import type { LoweringContext } from './context.ts';

type Context = LoweringContext;

export function lowerImport(context: Context, node: number): Import | ImportFrom {
  const names = context.children(node).map((child) => lowerAlias(context, child));
  if (context.kind(node) === 'import_statement')
    return { kind: 'Import', names, start: context.start(node), end: context.end(node) };
  return {
    kind: 'ImportFrom',
    module: '__future__',
    level: 0,
    names,
    start: context.start(node),
    end: context.end(node),
  };
}

export function lowerImportFrom(context: Context, node: number): ImportFrom {
  const [source, ...imported] = context.children(node);
  const names = imported.map((child) => lowerAlias(context, child));
  const { module, level } = source === undefined ? { module: '', level: 0 } : lowerSource(context, source);
  return { kind: 'ImportFrom', module, level, names, start: context.start(node), end: context.end(node) };
}

function lowerSource(context: Context, node: number): { module: string; level: number } {
  const written = context.textOf(node).replace(/[\s\\]+/g, '');
  const level = /^\.*/.exec(written)?.[0].length ?? 0;
  return { module: written.slice(level), level };
}

function lowerAlias(context: Context, node: number): Alias {
  if (context.kind(node) === 'wildcard_import')
    return { name: '*', asname: null, start: context.start(node), end: context.end(node) };
  if (context.kind(node) !== 'aliased_import')
    return { name: dotted(context, node), asname: null, start: context.start(node), end: context.end(node) };
  const { 0: name, 1: alias } = context.children(node);
  const asname = alias === undefined ? null : context.textOf(alias);
  return {
    name: name === undefined ? '' : dotted(context, name),
    asname,
    start: context.start(node),
    end: context.end(node),
  };
}

function dotted(context: Context, node: number): string {
  return context.textOf(node).replace(/\s+/g, '');
}
