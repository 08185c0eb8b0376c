import { l10n, QuickPickItemKind, window } from 'vscode';
import { lessonState } from '../../learn/lesson.ts';
import { lessonById, parts } from '../../learn/lessons.ts';
import type { Panels } from '../panel/panels.ts';

/** Opens the panel on a lesson; asks which one where none is named. */
export async function openLesson(panels: Panels, id: string | undefined): Promise<void> {
  const lesson = id === undefined ? await pickLesson() : lessonById(id);
  if (lesson) panels.show(lessonState(lesson));
}

async function pickLesson() {
  const items = parts.flatMap(({ name, lessons }) => [
    { label: name, kind: QuickPickItemKind.Separator, lesson: undefined },
    ...lessons.map((lesson) => ({ label: lesson.title, detail: lesson.text[0] ?? '', lesson })),
  ]);
  const picked = await window.showQuickPick(items, {
    placeHolder: l10n.t('Which lesson?'),
    matchOnDetail: true,
  });
  return picked?.lesson;
}
