import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PythonParser } from '../../../src/python/parser.ts';
import { dump } from './dump.ts';
import { loadParser } from './load.ts';

let parser: PythonParser;
beforeAll(async () => {
  parser = await loadParser();
});

const read = (text: string) => dump(parser.parse(text).body);

describe('statements', () => {
  it.each([
    ['a = b = c, d', 'a = b = (c, d,)'],
    ['x: int = 3', 'x: int = 3'],
    ['x: int', 'x: int'],
    ['a[0] **= 2', 'a[0] **= 2'],
    ['a, *b = c', '(a, *b,) = c'],
    ['return', 'return'],
    ['del a, b', 'del a, b'],
    ['raise A from b', 'raise A from b'],
    ['assert x, "m"', 'assert x, "m"'],
    ['import a.b as c, d', 'import a.b as c, d'],
    ['from ..m import (a as b, c)', 'from ..m import a as b, c'],
    ['from . import *', 'from . import *'],
    ['from __future__ import division', 'from __future__ import division'],
    ['global a, b', 'global a, b'],
    ['if a: b\nelif c: d\nelse: e', 'if a {b} else {if c {d} else {e}}'],
    ['for a, b in x:\n  pass\nelse:\n  c', 'for (a, b,) in x {pass} else {c}'],
    ['while a: break', 'while a {break}'],
    ['with (open(a) as b, c as d): e', 'with open(a) as b, c as d {e}'],
    ['async with a as (b, c): d', 'async with a as (b, c,) {d}'],
    [
      'try: a\nexcept (A, B) as e: b\nexcept: c\nelse: d\nfinally: f',
      'try {a} except (A, B,) as e {b} except {c} else {d} finally {f}',
    ],
    [
      '@d(1)\nasync def f(a, /, b: int = 1, *c, d=2, **e) -> int: return a',
      '@d(1) async def f(<a, b: int=1, *c, >d=2, >**e) -> int {return a}',
    ],
    ['class A(B, metaclass=C):\n  x = 1', 'class A(B, metaclass=C) {x = 1}'],
    [
      'match x:\n  case [1, *r] if y: a\n  case P(x=0) | 1: b',
      'match x {case [1, *r] if y {a}; case (P(x=0) | 1) {b}}',
    ],
  ])('%j', (text, expected) => expect(read(text)).toBe(expected));
});

describe('expressions', () => {
  it.each([
    ['a + b * -c ** d', '(a + (b * (- (c ** d))))'],
    ['not a and b or c', '(((not a) and b) or c)'],
    ['a < b <= c not in d is not e', '(a < b <= c not in d is not e)'],
    ['f(*a.b(c), k=1, **d)', 'f(*a.b(c), k=1, **d)'],
    ['f(x for x in y if z)', 'f((x for x in y if z))'],
    ['a[1:, ::2, ..., None]', 'a[(1::, ::2, ..., null,)]'],
    ['{**a, "k": 1}', '{**a, "k": 1}'],
    ['{a: b for a, b in c}', '{a: b for (a, b,) in c}'],
    ['lambda x, *a, y=1: x', '(lambda x, *a, >y=1: x)'],
    ['a if b else c', '(a if b else c)'],
    ['(y := f(x))', '(y := f(x))'],
    ['x = yield from y', 'x = (yield from y)'],
    ['a @ b', '(a @ b)'],
    ['0x1f + 1_000 + .5 + 1e-3', '(((31 + 1000) + 0.5) + 0.001)'],
    ['"a\\x41\\n" \'b\'', '"aA\\nb"'],
    ['r"\\n"', '"\\\\n"'],
    ['f"a{x!r:>{w}}b"', 'f("a", x, "b")'],
    ['()', '()'],
  ])('%j', (text, expected) => expect(read(text)).toBe(expected));
});

describe('old and broken text', () => {
  it('reads Python 2 print and exec as calls', () => {
    expect(read('print "a", b\nexec code in scope\nprint >>f, x')).toBe(
      'print("a", b); exec(code, scope); print(x)',
    );
  });

  it('reads `except A, e`', () => {
    expect(read('try: a\nexcept A, e: b')).toBe('try {a} except A as e {b}');
  });

  it('reads tabs that count as eight columns', () => {
    expect(read('def f():\n\tif a:\n\t\tb\n        c\n')).toBe('def f() {if a {b}; c}');
  });

  it('keeps the neighbours of an error', () => {
    const { body, problems } = parser.parse('a = 1\nb = = 2\nc = 3\n');
    expect(dump(body)).toContain('a = 1');
    expect(dump(body)).toContain('c = 3');
    expect(problems).not.toHaveLength(0);
  });

  it('bounds nesting', () => {
    expect(read(`${'('.repeat(5000)}${')'.repeat(5000)}`)).toBeTypeOf('string');
    expect(read(`x = ${'-'.repeat(5000)}1`)).toContain('<invalid>');
  });

  it('reads any text without throwing', () => {
    const token = fc.constantFrom(
      'def f(',
      '):\n',
      '  ',
      '\t',
      '"""',
      "'",
      '(',
      ']',
      'lambda',
      ':',
      '\n',
      'x',
      '=',
      '\\',
      '\0',
      '\uD800',
      'é',
      '# c',
    );
    const noise = fc.oneof(
      fc.string(),
      fc.array(token).map((tokens) => tokens.join('')),
    );
    fc.assert(
      fc.property(noise, (text) => {
        read(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('offsets', () => {
  it('are UTF-16 and point at the text', () => {
    const text = 'é = "😀"\nself.crit(out, y)\n';
    const statement = parser.parse(text).body[1];
    expect(statement?.kind).toBe('Expr');
    if (statement?.kind !== 'Expr' || statement.value.kind !== 'Call') return;
    const call = statement.value;
    expect(text.slice(call.start, call.end)).toBe('self.crit(out, y)');
    expect(text.slice(call.argsStart, call.argsEnd)).toBe('(out, y)');
    expect(call.args.map((arg) => text.slice(arg.start, arg.end))).toEqual(['out', 'y']);
    expect(call.func.kind === 'Attribute' && text.slice(call.func.attrStart, call.func.end)).toBe('crit');
  });
});
