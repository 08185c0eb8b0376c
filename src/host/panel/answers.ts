import { toState } from '../../../webview/state/tensor-state.ts';
import { lessonState } from '../../learn/lesson.ts';
import { parts } from '../../learn/lessons.ts';
import type { LessonCard, ParsedText } from '../../protocol.ts';
import { parseTensors } from '../../tensors/parse.ts';

/** Answers to a panel that need nothing of VS Code: what would make the panel's own bundle heavy. */

export function parseText(text: string): ParsedText {
  const parsed = parseTensors(text);
  return parsed.ok
    ? { ok: true, tensors: parsed.value.map(({ tensor }) => toState(tensor)) }
    : { ok: false, ...parsed.error };
}

export const lessonCards = (): readonly LessonCard[] =>
  parts.flatMap(({ name, lessons }) =>
    lessons.map((lesson) => {
      const { id, title, text, tries } = lesson;
      return { id, part: name, title, text, tries, state: lessonState(lesson) };
    }),
  );
