import type { Store } from '../state/store.ts';

/** Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z, but for fields whose text has an undo of its own. */
export function undoByKey(event: KeyboardEvent, store: Store): void {
  if (!(event.ctrlKey || event.metaKey) || isText(event.composedPath()[0])) return;
  const key = event.key.toLowerCase();
  if (key === 'z' && !event.shiftKey) store.undo();
  else if (key === 'y' || key === 'z') store.redo();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

const isText = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');
