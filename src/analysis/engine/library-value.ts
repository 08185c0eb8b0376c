import type { LibraryValue } from './values.ts';

/** A module, function or class of a library by its canonical qualified name. */
export const library = (name: string): LibraryValue => ({ kind: 'library', name });
