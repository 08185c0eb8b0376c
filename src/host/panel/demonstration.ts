import { lessonState } from '../../learn/lesson.ts';
import { lessonForRule } from '../../learn/lessons.ts';
import type { State } from '../../protocol.ts';
import { firstState } from './state.ts';

/** The panel prepared to show what a rule is about; on the first example where no lesson shows that mistake. */
export function demonstrationOf(rule: string): State {
  const lesson = lessonForRule(rule);
  return lesson ? lessonState(lesson, rule) : { ...firstState, rule };
}
