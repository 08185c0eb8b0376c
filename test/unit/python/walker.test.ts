import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { kindsOf } from '../../../src/python/kinds.ts';
import { startRuntime } from '../../../src/python/walker/runtime.ts';
import { addressOf, createWalker } from '../../../src/python/walker/walker.ts';
import { filesBelow } from '../repo/sources.ts';
import { parserBytes } from './load.ts';

const bytes = parserBytes();
const runtime = await startRuntime(bytes.runtime);
const language = await Language.load(bytes.grammar);
const { names, table } = kindsOf(language);
const walk = await createWalker(runtime, table);
const parser = new Parser();
parser.setLanguage(language);

interface Node {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  next: number;
}

/** What a tree's cursor shows, step by step. */
function plainly(tree: Tree): Node[] {
  const found: Node[] = [];
  const open: Node[] = [];
  const cursor = tree.walk();
  const close = () => Object.assign(open.pop() ?? {}, { next: found.length });
  for (let down = true; ; ) {
    const isKept = down && cursor.nodeIsNamed && !/^(comment|line_continuation)$/.test(cursor.nodeType);
    if (isKept) {
      const { nodeType: kind, startIndex: start, endIndex: end } = cursor;
      found.push({ kind, start, end, next: -1 });
      open.push(found.at(-1) as Node);
      const isLeaf = /^(identifier|integer|float|string_(start|content|end))$/.test(kind);
      if (!isLeaf && cursor.gotoFirstChild()) continue;
      close();
    }
    down = cursor.gotoNextSibling();
    if (down) continue;
    if (!cursor.gotoParent()) break;
    close();
  }
  cursor.delete();
  return found;
}

function walked(tree: Tree): Node[] {
  const nodes = walk(tree);
  if (nodes === undefined) throw new Error('no memory');
  return Array.from({ length: nodes.length / 4 }, (_, i) => {
    const [kind = 0, start = 0, end = 0, next = 0] = nodes.subarray(4 * i, 4 * i + 4);
    return { kind: names[kind] ?? '', start, end, next };
  });
}

function expectSame(text: string): void {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('not parsed');
  expect(walked(tree)).toEqual(plainly(tree));
  tree.delete();
}

const scripts = filesBelow('test/fixtures').filter((file) => file.endsWith('.py'));
const texts = scripts.map((file) => readFileSync(file, 'utf8'));

describe('the walker', () => {
  it.each(scripts.map((file, i) => [file, texts[i] ?? '']))('reads %s as a cursor does', (_, text) => {
    expectSame(text);
  });

  it.each([
    ['an empty text', ''],
    ['blank lines', '\n\n \n'],
    ['a comment alone', '# a'],
    ['characters of two units', 'a = "😀" # 😀\n😀 = é + "\\N{DASH}"\n'],
    ['errors', 'def f(:\n  x = = 2\nclass\n)(\nprint "a" % b,\n'],
    ['a missing name', 'import\nx.\nf(a b)\n'],
    ['every sort of string', `x = f"a{b!r:>{w}}{{c" rb'\\x41' u"d" f'''{1\n}''' "\\\n"\n`],
    ['deep brackets', `${'('.repeat(20_000)}${')'.repeat(20_000)}`],
    ['deep signs', `x = ${'-'.repeat(20_000)}1`],
    ['deep attributes', `a${'.b(c)'.repeat(20_000)}`],
    ['a long list', `x = [${'1, '.repeat(50_000)}]`],
    ['no Python', '\0\uD800]})"""\\\n\t@@'],
  ])('reads %s', (_, text) => expectSame(text));

  it('reads damaged scripts as a cursor does', () => {
    const piece = fc.constantFrom(
      '"""',
      "'",
      '(',
      ']',
      '{',
      ':',
      '\n',
      '\n  ',
      '\\',
      'é',
      '😀',
      'if ',
      'f"{',
      '# ',
      '',
    );
    const damage = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(30), piece), {
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.constantFrom(...texts), damage, (text, cuts) => {
        let damaged = text.slice(0, 3000);
        for (const [where, length, put] of cuts) {
          const at = Math.floor(where * damaged.length);
          damaged = damaged.slice(0, at) + put + damaged.slice(at + length);
        }
        expectSame(damaged);
      }),
      { numRuns: 200 },
    );
  });

  it('relies on a tree telling its address', () => {
    const tree = parser.parse('a');
    expect(tree && addressOf(tree)).toBeGreaterThan(0);
  });
});

describe('the runtime', () => {
  it('is one, however often and with whatever it is asked for', async () => {
    expect(await startRuntime(new Uint8Array())).toBe(runtime);
  });
});
