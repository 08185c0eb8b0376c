import { Uri, workspace } from 'vscode';

/** Where a source is: the folder whose project it belongs to, and its `/`-separated path in there. */
export interface Place {
  readonly root: Uri;
  readonly path: string;
}

/**
 * A file in a workspace folder belongs to that folder's project; any other to a project of its own folder.
 * @param uri of a file or a notebook (not of a notebook's cell)
 */
export function placeOf(uri: Uri): Place {
  const folder = workspace.getWorkspaceFolder(uri);
  if (folder) return { root: folder.uri, path: pathWithin(folder.uri, uri) };
  const cut = uri.path.lastIndexOf('/');
  return {
    root: uri.with({ path: uri.path.slice(0, cut), query: '', fragment: '' }),
    path: uri.path.slice(cut + 1),
  };
}

/** The path of `uri` below `root`. */
export function pathWithin(root: Uri, uri: Uri): string {
  const base = root.path.endsWith('/') ? root.path : `${root.path}/`;
  return uri.path.startsWith(base) ? uri.path.slice(base.length) : uri.path.replace(/^\//, '');
}

export const uriAt = ({ root, path }: Place): Uri =>
  root.scheme === 'untitled'
    ? root.with({ path: root.path === '' ? path : `${root.path}/${path}` })
    : Uri.joinPath(root, path);

export const placeKey = ({ root, path }: Place): string => `${root.toString()}\0${path}`;

export const isNotebookPath = (path: string): boolean => path.endsWith('.ipynb');

export const isSourcePath = (path: string): boolean => path.endsWith('.py') || isNotebookPath(path);
