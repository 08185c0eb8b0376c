import * as vscode from 'vscode';

/** A file system of a few files that are held in memory. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly #files: Map<string, Uint8Array>;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  /** @param files texts by absolute path */
  constructor(files: Readonly<Record<string, string>>) {
    const encoder = new TextEncoder();
    this.#files = new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)]));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const content = this.#files.get(path);
    const type = content === undefined ? vscode.FileType.Directory : vscode.FileType.File;
    if (content === undefined && this.#below(path).length === 0)
      throw vscode.FileSystemError.FileNotFound(path);
    return { type, ctime: 0, mtime: 0, size: content?.length ?? 0 };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const entries = new Map<string, vscode.FileType>();
    for (const rest of this.#below(path)) {
      const [name = '', ...deeper] = rest.split('/');
      entries.set(name, deeper.length > 0 ? vscode.FileType.Directory : vscode.FileType.File);
    }
    return [...entries];
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const content = this.#files.get(path);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return content;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.#files.set(uri.path, content);
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions('Folders are made by the files in them.');
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions('Nothing is deleted here.');
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions('Nothing is renamed here.');
  }

  /** The paths below a folder, relative to it. */
  #below(folder: string): string[] {
    const prefix = folder.endsWith('/') ? folder : `${folder}/`;
    return [...this.#files.keys()].flatMap((path) =>
      path.startsWith(prefix) ? [path.slice(prefix.length)] : [],
    );
  }
}
