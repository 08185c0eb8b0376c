import * as vscode from 'vscode';
import { type HostTest, runTests } from './harness.ts';

const tests: readonly HostTest[] = [
  {
    name: 'a workspace is open',
    run() {
      if (vscode.workspace.workspaceFolders?.length !== 1) throw new Error('no workspace folder');
    },
  },
];

export const run = (): Promise<void> => runTests(tests);
