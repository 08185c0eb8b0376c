import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRepo } from '../tools/places.mjs';
import { pythonWith } from '../tools/python.mjs';
import { openWorkbench, type Workbench } from '../tools/workbench.mjs';

/** Values of running programs: a real debugpy that has stopped, and a real Python behind the API of Jupyter's kernels. */
const python = await pythonWith('debugpy', 'python3-debugpy');

// torch.nn.functional.cross_entropy of [[3.05, 3.13, 3.48]] and [2], PyTorch 1.13
const LOSS = /0\.8566/;

let workbench: Workbench;

const lossShown = () =>
  workbench.webview().getByTestId('loss').first().textContent({ timeout: 5_000 }).catch(String);

const closeAll = () =>
  workbench.inHost(async (vscode) => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

/** Selects texts of the active editor. */
const select = (...texts: readonly string[]) =>
  workbench.inHost((vscode, wanted) => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) throw new Error('No editor is active.');
    const { document } = editor;
    editor.selections = wanted.map((text) => {
      const start = document.getText().lastIndexOf(text);
      return new vscode.Selection(document.positionAt(start), document.positionAt(start + text.length));
    });
  }, texts);

/** Runs step.py until the line that returns. */
async function stopAtReturn(): Promise<void> {
  await workbench.openFile('step.py');
  await workbench.inHost(async (vscode) => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) throw new Error('No editor is active.');
    const line = document.getText().split('\n').indexOf('    return heads');
    const at = new vscode.Location(document.uri, new vscode.Position(line, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(at)]);
    const launch = { type: 'debugpy', request: 'launch', name: 'step', program: document.fileName };
    await vscode.debug.startDebugging(undefined, { ...launch, console: 'internalConsole' });
    for (let tries = 0; tries < 300; tries++) {
      if (vscode.debug.activeStackItem instanceof vscode.DebugStackFrame) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The program did not stop.');
  });
}

/** Computes the loss of the selected names; where no loss is written nearby, the command asks for one. */
async function computeCrossEntropy(): Promise<void> {
  await workbench.palette('Loss Inspector: Compute Loss from Selection');
  const choice = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Cross-entropy' });
  await choice.first().click({ timeout: 30_000 });
  await expect.poll(lossShown, { timeout: 30_000 }).toMatch(LOSS);
}

/** Chooses an entry of the menu on a variable of the debugger's view. */
async function onVariable(name: string, entry: string): Promise<void> {
  const row = workbench.page.getByRole('treeitem', { name: new RegExp(`^${name}`) });
  await row.first().click({ button: 'right' });
  const item = workbench.page.getByRole('menuitem', { name: entry });
  await item.hover();
  // A menu takes no click in its first moment: it may be the end of the one that opened it.
  await workbench.page.waitForTimeout(500);
  await item.click();
}

describe.skipIf(python === undefined)('values of a running program', () => {
  beforeAll(async () => {
    workbench = await openWorkbench({
      template: inRepo('test', 'host', 'live', 'workspace'),
      installed: ['debugger', 'kernel'].map((name) => inRepo('test', 'host', 'live', name)),
      env: { LOSS_INSPECTOR_TEST_PYTHON: python ?? '' },
    });
  });

  afterAll(() => workbench.close());

  describe('stopped in the debugger', () => {
    beforeAll(stopAtReturn);

    it('go from the list of variables into the panel, as prediction and as target', async () => {
      await workbench.page.getByRole('treeitem', { name: /Locals/ }).click();
      await onVariable('logits', 'Prediction');
      await expect.poll(lossShown, { timeout: 30_000 }).toMatch(/\d\.\d/);
      await onVariable('labels', 'Target');
      await expect.poll(lossShown, { timeout: 30_000 }).toMatch(LOSS);
      await closeAll();
    });

    it('are computed where their names are selected', async () => {
      await workbench.openFile('step.py');
      await select('logits', 'labels');
      await computeCrossEntropy();
      await closeAll();
    });
  });

  it("go from a notebook's kernel to the number beside the names", async () => {
    await workbench.inHost(async (vscode, file) => {
      await vscode.commands.executeCommand('workbench.action.debug.stop');
      const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
      await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(1, 2)] });
      await vscode.commands.executeCommand('notebook.cell.edit');
    }, `${workbench.workspace}/step.ipynb`);
    await select('logits', 'labels');
    await computeCrossEntropy();
    await closeAll();
  });
});
