import { Uri } from 'vscode';

/** A variable that a menu was opened on. */
export interface Reference {
  readonly expression: string;
  /** The notebook, where the Jupyter extension's variable view passed it. */
  readonly notebook: Uri | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null ? (value as Fields) : undefined;

/**
 * What VS Code passes to a command of `debug/variables/context` and `debug/watch/context`, and Jupyter to a variable viewer;
 * undefined for anything else.
 */
export function referenceOf(argument: unknown): Reference | undefined {
  const outer = fields(argument);
  const variable = fields(outer?.variable) ?? outer;
  const expression = [variable?.evaluateName, variable?.name].find(
    (name): name is string => typeof name === 'string' && name !== '',
  );
  if (!outer || expression === undefined) return undefined;
  const notebook = variable?.fileName ?? outer.fileName;
  return { expression, notebook: notebook instanceof Uri ? notebook : undefined };
}
