import { type ConfigurationScope, workspace } from 'vscode';
import type { LintOptions } from '../analysis/project.ts';

export const SECTION = 'lossInspector';

/** What the user chose, read when it is needed so that a change takes effect at once. */
export interface Settings {
  readonly lint: boolean;
  readonly options: LintOptions;
  readonly exclude: readonly string[];
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
}

/** @param scope a file, a cell or a folder: settings can differ between the folders of a workspace */
export function settingsFor(scope: ConfigurationScope | undefined): Settings {
  const settings = workspace.getConfiguration(SECTION, scope ?? null);
  return {
    lint: settings.get('lint.enabled', true),
    options: { rules: settings.get('rules', {}) },
    exclude: settings.get('lint.exclude', []),
    codeLens: settings.get('codeLens.enabled', true),
    inlayHints: settings.get('inlayHints.enabled', true),
  };
}
