import type { Arg, Expr, Generator, Param } from '../../../src/python/ast.ts';
import type { Stmt } from '../../../src/python/ast-statements.ts';

/** A tree as fully parenthesised, compact text, so that a test reads at a glance. */
export function dump(body: readonly Stmt[]): string {
  return body.map(statement).join('; ');
}

export function expression(node: Expr): string {
  switch (node.kind) {
    case 'Name':
      return node.id;
    case 'Constant':
      return typeof node.value === 'string'
        ? JSON.stringify(node.value)
        : node.type === 'Ellipsis'
          ? '...'
          : String(node.value);
    case 'JoinedStr':
      return `f(${node.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : expression(part))).join(', ')})`;
    case 'UnaryOp':
      return `(${node.op} ${expression(node.operand)})`;
    case 'BinOp':
    case 'BoolOp':
      return `(${expression(node.left)} ${node.op} ${expression(node.right)})`;
    case 'Compare':
      return `(${node.values.map((value, i) => (i === 0 ? '' : ` ${node.ops[i - 1]} `) + expression(value)).join('')})`;
    case 'Call':
      return `${expression(node.func)}(${node.args.map(argument).join(', ')})`;
    case 'Attribute':
      return `${expression(node.value)}.${node.attr}`;
    case 'Subscript':
      return `${expression(node.value)}[${expression(node.index)}]`;
    default:
      return container(node);
  }
}

function container(node: Expr): string {
  switch (node.kind) {
    case 'Slice':
      return [node.lower, node.upper, node.step]
        .map((part) => (part === null ? '' : expression(part)))
        .join(':');
    case 'Tuple':
      return `(${node.elts.map((elt) => `${expression(elt)},`).join(' ')})`;
    case 'List':
      return `[${node.elts.map(expression).join(', ')}]`;
    case 'Set':
      return `{${node.elts.map(expression).join(', ')}}`;
    case 'Dict':
      return `{${node.values.map((value, i) => pair(node.keys[i] ?? null, value)).join(', ')}}`;
    case 'ListComp':
      return `[${expression(node.elt)}${node.generators.map(generator).join('')}]`;
    case 'SetComp':
      return `{${expression(node.elt)}${node.generators.map(generator).join('')}}`;
    case 'GeneratorExp':
      return `(${expression(node.elt)}${node.generators.map(generator).join('')})`;
    case 'DictComp':
      return `{${expression(node.key)}: ${expression(node.value)}${node.generators.map(generator).join('')}}`;
    default:
      return wrapper(node);
  }
}

function wrapper(node: Expr): string {
  switch (node.kind) {
    case 'Lambda':
      return `(lambda ${node.params.map(param).join(', ')}: ${expression(node.body)})`;
    case 'IfExp':
      return `(${expression(node.body)} if ${expression(node.test)} else ${expression(node.orelse)})`;
    case 'Starred':
      return `*${expression(node.value)}`;
    case 'Await':
      return `(await ${expression(node.value)})`;
    case 'Yield':
      return `(yield${node.from ? ' from' : ''}${node.value === null ? '' : ` ${expression(node.value)}`})`;
    case 'NamedExpr':
      return `(${node.target.id} := ${expression(node.value)})`;
    default:
      return '<invalid>';
  }
}

const pair = (key: Expr | null, value: Expr) =>
  key === null ? `**${expression(value)}` : `${expression(key)}: ${expression(value)}`;

const generator = (node: Generator) =>
  ` for ${expression(node.target)} in ${expression(node.iter)}${node.ifs.map((test) => ` if ${expression(test)}`).join('')}`;

const argument = (node: Arg) =>
  `${node.name === null ? '' : `${node.name}=`}${node.unpack}${expression(node.value)}`;

const passing = { positional: '<', either: '', keyword: '>' };

function param(node: Param): string {
  const annotation = node.annotation === null ? '' : `: ${expression(node.annotation)}`;
  const value = node.default === null ? '' : `=${expression(node.default)}`;
  return `${passing[node.passing]}${node.unpack}${node.name}${annotation}${value}`;
}

