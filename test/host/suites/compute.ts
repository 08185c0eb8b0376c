import * as vscode from 'vscode';
import { api, closeAll, fileUri, open, selectionOf } from '../editor.ts';
import { eventually, expectEqual, expectTrue, given } from '../expect.ts';
import type { HostTest } from '../harness.ts';

interface Computed {
  readonly loss: string;
  readonly value: number;
  readonly gradient: readonly number[];
}

const compute = (): Thenable<Computed | undefined> =>
  vscode.commands.executeCommand('lossInspector.computeFromSelection');

const close = (a: number | undefined, b: number): boolean => Math.abs((a ?? Number.NaN) - b) < 5e-5;

// Values of torch.nn.functional.cross_entropy, PyTorch 1.13.
export const computeTests: readonly HostTest[] = [
  {
    name: 'compute: two selected tensors give the loss of the call around them, in the panel too',
    async run() {
      await closeAll();
      const editor = await open('tensors.py');
      editor.selections = [
        selectionOf(editor.document, 'torch.tensor([2])'),
        selectionOf(editor.document, 'torch.tensor([[3.05, 3.13, 3.48]])'),
      ];
      const computed = given(await compute(), 'a result');
      expectEqual(computed.loss, 'cross_entropy');
      expectTrue(close(computed.value, 0.8566), `0.8566, not ${computed.value}`);
      const [state] = (await api()).panelStates();
      expectEqual(state?.setting.loss, 'cross_entropy', 'loss in the panel');
      expectEqual(state?.setting.inputs.target?.data, [2], 'target in the panel');
      expectEqual(state?.source?.label, 'tensors.py:4', 'source');
    },
  },
  {
    name: 'compute: assignments are read with their names, in one selection',
    async run() {
      const editor = await open('tensors.py');
      editor.selections = [
        selectionOf(
          editor.document,
          'logits = torch.tensor([[3.05, 3.13, 3.48]])\ntarget = torch.tensor([2])',
        ),
      ];
      expectTrue(close(given(await compute(), 'a result').value, 0.8566), '0.8566');
    },
  },
  {
    name: 'compute: without code around, the loss is asked for, those that fit with their value',
    async run() {
      const editor = await open('numbers.txt');
      const { document } = editor;
      editor.selection = new vscode.Selection(0, 0, document.lineCount, 0);
      const result = compute();
      await new Promise((resolve) => setTimeout(resolve, 800));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      const computed = given(await result, 'a result');
      expectEqual(computed.loss, 'cross_entropy');
      expectTrue(close(computed.value, 0.3253), `0.3253, not ${computed.value}`);
    },
  },
  {
    name: 'compute: one tensor of a call whose other tensors are known gives the call',
    async run() {
      const editor = await open('tensors.py');
      editor.selections = [selectionOf(editor.document, 'torch.tensor([[3.05, 3.13, 3.48]])')];
      const computed = given(await compute(), 'a result');
      expectTrue(close(computed.value, 0.8566), `0.8566, not ${computed.value}`);
    },
  },
  {
    name: 'compute: a prediction without a target opens in the panel, where the target is given',
    async run() {
      await closeAll();
      const document = await vscode.workspace.openTextDocument({
        language: 'python',
        content:
          'import torch.nn.functional as F\nF.cross_entropy(model(x), y)\n[[3.5, -1.25], [0.5, 2.0]]\n',
      });
      const editor = await vscode.window.showTextDocument(document);
      editor.selections = [selectionOf(document, '[[3.5, -1.25], [0.5, 2.0]]')];
      expectEqual(await compute(), undefined, 'result in the editor');
      const [state] = (await api()).panelStates();
      expectEqual(state?.setting.loss, 'cross_entropy', 'loss in the panel');
      expectEqual(state?.setting.inputs.input?.data, [3.5, -1.25, 0.5, 2], 'prediction in the panel');
      expectEqual(state?.setting.inputs.target?.shape, [2], 'shape of the target in the panel');
    },
  },
  {
    name: 'compute: a ragged row is refused and selected',
    async run() {
      const editor = await open('tensors.py');
      const { document } = editor;
      editor.selections = [selectionOf(document, '[[1.0, 2.0], [3.0]]')];
      expectEqual(await compute(), undefined, 'result');
      const selected = document.getText(editor.selection);
      expectTrue(
        selected.includes('3.0') && selected.length < 8,
        `the short row is selected, not ${selected}`,
      );
    },
  },
  {
    name: 'use as: prediction and target one after the other fill the panel',
    async run() {
      await closeAll();
      const editor = await open('tensors.py');
      editor.selections = [selectionOf(editor.document, '[[3.05, 3.13, 3.48]]')];
      await vscode.commands.executeCommand('lossInspector.useAsPrediction');
      const inputs = async () => (await api()).panelStates()[0]?.setting.inputs;
      expectEqual((await inputs())?.input?.shape, [1, 3], 'prediction');
      expectEqual((await inputs())?.target?.data, [0], 'a provisional target');
      editor.selections = [selectionOf(editor.document, '[2]')];
      await vscode.commands.executeCommand('lossInspector.useAsTarget');
      expectEqual((await inputs())?.target?.data, [2], 'target');
    },
  },
  {
    name: 'panel: opens from a loss call with that loss, and several at once',
    async run() {
      await closeAll();
      const editor = await open('tensors.py');
      editor.selection = selectionOf(editor.document, 'F.cross_entropy');
      await vscode.commands.executeCommand('lossInspector.open');
      await vscode.commands.executeCommand('lossInspector.openNew');
      const { panelStates } = await api();
      expectEqual(panelStates().length, 2, 'panels');
      expectEqual(panelStates()[1]?.source?.label, 'tensors.py:6', 'source');
      await closeAll();
      await eventually(() => panelStates().length === 0 || undefined, 'panels closed');
    },
  },
  {
    name: 'panel: shows a tensor from a .npy file',
    async run() {
      await closeAll();
      const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".padEnd(117).concat('\n');
      const prefix = Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
      const values = new Uint8Array(Float32Array.from([1, 2, 3, 4, 5, 6]).buffer);
      const bytes = Uint8Array.from([...prefix, ...new TextEncoder().encode(header), ...values]);
      await vscode.workspace.fs.writeFile(fileUri('scores.npy'), bytes);
      await vscode.commands.executeCommand('lossInspector.openTensorFile', fileUri('scores.npy'));
      const [state] = (await api()).panelStates();
      expectEqual(state?.setting.inputs.input?.data, [1, 2, 3, 4, 5, 6], 'values');
      expectEqual(state?.setting.inputs.input?.shape, [2, 3], 'shape');
    },
  },
  {
    name: "panel: follows the editor's selection while asked to",
    async run() {
      await closeAll();
      const editor = await open('tensors.py');
      await vscode.commands.executeCommand('lossInspector.open');
      await vscode.commands.executeCommand('lossInspector.followSelection');
      const { panelStates } = await api();
      const active = await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
      active.selections = [selectionOf(editor.document, '[[3.05, 3.13, 3.48]]')];
      await eventually(
        () => panelStates()[0]?.setting.inputs.input?.shape[0] === 1 || undefined,
        'the selection',
      );
      await vscode.commands.executeCommand('lossInspector.unfollowSelection');
    },
  },
  {
    name: "panel: a rule's demonstration opens as a file",
    async run() {
      await closeAll();
      const uri = vscode.Uri.parse('loss-inspector-rule:/softmax-before-cross-entropy.loss-inspector');
      await vscode.commands.executeCommand('vscode.open', uri);
      const { panelStates } = await api();
      const state = await eventually(() => panelStates()[0], 'a panel');
      expectEqual(state.rule, 'softmax-before-cross-entropy', 'rule');
    },
  },
];
