import type { ImportLine } from '../workspace/imports.ts';
import type { PathIndex } from '../workspace/resolve.ts';
import { type Known, knownFrom } from './known.ts';
import { type Links, linksOf } from './links.ts';

/** What the statements of a file can speak of. */
export interface Header {
  readonly known: Known;
  readonly links: Links;
  /** Names that statements of the file bind, and those imported from other files. */
  readonly names: ReadonlySet<string>;
  /** Names of modules of the workspace. */
  readonly modules: ReadonlySet<string>;
  /** Any other name may come from another file too. */
  readonly hasStar: boolean;
}

export function headerOf(
  { path, lines }: { readonly path: string; readonly lines: readonly ImportLine[] },
  index: PathIndex,
  bound: Iterable<string>,
): Header {
  const links = linksOf(lines, path, index);
  return {
    known: knownFrom(lines),
    links,
    names: new Set([...bound, ...links.members.keys()]),
    modules: new Set(links.modules.keys()),
    hasStar: links.stars.length > 0,
  };
}
