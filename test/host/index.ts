import * as vscode from 'vscode';
import { type HostTest, runTests } from './harness.ts';
import { computeTests } from './suites/compute.ts';
import { errorTests, terminalTests } from './suites/errors.ts';
import { evaluateTests } from './suites/evaluate.ts';
import { hoverTests } from './suites/hover.ts';
import { lintTests } from './suites/lint.ts';
import { notebookTests } from './suites/notebook.ts';
import { restrictedTests, virtualTests } from './suites/places.ts';

const tests: readonly HostTest[] = [
  ...lintTests,
  ...hoverTests,
  ...notebookTests,
  ...computeTests,
  ...evaluateTests,
  ...errorTests,
  ...virtualTests,
  ...(vscode.workspace.isTrusted ? terminalTests : []),
  ...((vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? restrictedTests : []),
];

export const run = (): Promise<void> => runTests(tests);
