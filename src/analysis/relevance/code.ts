/** `a.b.c`, or `.b.c` behind something that is no name. */
const dotted =
  /(?:\.\s*)?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*(?:\.[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)*/g;

/** A dotted name in a text; `head` is undefined where it goes on from something else. */
export interface Dotted {
  readonly head: string | undefined;
  readonly members: readonly string[];
}

/** The dotted names in a text, each once. */
export function dottedNames(code: string): Dotted[] {
  return Array.from(new Set(code.match(dotted)), (name) => {
    const [head = '', ...members] = name.split('.');
    return head === ''
      ? { head: undefined, members: members.map((each) => each.trimStart()) }
      : { head, members };
  });
}

/** A definition, behind its decorators. */
const definition = /^(?:[@ \t)\]}][^\n]*\n|\n)*(?:async[ \t]+)?(?:def|class)[ \t]+([\w\u0080-\uffff]+)/;
const list = '([\\w\\u0080-\\uffff]+(?:[ \\t]*,[ \\t]*[\\w\\u0080-\\uffff]+)*)';
const globals = new RegExp(`\\b(?:global|nonlocal)[ \\t]+${list}`, 'g');
/** The beginning of a line: `a`, `a.b = …`, `a, b = …`, `a[0] = …`, `a.add(…)`. */
const leading = new RegExp(`^[ \\t(*]*${list}`, 'gm');
/** `with … as a`, `for a, b in …`, `def a`, `class a`, `a := …`. */
const inside = new RegExp(
  `\\b(?:as|for|def|class|global)[ \\t]+\\(?${list}|([\\w\\u0080-\\uffff]+)[ \\t]*:=`,
  'g',
);

const keywords = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import
  in is lambda nonlocal not or pass raise return try while with yield print`.split(/\s+/),
);

/** Names of the module that a top-level statement binds, or whose objects it may change. */
export function boundNames(code: string): string[] {
  const name = definition.exec(code)?.[1];
  return name === undefined
    ? [...listed(code, leading), ...listed(code, inside)]
    : [name, ...listed(code, globals)];
}

function listed(code: string, pattern: RegExp): string[] {
  const lists = Array.from(code.matchAll(pattern), ([, several, one]) => several ?? one ?? '');
  return lists
    .flatMap((names) => names.split(',').map((name) => name.trim()))
    .filter((name) => !keywords.has(name));
}
