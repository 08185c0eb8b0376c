import * as vscode from 'vscode';
import { api, closeAll, diagnosticsOf, hoverText, open, rangeOf, selectionOf } from '../editor.ts';
import { eventually, expectEqual, expectMatch, expectTrue, given } from '../expect.ts';
import type { HostTest } from '../harness.ts';

interface Computed {
  readonly loss: string;
  readonly value: number;
}

const compute = (): Thenable<Computed | undefined> =>
  vscode.commands.executeCommand('lossInspector.computeFromSelection');

async function hints(document: vscode.TextDocument): Promise<ReadonlyMap<number, string>> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    whole,
  );
  return new Map(found.map(({ position, label }) => [position.line + 1, String(label)]));
}

// Values of PyTorch 1.13.
export const evaluateTests: readonly HostTest[] = [
  {
    name: 'values: stand beside the code, random ones as an example, literals not at all',
    async run() {
      const { document } = await open('values.py');
      const shown = await eventually(async () => {
        const found = await hints(document);
        return found.size > 0 ? found : undefined;
      }, 'inlay hints');
      expectEqual(shown.get(4), 'float32 (1, 3)', 'a tensor that is written out');
      expectEqual(shown.get(5), '= [[0.2762, 0.2992, 0.4246]]', 'softmax');
      expectEqual(shown.get(6), '= 0.8566', 'loss');
      expectEqual(shown.get(7), '» tensor(0.8566)', 'print');
      expectMatch(given(shown.get(9), 'a sample'), /^e\.g\. /);
    },
  },
  {
    name: 'values: can be turned off',
    async run() {
      const { document } = await open('values.py');
      const settings = vscode.workspace.getConfiguration('lossInspector');
      await settings.update('inlayHints.enabled', false, vscode.ConfigurationTarget.Workspace);
      await eventually(async () => (await hints(document)).size === 0 || undefined, 'no hints');
      await settings.update('inlayHints.enabled', undefined, vscode.ConfigurationTarget.Workspace);
    },
  },
  {
    name: 'values: the hover shows the whole tensor and the sums of its rows',
    async run() {
      const { document } = await open('values.py');
      const text = await hoverText(document.uri, rangeOf(document, 'probabilities').start);
      expectMatch(text, /probabilities = tensor\(\[\[0\.2762, 0\.2992, 0\.4246\]\]\)/);
      expectMatch(text, /sums of rows: 1/);
    },
  },
  {
    name: 'values: a call that PyTorch would refuse is an error before it runs',
    async run() {
      const { document } = await open('values.py');
      const found = await eventually(
        () => diagnosticsOf(document.uri).find(({ message }) => message.startsWith('RuntimeError')),
        'the refusal',
      );
      expectMatch(found.message, /expected scalar type Long but found Float/);
      expectEqual(found.range.start.line, 7, 'line');
    },
  },
  {
    name: 'values: the code lens opens the panel on the tensors of the call',
    async run() {
      await closeAll();
      const { document } = await open('values.py');
      const lens = await eventually(async () => {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
          10,
        );
        return lenses.find(({ range }) => range.start.line === 5);
      }, 'a code lens on the call');
      const { command, arguments: args = [] } = given(lens.command, 'its command');
      await vscode.commands.executeCommand(command, ...args);
      const [state] = (await api()).panelStates();
      expectEqual(state?.setting.inputs.target?.data, [2], 'target');
      expectEqual(state?.setting.inputs.input?.shape, [1, 3], 'prediction');
    },
  },
  {
    name: 'compute: selected code is evaluated after the code above it',
    async run() {
      const editor = await open('values.py');
      const { document } = editor;
      editor.selection = selectionOf(document, 'F.cross_entropy(logits, torch.tensor([2]))');
      const computed = given(await compute(), 'a result');
      expectTrue(Math.abs(computed.value - 0.8566) < 5e-5, `0.8566, not ${computed.value}`);
      const names = [/(?<=F\.softmax\()logits/, /torch\.tensor\(\[2\]\)/].map((pattern) => {
        const { index, 0: text } = given(pattern.exec(document.getText()), 'a match');
        return new vscode.Selection(document.positionAt(index), document.positionAt(index + text.length));
      });
      editor.selections = names;
      expectTrue(Math.abs(given(await compute(), 'a result').value - 0.8566) < 5e-5, '0.8566 by names');
    },
  },
  {
    name: 'compute: code whose tensors exist only at run time is refused',
    async run() {
      const editor = await open('values.py');
      editor.selection = selectionOf(editor.document, 'F.cross_entropy(model(images), labels)');
      expectEqual(await compute(), undefined, 'result');
    },
  },
];
