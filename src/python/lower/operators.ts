import type { CompareOperator } from '../ast.ts';
import type { LoweringContext } from './context.ts';

/** The operator written between two operands: what is left when space, comments and continuations are dropped. */
export function operatorBetween(text: string, from: number, to: number): string {
  const raw = text.slice(from, to);
  const plain = raw.trim();
  if (plain.length <= 3 && !plain.includes('#') && !plain.includes('\\')) return plain;
  return plain
    .replace(/#[^\n]*/g, ' ')
    .replaceAll('\\', ' ')
    .trim()
    .replace(/\s+/g, ' ');
}

export function compareOperators(context: LoweringContext, operands: readonly number[]): CompareOperator[] {
  const ops: CompareOperator[] = [];
  for (let i = 1; i < operands.length; i++) {
    const [left, right] = [operands[i - 1] ?? 0, operands[i] ?? 0];
    const op = operatorBetween(context.text, context.end(left), context.start(right));
    ops.push(op === '<>' ? '!=' : (op as CompareOperator));
  }
  return ops;
}
