import * as vscode from 'vscode';
import { eventually } from './expect.ts';
import { type HostTest, runTests } from './harness.ts';
import { computeTests } from './suites/compute.ts';
import { errorTests, terminalTests } from './suites/errors.ts';
import { evaluateTests } from './suites/evaluate.ts';
import { hoverTests } from './suites/hover.ts';
import { lintTests } from './suites/lint.ts';
import { notebookTests } from './suites/notebook.ts';
import { restrictedTests, virtualTests } from './suites/places.ts';

const tests = (folders: readonly unknown[]): readonly HostTest[] => [
  ...lintTests,
  ...hoverTests,
  ...notebookTests,
  ...computeTests,
  ...evaluateTests,
  ...errorTests,
  ...virtualTests,
  ...(vscode.workspace.isTrusted ? terminalTests : []),
  ...(folders.length > 1 ? restrictedTests : []),
];

/** A host may start its tests before it knows the folders of a workspace file. */
export async function run(): Promise<void> {
  const folders = await eventually(
    () => (vscode.workspace.workspaceFolders?.length ? vscode.workspace.workspaceFolders : undefined),
    'the folders of the workspace',
  );
  await runTests(tests(folders));
}
