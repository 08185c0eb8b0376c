import { Disposable, type NotebookDocument, type TextDocument, type Uri, workspace } from 'vscode';
import { isInExcludedFolder } from './listing.ts';
import { type Place, placeOf } from './place.ts';
import { isAnalysed, isJupyter, notebookOf, notebookSource, sourceOf } from './source.ts';
import type { Sources } from './sources.ts';

/** Keeps the sources as the editor and the disk have them. */
export function watchSources(sources: Sources): Disposable {
  for (const document of workspace.textDocuments) opened(sources, document);
  return Disposable.from(
    watchDocuments(sources),
    watchNotebooks(sources),
    watchFiles(sources),
    watchFolders(sources),
  );
}

function opened(sources: Sources, document: TextDocument): void {
  if (isAnalysed(document)) sources.update(sourceOf(document));
}

function watchDocuments(sources: Sources): Disposable {
  return Disposable.from(
    workspace.onDidOpenTextDocument((document) => opened(sources, document)),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) opened(sources, document);
    }),
    workspace.onDidCloseTextDocument((document) => {
      // A change of language closes the document and opens it again. A cell's fate is its notebook's.
      if (document.uri.scheme !== 'vscode-notebook-cell' && isAnalysed(document))
        void sources.close(placeOf(document.uri));
    }),
  );
}

function watchNotebooks(sources: Sources): Disposable {
  const update = (notebook: NotebookDocument) => {
    if (isJupyter(notebook)) sources.update(notebookSource(notebook));
  };
  for (const notebook of workspace.notebookDocuments) update(notebook);
  return Disposable.from(
    workspace.onDidOpenNotebookDocument(update),
    workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
      // Cells added, removed or moved; outputs do not matter, and text arrives as a document's change.
      if (contentChanges.length > 0) update(notebook);
    }),
    workspace.onDidCloseNotebookDocument((notebook) => {
      if (isJupyter(notebook)) void sources.close(placeOf(notebook.uri));
    }),
    workspace.onDidOpenTextDocument((document) => {
      const notebook = notebookOf(document);
      if (notebook) update(notebook);
    }),
  );
}

function watchFiles(sources: Sources): Disposable {
  const watcher = workspace.createFileSystemWatcher('**/*.{py,ipynb}');
  const changed = (place: Place) => {
    if (sources.project(place.root).source(place.path)) void sources.refresh(place);
  };
  return Disposable.from(
    watcher,
    watcher.onDidCreate((uri) => {
      const place = placeOf(uri);
      // An environment that is installed brings thousands of files that nobody means.
      if (!isInExcludedFolder(place.path)) sources.setExists(place, true);
      changed(place);
    }),
    watcher.onDidChange((uri) => changed(placeOf(uri))),
    watcher.onDidDelete((uri) => {
      const place = placeOf(uri);
      sources.setExists(place, false);
      changed(place);
    }),
  );
}

function watchFolders(sources: Sources): Disposable {
  return workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    // Files outside every folder had projects of their own folders.
    const covered = sources.projects.filter(({ root }) => added.some(({ uri }) => isAtOrBelow(root, uri)));
    for (const uri of [...removed.map((folder) => folder.uri), ...covered.map(({ root }) => root)])
      sources.forget(uri);
    for (const document of workspace.textDocuments) opened(sources, document);
  });
}

const isAtOrBelow = (uri: Uri, folder: Uri): boolean =>
  `${uri.toString()}/`.startsWith(`${folder.toString()}/`);
