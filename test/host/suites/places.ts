import * as vscode from 'vscode';
import { apply, diagnostic, quickFixes, rangeOf, silence } from '../editor.ts';
import { eventually, expectEqual, expectTrue, given } from '../expect.ts';
import type { HostTest } from '../harness.ts';
import { MemoryFiles } from '../memory-files.ts';

const RULE = 'softmax-before-cross-entropy';

const model = `from torch import nn

net = nn.Sequential(nn.Linear(8, 4), nn.Softmax(dim=1))
`;

const train = `from torch import nn

from model import net

loss = nn.CrossEntropyLoss()(net(x), y)
loss.backward()
`;

/** Files that are on no disk, as on vscode.dev or of a remote repository. */
export const virtualTests: readonly HostTest[] = [
  {
    name: 'virtual files: a mistake across two files of a file system without a disk is found and mended',
    async run() {
      const files = new MemoryFiles({ '/project/model.py': model, '/project/train.py': train });
      const registered = vscode.workspace.registerFileSystemProvider('memory-files', files);
      try {
        const at = (path: string) => vscode.Uri.from({ scheme: 'memory-files', path });
        const document = await vscode.workspace.openTextDocument(at('/project/train.py'));
        await vscode.window.showTextDocument(document);
        const found = await diagnostic(document.uri, RULE);
        const related = given(found.relatedInformation?.[0], 'the activation');
        expectEqual(related.location.uri.toString(), at('/project/model.py').toString(), 'where it is');
        const fixes = await quickFixes(document.uri, found.range);
        await apply(fixes.find(({ title }) => /softmax/i.test(title)));
        await silence(document.uri);
      } finally {
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        registered.dispose();
      }
    },
  },
];

const second = (path: string): vscode.Uri =>
  vscode.Uri.joinPath(given(vscode.workspace.workspaceFolders?.[1], 'the second folder').uri, path);

/** A workspace of several folders in Restricted Mode. */
export const restrictedTests: readonly HostTest[] = [
  {
    name: 'Restricted Mode: the workspace is not trusted, and everything else is tested so',
    run() {
      expectEqual(vscode.workspace.isTrusted, false, 'trusted');
    },
  },
  {
    name: 'several folders: an import means the package of its own folder',
    async run() {
      const document = await vscode.workspace.openTextDocument(second('package/fit.py'));
      await vscode.window.showTextDocument(document);
      const found = await diagnostic(document.uri, RULE);
      const related = given(found.relatedInformation, 'related information');
      expectTrue(
        related.every(({ location }) => location.uri.path.startsWith(second('').path)),
        'nothing of the first folder',
      );
    },
  },
  {
    name: 'several folders: a change in one reaches only its own files',
    async run() {
      const fit = await vscode.workspace.openTextDocument(second('package/fit.py'));
      const network = await vscode.workspace.openTextDocument(second('package/network.py'));
      const editor = await vscode.window.showTextDocument(network);
      await editor.edit((edit) => edit.delete(rangeOf(network, ', nn.Softmax(dim=1)')));
      await silence(fit.uri);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await eventually(() => network.getText().includes('Softmax') || undefined, 'the file as it was');
      await diagnostic(fit.uri, RULE);
    },
  },
];
