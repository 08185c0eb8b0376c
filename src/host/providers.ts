import { Disposable, languages, workspace } from 'vscode';
import type { Evaluations } from './evaluate/evaluations.ts';
import { ValueHints } from './evaluate/hints.ts';
import { FixProvider } from './fixes/provider.ts';
import { LossLenses } from './hover/lenses.ts';
import { LossHover } from './hover/provider.ts';
import { ValueHover } from './hover/values.ts';
import type { Linter } from './lint/linter.ts';
import type { Reports } from './lint/reports.ts';
import { PYTHON } from './selector.ts';
import { SECTION } from './settings.ts';

/** What the editor asks for while a person reads and writes. */
export function registerProviders(reports: Reports, linter: Linter, evaluations: Evaluations): Disposable {
  const lenses = new LossLenses(reports, evaluations);
  const hints = new ValueHints(evaluations);
  return Disposable.from(
    languages.registerHoverProvider(PYTHON, new LossHover(reports)),
    languages.registerHoverProvider(PYTHON, new ValueHover(evaluations)),
    languages.registerInlayHintsProvider(PYTHON, hints),
    languages.registerCodeActionsProvider(PYTHON, new FixProvider(reports), {
      providedCodeActionKinds: FixProvider.kinds,
    }),
    languages.registerCodeLensProvider(PYTHON, lenses),
    linter.onDidLint(() => lenses.refresh()),
    workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(SECTION)) return;
      linter.scheduleAll();
      lenses.refresh();
      hints.refresh();
    }),
  );
}
