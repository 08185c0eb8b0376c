import { Uri, workspace } from 'vscode';
import { createParser, type PythonParser } from '../../python/parser.ts';

/** Makes the parser from the file beside the bundle, read by the editor so that it works in a web worker too. */
export const loadParser = async (extensionUri: Uri): Promise<PythonParser> =>
  createParser(await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', 'parser.wasm')));

/** Stands in where the files cannot be read: computing and the panel work, the analysis sees empty files. */
export const noParser: PythonParser = { parse: () => ({ body: [], problems: [] }) };
