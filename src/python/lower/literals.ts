import type { Constant, Expr, JoinedStr } from '../ast.ts';
import type { LoweringContext } from './context.ts';
import { lowerExpression } from './expressions.ts';

/** `0x1F`, `1_000`, `10L`, `0777`, `3j`. */
export function lowerInteger(context: LoweringContext, node: number): Constant {
  const text = context.textOf(node).replaceAll('_', '').toLowerCase();
  const span = { start: context.start(node), end: context.end(node) };
  if (text.endsWith('j'))
    return { kind: 'Constant', type: 'imaginary', value: Number(text.slice(0, -1)), ...span };
  const digits = text.endsWith('l') ? text.slice(0, -1) : text;
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return { kind: 'Constant', type: 'int', value, ...span };
}

export function lowerFloat(context: LoweringContext, node: number): Constant {
  const text = context.textOf(node).replaceAll('_', '').toLowerCase();
  const imaginary = text.endsWith('j');
  const value = Number(imaginary ? text.slice(0, -1) : text);
  const type = imaginary ? 'imaginary' : 'float';
  return { kind: 'Constant', type, value, start: context.start(node), end: context.end(node) };
}

/** A string, or several side by side: a constant, or a JoinedStr when one of them interpolates. */
export function lowerStrings(context: LoweringContext, node: number, pieces: readonly number[]): Expr {
  const parts: (string | Expr)[] = [];
  let bytes = false;
  for (const piece of pieces) {
    const prefix = prefixOf(context.text, context.start(piece));
    bytes ||= prefix.includes('b');
    if (prefix.includes('f') || prefix.includes('t')) parts.push(...interpolated(context, piece, prefix));
    else parts.push(decode(context.textOf(piece), prefix));
  }
  const span = { start: context.start(node), end: context.end(node) };
  if (parts.every((part) => typeof part === 'string'))
    return { kind: 'Constant', type: bytes ? 'bytes' : 'str', value: parts.join(''), ...span };
  return { kind: 'JoinedStr', parts, ...span } satisfies JoinedStr;
}

function prefixOf(text: string, start: number): string {
  let end = start;
  while (end < start + 3 && /[a-zA-Z]/.test(text.charAt(end))) end++;
  return text.slice(start, end).toLowerCase();
}

function interpolated(context: LoweringContext, node: number, prefix: string): (string | Expr)[] {
  const parts: (string | Expr)[] = [];
  for (const child of context.children(node)) {
    const kind = context.kind(child);
    if (kind === 'string_content') parts.push(decodeEscapes(context.textOf(child), prefix.includes('r')));
    if (kind !== 'interpolation') continue;
    const inner = context.children(child)[0];
    if (inner !== undefined) parts.push(lowerExpression(context, inner));
  }
  return parts;
}

function decode(source: string, prefix: string): string {
  const body = source.slice(prefix.length);
  const quote = body.startsWith('"""') || body.startsWith("'''") ? 3 : 1;
  const end = body.length >= 2 * quote ? body.length - quote : body.length;
  return decodeEscapes(body.slice(quote, end), prefix.includes('r'));
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

const escapePattern = /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|\r\n|[\s\S])/g;

function decodeEscapes(text: string, raw: boolean): string {
  if (raw || !text.includes('\\')) return text;
  return text.replace(escapePattern, (whole, code: string) => {
    if (code === '\r\n') return '';
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (code.length === 1) return simpleEscapes[code] ?? whole;
    const point = Number.parseInt(code.slice(1), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
