import {
  type Disposable,
  EventEmitter,
  env,
  type FileChangeEvent,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  workspace,
} from 'vscode';
import { rulePage } from '../../analysis/page.ts';
import { ruleById, rules } from '../../analysis/rules/index.ts';

/** package.json opens this scheme with the Markdown preview (`workbench.editorAssociations`). */
const SCHEME = 'loss-inspector-rule';

/** The address of a rule's page. A diagnostic's code can lead here, but not to a command. */
export const rulePageUri = (id: string): Uri => Uri.from({ scheme: SCHEME, path: `/${id}.md` });

/** The rules' pages as read-only files, made from the rules themselves: nothing is fetched, nothing can be stale. */
export function registerRulePages(): Disposable {
  return workspace.registerFileSystemProvider(SCHEME, new RulePages(), {
    isReadonly: true,
    isCaseSensitive: true,
  });
}

class RulePages implements FileSystemProvider {
  readonly onDidChangeFile = new EventEmitter<FileChangeEvent[]>().event;

  readFile(uri: Uri): Uint8Array {
    const rule = ruleById(uri.path.replace(/^\/|\.md$/g, ''));
    if (!rule) throw FileSystemError.FileNotFound(uri);
    const live = `${env.uriScheme}://loss-inspector.loss-inspector/demonstrate?rule=${rule.id}`;
    return new TextEncoder().encode(`${rulePage(rule)}\n[See this mistake live in the panel](${live})\n`);
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
