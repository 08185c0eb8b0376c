import type { LessonCard, State } from '../../src/protocol.ts';
import type { MenuGroup } from '../ui/menu.ts';

/** The lessons, part by part. */
export function lessonMenu(
  lessons: readonly LessonCard[],
  open: (state: State) => void,
): readonly MenuGroup[] {
  const parts = new Set(lessons.map(({ part }) => part));
  return [...parts].map((name) => ({
    name,
    items: lessons
      .filter(({ part }) => part === name)
      .map(({ title, state }) => ({ label: title, choose: () => open(state) })),
  }));
}
