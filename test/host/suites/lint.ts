import * as vscode from 'vscode';
import {
  apply,
  diagnostic,
  diagnosticsOf,
  fileUri,
  open,
  openCopy,
  quickFixes,
  rangeOf,
  silence,
} from '../editor.ts';
import { eventually, expectEqual, expectMatch, expectTrue, given } from '../expect.ts';
import type { HostTest } from '../harness.ts';

const RULE = 'softmax-before-cross-entropy';

export const lintTests: readonly HostTest[] = [
  {
    name: 'diagnostics: a softmax before cross-entropy is an error that names both ends and leads to its page',
    async run() {
      const { document } = await open('train.py');
      const found = await diagnostic(document.uri, RULE);
      expectEqual(found.severity, vscode.DiagnosticSeverity.Error, 'severity');
      expectMatch(found.message, /0\.5514/, 'the floor for 3 classes');
      const related = given(found.relatedInformation, 'related information');
      expectTrue(related.length >= 1, 'a related location');
      const target = typeof found.code === 'object' ? found.code.target : undefined;
      expectEqual(target?.toString(), `loss-inspector-rule:/${RULE}.md`, 'the page');
      const page = await vscode.workspace.openTextDocument(given(target, 'the page'));
      expectMatch(page.getText(), /^# softmax-before-cross-entropy/, 'the page');
    },
  },
  {
    name: 'diagnostics: a sigmoid in another file of the package is found, the other file being read from disk',
    async run() {
      const { document } = await open('package/fit.py');
      const found = await diagnostic(document.uri, 'sigmoid-before-cross-entropy');
      const files = given(found.relatedInformation, 'related information').map(
        ({ location }) => location.uri.path,
      );
      expectTrue(
        files.some((path) => path.endsWith('package/network.py')),
        `network.py among ${files.join(', ')}`,
      );
    },
  },
  {
    name: 'diagnostics: what a file that nobody opened passes to an open one is found',
    async run() {
      const { document } = await open('callers/engine.py');
      const found = await diagnostic(document.uri, RULE);
      const files = given(found.relatedInformation, 'related information').map(
        ({ location }) => location.uri.path,
      );
      expectTrue(
        files.some((path) => path.endsWith('callers/main.py')),
        `main.py among ${files.join(', ')}`,
      );
    },
  },
  {
    name: 'diagnostics: come and go while typing',
    async run() {
      const editor = await openCopy('train.py', 'typing.py');
      const { document } = editor;
      await diagnostic(document.uri, RULE);
      const call = rangeOf(document, 'F.softmax(scores, dim=1)');
      await editor.edit((edit) => edit.replace(call, 'scores'));
      await silence(document.uri);
      await vscode.commands.executeCommand('undo');
      await diagnostic(document.uri, RULE);
    },
  },
  {
    name: 'diagnostics: a change of the imported file changes those of the importing one',
    async run() {
      const fit = await open('package/fit.py');
      await diagnostic(fit.document.uri, 'sigmoid-before-cross-entropy');
      const network = await open('package/network.py');
      const activation = rangeOf(network.document, ', nn.Sigmoid()');
      await network.edit((edit) => edit.delete(activation));
      await silence(fit.document.uri);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await diagnostic(fit.document.uri, 'sigmoid-before-cross-entropy');
    },
  },
  {
    name: 'diagnostics: an untitled document is checked too',
    async run() {
      const text = (await open('train.py')).document.getText();
      const document = await vscode.workspace.openTextDocument({ language: 'python', content: text });
      await diagnostic(document.uri, RULE);
    },
  },
  {
    name: 'quick fix: the preferred one removes the softmax and says that the result changes',
    async run() {
      const { document } = await openCopy('train.py', 'fixed.py');
      const { range } = await diagnostic(document.uri, RULE);
      const preferred = (await quickFixes(document.uri, range)).find(({ isPreferred }) => isPreferred);
      expectMatch(given(preferred, 'a preferred fix').title, /changes the result/);
      await apply(preferred);
      await silence(document.uri);
      expectTrue(!document.getText().includes('softmax'), 'the softmax is gone');
      expectMatch(document.getText(), /return scores\n/);
    },
  },
  {
    name: 'quick fix: mends the other file where the mistake is there, and names it',
    async run() {
      const { document } = await open('package/fit.py');
      const { range } = await diagnostic(document.uri, 'sigmoid-before-cross-entropy');
      const preferred = given(
        (await quickFixes(document.uri, range)).find(({ isPreferred }) => isPreferred),
        'a preferred fix',
      );
      expectMatch(preferred.title, /in package\/network\.py/);
      await apply(preferred);
      await silence(document.uri);
      const network = await open('package/network.py');
      expectTrue(!network.document.getText().includes('Sigmoid'), 'the sigmoid is gone');
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await diagnostic(document.uri, 'sigmoid-before-cross-entropy');
    },
  },
  {
    name: 'quick fix: a finding can be ignored on its line',
    async run() {
      const { document } = await openCopy('train.py', 'ignored.py');
      const { range } = await diagnostic(document.uri, RULE);
      const actions = await quickFixes(document.uri, range);
      await apply(actions.find(({ title }) => title.startsWith('Ignore')));
      await silence(document.uri);
      expectMatch(
        document.lineAt(range.start.line).text,
        /# loss-inspector: ignore\[softmax-before-cross-entropy\]$/,
      );
    },
  },
  {
    name: 'fix all: source.fixAll.lossInspector applies the safe fixes, and only those',
    async run() {
      const { document } = await openCopy('stable.py', 'all.py');
      await diagnostic(document.uri, 'log-of-softmax');
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const kind = vscode.CodeActionKind.SourceFixAll.append('lossInspector');
      await apply((await quickFixes(document.uri, whole, kind))[0]);
      expectMatch(document.getText(), /F\.log_softmax\(logits, dim=-1\)/);
      const unsafe = await openCopy('train.py', 'unsafe.py');
      await diagnostic(unsafe.document.uri, RULE);
      const end = new vscode.Range(0, 0, unsafe.document.lineCount, 0);
      expectEqual((await quickFixes(unsafe.document.uri, end, kind)).length, 0, 'unsafe fixes on save');
    },
  },
  {
    name: 'fix all: runs on save where the settings ask for it',
    async run() {
      const settings = vscode.workspace.getConfiguration('editor', { languageId: 'python' });
      await settings.update(
        'codeActionsOnSave',
        { 'source.fixAll.lossInspector': 'explicit' },
        vscode.ConfigurationTarget.Workspace,
      );
      const editor = await openCopy('stable.py', 'saved.py');
      await diagnostic(editor.document.uri, 'log-of-softmax');
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# changed\n'));
      await editor.document.save();
      await eventually(
        () => editor.document.getText().includes('log_softmax') || undefined,
        'the fix on save',
      );
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    },
  },
  {
    name: 'settings: a rule can be given another severity or be turned off',
    async run() {
      const { document } = await open('train.py');
      await diagnostic(document.uri, RULE);
      const settings = vscode.workspace.getConfiguration('lossInspector');
      const set = (value: unknown) => settings.update('rules', value, vscode.ConfigurationTarget.Workspace);
      await set({ [RULE]: 'info' });
      await eventually(
        () =>
          diagnosticsOf(document.uri).some(
            ({ severity }) => severity === vscode.DiagnosticSeverity.Information,
          ) || undefined,
        'severity info',
      );
      await set({ [RULE]: 'off' });
      await silence(document.uri);
      await set(undefined);
      await diagnostic(document.uri, RULE);
    },
  },
  {
    name: 'settings: excluded files are silent',
    async run() {
      const { document } = await open('train.py');
      await diagnostic(document.uri, RULE);
      const settings = vscode.workspace.getConfiguration('lossInspector');
      await settings.update('lint.exclude', ['tr*.py'], vscode.ConfigurationTarget.Workspace);
      await silence(document.uri);
      await settings.update('lint.exclude', undefined, vscode.ConfigurationTarget.Workspace);
      await diagnostic(document.uri, RULE);
    },
  },
  {
    name: 'the whole workspace can be checked, closed files and notebooks too',
    async run() {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      void vscode.commands.executeCommand('lossInspector.lintWorkspace');
      await diagnostic(fileUri('package/fit.py'), 'sigmoid-before-cross-entropy');
      await diagnostic(fileUri('train.py'), RULE);
      const inNotebook = await diagnostic(fileUri('cells.ipynb'), RULE);
      expectMatch(inNotebook.message, /^Cell 4: /, 'which cell of the closed notebook');
    },
  },
];
