import type { BinaryOperator } from '../../python/ast.ts';
import { type ConstantValue, constant, type UnknownValue, unknown } from '../value.ts';

/** Arithmetic on constants: numbers, and `+` and `%` on strings as far as they are plain. */
export function fold(
  op: BinaryOperator,
  left: ConstantValue,
  right: ConstantValue,
): ConstantValue | UnknownValue {
  const soft = left.soft || right.soft;
  const [a, b] = [left.value, right.value];
  if (typeof a === 'string' && typeof b === 'string' && op === '+' && a.length + b.length < 10_000)
    return constant(a + b, soft);
  if (typeof a === 'string' && typeof b === 'string' && op === '%') return fill(a, '%s', b, soft);
  if (typeof a !== 'number' || typeof b !== 'number') return unknown;
  const value = arithmetic(op, a, b);
  return value === undefined ? unknown : constant(value, soft);
}

/** The text put into a template with one place for it and nothing else that a template may say. */
export function fill(
  template: string,
  place: '%s' | '{}',
  text: string,
  soft: boolean,
): ConstantValue | UnknownValue {
  const [before = '', after, ...more] = template.split(place);
  if (after === undefined || more.length > 0 || /[%{}]/.test(before + after)) return unknown;
  return constant(before + text + after, soft);
}

function arithmetic(op: BinaryOperator, a: number, b: number): number | undefined {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : a / b;
    case '//':
      return b === 0 ? undefined : Math.floor(a / b);
    case '%':
      return b === 0 ? undefined : a - b * Math.floor(a / b);
    case '**':
      return a ** b;
    default:
      return undefined;
  }
}
