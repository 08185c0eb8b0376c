import { type HostTest, runTests } from './harness.ts';
import { computeTests } from './suites/compute.ts';
import { errorTests } from './suites/errors.ts';
import { evaluateTests } from './suites/evaluate.ts';
import { hoverTests } from './suites/hover.ts';
import { lintTests } from './suites/lint.ts';
import { notebookTests } from './suites/notebook.ts';

const tests: readonly HostTest[] = [
  ...lintTests,
  ...hoverTests,
  ...notebookTests,
  ...computeTests,
  ...evaluateTests,
  ...errorTests,
];

export const run = (): Promise<void> => runTests(tests);