const block = (body: readonly Stmt[]) => `{${dump(body)}}`;
const optional = (word: string, body: readonly Stmt[]) =>
  body.length === 0 ? '' : ` ${word} ${block(body)}`;
const or = (node: Expr | null) => (node === null ? '' : ` ${expression(node)}`);

function statement(node: Stmt): string {
  switch (node.kind) {
    case 'Expr':
      return expression(node.value);
    case 'Assign':
      return `${node.targets.map((target) => `${expression(target)} = `).join('')}${expression(node.value)}`;
    case 'AnnAssign':
      return `${expression(node.target)}: ${expression(node.annotation)}${node.value === null ? '' : ` = ${expression(node.value)}`}`;
    case 'AugAssign':
      return `${expression(node.target)} ${node.op}= ${expression(node.value)}`;
    case 'Return':
      return `return${or(node.value)}`;
    case 'Delete':
      return `del ${node.targets.map(expression).join(', ')}`;
    case 'Raise':
      return `raise${or(node.exc)}${node.cause === null ? '' : ` from${or(node.cause)}`}`;
    case 'Assert':
      return `assert${or(node.test)}${node.message === null ? '' : `,${or(node.message)}`}`;
    case 'Import':
    case 'ImportFrom': {
      const names = node.names
        .map((name) => name.name + (name.asname === null ? '' : ` as ${name.asname}`))
        .join(', ');
      return node.kind === 'Import'
        ? `import ${names}`
        : `from ${'.'.repeat(node.level)}${node.module} import ${names}`;
    }
    case 'Global':
    case 'Nonlocal':
      return `${node.kind.toLowerCase()} ${node.names.join(', ')}`;
    case 'Pass':
    case 'Break':
    case 'Continue':
      return node.kind.toLowerCase();
    case 'TypeAlias':
      return `type ${node.name}`;
    default:
      return compound(node);
  }
}

function compound(node: Stmt): string {
  switch (node.kind) {
    case 'If':
      return `if ${expression(node.test)} ${block(node.body)}${optional('else', node.orelse)}`;
    case 'For':
      return `${node.isAsync ? 'async ' : ''}for ${expression(node.target)} in ${expression(node.iter)} ${block(node.body)}${optional('else', node.orelse)}`;
    case 'While':
      return `while ${expression(node.test)} ${block(node.body)}${optional('else', node.orelse)}`;
    case 'With': {
      const items = node.items.map(
        (item) => expression(item.context) + (item.target === null ? '' : ` as ${expression(item.target)}`),
      );
      return `${node.isAsync ? 'async ' : ''}with ${items.join(', ')} ${block(node.body)}`;
    }
    case 'Try': {
      const handlers = node.handlers.map(
        (handler) =>
          ` except${or(handler.type)}${handler.name === null ? '' : ` as ${handler.name}`} ${block(handler.body)}`,
      );
      return `try ${block(node.body)}${handlers.join('')}${optional('else', node.orelse)}${optional('finally', node.finalbody)}`;
    }
    case 'FunctionDef': {
      const decorators = node.decorators.map((decorator) => `@${expression(decorator)} `).join('');
      const returns = node.returns === null ? '' : ` -> ${expression(node.returns)}`;
      return `${decorators}${node.isAsync ? 'async ' : ''}def ${node.name}(${node.params.map(param).join(', ')})${returns} ${block(node.body)}`;
    }
    case 'ClassDef':
      return `${node.decorators.map((decorator) => `@${expression(decorator)} `).join('')}class ${node.name}(${node.args.map(argument).join(', ')}) ${block(node.body)}`;
    case 'Match': {
      const cases = node.cases.map(
        (item) =>
          `case ${expression(item.pattern)}${item.guard === null ? '' : ` if ${expression(item.guard)}`} ${block(item.body)}`,
      );
      return `match ${expression(node.subject)} {${cases.join('; ')}}`;
    }
    default:
      return '?';
  }
}
