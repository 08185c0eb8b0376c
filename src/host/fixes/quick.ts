import { CodeAction, CodeActionKind, type Location, l10n, type TextDocument } from 'vscode';
import type { Edit, Finding, Fix } from '../../analysis/finding.ts';
import { targetOf } from '../links.ts';
import type { Current } from '../lint/reports.ts';
import { combinedEdits, workspaceEdit } from './edit.ts';
import { suppressions } from './suppress.ts';

/** Everything a person may want to do about a finding, the preferred fix first. */
export function quickFixes(document: TextDocument, finding: Finding, current: Current): CodeAction[] {
  return [
    ...finding.fixes.flatMap((fix, index) => fixAction(fix, index === 0, current)),
    ...fixAlike(finding, current),
    commandAction(
      l10n.t('See this mistake live in Loss Inspector'),
      'lossInspector.demonstrateRule',
      finding.rule,
    ),
    ...suppressions(document, current.locator.spot(finding.location).range, finding.rule),
    commandAction(
      l10n.t("Turn '{0}' off in the settings", finding.rule),
      'lossInspector.turnRuleOff',
      finding.rule,
    ),
  ];
}

function fixAction(fix: Fix, preferred: boolean, current: Current): CodeAction[] {
  const away = fix.edits.find(({ location }) => location.file !== current.place.path);
  const actions = editAction(titleOf(fix, away?.location.file), fix.edits, current);
  for (const action of actions) {
    action.isPreferred = preferred;
    if (away) action.command = revealAfter(current.locator.location(away.location));
  }
  return actions;
}

/** A change in a file that is not in front must not go unseen. */
const revealAfter = (location: Location) => ({
  title: l10n.t('Show the change'),
  command: 'lossInspector.reveal',
  arguments: [targetOf(location)],
});

/** An unsafe fix says so: it changes what the program computes, which is the point. */
function titleOf({ title, safety }: Fix, file: string | undefined): string {
  const placed = file === undefined ? title : l10n.t('{0} in {1}', title, file);
  return safety === 'safe' ? placed : l10n.t('{0} (changes the result)', placed);
}

function fixAlike({ rule, location }: Finding, current: Current): CodeAction[] {
  const alike = current.report.findings.filter((other) => other.rule === rule && other.fixes.length > 0);
  if (alike.length < 2) return [];
  return editAction(
    l10n.t("Fix all '{0}' problems in this file", rule),
    combinedEdits(alike, location.file),
    current,
  );
}

function editAction(title: string, edits: readonly Edit[], { locator }: Current): CodeAction[] {
  const edit = edits.length > 0 ? workspaceEdit(edits, locator) : undefined;
  if (!edit) return [];
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.edit = edit;
  return [action];
}

function commandAction(title: string, command: string, ...args: readonly string[]): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command, arguments: [...args] };
  return action;
}
