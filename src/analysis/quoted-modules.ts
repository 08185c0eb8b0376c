const quoted = /(['"])([A-Za-z_][\w.]*)\1/g;

/** The texts in a file that may be names of modules: `default="small_net"` beside `importlib.import_module(args.net)`. */
export const quotedNames = (text: string): string[] =>
  Array.from(text.matchAll(quoted), ([, , name = '']) => name);

/** Whether a text says this name, so that the module counts as imported. */
export const quotes = (text: string, name: string): boolean =>
  text.includes(`'${name}'`) || text.includes(`"${name}"`);
