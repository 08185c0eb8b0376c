import {
  EventEmitter,
  type FileChangeEvent,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
} from 'vscode';

/** Texts that are made when they are asked for, as files that cannot be written. */
export class ReadOnlyFiles implements FileSystemProvider {
  readonly onDidChangeFile = new EventEmitter<FileChangeEvent[]>().event;
  readonly #read: (uri: Uri) => string | undefined;
  readonly #names: readonly string[];

  /** @param names the files that a listing of the folder shows */
  constructor(read: (uri: Uri) => string | undefined, names: readonly string[] = []) {
    this.#read = read;
    this.#names = names;
  }

  readFile(uri: Uri): Uint8Array {
    const text = this.#read(uri);
    if (text === undefined) throw FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(text);
  }

  stat(uri: Uri) {
    if (uri.path === '/') return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    return { type: FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }

  readDirectory(): [string, FileType][] {
    return this.#names.map((name) => [name, FileType.File]);
  }

  watch(): { dispose: () => void } {
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
