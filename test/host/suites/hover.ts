import * as vscode from 'vscode';
import { diagnostic, hoverText, open, rangeOf } from '../editor.ts';
import { eventually, expectMatch } from '../expect.ts';
import type { HostTest } from '../harness.ts';

export const hoverTests: readonly HostTest[] = [
  {
    name: 'hover: formula, what the loss expects, what it receives here and from where',
    async run() {
      const { document } = await open('train.py');
      await diagnostic(document.uri, 'softmax-before-cross-entropy');
      const text = await hoverText(document.uri, rangeOf(document, 'criterion(model').start);
      expectMatch(text, /Cross-entropy/, 'title');
      expectMatch(text, /log/, 'formula');
      expectMatch(text, /\| `input` \|/, 'arguments');
      expectMatch(text, /\$\(warning\) \*\*probabilities\*\*/, 'what it receives');
      expectMatch(text, /train\.py:13/, 'where it comes from');
      expectMatch(text, /command:lossInspector\.open/, 'link to the panel');
    },
  },
  {
    name: 'hover: the output of a layer is a number like any other to a distance',
    async run() {
      const { document } = await open('regression.py');
      const text = await hoverText(document.uri, rangeOf(document, 'mse_loss(model').start);
      expectMatch(text, /\| `input` \|[^\n]*\| \*\*real numbers\*\*, from/, 'what it receives');
    },
  },
  {
    name: 'code lens: above the call that computes a loss',
    async run() {
      const { document } = await open('train.py');
      const line = rangeOf(document, 'criterion(model').start.line;
      await eventually(async () => {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
          10,
        );
        return lenses.find(
          ({ range, command }) => range.start.line === line && command?.command === 'lossInspector.open',
        );
      }, 'a code lens');
    },
  },
];
