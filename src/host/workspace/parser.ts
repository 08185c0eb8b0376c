import { Uri, workspace } from 'vscode';
import { createParser, type PythonParser } from '../../python/parser.ts';

/** Makes the parser from the two files beside the bundle, read by the editor so that it works in a web worker too. */
export async function loadParser(extensionUri: Uri): Promise<PythonParser> {
  const read = (name: string) => workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', name));
  const [runtime, grammar] = await Promise.all([
    read('web-tree-sitter.wasm'),
    read('tree-sitter-python.wasm'),
  ]);
  return createParser({ runtime, grammar });
}

/** Stands in where the files cannot be read: computing and the panel work, the analysis sees empty files. */
export const noParser: PythonParser = { parse: () => ({ body: [], problems: [] }) };
