import * as vscode from 'vscode';
import { api, closeAll, fileUri, open } from '../editor.ts';
import { eventually, expectEqual, expectMatch, expectTrue, given } from '../expect.ts';
import type { HostTest } from '../harness.ts';

interface Explained {
  readonly message: string;
  readonly argument: string | null;
  readonly losses: readonly string[];
}

const explain = (...args: readonly unknown[]): Thenable<readonly Explained[] | undefined> =>
  vscode.commands.executeCommand('lossInspector.explainError', ...args);

/** The page that is open, as its file has it. */
async function page(): Promise<{ readonly uri: vscode.Uri; readonly text: string }> {
  const uri = await eventually(() => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const shown = input instanceof vscode.TabInputCustom ? input.uri : undefined;
    return shown?.scheme === 'loss-inspector-error' ? shown : undefined;
  }, 'the page');
  return { uri, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
}

const selectAll = (editor: vscode.TextEditor): void => {
  editor.selection = new vscode.Selection(0, 0, editor.document.lineCount, 0);
};

export const errorTests: readonly HostTest[] = [
  {
    name: 'errors: a selected traceback is explained on a page, with the case in the panel',
    async run() {
      await closeAll();
      selectAll(await open('traceback.txt'));
      const [explained, ...others] = given(await explain(), 'an explanation');
      expectEqual(others.length, 0, 'other messages');
      expectEqual(explained?.argument, 'target', 'argument');
      expectEqual(explained?.losses, ['cross_entropy'], 'the loss that the traceback names');
      const { uri, text } = await page();
      expectMatch(text, /^# expected scalar type Long but found Float\n/);
      expectMatch(text, /argument `target` of \[`cross_entropy`\]/);
      const [, link] = given(/\]\(([^)]+\.loss-inspector)\)/.exec(text), 'the link to the case');
      const example = uri.with({ path: `/${link}`, query: '' });
      await vscode.commands.executeCommand('vscode.open', example);
      const { panelStates } = await api();
      const state = await eventually(() => panelStates()[0], 'a panel');
      expectEqual(state.setting.loss, 'cross_entropy', 'loss');
      expectEqual(state.setting.inputs.target?.dtype, 'float32', 'the dtype that is refused');
    },
  },
  {
    name: 'errors: the clipboard is read where nothing is selected, and only for errors',
    async run() {
      await closeAll();
      await vscode.env.clipboard.writeText('IndexError: Target 10 is out of bounds.');
      const [explained] = given(await explain(), 'an explanation');
      expectEqual(explained?.message, 'Target 10 is out of bounds');
      expectMatch((await page()).text, /Count classes from 0/);
      await vscode.env.clipboard.writeText('a private note');
      const asked = explain();
      await new Promise((resolve) => setTimeout(resolve, 500));
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      expectEqual(await asked, undefined, 'what is asked for and not given');
      expectEqual(await vscode.env.clipboard.readText(), 'a private note', 'the clipboard');
    },
  },
  {
    name: 'errors: a text that is not known is said to be unknown',
    async run() {
      await closeAll();
      const editor = await open('values.py');
      editor.selection = new vscode.Selection(0, 0, 0, 5);
      expectEqual(await explain(), [], 'explanations');
      expectTrue(
        vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'values.py',
        'no page opens for it',
      );
    },
  },
  {
    name: 'errors: below a notebook cell that failed',
    async run() {
      await closeAll();
      await vscode.workspace.fs.copy(fileUri('cells.ipynb'), fileUri('failed.ipynb'), { overwrite: true });
      const notebook = await vscode.workspace.openNotebookDocument(fileUri('failed.ipynb'));
      const editor = await vscode.window.showNotebookDocument(notebook, {
        viewColumn: vscode.ViewColumn.One,
      });
      const esc = String.fromCharCode(27);
      const error = vscode.NotebookCellOutputItem.error({
        name: 'ValueError',
        message: 'Expected input batch_size (2) to match target batch_size (3).',
        stack: `${esc}[0;31mValueError${esc}[0m: Expected input batch_size (2) ${esc}[1mto match`,
      });
      const old = notebook.cellAt(3);
      const cell = new vscode.NotebookCellData(old.kind, old.document.getText(), 'python');
      cell.outputs = [new vscode.NotebookCellOutput([error])];
      const edit = new vscode.WorkspaceEdit();
      edit.set(notebook.uri, [vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(3, 4), [cell])]);
      await vscode.workspace.applyEdit(edit);
      editor.selection = new vscode.NotebookRange(3, 4);
      const [explained] = given(await explain(), 'an explanation');
      expectEqual(explained?.message, 'Expected input batch_size (2) to match target batch_size (3)');
      expectMatch((await page()).text, /The input has 2 rows and the target 3/);
    },
  },
];

/** Restricted Mode has no terminals. */
export const terminalTests: readonly HostTest[] = [
  {
    name: "errors: the terminal's selection, and the clipboard is as before",
    async run() {
      await closeAll();
      await vscode.env.clipboard.writeText('before');
      const writer = new vscode.EventEmitter<string>();
      const terminal = vscode.window.createTerminal({
        name: 'training',
        pty: {
          onDidWrite: writer.event,
          open: () => writer.fire('RuntimeError: all elements of input should be between 0 and 1\r\n'),
          close: () => undefined,
        },
      });
      terminal.show();
      try {
        const explained = await eventually(async () => {
          await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
          await vscode.env.clipboard.writeText('before');
          const asked: Thenable<readonly Explained[] | undefined> = vscode.commands.executeCommand(
            'lossInspector.explainTerminalError',
          );
          const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 1_000));
          const found = await Promise.race([asked, late]);
          if (!found) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
          return found;
        }, 'the selection of the terminal');
        expectEqual(explained[0]?.argument, 'input', 'argument');
        expectEqual(await vscode.env.clipboard.readText(), 'before', 'the clipboard');
      } finally {
        terminal.dispose();
      }
    },
  },
];
