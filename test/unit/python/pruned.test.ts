import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { PythonParser } from '../../../src/python/parser.ts';
import { Pruned } from '../../../src/python/pruned.ts';
import { dump } from './dump.ts';
import { loadParser } from './load.ts';

let parser: PythonParser;
beforeAll(async () => {
  parser = await loadParser();
});

it.each([
  ['a\n# b\nc', 'a\nc'],
  ['# a\n  \t# b\r\nc', 'c'],
  ['a  # b', 'a  # b'],
  ['a\n# b', 'a\n'],
  ["'''\n# a\n'''\n# b\nc", "''''''\nc"],
  ["x = '#'\n# it's\ny", "x = ''\ny"],
  ['x = 1 + \\\n# a\n2', 'x = 1 + \\\n# a\n2'],
  ["'''a\n# never closed", "'''a\n# never closed"],
  [`f('', "b's", rb'\\d', u"""c"d""")`, `f('', "", rb'', u"""""")`],
  ["'a\\'", "'a\\'"],
  ["'never closed\n'b'", "'never closed\n''"],
  [`'a', f'{b["c"]}', Rf'd', 'e'`, `'', f'{b["c"]}', Rf'd', ''`],
  // The quotes of an f-string may stand again inside its braces.
  [`'a', f'{b['c']}', 'd'`, `'', f'{b['c']}', 'd'`],
])('%j → %j', (text, code) => expect(new Pruned(text).text).toBe(code));

const program = `@wraps(f)
def train(model, *, rate=0.1):
    """Trains
    # a model.
    """
    for x, y in loader:
        loss = criterion(
            model(x),
            y,
        )
        if loss > 1: continue
        else:
            loss.backward()
    return loss, [
        'a', f'{loss}',
    ]
`.split('\n');

/** Texts between the lines of the program; those in its string would belong to it. */
const comments = fc.array(fc.constantFrom('', '# it is', "    # isn't", '  # """ (', '#\t[\\'), {
  minLength: program.length,
  maxLength: program.length,
});
const isInString = (line: number) => line >= 3 && line <= 4;

it('means the same whatever comment lines stand between', () => {
  const expected = dump(parser.parse(program.join('\n')).body);
  fc.assert(
    fc.property(comments, (between) => {
      const lines = program.flatMap((line, i) => {
        const comment = between[i] ?? '';
        return comment === '' || isInString(i) ? [line] : [comment, line];
      });
      const text = lines.join('\n');
      const { body } = parser.parse(text);
      expect(dump(body)).toBe(expected);
      for (const { id, start, end } of namesIn(body)) expect(text.slice(start, end)).toBe(id);
    }),
  );
});

interface Named {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Every name in a tree. */
function namesIn(node: unknown): Named[] {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(namesIn);
  return 'kind' in node && node.kind === 'Name' ? [node as unknown as Named, ...inner] : inner;
}

it('reads the same strings whatever they say', () => {
  const quotes = fc.constantFrom("'", '"', "'''", '"""');
  const words = fc.string({
    unit: fc.constantFrom('a', ' ', '#', '(', '{', '{{', '}', "'", '"'),
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(quotes, words), { minLength: 1, maxLength: 5 }), (pieces) => {
      const values = pieces.map(([quote, text]) => text.replaceAll(quote.charAt(0), ''));
      const literals = pieces.map(([quote], i) => `${quote}${values[i]}${quote}`);
      const text = `x = [${literals.join(', ')}, name]`;
      const [statement] = parser.parse(text).body;
      const list =
        statement?.kind === 'Assign' && statement.value.kind === 'List' ? statement.value.elts : [];
      expect(list.map(({ start, end }) => text.slice(start, end))).toEqual([...literals, 'name']);
      expect(list.slice(0, -1).map((item) => item.kind === 'Constant' && item.value)).toEqual(values);
    }),
  );
});

it('ends a statement before the comments behind it', () => {
  const [first, second] = parser.parse('if a:\n    b\n    # c\n# d\ne').body;
  expect([first?.end, second?.start]).toEqual([11, 24]);
});
