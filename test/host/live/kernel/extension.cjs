// Stands in for the Jupyter extension: its public API, with a kernel that has run every cell. The Python is a real one.
const { spawn } = require('node:child_process');
const vscode = require('vscode');

exports.activate = () => ({
  kernels: {
    getKernel: async (/** @type {import('vscode').Uri} */ uri) => {
      const notebook = vscode.workspace.notebookDocuments.find(
        (one) => one.uri.toString() === uri.toString(),
      );
      return notebook && { executeCode: (/** @type {string} */ code) => execute(notebook, code) };
    },
  },
});

/** @param {import('vscode').NotebookDocument} notebook @param {string} code */
async function* execute(notebook, code) {
  const cells = notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code);
  const { stdout, stderr } = await python(
    `${cells.map(({ document }) => document.getText()).join('\n')}\n${code}`,
  );
  if (stdout) yield { items: [vscode.NotebookCellOutputItem.stdout(stdout)] };
  if (stderr) yield { items: [vscode.NotebookCellOutputItem.error(errorOf(stderr))] };
}

/** The last line of a traceback, as Jupyter gives it. @param {string} stderr */
function errorOf(stderr) {
  const [name = 'Error', ...message] = (stderr.trim().split('\n').at(-1) ?? '').split(': ');
  return { name, message: message.join(': ') };
}

/** @param {string} code @returns {Promise<{ stdout: string, stderr: string }>} */
function python(code) {
  const child = spawn(process.env.LOSS_INSPECTOR_TEST_PYTHON ?? 'python3', ['-']);
  const heard = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    heard.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    heard.stderr += chunk;
  });
  child.stdin.end(code);
  return new Promise((resolve, reject) => {
    child.once('close', () => resolve(heard));
    child.once('error', reject);
  });
}
