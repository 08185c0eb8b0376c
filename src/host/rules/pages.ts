import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  l10n,
  Uri,
  workspace,
} from 'vscode';
import { rulePage } from '../../analysis/page.ts';
import type { RuleMeta } from '../../analysis/rule.ts';
import { ruleById, rules } from '../../analysis/rules/index.ts';
import { demonstrationOf } from '../panel/demonstration.ts';
import { STATE_ENDING } from '../panel/state-editor.ts';

/** package.json opens this scheme with the Markdown preview (`workbench.editorAssociations`). */
const SCHEME = 'loss-inspector-rule';

/** The address of a rule's page. A diagnostic's code can lead here, but not to a command. */
export const rulePageUri = (id: string): Uri => Uri.from({ scheme: SCHEME, path: `/${id}.md` });

/** The address of a rule's demonstration, which opens as a panel. */
export const demonstrationUri = (id: string): Uri =>
  Uri.from({ scheme: SCHEME, path: `/${id}${STATE_ENDING}` });

/** The rules' pages as read-only files, made from the rules themselves: nothing is fetched, nothing can be stale. */
export function registerRulePages(): Disposable {
  return workspace.registerFileSystemProvider(SCHEME, new RulePages(), {
    isReadonly: true,
    isCaseSensitive: true,
  });
}

function page(rule: RuleMeta): string {
  const live = l10n.t('See this mistake live, with numbers you can change');
  return `${rulePage(rule)}\n[${live}](${rule.id}${STATE_ENDING})\n`;
}

class RulePages implements FileSystemProvider {
  readonly onDidChangeFile = new EventEmitter<FileChangeEvent[]>().event;

  readFile(uri: Uri): Uint8Array {
    const [, id = '', ending] = /^\/([\w-]+)(\..*)$/.exec(uri.path) ?? [];
    const rule = ruleById(id);
    if (!rule || (ending !== '.md' && ending !== STATE_ENDING)) throw FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(ending === '.md' ? page(rule) : JSON.stringify(demonstrationOf(rule.id)));
  }

  stat(uri: Uri) {
    if (uri.path === '/') return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    return { type: FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }

  readDirectory(): [string, FileType][] {
    return rules.map(({ id }) => [`${id}.md`, FileType.File]);
  }

  watch(): Disposable {
    return { dispose: () => undefined };
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }
}
