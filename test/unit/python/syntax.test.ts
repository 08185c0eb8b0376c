import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { compileSyntax, type SyntaxExports } from '../../../src/python/syntax/instance.ts';
import { createReader } from '../../../src/python/syntax/reader.ts';
import { recordFile, recordOf } from '../../parser/record.mjs';
import { filesBelow, root } from '../repo/sources.ts';
import { parserBytes } from './load.ts';

// What must come out is told by tree-sitter's own package for JavaScript, of the version that the module is of: 0.27 recovers from
// some errors otherwise.
const require = createRequire(import.meta.url);
await Parser.init();
const oracle = new Parser();
oracle.setLanguage(
  await Language.load(readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'))),
);

const open = await compileSyntax(parserBytes());
const reader = createReader(open);

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

function read(text: string): Node[] {
  const nodes = reader.read(text);
  if (typeof nodes === 'string') throw new Error(nodes);
  return Array.from({ length: nodes.length / 4 }, (_, i) => {
    const [kind = 0, start = 0, end = 0, next = 0] = nodes.subarray(4 * i, 4 * i + 4);
    return { kind: reader.names[kind] ?? '', start, end, next };
  });
}

function expectSame(text: string): void {
  const tree = oracle.parse(text);
  if (tree === null) throw new Error('not parsed');
  expect(read(text)).toEqual(plainly(tree));
  tree.delete();
}

const scripts = filesBelow('test/fixtures').filter((file) => file.endsWith('.py'));
const texts = scripts.map((file) => readFileSync(file, 'utf8'));

describe('the nodes', () => {
  it.each(scripts.map((file, i) => [file, texts[i] ?? '']))(
    'reads %s as the cursor of tree-sitter does',
    (_, text) => {
      expectSame(text);
    },
  );

  it.each([
    ['an empty text', ''],
    ['blank lines', '\n\n \n'],
    ['a comment alone', '# a'],
    ['a byte order mark', '\uFEFFa = 1'],
    ['ends of lines of Windows', 'if a:\r\n  b\r\nc'],
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

  const piece = fc.constantFrom(
    ...['"""', "'", '(', ']', '{', ':', '\n', '\n  ', '\\', 'é', '😀', 'if ', 'f"{', '# ', ''],
  );
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const damages = fc.array(fc.tuple(place, fc.nat(30), piece), { minLength: 1 });
  const damaged = fc.tuple(fc.constantFrom(...texts), damages).map(([text, all]) =>
    all.reduce(
      (left, [where, length, put]) => {
        const at = Math.floor(where * left.length);
        return left.slice(0, at) + put + left.slice(at + length);
      },
      text.slice(0, 3000),
    ),
  );

  it('reads damaged scripts as the cursor of tree-sitter does', () => {
    // How it recovers depends on the bytes that it skips, and its package for JavaScript has two of them for each unit.
    fc.assert(
      fc.property(damaged, (text) => expectSame(`# é\n${text}`)),
      { numRuns: 200 },
    );
  });

  it('of damaged scripts lie in each other', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const nodes = read(text);
        for (const [i, { start, end, next }] of nodes.entries()) {
          expect(0 <= start && start <= end && end <= text.length && next > i).toBe(true);
          const below = nodes.slice(i + 1, next);
          expect(below.every((node) => start <= node.start && node.end <= end && node.next <= next)).toBe(
            true,
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('an instance without memory', () => {
  const broken = (): SyntaxExports => ({ ...open(), parse: () => unreachable() });
  const unreachable = (): never => {
    throw new Error('unreachable');
  };

  it('is given up, and the next text gets a new one', () => {
    const instances = [broken(), open()];
    const reader = createReader(() => instances.shift() ?? open());
    expect(reader.read('a')).toBe('too large');
    expect(reader.read('a')).toHaveLength(12);
    expect(instances).toEqual([]);
  });
});

describe('parser.wasm', () => {
  const record = JSON.parse(readFileSync(`${root}${recordFile}`, 'utf8')) as Record<string, unknown>;

  it('is what was built from the sources and the grammar that are here', () => {
    expect(record, 'run `node test/parser/build.mjs`').toMatchObject(recordOf());
  });

  it('comes with the licence of the version it was built from', () => {
    const title = readFileSync(`${root}src/python/syntax/licences/tree-sitter.txt`, 'utf8').split('\n')[0];
    expect(title).toBe(`${String(record['library'])} (MIT)`);
  });
});
