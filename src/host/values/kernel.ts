import { type CancellationToken, extensions, type NotebookCellOutputItem, type Uri } from 'vscode';
import { fail, type Result } from '../../result.ts';
import { type ReadItems, type ReadTensor, readAnswer } from './answer.ts';
import { readExpression } from './reader.ts';

/** What we use of the API that the Jupyter extension offers to others. */
interface JupyterApi {
  readonly kernels: { getKernel(uri: Uri): Promise<Kernel | undefined> | Thenable<Kernel | undefined> };
}

export interface Kernel {
  executeCode(
    code: string,
    token: CancellationToken,
  ): AsyncIterable<{ readonly items: readonly NotebookCellOutputItem[] }>;
}

/** The kernel that runs a notebook, where the Jupyter extension is there and has started one. */
export async function kernelOf(notebook: Uri): Promise<Kernel | undefined> {
  try {
    const jupyter = extensions.getExtension<JupyterApi>('ms-toolsai.jupyter');
    const api = jupyter && (jupyter.isActive ? jupyter.exports : await jupyter.activate());
    return await api?.kernels.getKernel(notebook);
  } catch {
    // Access to kernels was refused by the user, or that extension is another version: there are no live values then.
    return undefined;
  }
}

export async function readInKernel(
  kernel: Kernel,
  expression: string,
  limit: number,
  token: CancellationToken,
): Promise<Result<ReadTensor | ReadItems, string>> {
  let printed = '';
  try {
    for await (const { items } of kernel.executeCode(`print(${readExpression(expression, limit)})`, token))
      for (const item of items) {
        const text = new TextDecoder().decode(item.data);
        if (item.mime === ERROR) return fail(errorMessage(text));
        if (item.mime === STDOUT || item.mime === 'text/plain') printed += text;
      }
    return readAnswer(printed);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const STDOUT = 'application/vnd.code.notebook.stdout';
const ERROR = 'application/vnd.code.notebook.error';

function errorMessage(json: string): string {
  try {
    const { name, message } = JSON.parse(json) as { name?: unknown; message?: unknown };
    return `${name}: ${message}`;
  } catch {
    return json;
  }
}
