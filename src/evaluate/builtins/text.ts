import { charge } from '../context.ts';
import { attribute } from '../interpreter/attributes.ts';
import { describe } from '../interpreter/describe.ts';
import { collectItems } from '../interpreter/iterate.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry } from '../library/define.ts';
import { itemsOf } from '../library/items.ts';
import { notKnown, raise } from '../signals.ts';
import { braceFormat } from '../values/format.ts';
import { bool, int, list, str } from '../values/make.ts';
import { strOf } from '../values/repr.ts';
import { isSample } from '../values/truth.ts';
import type { Value } from '../values/value.ts';

/** Text wider than a screen is not laid out. */
function widthOf(args: Args): number {
  const width = args.integer('width');
  return width > 10_000 ? notKnown('a text of that width') : width;
}

const textOf = (args: Args): string => {
  const self = args.get('self');
  return self.kind === 'str' ? self.value : notKnown('not a string');
};

/** A method from text to text. */
const mapText = (name: string, parameters: string, change: (text: string, args: Args) => string): Entry =>
  define(`str:${name}(self${parameters})`, (context, args) => {
    const changed = change(textOf(args), args);
    charge(context, changed.length);
    return str(changed, isSample(args.get('self')));
  });

const trimmed = (text: string, chars: string | undefined, left: boolean, right: boolean): string => {
  const isCut = (char: string) => (chars === undefined ? /\s/.test(char) : chars.includes(char));
  let start = 0;
  let end = text.length;
  while (left && start < end && isCut(text.charAt(start))) start++;
  while (right && end > start && isCut(text.charAt(end - 1))) end--;
  return text.slice(start, end);
};

const trim = (name: string, left: boolean, right: boolean): Entry =>
  mapText(name, ', chars=None', (text, args) =>
    trimmed(text, args.has('chars') ? args.text('chars') : undefined, left, right),
  );

const affixes = (args: Args): readonly string[] =>
  (itemsOf(args.get('affix')) ?? [args.get('affix')]).map(strOf);

/** Python's `split(sep, n)`: what is beyond the n-th place stays whole. */
function splitBy(text: string, separator: string, limit: number): string[] {
  if (separator === '') raise('ValueError', 'empty separator');
  const parts = text.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

function splitWords(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text.trimStart();
  for (; rest !== '' && parts.length < limit; ) {
    const word = /^\S+/.exec(rest)?.[0] ?? '';
    parts.push(word);
    rest = rest.slice(word.length).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

export const textMethods: readonly Entry[] = [
  mapText('upper', '', (text) => text.toUpperCase()),
  mapText('lower', '', (text) => text.toLowerCase()),
  mapText('title', '', (text) =>
    text.replaceAll(/[A-Za-z]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
  ),
  mapText('capitalize', '', (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()),
  mapText('replace', ', old, new', (text, args) => text.replaceAll(args.text('old'), () => args.text('new'))),
  mapText('center', ", width, fill=' '", (text, args) => {
    const width = widthOf(args);
    const gap = Math.max(width - text.length, 0);
    // An odd cell goes to the left only where the width is odd too.
    const left = Math.floor(gap / 2) + (gap & width & 1);
    return (args.text('fill').repeat(left) + text).padEnd(width, args.text('fill'));
  }),
  mapText('ljust', ", width, fill=' '", (text, args) => text.padEnd(widthOf(args), args.text('fill'))),
  mapText('rjust', ", width, fill=' '", (text, args) => text.padStart(widthOf(args), args.text('fill'))),
  mapText('zfill', ', width', (text, args) => {
    const sign = /^[-+]/.exec(text)?.[0] ?? '';
    return sign + text.slice(sign.length).padStart(widthOf(args) - sign.length, '0');
  }),
  trim('strip', true, true),
  trim('lstrip', true, false),
  trim('rstrip', false, true),
  define('str:split(self, sep=None, maxsplit=-1)', (_context, args) => {
    const text = textOf(args);
    const limit = args.integer('maxsplit');
    const parts = args.has('sep')
      ? splitBy(text, args.text('sep'), limit)
      : splitWords(text, limit < 0 ? Number.POSITIVE_INFINITY : limit);
    return list(parts.map((part) => str(part)));
  }),
  define('str:splitlines(self)', (_context, args) =>
    list(
      textOf(args)
        .replace(/\r?\n$|\r$/, '')
        .split(textOf(args) === '' ? '' : /\r\n|\n|\r/)
        .map((part) => str(part)),
    ),
  ),
  define('str:join(self, items)', (context, args) => {
    const items = collectItems(context, args.get('items'));
    if (!items.every((item) => item.kind === 'str'))
      return items.some((item) => item.kind === 'unknown')
        ? notKnown('a part of the text')
        : raise('TypeError', 'sequence item 0: expected str instance');
    return str(items.map((item) => item.value).join(textOf(args)), items.some(isSample));
  }),
  define('str:startswith(self, affix)', (_context, args) =>
    bool(affixes(args).some((affix) => textOf(args).startsWith(affix))),
  ),
  define('str:endswith(self, affix)', (_context, args) =>
    bool(affixes(args).some((affix) => textOf(args).endsWith(affix))),
  ),
  define('str:find(self, part)', (_context, args) => int(textOf(args).indexOf(args.text('part')))),
  define('str:count(self, part)', (_context, args) => int(textOf(args).split(args.text('part')).length - 1)),
  define('str:isdigit(self)', (_context, args) => bool(/^\d+$/.test(textOf(args)))),
  define('str:format(self, *values, **named)', (context, args) => {
    const named = (path: string): Value => {
      const [first = '', ...rest] = path.split('.');
      const start = args.keywords.get(first) ?? args.rest[Number(first)] ?? raise('KeyError', `'${first}'`);
      return rest.reduce((value, name) => attribute(context, value, name), start);
    };
    for (const value of [...args.rest, ...args.keywords.values()]) describe(context, value, true);
    return str(
      braceFormat(textOf(args), args.rest, named),
      args.rest.some(isSample) || [...args.keywords.values()].some(isSample),
    );
  }),
];
