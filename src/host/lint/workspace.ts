import {
  type CancellationToken,
  commands,
  l10n,
  type Progress,
  ProgressLocation,
  window,
  workspace,
} from 'vscode';
import type { Sources } from '../workspace/sources.ts';
import type { Linter } from './linter.ts';

type Report = Progress<{ message?: string; increment?: number }>;

/** Checks every Python file and notebook of the workspace; the findings stay until their files change. */
export async function lintWorkspace(sources: Sources, linter: Linter): Promise<void> {
  const findings = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Loss Inspector'), cancellable: true },
    (progress, token) => lintAll(sources, linter, progress, token),
  );
  if (findings === undefined) return;
  const text =
    findings === 0
      ? l10n.t('No loss mistakes found in the workspace.')
      : l10n.t('{0} findings in the workspace.', findings);
  const show = l10n.t('Show Problems');
  const chosen = await window.showInformationMessage(text, ...(findings > 0 ? [show] : []));
  if (chosen === show) await commands.executeCommand('workbench.actions.view.problems');
}

async function lintAll(
  sources: Sources,
  linter: Linter,
  progress: Report,
  token: CancellationToken,
): Promise<number | undefined> {
  let findings = 0;
  for (const { uri: root } of workspace.workspaceFolders ?? []) {
    await sources.list(root);
    const paths = [...sources.project(root).known];
    for (const [index, path] of paths.entries()) {
      if (token.isCancellationRequested) return undefined;
      if (index % 10 === 0)
        progress.report({ message: `${index} / ${paths.length}`, increment: 1000 / paths.length });
      findings += await linter.lintClosed({ root, path }, token);
    }
  }
  return findings;
}
