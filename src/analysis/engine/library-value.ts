import { canonicalName } from '../library/names.ts';
import type { LibraryValue } from './values.ts';

/** A module, function or class of a library by its canonical qualified name. */
export const library = (name: string): LibraryValue => ({ kind: 'library', name, members: null });

/** What a library's module or class has under a name; made once for each. */
export function memberOf(owner: LibraryValue, name: string): LibraryValue {
  owner.members ??= new Map();
  const known = owner.members.get(name);
  if (known !== undefined) return known;
  const member = library(canonicalName(`${owner.name}.${name}`));
  owner.members.set(name, member);
  return member;
}
