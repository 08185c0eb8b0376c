import { ConfigurationTarget, workspace } from 'vscode';
import { SECTION } from '../settings.ts';

/** Writes `off` for a rule into the workspace's settings; without a workspace into the user's. */
export async function turnRuleOff(rule: string): Promise<void> {
  const settings = workspace.getConfiguration(SECTION);
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const inspected = settings.inspect<Record<string, string>>('rules');
  const chosen =
    target === ConfigurationTarget.Workspace ? inspected?.workspaceValue : inspected?.globalValue;
  await settings.update('rules', { ...chosen, [rule]: 'off' }, target);
}
