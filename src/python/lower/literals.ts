import type { Constant, Expr, Format, JoinedStr } from '../ast.ts';
import type { LoweringContext } from './context.ts';
import { lowerExpression } from './expressions.ts';

/** `0x1F`, `1_000`, `10L`, `0777`, `3j`. */
export function lowerInteger(context: LoweringContext, node: number): Constant {
  const text = context.textOf(node).replaceAll('_', '').toLowerCase();
  const start = context.start(node);
  const end = context.end(node);
  if (text.endsWith('j'))
    return { kind: 'Constant', type: 'imaginary', value: Number(text.slice(0, -1)), start, end };
  const digits = text.endsWith('l') ? text.slice(0, -1) : text;
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return { kind: 'Constant', type: 'int', value, start, end };
}

export function lowerFloat(context: LoweringContext, node: number): Constant {
  const text = context.textOf(node).replaceAll('_', '').toLowerCase();
  const imaginary = text.endsWith('j');
  const value = Number(imaginary ? text.slice(0, -1) : text);
  const type = imaginary ? 'imaginary' : 'float';
  return { kind: 'Constant', type, value, start: context.start(node), end: context.end(node) };
}

/** A string by itself: most have nothing to put together. */
export function lowerString(context: LoweringContext, node: number): Expr {
  const start = context.start(node);
  const prefix = prefixOf(context.text, start);
  if (prefix.includes('f') || prefix.includes('t')) return lowerStrings(context, node, [node]);
  const type = prefix.includes('b') ? 'bytes' : 'str';
  return {
    kind: 'Constant',
    type,
    value: decode(context.textOf(node), prefix),
    start,
    end: context.end(node),
  };
}

/** A string, or several side by side: a constant, or a JoinedStr when one of them interpolates. */
export function lowerStrings(context: LoweringContext, node: number, pieces: readonly number[]): Expr {
  const parts: (string | Expr)[] = [];
  const formats: Format[] = [];
  let bytes = false;
  for (const piece of pieces) {
    const prefix = prefixOf(context.text, context.start(piece));
    bytes ||= prefix.includes('b');
    if (prefix.includes('f') || prefix.includes('t'))
      parts.push(...interpolated(context, piece, prefix, formats));
    else parts.push(decode(context.textOf(piece), prefix));
  }
  const start = context.start(node);
  const end = context.end(node);
  if (parts.every((part) => typeof part === 'string'))
    return { kind: 'Constant', type: bytes ? 'bytes' : 'str', value: parts.join(''), start, end };
  return { kind: 'JoinedStr', parts, formats, start, end } satisfies JoinedStr;
}

function prefixOf(text: string, start: number): string {
  let end = start;
  while (end < start + 3 && isLetter(text.charCodeAt(end))) end++;
  return end === start ? '' : text.slice(start, end).toLowerCase();
}

const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

function interpolated(
  context: LoweringContext,
  node: number,
  prefix: string,
  formats: Format[],
): (string | Expr)[] {
  const parts: (string | Expr)[] = [];
  for (const child of context.children(node)) {
    const kind = context.kind(child);
    if (kind === 'string_content') parts.push(literalText(context.textOf(child), prefix));
    if (kind !== 'interpolation') continue;
    const inner = context.children(child)[0];
    if (inner === undefined) continue;
    parts.push(lowerExpression(context, inner));
    formats.push(lowerFormat(context, child, inner, prefix));
  }
  return parts;
}

/** A doubled brace stands for one. */
const literalText = (text: string, prefix: string): string =>
  decodeEscapes(text, prefix.includes('r')).replaceAll('{{', '{').replaceAll('}}', '}');

function lowerFormat(context: LoweringContext, node: number, inner: number, prefix: string): Format {
  const [, ...rest] = context.children(node);
  const conversion = rest.find((child) => context.kind(child) === 'type_conversion');
  const specifier = rest.find((child) => context.kind(child) === 'format_specifier');
  const end = context.start(conversion ?? specifier ?? node);
  const behind = context.text.slice(
    context.end(inner),
    conversion || specifier ? end : context.end(node) - 1,
  );
  const named = behind.includes('=');
  return {
    conversion: conversion === undefined ? '' : conversionOf(context.textOf(conversion)),
    label: named ? context.text.slice(context.start(node) + 1, context.end(inner)) + behind : '',
    spec: specifier === undefined ? [] : lowerSpecifier(context, specifier, prefix),
  };
}

const conversionOf = (text: string): Format['conversion'] => {
  const letter = text.slice(1);
  return letter === 'r' || letter === 's' || letter === 'a' ? letter : '';
};

/** `:{width}.{digits}f`: the expressions and the text between them. */
function lowerSpecifier(context: LoweringContext, node: number, prefix: string): (string | Expr)[] {
  const parts: (string | Expr)[] = [];
  let at = context.start(node) + 1;
  for (const child of context.children(node)) {
    const inner = context.children(child)[0];
    if (inner === undefined) continue;
    parts.push(context.text.slice(at, context.start(child)), lowerExpression(context, inner));
    at = context.end(child);
  }
  parts.push(context.text.slice(at, context.end(node)));
  return parts
    .filter((part) => part !== '')
    .map((part) => (typeof part === 'string' ? literalText(part, prefix) : part));
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
