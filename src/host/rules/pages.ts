import { type Disposable, l10n, Uri, workspace } from 'vscode';
import { rulePage } from '../../analysis/page.ts';
import type { RuleMeta } from '../../analysis/rule.ts';
import { ruleById, rules } from '../../analysis/rules/index.ts';
import { demonstrationOf } from '../panel/demonstration.ts';
import { STATE_ENDING } from '../panel/state-editor.ts';
import { ReadOnlyFiles } from '../read-only-files.ts';

/** package.json opens this scheme with the Markdown preview (`workbench.editorAssociations`). */
const SCHEME = 'loss-inspector-rule';

/** The address of a rule's page. A diagnostic's code can lead here, but not to a command. */
export const rulePageUri = (id: string): Uri => Uri.from({ scheme: SCHEME, path: `/${id}.md` });

/** The address of a rule's demonstration, which opens as a panel. */
export const demonstrationUri = (id: string): Uri =>
  Uri.from({ scheme: SCHEME, path: `/${id}${STATE_ENDING}` });

/** The rules' pages as read-only files, made from the rules themselves: nothing is fetched, nothing can be stale. */
export function registerRulePages(): Disposable {
  const pages = new ReadOnlyFiles(
    read,
    rules.map(({ id }) => `${id}.md`),
  );
  return workspace.registerFileSystemProvider(SCHEME, pages, { isReadonly: true, isCaseSensitive: true });
}

function page(rule: RuleMeta): string {
  const live = l10n.t('See this mistake live, with numbers you can change');
  return `${rulePage(rule)}\n[${live}](${rule.id}${STATE_ENDING})\n`;
}

function read({ path }: Uri): string | undefined {
  const [, id = '', ending] = /^\/([\w-]+)(\..*)$/.exec(path) ?? [];
  const rule = ruleById(id);
  if (!rule) return undefined;
  if (ending === '.md') return page(rule);
  return ending === STATE_ENDING ? JSON.stringify(demonstrationOf(rule.id)) : undefined;
}
